#include "query/cgi/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* NAME, VALUE, ..., NULL */
static const char *get(void *ctx, const char *name)
{
	const char *const *v = ctx;

	for (; *v; v += 2)
		if (strcmp(v[0], name) == 0)
			return v[1];
	return NULL;
}

struct asked {
	struct request request;
	struct arena arena;
	struct error err;
	enum status status;
};

static struct asked ask(const char *method, const char *query)
{
	const char *v[] = {"REQUEST_METHOD", method, "QUERY_STRING", query,
			   NULL};
	const struct cgi_env env = {get, v};
	struct asked a = {.arena = ARENA_INIT(1 << 20)};

	a.status = request_read(&a.request, &a.arena, &env, &a.err);
	return a;
}

static void assert_str(struct str got, const char *want)
{
	assert_int_equal(got.len, strlen(want));
	assert_memory_equal(got.p, want, got.len);
}

static void parameters_are_decoded(void **state)
{
	struct asked a = ask(
		"GET", "q=al-Khazraji+%D8%A7%D9%84%D8%AE%D8%B2%D8%B1%D8%AC%D9"
		       "%8A%26&page=3&sort=oldest&from=2006&author=%20Basel%09"
		       "Haddad+&utm_source=x&format=json&tag=&q2=%zz");

	(void)state;
	assert_int_equal(a.status, ST_OK);
	assert_str(a.request.q, "al-Khazraji الخزرجي&");
	assert_str(a.request.filter.author, "Basel Haddad");
	assert_int_equal(a.request.filter.tag.len, 0);
	assert_int_equal(a.request.page, 3);
	assert_int_equal(a.request.sort, SORT_OLDEST);
	assert_int_equal(a.request.format, PAGE_JSON);
	assert_int_equal(a.request.filter.from, 1136073600);
	assert_int_equal(a.request.head, 0);
	arena_free(&a.arena);
}

static void what_is_no_text_is_refused(void **state)
{
	static const struct {
		const char *query, *message;
	} cases[] = {
		{"q=%", "q is not percent-encoded"},
		{"q=a%4", "q is not percent-encoded"},
		{"q=%zz", "q is not percent-encoded"},
		{"q=%00", "q is not text in UTF-8"},
		{"q=a%1bb", "q is not text in UTF-8"},
		{"q=%ff", "q is not text in UTF-8"},
		{"q=%c0%af", "q is not text in UTF-8"},
		{"q=%ed%a0%80", "q is not text in UTF-8"},
		{"page=0", "page is a number from 1 to 100"},
		{"page=-1", "page is a number from 1 to 100"},
		{"page=101", "page is a number from 1 to 100"},
		{"page=99999999999999", "page is a number from 1 to 100"},
		{"page=1e1", "page is a number from 1 to 100"},
		{"sort=best", "sort is relevance, newest or oldest"},
		{"format=xml", "format is html, json or atom"},
		{"from=%3Cscript%3E", "from and to are dates: 2006, 2006-06, "
				      "2006-06-14 or June 2006"},
		{"lang=0123456789012345678901234567890123", "lang is too long"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct asked a = ask("GET", cases[i].query);

		assert_int_equal(a.status, ST_USAGE);
		assert_string_equal(a.err.msg, cases[i].message);
		arena_free(&a.arena);
	}
}

static void only_reading_methods_are_answered(void **state)
{
	static const char *const methods[] = {"POST", "PUT", "get", "", NULL};

	(void)state;
	for (size_t i = 0; methods[i]; i++) {
		struct asked a = ask(methods[i], "q=x");

		assert_int_equal(a.status, ST_QUERY);
		arena_free(&a.arena);
	}
}

static void head_is_get_without_a_body(void **state)
{
	struct asked a = ask("HEAD", "q=x");

	(void)state;
	assert_int_equal(a.status, ST_OK);
	assert_int_equal(a.request.head, 1);
	arena_free(&a.arena);
}

static void a_long_address_is_refused(void **state)
{
	char query[QUERY_STRING_MAX + 2];
	struct asked a;

	(void)state;
	memset(query, 'a', sizeof(query));
	memcpy(query, "q=", 2);
	query[sizeof(query) - 1] = '\0';
	a = ask("GET", query);
	assert_int_equal(a.status, ST_USAGE);
	assert_string_equal(a.err.msg, "the address is too long");
	arena_free(&a.arena);
	query[QUERY_STRING_MAX] = '\0';
	a = ask("GET", query);
	assert_int_equal(a.status, ST_OK);
	assert_int_equal(a.request.q.len, QUERY_STRING_MAX - 2);
	arena_free(&a.arena);
}

static void the_base_is_the_servers(void **state)
{
	static const struct {
		const char *https, *host, *port, *path, *base;
	} cases[] = {
		{"", "example.org", "80", "/search",
		 "http://example.org/search"},
		{"on", "example.org", "443", "/s", "https://example.org/s"},
		{"off", "[::1]", "8080", "/s", "http://[::1]:8080/s"},
		{"", "\"><script>", "80", "/s", ""},
		{"", "example.org", "80", "/a b", ""},
		{"", "example.org\r\nSet-Cookie:x", "80", "/s", ""},
		{"", "", "", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *v[] = {
			"REQUEST_METHOD", "GET",         "HTTPS",
			cases[i].https,   "SERVER_NAME", cases[i].host,
			"SERVER_PORT",    cases[i].port, "SCRIPT_NAME",
			cases[i].path,    NULL};
		const struct cgi_env env = {get, v};
		struct asked a = {.arena = ARENA_INIT(1 << 20)};

		assert_int_equal(
			request_read(&a.request, &a.arena, &env, &a.err),
			ST_OK);
		assert_str(a.request.base_url, cases[i].base);
		arena_free(&a.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parameters_are_decoded),
		cmocka_unit_test(what_is_no_text_is_refused),
		cmocka_unit_test(only_reading_methods_are_answered),
		cmocka_unit_test(head_is_get_without_a_body),
		cmocka_unit_test(a_long_address_is_refused),
		cmocka_unit_test(the_base_is_the_servers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
