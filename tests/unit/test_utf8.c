#include "common/text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include <uninorm.h>
#include <unistr.h>

#define FFFD "\xEF\xBF\xBD"

static void repair_replaces_each_maximal_subpart_once(void **state)
{
	/* The examples of the Unicode standard's tables 3-8 to 3-11. */
	static const struct {
		struct str in;
		const char *out;
		size_t replaced;
	} rows[] = {
		{{"", 0}, "", 0},
		{{"plain", 5}, "plain", 0},
		{{"caf\xC3\xA9", 5}, "caf\xC3\xA9", 0},
		{{"a\xE2\x80z", 4}, "a" FFFD "z", 1},
		{{"a\xE2\x80", 3}, "a" FFFD, 1},
		{{"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", 9},
		 FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A",
		 8},
		{{"\xED\xA0\x80\x41", 4}, FFFD FFFD FFFD "A", 3},
		{{"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", 9},
		 FFFD FFFD FFFD FFFD FFFD "A" FFFD FFFD "B",
		 7},
		{{"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", 9},
		 FFFD FFFD FFFD FFFD "A",
		 4},
	};
	struct buf out = BUF_INIT(1000);
	struct error err = ERROR_INIT;
	size_t replaced;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		buf_clear(&out);
		assert_int_equal(utf8_repair(&out, rows[i].in, &replaced, &err),
				 ST_OK);
		assert_string_equal(buf_str(&out).p, rows[i].out);
		assert_int_equal(replaced, rows[i].replaced);
		assert_true(utf8_valid(buf_str(&out)));
	}
	buf_free(&out);
}

static void repair_stops_at_the_ceiling(void **state)
{
	struct buf out = BUF_INIT(4);
	struct error err = ERROR_INIT;
	size_t replaced;

	(void)state;
	assert_int_equal(utf8_repair(&out, STR("\xFF\xFF"), &replaced, &err),
			 ST_LIMIT);
	buf_free(&out);
}

static void put_and_step_agree(void **state)
{
	static const uint32_t chars[] = {0,      0x41,    0x7F,    0x80,
					 0x7FF,  0x800,   0xD7FF,  0xE000,
					 0xFFFF, 0x10000, 0x10FFFF};
	char c[4];
	int valid;

	(void)state;
	for (size_t i = 0; i < sizeof(chars) / sizeof(*chars); i++) {
		size_t n = utf8_put(c, chars[i]);

		assert_true(utf8_valid((struct str){c, n}));
		assert_int_equal(utf8_step((struct str){c, n}, &valid), n);
		assert_true(valid);
	}
}

static void nfc_borrows_what_is_composed(void **state)
{
	struct buf scratch = BUF_INIT(100);
	struct error err = ERROR_INIT;
	struct str out, in = STR("Khazraji");

	(void)state;
	assert_int_equal(utf8_nfc(&out, &scratch, in, &err), ST_OK);
	assert_ptr_equal(out.p, in.p);
	assert_int_equal(utf8_nfc(&out, &scratch, STR("e\xCC\x81"), &err),
			 ST_OK);
	assert_true(str_eq(out, STR("\xC3\xA9")));
	buf_free(&scratch);
}

/* Every character on a line of its own, so that each takes its own way. */
static void nfc_is_what_the_library_says(void **state)
{
	struct buf text = BUF_INIT(16 << 20), scratch = BUF_INIT(16 << 20);
	struct error err = ERROR_INIT;
	struct str out;
	uint8_t *want;
	size_t len = 0;

	(void)state;
	for (uint32_t c = 1; c < 0x110000; c++) {
		uint8_t bytes[8] = "A";
		int n = u8_uctomb(bytes + 1, (ucs4_t)c, 6);

		if (n < 0) /* half of a pair */
			continue;
		bytes[++n] = '\n';
		assert_int_equal(
			buf_add(&text,
				(struct str){(char *)bytes, (size_t)n + 1},
				&err),
			ST_OK);
	}
	want = u8_normalize(UNINORM_NFC, (const uint8_t *)text.p, text.len,
			    NULL, &len);
	assert_int_equal(utf8_nfc(&out, &scratch, buf_str(&text), &err), ST_OK);
	assert_int_equal(out.len, len);
	assert_memory_equal(out.p, want, len);
	free(want);
	buf_free(&text);
	buf_free(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(repair_replaces_each_maximal_subpart_once),
		cmocka_unit_test(repair_stops_at_the_ceiling),
		cmocka_unit_test(put_and_step_agree),
		cmocka_unit_test(nfc_borrows_what_is_composed),
		cmocka_unit_test(nfc_is_what_the_library_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
