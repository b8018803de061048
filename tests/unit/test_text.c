#include "common/out/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

struct page {
	struct buf buf;
	struct sink sink;
	struct text text;
};

static struct page page;

static int new_page(void **state)
{
	(void)state;
	page.buf = (struct buf)BUF_INIT(1 << 20);
	page.sink = (struct sink)SINK_BUF(&page.buf);
	page.text = (struct text)TEXT_INIT(&page.sink, 0);
	return 0;
}

static int end_page(void **state)
{
	(void)state;
	text_free(&page.text);
	buf_free(&page.buf);
	return 0;
}

static void shows(const char *want)
{
	struct error err = ERROR_INIT;

	assert_int_equal(sink_finish(&page.sink, &err), ST_OK);
	assert_string_equal(buf_str(&page.buf).p, want);
	buf_clear(&page.buf);
}

static void fields_are_harmless(void **state)
{
	static const struct {
		struct str in;
		const char *out;
		size_t width;
	} rows[] = {
		{STR(""), "", 0},
		{STR("Nizar al-Khazraji"), "Nizar al-Khazraji", 17},
		{STR("  two\t\r\n words \n"), "two words", 9},
		{STR("\033[31mred\a"), "\uFFFD[31mred\uFFFD", 9},
		{STR("a\0b\x7f"), "a\uFFFDb\uFFFD", 4},
		{STR("a\xc2\x9b"
		     "b\xc2\x85"
		     "c"),
		 "a\uFFFDb c", 5},
		{STR("abc\u202Etxt.exe\u202C"), "abctxt.exe", 10},
		{STR("\uFEFFtitle\u2066\u2069"), "title", 5},
		{STR("so\u00ADcial"), "social", 6},
		{STR("a\u2028b"), "a b", 3},
		{STR("bad \xff\xfe byte"), "bad \uFFFD\uFFFD byte", 11},
		{STR("cut \xe2\x82"), "cut \uFFFD", 5},
		{STR("caf\u00E9 \u6771\u4EAC"), "caf\u00E9 \u6771\u4EAC", 9},
		{STR("e\u0301"), "e\u0301", 1},
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		text_field(&page.text, rows[i].in);
		shows(rows[i].out);
		assert_int_equal(text_width(rows[i].in), rows[i].width);
	}
}

static void right_to_left_is_isolated(void **state)
{
	(void)state;
	text_field(&page.text, STR("\u0646\u0632\u0627\u0631"));
	text_words(&page.text, " 2006");
	shows("\u2067\u0646\u0632\u0627\u0631\u2069 2006");
	text_field(&page.text, STR("1. Nizar \u0646\u0632"));
	shows("\u2066"
	      "1. Nizar \u0646\u0632\u2069");
	text_field(&page.text, STR("\u05D0 \u2069 x"));
	shows("\u2067\u05D0 x\u2069");
}

static void styles_are_seen_in_colour_only(void **state)
{
	(void)state;
	text_style(&page.text, TEXT_TITLE);
	text_field(&page.text, STR("Title"));
	text_style(&page.text, TEXT_NORMAL);
	shows("Title");
	page.text.colour = 1;
	text_style(&page.text, TEXT_TITLE);
	text_field(&page.text, STR("Title"));
	text_style(&page.text, TEXT_NORMAL);
	shows("\033[1mTitle\033[m");
}

static void paragraphs_wrap_at_words(void **state)
{
	(void)state;
	text_paragraph(&page.text, STR("one two  three\nfour"), NULL, 0, 2, 9);
	shows("  one two\n  three\n  four\n");
	text_paragraph(&page.text, STR("one two three"), NULL, 0, 0, 0);
	shows("one two three\n");
	text_paragraph(&page.text, STR("incomprehensible is long"), NULL, 0, 0,
		       8);
	shows("incomprehensible\nis long\n");
	text_paragraph(&page.text, STR(" \n\t"), NULL, 0, 4, 20);
	shows("");
	/* Two columns each, and a line may break between any two. */
	text_paragraph(&page.text, STR("\u6771\u4EAC\u90FD\u5E81"), NULL, 0, 0,
		       5);
	shows("\u6771\u4EAC\n\u90FD\u5E81\n");
}

static void marks_follow_their_bytes(void **state)
{
	static const struct text_mark marks[] = {{4, 8}, {13, 3}, {17, 90}};

	(void)state;
	page.text.colour = 1;
	/* The dropped byte order mark moves what is behind it. */
	text_paragraph(&page.text, STR("\uFEFFx Khazraji and\tthe"), marks,
		       N(marks), 0, 0);
	shows("x\033[1;31m Khazraj\033[mi\033[1;31m an\033[md"
	      "\033[1;31m the\033[m\n");
}

static void marks_do_not_cross_lines(void **state)
{
	static const struct text_mark marks[] = {{0, 7}};

	(void)state;
	page.text.colour = 1;
	text_paragraph(&page.text, STR("one two three"), marks, 1, 1, 5);
	shows(" \033[1;31mone\033[m\n \033[1;31mtwo\033[m\n three\n");
	text_paragraph(&page.text, STR("\u0627\u0628 \u062A\u062B \u062C"),
		       NULL, 0, 0, 2);
	shows("\u2067\u0627\u0628\u2069\n\u2067\u062A\u062B\u2069\n"
	      "\u2067\u062C\u2069\n");
}

static void a_failure_is_kept(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	page.buf.max = 10;
	text_field(&page.text, STR("much too long for it"));
	text_words(&page.text, "x");
	assert_int_equal(sink_finish(&page.sink, &err), ST_LIMIT);
	assert_int_equal(page.buf.len, 0);
	page.sink = (struct sink)SINK_FILE(NULL);
	page.sink.file = fopen("/dev/full", "w");
	if (!page.sink.file)
		skip();
	text_words(&page.text, "x");
	assert_int_equal(sink_finish(&page.sink, &err), ST_IO);
	assert_string_equal(err.msg,
			    "cannot write the output: No space left on device");
	fclose(page.sink.file);
}

static void a_field_has_a_ceiling(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	page.text.clean.max = 5;
	text_field(&page.text, STR("five\u00E9"));
	assert_int_equal(sink_finish(&page.sink, &err), ST_LIMIT);
}

/* A megabyte of each takes well under a second, with sanitizers too. */
static void time_grows_as_the_text(void **state)
{
	static const char *const pieces[] = {
		"x",      "x ", "\u0301", "\u0627 ", "\U0001F1E9",
		"\u200D", "(",  "\"",     "\u6771",  "\u202E",
		"\xff",   "\n", "-",      "\u00A0"};
	enum { SIZE = 1 << 20 };
	static char big[SIZE];
	clock_t start = clock();

	(void)state;
	for (size_t i = 0; i < N(pieces); i++) {
		size_t len = strlen(pieces[i]);

		for (size_t at = 0; at + len <= SIZE; at += len)
			memcpy(big + at, pieces[i], len);
		page.buf.max = 16 << 20;
		text_paragraph(&page.text, (struct str){big, SIZE / len * len},
			       NULL, 0, 4, 72);
		buf_clear(&page.buf);
	}
	assert_true(clock() - start < 30 * CLOCKS_PER_SEC);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, new_page, end_page)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fields_are_harmless),
		TEST(right_to_left_is_isolated),
		TEST(styles_are_seen_in_colour_only),
		TEST(paragraphs_wrap_at_words),
		TEST(marks_follow_their_bytes),
		TEST(marks_do_not_cross_lines),
		TEST(a_failure_is_kept),
		TEST(a_field_has_a_ceiling),
		TEST(time_grows_as_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
