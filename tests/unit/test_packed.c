#include "common/index/packed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/index/record.h"

static struct post sample(struct str text)
{
	return (struct post){.id = STR("a"),
			     .published = DATE_NONE,
			     .updated = DATE_NONE,
			     .text = text};
}

static void pack(struct buf *out, struct str text)
{
	struct buf record = BUF_INIT(1 << 20);
	struct post post = sample(text);

	assert_int_equal(record_encode(&record, &post, NULL), ST_OK);
	assert_int_equal(packed_put(out, buf_str(&record), NULL), ST_OK);
	buf_free(&record);
}

static struct str long_text(void)
{
	static char bytes[20000];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = "the general came back "[i % 22];
	return (struct str){bytes, sizeof(bytes)};
}

static void what_was_packed_comes_back(void **state)
{
	const struct str texts[] = {STR(""), STR("short"), long_text()};
	struct buf stored = BUF_INIT(1 << 20);
	struct arena a = ARENA_INIT(1 << 20);
	struct post back;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		pack(&stored, texts[i]);
		assert_int_equal(
			packed_decode(&back, &a, buf_str(&stored), NULL),
			ST_OK);
		assert_true(str_eq(back.text, texts[i]));
		assert_true(str_eq(back.id, STR("a")));
		/* It is the arena's, whatever becomes of the bytes. */
		memset(stored.p, 'x', stored.len);
		assert_true(str_eq(back.text, texts[i]));
	}
	pack(&stored, long_text());
	assert_int_equal(stored.p[0], PACKED_FIRST);
	assert_in_range(stored.len, 10, 500);
	arena_free(&a);
	buf_free(&stored);
}

static void damage_is_told(void **state)
{
	struct buf stored = BUF_INIT(1 << 20);
	struct arena a = ARENA_INIT(1 << 20);
	struct error err = ERROR_INIT;
	struct post back;

	(void)state;
	pack(&stored, long_text());
	for (size_t i = 0; i < stored.len; i++) {
		assert_int_equal(packed_decode(&back, &a,
					       (struct str){stored.p, i}, &err),
				 ST_CORRUPT);
		arena_clear(&a);
	}
	stored.p[1] ^= 1;
	assert_int_equal(packed_decode(&back, &a, buf_str(&stored), &err),
			 ST_CORRUPT);
	/* A length of 64 MB, and none that ends. */
	assert_int_equal(
		packed_decode(&back, &a, STR("\2\x80\x80\x80\x20x"), &err),
		ST_LIMIT);
	assert_int_equal(packed_decode(&back, &a,
				       STR("\2\xff\xff\xff\xff\xff\xff"), &err),
			 ST_CORRUPT);
	arena_free(&a);
	buf_free(&stored);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_packed_comes_back),
		cmocka_unit_test(damage_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
