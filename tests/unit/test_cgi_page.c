#include "query/cgi/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "query/cgi/headers.h"
#include "query/cgi/link.h"
#include "query/cgi/opensearch.h"
#include "query/cgi/parts.h"

#define HOSTILE "\"'><script>alert(1)</script>&amp;\xe2\x80\xae"

static void fill_name(struct sink *out, const void *page)
{
	sink_add(out, *(const struct str *)page);
}

static const struct hole holes[] = {{"name", fill_name}, {NULL, NULL}};

static void holes_are_filled(void **state)
{
	struct buf b = BUF_INIT(4096);
	struct sink sink = SINK_BUF(&b);
	struct str name = STR("Layla");

	(void)state;
	template_fill(&sink, STR("{{name}}, {{name}}! { {{ } }}"), holes,
		      &name);
	assert_string_equal(b.p, "Layla, Layla! { ");
	buf_clear(&b);
	template_fill(&sink, STR("no {{hole"), holes, &name);
	assert_string_equal(b.p, "no {{hole");
	buf_free(&b);
}

static void unknown_holes_are_named(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(template_check(STR("a\n{{name}}\n{{nme}}"), holes,
					"own.html", &err),
			 ST_CONFIG);
	assert_string_equal(err.msg, "own.html:3: no hole 'nme'; nisba.cgi(8) "
				     "lists them");
	assert_int_equal(template_check(part_page, page_holes, "page", &err),
			 ST_OK);
}

static void links_say_what_is_not_usual(void **state)
{
	struct request r = {.q = STR("a b&c"),
			    .page = 1,
			    .filter = FILTER_NONE,
			    .base_url = STR("")};
	struct buf b = BUF_INIT(4096);
	struct sink sink = SINK_BUF(&b);

	(void)state;
	link_put(&sink, &r);
	assert_string_equal(b.p, "?q=a%20b%26c");
	buf_clear(&b);
	r.page = 2;
	r.sort = SORT_NEWEST;
	r.filter.tag = STR(HOSTILE);
	r.format = PAGE_ATOM;
	link_put(&sink, &r);
	assert_string_equal(b.p,
			    "?q=a%20b%26c&amp;tag=%22%27%3E%3Cscript%3Ealert%28"
			    "1%29%3C%2Fscript%3E%26amp%3B%E2%80%AE&amp;sort="
			    "newest&amp;page=2&amp;format=atom");
	buf_clear(&b);
	r = link_from(&r);
	assert_int_equal(r.page, 1);
	assert_int_equal(r.format, PAGE_HTML);
	link_put_hidden(&sink, &r);
	assert_null(strstr(b.p, "<script"));
	assert_non_null(strstr(b.p, "name=\"tag\""));
	assert_null(strstr(b.p, "name=\"q\""));
	buf_free(&b);
}

static void a_hostile_query_is_text(void **state)
{
	struct request r = {.q = STR(HOSTILE),
			    .from = STR(HOSTILE),
			    .page = 1,
			    .filter = {.author = STR(HOSTILE)}};
	struct page page = {.title = STR(HOSTILE), .request = &r, .posts = 3};
	struct buf b = BUF_INIT(64 << 10);
	struct sink sink = SINK_BUF(&b);

	(void)state;
	template_fill(&sink, part_page, page_holes, &page);
	assert_null(strstr(b.p, "<script>alert"));
	assert_null(strstr(b.p, "\"'>"));
	assert_null(strstr(b.p, "\xe2\x80\xae"));
	assert_non_null(strstr(b.p, "&quot;&#39;&gt;&lt;script&gt;alert(1)"));
	assert_non_null(strstr(b.p, "3 posts can be found"));
	buf_free(&b);
}

static void a_timeline_has_bars_and_words(void **state)
{
	struct facet_value months[] = {
		{STR("2005-11"), 2}, {STR("2006-02"), 8}, {STR("2006-03"), 4}};
	const struct facets f = {.timeline = months, .months = 3, .posts = 14};
	struct buf b = BUF_INIT(64 << 10);
	struct sink sink = SINK_BUF(&b);

	(void)state;
	page_timeline(&sink, &f);
	assert_non_null(strstr(b.p, "viewBox=\"0 0 215 48\""));
	assert_non_null(
		strstr(b.p, "<rect x=\"18\" y=\"0\" width=\"5\" height=\"48\">"
			    "<title>2006-02: 8</title></rect>"));
	assert_non_null(strstr(b.p, "Posts from 2005-11 to 2006-03, most in "
				    "2006-02 (8)"));
	buf_free(&b);
}

static void centuries_fit_the_timeline(void **state)
{
	struct facet_value months[] = {{STR("0001-01"), 1},
				       {STR("9999-12"), 1}};
	const struct facets f = {.timeline = months, .months = 2, .posts = 2};
	struct buf b = BUF_INIT(64 << 10);
	struct sink sink = SINK_BUF(&b);

	(void)state;
	page_timeline(&sink, &f);
	assert_true(b.len < 2000);
	assert_non_null(strstr(b.p, "<rect x=\"0\""));
	buf_free(&b);
}

static void headers_fit_their_codes(void **state)
{
	static const struct {
		struct headers headers;
		const char *has;
	} cases[] = {
		{{.code = 200, .type = "text/css", .for_long = 1, .body = 7},
		 "Content-Length: 7\r\n"},
		{{.code = 304, .etag = "\"x\""}, "ETag: \"x\"\r\n"},
		{{.code = 405, .type = "text/html"}, "Allow: GET, HEAD\r\n"},
		{{.code = 503, .type = "text/html"}, "Retry-After: 60\r\n"},
		{{.code = 400, .type = "text/html"},
		 "Cache-Control: no-store\r\n"},
		{{.code = 418}, "Status: 500 Internal Server Error\r\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = BUF_INIT(4096);
		struct sink sink = SINK_BUF(&b);

		headers_put(&sink, &cases[i].headers);
		assert_memory_equal(b.p, "Status: ", 8);
		assert_non_null(strstr(b.p, cases[i].has));
		assert_non_null(strstr(b.p, "default-src 'none'"));
		assert_non_null(strstr(b.p, "nosniff"));
		assert_string_equal(b.p + b.len - 4, "\r\n\r\n");
		buf_free(&b);
	}
}

static void opensearch_is_made_of_its_title(void **state)
{
	struct buf b = BUF_INIT(64 << 10);
	struct sink sink = SINK_BUF(&b);

	(void)state;
	opensearch_describe(&sink, STR("A <b> & more"),
			    STR("https://example.org/s"));
	assert_non_null(strstr(b.p, "<ShortName>A &lt;b&gt; &amp; more<"));
	assert_non_null(strstr(
		b.p, "template=\"https://example.org/s?q={searchTerms}\""));
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holes_are_filled),
		cmocka_unit_test(unknown_holes_are_named),
		cmocka_unit_test(links_say_what_is_not_usual),
		cmocka_unit_test(a_hostile_query_is_text),
		cmocka_unit_test(a_timeline_has_bars_and_words),
		cmocka_unit_test(centuries_fit_the_timeline),
		cmocka_unit_test(headers_fit_their_codes),
		cmocka_unit_test(opensearch_is_made_of_its_title),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
