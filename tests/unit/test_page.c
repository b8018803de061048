#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/golden_post.h"

#include "indexer/markup/page_title.h"

static void pages_become_posts(void **state)
{
	static const char *const names[] = {
		"html/blogger.html",      "html/flat.html",
		"html/builder.html",      "html/arabic-8859-6.html",
		"html/utf16-be.html",     "html/utf16-no-mark.html",
		"html/front-page.html",   "html/odd-wrapper.html",
		"html/sections.html",     "html/wordpress.html",
		"html/blogger-1252.html", "html/arabic-1256.html",
		"html/utf16.html",        "html/plain-body.html",
		"html/nav-only.html",     "html/arabic-related.html",
		"html/banners.html",      "html/elementor.html",
		"html/json-only.html",    "html/kubrick.html",
		"html/layout-table.html", "html/link-post.html",
		"html/marked-parts.html", "html/medium.html",
		"html/microdata.html",    "html/mojibake.html",
		"html/no-classes.html",   "html/poem.html",
		"html/short-post.html",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_true(golden_check(&format_html, names[i]));
}

static void pages_are_recognised(void **state)
{
	static const struct str pages[] = {
		{"<!DOCTYPE html>", 15},
		{"\xEF\xBB\xBF\n <HTML lang=en>", 18},
		{"<?xml version='1.0'?><!-- x --><html>", 37},
		{"\xFF\xFE<\0h\0t\0m\0l\0>\0", 14},
		{"<\0b\0o\0d\0y\0>\0", 12},
		{"<article>", 9},
	};
	static const struct str others[] = {
		{"", 0},
		{"text about <html>", 17},
		{"<rss version='2.0'>", 19},
		{"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16},
		{"<?xml", 5},
		{"<!--", 4},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		assert_true(format_html.sniff(pages[i]) > 50);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_int_equal(format_html.sniff(others[i]), 0);
}

static void a_bad_date_is_reported_and_the_next_is_tried(void **state)
{
	struct diag diag = {.report = NULL};
	struct buf out = BUF_INIT(1000);

	(void)state;
	assert_true(golden_read(&out, &format_html,
				STR("<meta name=date content='soon'><p>x"
				    "<time datetime=2005-05-03>then</time>"),
				&diag));
	assert_string_equal(out.p, "published: 1115078400\n\nxthen\n");
	assert_int_equal(diag.count[DIAG_WARNING], 1);
	buf_free(&out);
}

static void titles_lose_the_name_of_the_site(void **state)
{
	static const struct {
		const char *in, *site, *title, *site_after;
	} rows[] = {
		{"Coup", "", "Coup", ""},
		{"Coup | Notes", "", "Coup", "Notes"},
		{"Coup - foiled", "", "Coup - foiled", ""},
		{"Coup - foiled - Notes", "notes", "Coup - foiled", "notes"},
		{"Coup \xC2\xAB Notes", "", "Coup", "Notes"},
		{"Notes \xC2\xBB Blog Archive \xC2\xBB Coup", "", "Coup",
		 "Notes"},
		{"Notes: Coup", "Notes", "Coup", "Notes"},
		{"Coup: foiled", "Notes", "Coup: foiled", "Notes"},
		{" | ", "", " | ", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str title = {rows[i].in, strlen(rows[i].in)};
		struct str site = {rows[i].site, strlen(rows[i].site)};

		page_title_split(&title, &site);
		assert_int_equal(title.len, strlen(rows[i].title));
		assert_memory_equal(title.p, rows[i].title, title.len);
		assert_int_equal(site.len, strlen(rows[i].site_after));
		assert_memory_equal(site.p, rows[i].site_after, site.len);
	}
}

static void sites_are_what_is_beside_the_title(void **state)
{
	static const char *const rows[][3] = {
		{"Coup - Notes", "Coup", "Notes"},
		{"Notes: Coup", "Coup", "Notes"},
		{"Notes \xE2\x80\x94 Coup", "coup", "Notes"},
		{"Coup", "Coup", ""},
		{"Couped - Notes", "Coup", ""},
		{"Coup", "", ""},
		{"", "Coup", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str whole = {rows[i][0], strlen(rows[i][0])};
		struct str title = {rows[i][1], strlen(rows[i][1])};
		struct str want = {rows[i][2], strlen(rows[i][2])};

		assert_true(str_eq(page_title_site(whole, title), want));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_become_posts),
		cmocka_unit_test(pages_are_recognised),
		cmocka_unit_test(a_bad_date_is_reported_and_the_next_is_tried),
		cmocka_unit_test(sites_are_what_is_beside_the_title),
		cmocka_unit_test(titles_lose_the_name_of_the_site),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
