#include "indexer/markup/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/text/utf8.h"
#include "indexer/markup/charset_label.h"

#define S(literal)                                                             \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}
#define QUOTE "\xE2\x80\x99"
#define FFFD "\xEF\xBF\xBD"
/* "al-Khazraji said", in Arabic script. */
#define KHAZRAJI                                                               \
	"\xD9\x82\xD8\xA7\xD9\x84 \xD8\xA7\xD9\x84\xD8\xAE\xD8\xB2\xD8\xB1"    \
	"\xD8\xAC\xD9\x8A"

static struct str read_as(struct buf *scratch, struct str in,
			  struct str declared, struct diag *diag)
{
	struct error err = ERROR_INIT;
	struct str out;

	assert_int_equal(
		charset_to_utf8(&out, scratch, in, declared, diag, &err),
		ST_OK);
	assert_true(utf8_valid(out));
	return out;
}

static void every_encoding_comes_out_as_utf8(void **state)
{
	static const struct {
		struct str in;
		const char *declared;
		struct str out;
		unsigned reports;
	} rows[] = {
		{S(""), "", S(""), 0},
		{S("plain"), "", S("plain"), 0},
		{S("a\r\nb\rc\n"), "", S("a\nb\nc\n"), 0},
		{S("a\0b\x01"
		   "c\x7F\td"),
		 "", S("abc\td"), 1},
		{S("one\ftwo"), "", S("one\ntwo"), 0},
		{S("\xEF\xBB\xBF"
		   "a"),
		 "", S("a"), 0},
		{S("\xFF\xFE"
		   "a\0\x2E\x06"),
		 "", S("a\xD8\xAE"), 0},
		{S("\xFE\xFF\0a\x06\x2E"), "", S("a\xD8\xAE"), 0},
		{S("\xFF\xFE\0\0a\0\0\0"), "", S("a"), 0},
		{S("\0\0\xFE\xFF\0\0\0a"), "", S("a"), 0},
		{S("a\0b\0\r\0\n\0"), "", S("ab\n"), 0},
		{S("\0a\0b"), "utf-8", S("ab"), 0},
		{S("\xFF\xFE"
		   "a\0b"),
		 "", S("a" FFFD), 1},
		{S("Ja\x92"
		   "fari"),
		 "iso-8859-1", S("Ja" QUOTE "fari"), 0},
		{S("Ja\x92"
		   "fari"),
		 " Latin1 ", S("Ja" QUOTE "fari"), 0},
		{S("Ja\x92"
		   "fari"),
		 "", S("Ja" QUOTE "fari"), 1},
		{S("Ja\xC2\x92"
		   "fari"),
		 "", S("Ja" QUOTE "fari"), 0},
		{S("\xDE"
		   "i\xFE"),
		 "ISO-8859-9",
		 S("\xC5\x9E"
		   "i\xC5\x9F"),
		 0},
		{S("\xE1\xCE\xD2\xCC\xED"), "windows-1256",
		 S("\xD9\x84\xD8\xAE\xD8\xB2\xD8\xAC\xD9\x8A"), 0},
		{S("caf\xC3\xA9"), "iso-8859-1", S("caf\xC3\xA9"), 0},
		{S("x\x81y"), "windows-1252", S("x" FFFD "y"), 0},
		{S("caf\xE9"), "no-such-thing", S("caf\xC3\xA9"), 2},
		{S("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
		   "\xC3\xA9\xC3\xA9\xC3\xA9 \x93q\xC3\xA9"),
		 "",
		 S("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
		   "\xC3\xA9\xC3\xA9\xC3\xA9 \xE2\x80\x9Cq\xC3\xA9"),
		 1},
	};
	struct buf scratch = BUF_INIT(1000);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct diag diag = {.report = NULL};
		struct str declared = {rows[i].declared,
				       strlen(rows[i].declared)};
		struct str out = read_as(&scratch, rows[i].in, declared, &diag);
		unsigned reports =
			diag.count[DIAG_NOTE] + diag.count[DIAG_WARNING];

		if (!str_eq(out, rows[i].out) || reports != rows[i].reports)
			print_error("row %zu: '%.*s', %u reports\n", i,
				    (int)out.len, out.p, reports);
		assert_true(str_eq(out, rows[i].out));
		assert_int_equal(reports, rows[i].reports);
	}
	buf_free(&scratch);
}

