#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/base/buf.h"
#include "indexer/gunzip.h"

/* "caf\u00e9\n", as gzip -n packs it. */
static const struct str packed = {
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x4b\x4e\x4c\x3b\xbc\x92\x0b"
	"\x00\xd2\xec\x44\x89\x06\x00\x00\x00",
	26};

static enum status unpack(struct buf *out, struct str in)
{
	struct stream stream = stream_bytes(&in);
	struct error err = ERROR_INIT;
	struct gunzip *g;
	struct stream s;
	enum status st;
	char piece[7];
	size_t n = 1;

	buf_clear(out);
	assert_int_equal(gunzip_open(&g, &stream, &err), ST_OK);
	s = gunzip_stream(g);
	do {
		st = stream_fill(&s, piece, sizeof(piece), &n, &err);
		if (st == ST_OK)
			st = buf_add(out, (struct str){piece, n}, &err);
	} while (st == ST_OK && n);
	gunzip_free(g);
	return st;
}

static void members_are_read_one_by_one(void **state)
{
	struct buf in = BUF_INIT(1000), out = BUF_INIT(1000);

	(void)state;
	assert_int_equal(unpack(&out, packed), ST_OK);
	assert_string_equal(out.p, "caf\xC3\xA9\n");
	assert_int_equal(buf_add(&in, packed, NULL), ST_OK);
	assert_int_equal(buf_add(&in, packed, NULL), ST_OK);
	assert_int_equal(unpack(&out, buf_str(&in)), ST_OK);
	assert_string_equal(out.p, "caf\xC3\xA9\ncaf\xC3\xA9\n");
	/* Padding behind the end, as tapes have it. */
	assert_int_equal(buf_add(&in, (struct str){"\0\0\0\0", 4}, NULL),
			 ST_OK);
	assert_int_equal(unpack(&out, buf_str(&in)), ST_OK);
	assert_string_equal(out.p, "caf\xC3\xA9\ncaf\xC3\xA9\n");
	buf_free(&in);
	buf_free(&out);
}

static void damage_is_told_after_what_is_sound(void **state)
{
	struct buf out = BUF_INIT(1000);
	char bad[26];

	(void)state;
	assert_int_equal(unpack(&out, (struct str){packed.p, 20}), ST_INPUT);
	assert_string_equal(buf_str(&out).p, "caf\xC3\xA9\n");
	memcpy(bad, packed.p, sizeof(bad));
	bad[12] ^= 0x55;
	assert_int_equal(unpack(&out, (struct str){bad, sizeof(bad)}),
			 ST_INPUT);
	assert_int_equal(unpack(&out, STR("no gzip at all")), ST_INPUT);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_read_one_by_one),
		cmocka_unit_test(damage_is_told_after_what_is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
