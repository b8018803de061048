#include "tests/unit/words_skipped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "common/base/buf.h"

/* Terms by position: "a|b c" is a and b at one position, c at the next. */
static void print_words(char *out, size_t size, const char *text)
{
	struct words w;
	struct word word;
	uint32_t pos = 1;
	size_t len = 0;

	out[0] = '\0';
	words_begin(&w, (struct str){text, strlen(text)}, 1);
	while (words_next(&w, &word)) {
		const char *sep = len == 0 ? "" : word.pos != pos ? " " : "|";
		len += (size_t)snprintf(out + len, size - len, "%s%.*s", sep,
					(int)word.term.len, word.term.p);
		assert_true(len < size);
		pos = word.pos;
	}
}

static void text_is_cut_and_folded(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{"", ""},
		{"  ... !? ", ""},
		{"The rally point", "the rally point"},
		/* apostrophes, ayn, hamza */
		{"Ja'fari Ja’fari Jaʿfarī Ja`fari Ja´fari",
		 "jafari jafari jafari jafari jafari"},
		{"ʿAli 'Ali `Ali", "ali ali ali"},
		{"'quoted' Shi'ite Rabi'", "quoted shiite rabi"},
		{"Zarqawi’s Hussein's it's", "zarqawi hussein it"},
		{"d'état d’état", "detat|etat detat|etat"},
		{"O'Brien don't", "obrien dont"},
		/* names */
		{"al-Zarqawi", "al|zarqawi|alzarqawi"},
		{"AlMaliki ElBaradei",
		 "al|maliki|almaliki el|baradei|elbaradei"},
		{"Abu Musab al-Zarqawi",
		 "abu|musab|abumusab al|zarqawi|alzarqawi"},
		{"Abd al-Rahman met", "abd|al|rahman|abdalrahman|alrahman met"},
		{"Salah ad-Din", "salah|ad|din|salahaddin|addin"},
		{"Osama bin Laden.", "osama bin|laden|binladen"},
		{"al-Jaafari/al-Maliki",
		 "al|jaafari|aljaafari al|maliki|almaliki"},
		{"ash-Sharq an-Nahar an hour as-is",
		 "ash|sharq|ashsharq an|nahar|annahar an hour "
		 "as|asis is"},
		{"Al Gore, et al. Then", "al gore et al then"},
		{"al'Maliki", "al|maliki|almaliki"},
		{"Zia ul-Haq, Saif ul Islam",
		 "zia ul|haq|ulhaq saif ul|islam|ulislam"},
		{"Atta ur-Rahman of Ur", "atta ur|rahman|urrahman of ur"},
		{"أبو مصعب الزرقاوي", "ابو|مصعب|ابومصعب الزرقاوي"},
		{"leader of al-Din", "leader of al|din|aldin"},
		/* compounds */
		{"run-up to", "run|runup up to"},
		{"state-of-the-art", "state of the art"},
		{"3-2-1", "3|321 2 1"},
		/* Arabic and Persian script */
		{"المــالكي الأُمّة", "المالكي الامه"},
		{"احمدی‌نژاد", "احمدينژاد"},
		{"١٤ ﷲ", "14 الله"},
		/* other scripts */
		{"東京都", "東|東京 京|京都 都"},
		{"Straße Łódź İstanbul ﬁn", "strasse lodz istanbul fin"},
		/* soft hyphens, zero width, decomposed letters */
		{"Bagh\xC2\xAD"
		 "dad Bagh\xE2\x80\x8B"
		 "dad",
		 "baghdad baghdad"},
		{"caf\x65\xCC\x81", "cafe"},
		/* numbers, acronyms, addresses */
		{"1,000 and 3.14", "1000 and 3 14"},
		{"the U.S. and U.N. army", "the us and un army"},
		{"http://www.example.org/a_b", "http www example org a b"},
		{"me@example.org", "me example org"},
	};
	char got[1024];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_words(got, sizeof(got), rows[i].text);
		if (strcmp(got, rows[i].words))
			print_error("%s\n got: %s\nwant: %s\n", rows[i].text,
				    got, rows[i].words);
		assert_string_equal(got, rows[i].words);
	}
}