static void arabic_encodings_are_detected(void **state)
{
	/* Twice the same sentence: al-Khazraji and al-Maliki met in Basra. */
	static const struct str rows[] = {
		S("\xC7\xE1\xCA\xDE\xEC \xC7\xE1\xCE\xD2\xD1\xCC\xED "
		  "\xE6\xC7\xE1\xE3\xC7\xE1\xDF\xED \xDD\xED "
		  "\xC7\xE1\xC8\xD5\xD1\xC9 \xE6\xDE\xC7\xE1 "
		  "\xC5\xE4 \xC7\xE1\xCD\xDF\xE6\xE3\xC9 "
		  "\xE1\xE4 \xCA\xDA\xE6\xCF"),
		S("\xC7\xE4\xCA\xE2\xE9 \xC7\xE4\xCE\xD2\xD1\xCC\xEA "
		  "\xE8\xC7\xE4\xE5\xC7\xE4\xE3\xEA \xE1\xEA "
		  "\xC7\xE4\xC8\xD5\xD1\xC9 \xE8\xE2\xC7\xE4 "
		  "\xC5\xE6 \xC7\xE4\xCD\xE3\xE8\xE5\xC9 "
		  "\xE4\xE6 \xCA\xD9\xE8\xCF"),
	};
	static const struct str khazraji =
		S("\xD8\xA7\xD9\x84\xD8\xAE\xD8\xB2\xD8\xB1\xD8\xAC\xD9\x8A");
	struct buf scratch = BUF_INIT(1000);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str out = read_as(&scratch, rows[i], STR(""), NULL);

		assert_non_null(
			memmem(out.p, out.len, khazraji.p, khazraji.len));
	}
	buf_free(&scratch);
}

static void text_encoded_twice_is_repaired(void **state)
{
	static const struct {
		struct str in, out;
	} rows[] = {
		/* By way of Windows-1252, and of Latin-1. */
		{S("Ja\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2"
		   "fari"),
		 S("Ja" QUOTE "fari")},
		{S("Ja\xC3\xA2\xC2\x80\xC2\x99"
		   "fari"),
		 S("Ja" QUOTE "fari")},
		{S("\xC3\x83\xC2\xA9t\xC3\x83\xC2\xA9"),
		 S("\xC3\xA9t\xC3\xA9")},
		{S("\xC3\x98\xC2\xA7\xC3\x99\xE2\x80\x9E"),
		 S("\xD8\xA7\xD9\x84")},
		/* A single pair may be meant, as may one among others. */
		{S("\xC3\x83\xC2\xA9"), S("\xC3\x83\xC2\xA9")},
		{S("\xC3\xA9\xC3\xA8 \xC3\x83\xC2\xA9 \xC3\x83\xC2\xA9"),
		 S("\xC3\xA9\xC3\xA8 \xC3\x83\xC2\xA9 \xC3\x83\xC2\xA9")},
		/* A capital and a closing quote are no pair. */
		{S("\xE2\x80\x9C"
		   "CAF\xC3\x89\xE2\x80\x9D, \xE2\x80\x9C"
		   "DI\xC3\x89\xE2\x80\x9D"),
		 S("\xE2\x80\x9C"
		   "CAF\xC3\x89\xE2\x80\x9D, \xE2\x80\x9C"
		   "DI\xC3\x89\xE2\x80\x9D")},
	};
	struct buf scratch = BUF_INIT(1000);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct diag diag = {.report = NULL};
		struct str out = read_as(&scratch, rows[i].in, STR(""), &diag);

		assert_true(str_eq(out, rows[i].out));
		assert_int_equal(diag.count[DIAG_WARNING],
				 !str_eq(rows[i].in, rows[i].out));
	}
	buf_free(&scratch);
}

