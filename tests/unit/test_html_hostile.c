#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/text/utf8.h"
#include "indexer/formats/format.h"
#include "indexer/markup/html.h"
#include "tests/unit/growth.h"

/* Inputs that take quadratic time or unlimited stack in parsers that were
 * not made for them. */

static const struct growth rows[] = {
	{"", "<div>", "deep", 50000},
	{"", "<div>", "</span></p></div>deep", 200000},
	{"<p", " attribute=1", ">text", 100000},
	{"<p", " a", ">text", 100000},
	{"", "<", "text", 1 << 20},
	{"", "&", "text", 1 << 20},
	{"", "&abcdef", "text", 150000},
	{"", "&#", "text", 500000},
	{"&#", "9", "text", 1 << 20},
	{"<!--", "x", "text", 1 << 20},
	{"<!--", "--", "text", 500000},
	{"", "<!--", "text", 250000},
	{"", "<!--htdig_noindex-->", "text", 50000},
	{"", "<a ", "text", 300000},
	{"", "<a href=\"", "text", 100000},
	{"", "<a href='x\">", "text", 100000},
	{"", "<script>", "text", 120000},
	{"", "<title>", "text", 120000},
	{"", "<textarea><title>", "text", 60000},
	{"", "</script", "text", 120000},
	{"", "<p>", "text", 300000},
	{"", "<b><p>", "text", 150000},
	{"", "<table><tr><td>", "text", 60000},
	{"", "<li><ul>", "text", 120000},
	{"", "<a><b><i>", "text", 100000},
	{"<div><div>", "</span>", "text", 120000},
	{"<b><b><b>", "x</i>", "text", 120000},
	{"", "<![CDATA[", "text", 100000},
	{"", "<?", "text", 500000},
	{"", "<article>x", "text", 90000},
	{"", "<p class=author>x", "text", 60000},
	{"<script type=application/ld+json>", "[", "</script>text", 100000},
	{"<meta name=keywords content=\"", "a,", "\">text", 300000},
	{"", "<meta name=author content=x>", "text", 40000},
	{"", "\xC2\xA0", "text", 500000},
	{"<pre>", "\n", "text", 1 << 20},
	{"<pre>", "\r", "text", 1 << 20},
	{"By ", "a, ", "text", 300000},
	{"", "a\nBy b\n", "text", 150000},
	{"", "- ", "text", 300000},
	{"", "Blog \xC2\xBB ", "text", 100000},
	{"", "<div class=entry-content>", "text", 50000},
	{"", "<div class=comment>x", "text", 90000},
	{"", "<div>x<br><br>", "text", 60000},
	{"", "<div><p>A paragraph, of some length.</p>", "text", 60000},
	{"", "<p>A paragraph, of some length, and more.</p>", "text", 60000},
	{"<title>a b c d</title>", "<h1>a b c</h1>", "text", 60000},
	{"", "<span class=author>x</span>", "text", 100000},
	{"", "<a href=x>A link, of some length.</a> ", "text", 60000},
	{"<ul>", "<li><a href=x>A link of some length</a>", "text", 60000},
	{"<table>", "<tr><td>A cell, of some length<td>x", "text", 60000},
	{"<p class=\"entry", " a", "\">text", 100000},
	{"", "<p class=\"entry share-widget-ad no-ad-comments\">x", "text",
	 60000},
	{"", "\xC3\x83\xC2\xA9", "text", 300000},
	{"", "\xC3\x83", "text", 500000},
};

static void read_fragment(struct str bytes)
{
	static struct buf out = BUF_INIT(32 << 20);
	struct error err = ERROR_INIT;

	buf_clear(&out);
	assert_int_equal(html_to_text(&out, bytes, &err), ST_OK);
	assert_true(utf8_valid(buf_str(&out)));
	buf_free(&out);
}

static void read_as(const struct format *format, struct str bytes)
{
	struct format_input in = {.bytes = bytes};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;

	assert_int_equal(format->open(&reader, &in, &err), ST_OK);
	assert_int_equal(format->next(reader, &post, &err), ST_OK);
	assert_true(utf8_valid(post.text) && utf8_valid(post.title));
	format->close(reader);
}

static void read_page(struct str bytes)
{
	read_as(&format_html, bytes);
}

static void read_text(struct str bytes)
{
	read_as(&format_text, bytes);
}

static void hostile_fragments_take_no_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		growth_is_linear(&rows[i], read_fragment);
}

static void hostile_files_take_no_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		growth_is_linear(&rows[i], read_page);
		growth_is_linear(&rows[i], read_text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_fragments_take_no_time),
		cmocka_unit_test(hostile_files_take_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