static void marks_cover_what_is_written(void **state)
{
	static const struct {
		const char *text, *term, *marked;
	} rows[] = {
		{"met Nizar al-Khazrachi there", "khazrachi", "al-Khazrachi"},
		{"Saddam Hussein’s era", "hussein", "Hussein’s"},
		{"a coup d'état to", "etat", "d'état"},
		{"said ʿAlī", "ali", "ʿAlī"},
		{"(Abu Musab)", "abumusab", "Abu Musab"},
		{"Abu Musab", "musab", "Musab"},
		{"the run-up to", "runup", "run-up"},
		{"the U.S.", "us", "U.S"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *text = rows[i].text;
		size_t want = strlen(rows[i].term), found = 0;
		struct words w;
		struct word word;

		words_begin(&w, (struct str){text, strlen(text)}, 1);
		while (words_next(&w, &word)) {
			if (word.term.len != want ||
			    memcmp(word.term.p, rows[i].term, want) != 0)
				continue;
			found++;
			assert_int_equal(word.end - word.begin,
					 strlen(rows[i].marked));
			assert_memory_equal(text + word.begin, rows[i].marked,
					    word.end - word.begin);
		}
		assert_int_equal(found, 1);
	}
}

static void long_words_are_known_by_their_beginning(void **state)
{
	char text[5000];
	struct words w;
	struct word word;

	(void)state;
	memset(text, 'a', sizeof(text));
	words_begin(&w, (struct str){text, sizeof(text)}, 1);
	assert_int_equal(words_next(&w, &word), 1);
	assert_int_equal(word.term.len, WORD_PIECE_MAX);
	assert_int_equal(word.end, sizeof(text));
	assert_int_equal(words_next(&w, &word), 0);
	assert_int_equal(w.pos, 2);
}

static void a_character_is_no_capital(void **state)
{
	struct words w;
	struct word word;

	(void)state;
	words_begin(&w, STR("中 Baghdad"), 1);
	assert_int_equal(words_next(&w, &word), 1);
	assert_int_equal(word.flags & WORD_UPPER, 0);
	assert_int_equal(words_next(&w, &word), 1);
	assert_int_equal(word.flags & WORD_UPPER, WORD_UPPER);
}

/* Half a megabyte of each takes a few hundredths of a second. */
static void time_grows_as_the_text(void **state)
{
	static const char *const units[] = {
		"中",       "\xCA\xBF中", "'\xCA\xBF", "'",
		"\xC2\xAD", "\xCC\x81",   "al ",       "abu-",
		"U.",       ",000",       "a'",        "-",
	};
	enum { SIZE = 1 << 19 };
	static char big[SIZE + 2];

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		size_t len = strlen(units[i]), n = 0;
		clock_t start = clock();
		struct words w;
		struct word word;

		big[n++] = 'x';
		for (; n + len <= SIZE; n += len)
			memcpy(big + n, units[i], len);
		big[n++] = 'x';
		words_begin(&w, (struct str){big, n}, 1);
		while (words_next(&w, &word))
			assert_true(word.term.len > 0);
		if (clock() - start > 5 * CLOCKS_PER_SEC)
			fail_msg("'%s' takes too long", units[i]);
	}
}

/* Words and what stands between them, put together at random. */
static void random_text(struct buf *out, uint64_t *seed)
{
	static const char *const parts[] = {
		"the",
		"letter",
		"al",
		"ad",
		"Din",
		"din",
		"abu",
		"Abu",
		"ibn",
		"as",
		"an",
		"musab",
		"Salah",
		"salah",
		"AlDin",
		"uddin",
		"eddine",
		"o'clock",
		"l'eau",
		"don’t",
		"run",
		"1,000",
		"3omar",
		"x",
		"u.s.",
		"café",
		"على",
		"中文",
		"MP3",
		"adDin",
		"coup's",
		"of",
		"sharq",
		"ash",
		"AL",
		"zz9",
		"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"};
	static const char *const joints[] = {
		" ",  " ",  " ",    " ",  " ", " ",  "  ", "-", "- ", "\n",
		", ", ". ", "\n\n", "\t", "'", "\"", ":",  "(", "—",  ""};

	buf_clear(out);
	for (int i = 0; i < 40; i++) {
		size_t n;

		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		n = *seed >> 40;
		assert_int_equal(
			buf_addf(out, NULL, "%s%s",
				 parts[n % (sizeof(parts) / sizeof(*parts))],
				 joints[n / 64 % 20]),
			ST_OK);
	}
}

static void what_is_passed_over_is_not_wanted(void **state)
{
	struct buf text = BUF_INIT(1 << 16);
	uint64_t seed = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		uint32_t wanted[WORDS_WANTED_ROWS] = {0};

		random_text(&text, &seed);
		wanted['l'] = 1u << 6 | (i & 1) << 2;
		wanted['m'] = 1u << (i / 2 % 8);
		wanted['s'] = i % 3 ? 0 : ~0u;
		wanted['Z'] = ~0u;
		if (!same_when_skipped(buf_str(&text), wanted))
			fail_msg("differs: %s", text.p);
	}
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_character_is_no_capital),
		cmocka_unit_test(time_grows_as_the_text),
		cmocka_unit_test(text_is_cut_and_folded),
		cmocka_unit_test(marks_cover_what_is_written),
		cmocka_unit_test(long_words_are_known_by_their_beginning),
		cmocka_unit_test(what_is_passed_over_is_not_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
