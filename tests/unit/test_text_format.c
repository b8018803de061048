#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/golden_post.h"

#include "indexer/formats/byline.h"

static void texts_become_posts(void **state)
{
	static const char *const names[] = {
		"text/site-byline-title.txt", "text/title-site-byline.txt",
		"text/long-title.txt",        "text/labels.txt",
		"text/underlined.txt",        "text/prose-only.txt",
		"text/long-line.txt",         "text/bad-date.txt",
		"text/date-line.txt",         "text/one-line.txt",
		"text/quotes-1252.txt",       "text/arabic-1256.txt",
		"text/utf16-no-mark.txt",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_true(golden_check(&format_text, names[i]));
}

static int is_word_byte(char c)
{
	return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Each word of a header in some place, whatever the header looks like. */
static void no_word_is_lost(void **state)
{
	static const char *const words[] = {"Alpha\n",
					    "By Beta\n",
					    "By Gamma and friends, x9\n",
					    "\n",
					    "2005-05-03\n",
					    "Title: Delta\n",
					    "Date: Epsilon\n",
					    "===\n",
					    "Author: Zeta, Eta\n",
					    "Theta.\n",
					    "Tags: Iota\n",
					    "Site: Kappa\n"};
	const size_t n = sizeof(words) / sizeof(*words);
	struct buf in = BUF_INIT(1000), out = BUF_INIT(4000);
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		buf_clear(&in);
		buf_clear(&out);
		for (int i = 0; i < 10; i++) {
			const char *word;

			random = random * 1664525 + 1013904223;
			word = words[(random >> 16) % n];
			assert_int_equal(
				buf_add(&in, (struct str){word, strlen(word)},
					NULL),
				ST_OK);
		}
		assert_true(
			golden_read(&out, &format_text, buf_str(&in), NULL));
		for (char *p = strtok(in.p, " \n,:=."); p;
		     p = strtok(NULL, " \n,:=."))
			if (is_word_byte(*p) && !strstr(out.p, p) &&
			    !strstr("By Title Date Author Tags Site "
				    "2005-05-03",
				    p))
				fail_msg("round %d: '%s' is lost in\n%s", round,
					 p, out.p);
	}
	buf_free(&in);
	buf_free(&out);
}

static void bylines_are_taken_apart(void **state)
{
	static const struct {
		const char *line;
		size_t authors;
		const char *first;
		int rest, dated;
	} rows[] = {
		{"By amal", 1, "amal", 0, 0},
		{"by Amal Haddad.", 1, "Amal Haddad", 0, 0},
		{"Posted by Amal and Omar", 2, "Amal", 0, 0},
		{"By Amal, Omar, and Layla", 3, "Amal", 0, 0},
		{"By Issa El Amiri and friends.", 1, "Issa El Amiri", 1, 0},
		{"By amal, 2004-07-01", 1, "amal", 0, 1},
		{"By amal on June 14, 2006", 1, "amal", 0, 1},
		{"By amal (14 June 2006)", 1, "amal", 0, 1},
		{"By amal, 2004-99-99", 1, "amal", 1, 0},
		{"By , 2004-07-01", 0, "", 0, 1},
		{"By the rivers of Babylon", 0, "", 0, 0},
		{"By", 0, "", 0, 0},
		{"Bypass closed", 0, "", 0, 0},
		{"Title", 0, "", 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str line = {rows[i].line, strlen(rows[i].line)};
		struct byline b;

		if (!byline_read(&b, line)) {
			assert_int_equal(rows[i].authors, 0);
			continue;
		}
		assert_int_equal(b.n, rows[i].authors);
		assert_int_equal(b.authors[0].len, strlen(rows[i].first));
		assert_memory_equal(b.authors[0].p, rows[i].first,
				    b.authors[0].len);
		assert_int_equal(b.rest, rows[i].rest);
		assert_int_equal(b.date != DATE_NONE, rows[i].dated);
	}
}

static void binary_files_are_no_text(void **state)
{
	static const struct str others[] = {
		{"", 0},
		{"%PDF-1.4\n", 9},
		{"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16},
		{"\x1F\x8B\x08\0\0\0\0\0\0\x03", 10},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_int_equal(format_text.sniff(others[i]), 0);
	assert_true(format_text.sniff(STR("Any words")) > 0);
	assert_true(format_text.sniff(STR("c\0a\0f\0\xE9\0")) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_become_posts),
		cmocka_unit_test(no_word_is_lost),
		cmocka_unit_test(bylines_are_taken_apart),
		cmocka_unit_test(binary_files_are_no_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
