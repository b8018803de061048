#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/base/date.h"
#include "indexer/permalink.h"

enum { DAY = 1150263000 /* 2006-06-14T05:30:00Z */ };

static void patterns_become_addresses(void **state)
{
	static const struct {
		const char *pattern, *path;
		int64_t date;
		const char *want;
	} rows[] = {
		{"/:year/:month/:title/", "_posts/2006-06-14-a-coup.md", DAY,
		 "/2006/06/a-coup/"},
		{"/:section/:slug.html", "en/blog/a.md", DAY, "/en/a.html"},
		{"/:sections/:title", "en/blog/a/index.md", DATE_NONE,
		 "/en/blog/a/a"},
		{"https://blog.example/:title", "a.md.gz", DATE_NONE,
		 "https://blog.example/a"},
		{"date", "2006-06-14-a.md", DAY, "/2006/06/14/a.html"},
		{"pretty", "a.md", DAY, "/2006/06/14/a/"},
		{"ordinal", "a.md", DAY, "/2006/165/a.html"},
		{"none", "b c?d.md", DAY, "/b%20c%3Fd.html"},
		{"/:i_month/:i_day/:short_year/:hour:minute:second", "a.md",
		 DAY, "/6/14/06/053000"},
		{"/:year/:title/", "a.md", DATE_NONE, ""},
		{"/:title", "\xD8\xB4.md", DAY, "/%D8%B4"},
		{"/a:/:title", "a.md", DAY, "/a:/a"},
	};
	struct buf out = BUF_INIT(PERMALINK_MAX);
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str path = {rows[i].path, strlen(rows[i].path)};

		assert_int_equal(permalink_check(rows[i].pattern, &err), ST_OK);
		assert_int_equal(permalink_make(&out, rows[i].pattern, path,
						rows[i].date, &err),
				 ST_OK);
		assert_string_equal(buf_str(&out).p, rows[i].want);
	}
	buf_free(&out);
}

static void wrong_patterns_are_refused(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(permalink_check("/:yaer/:title", &err), ST_USAGE);
	assert_non_null(strstr(err.msg, "':yaer'"));
	assert_non_null(strstr(err.msg, ":yearday"));
	assert_int_equal(permalink_check("dates", &err), ST_USAGE);
}

static void a_long_address_is_none(void **state)
{
	static char path[PERMALINK_MAX];
	struct buf out = BUF_INIT(PERMALINK_MAX);
	struct error err = ERROR_INIT;

	(void)state;
	memset(path, ' ', sizeof(path));
	assert_int_equal(permalink_make(&out, "/:title",
					(struct str){path, sizeof(path)}, DAY,
					&err),
			 ST_OK);
	assert_int_equal(out.len, 0);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_become_addresses),
		cmocka_unit_test(wrong_patterns_are_refused),
		cmocka_unit_test(a_long_address_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