static void declared_encodings_need_no_guess(void **state)
{
	static const struct {
		const char *label;
		struct str in, out;
	} rows[] = {
		{"iso-8859-6", S("\xC7\xE4"), S("\xD8\xA7\xD9\x84")},
		{"windows-1256", S("\xC7\xE1"), S("\xD8\xA7\xD9\x84")},
		{"windows-1251", S("\xC4\xE0"), S("\xD0\x94\xD0\xB0")},
		{"koi8-r", S("\xE4\xC1"), S("\xD0\x94\xD0\xB0")},
		{"iso-8859-2", S("\xB3"), S("\xC5\x82")},
		{"windows-1250", S("\xB3"), S("\xC5\x82")},
		{"iso-8859-15", S("\xA4"), S("\xE2\x82\xAC")},
		{"windows-1253", S("\xE1"), S("\xCE\xB1")},
		{"windows-1255", S("\xE0"), S("\xD7\x90")},
		{"macintosh", S("\x8E"), S("\xC3\xA9")},
		{"shift_jis", S("\x82\xA0"), S("\xE3\x81\x82")},
		{"euc-jp", S("\xA4\xA2"), S("\xE3\x81\x82")},
		{"gb2312", S("\xD6\xD0"), S("\xE4\xB8\xAD")},
		{"big5", S("\xA4\xA4"), S("\xE4\xB8\xAD")},
		{"euc-kr", S("\xC7\xD1"), S("\xED\x95\x9C")},
	};
	struct buf scratch = BUF_INIT(1000);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct diag diag = {.report = NULL};
		struct str label = {rows[i].label, strlen(rows[i].label)};
		struct str out = read_as(&scratch, rows[i].in, label, &diag);

		if (!str_eq(out, rows[i].out))
			print_error("%s: '%.*s'\n", rows[i].label, (int)out.len,
				    out.p);
		assert_true(str_eq(out, rows[i].out));
		assert_int_equal(diag.count[DIAG_WARNING], 0);
	}
	buf_free(&scratch);
}

static void clean_utf8_is_borrowed(void **state)
{
	struct buf scratch = BUF_INIT(1000);
	struct str in = STR(KHAZRAJI "\n");
	struct str out = read_as(&scratch, in, STR(""), NULL);

	(void)state;
	assert_ptr_equal(out.p, in.p);
	buf_free(&scratch);
}

static void the_ceiling_holds(void **state)
{
	struct buf scratch = BUF_INIT(4);
	struct error err = ERROR_INIT;
	struct str out;

	(void)state;
	assert_int_equal(charset_to_utf8(&out, &scratch, STR("\xE9\xE9\xE9"),
					 STR("latin1"), NULL, &err),
			 ST_LIMIT);
	assert_int_equal(charset_to_utf8(&out, &scratch, STR("aaaaa\r"),
					 STR(""), NULL, &err),
			 ST_LIMIT);
	buf_free(&scratch);
}

static void declarations_are_found(void **state)
{
	static const char *const rows[][2] = {
		{"", ""},
		{"<meta charset=utf-8>", "utf-8"},
		{"<META CHARSET = 'Windows-1256'>", "Windows-1256"},
		{"<meta name=x><meta http-equiv=content-type "
		 "content=\"text/html; charset=iso-8859-1\">",
		 "iso-8859-1"},
		{"<?xml version='1.0' encoding='ISO-8859-6'?>", "ISO-8859-6"},
		{"<p>charset=utf-8</p>", ""},
		{"<meta charset", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str in = {rows[i][0], strlen(rows[i][0])};
		struct str want = {rows[i][1], strlen(rows[i][1])};

		assert_true(str_eq(charset_declared(in), want));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_encoding_comes_out_as_utf8),
		cmocka_unit_test(arabic_encodings_are_detected),
		cmocka_unit_test(text_encoded_twice_is_repaired),
		cmocka_unit_test(declared_encodings_need_no_guess),
		cmocka_unit_test(clean_utf8_is_borrowed),
		cmocka_unit_test(the_ceiling_holds),
		cmocka_unit_test(declarations_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
