#include "indexer/batch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static size_t full(uint64_t archive)
{
	struct batch b;

	batch_init(&b, archive);
	assert_int_equal(b.posts, 0);
	return b.full;
}

static void a_batch_is_a_share_of_the_archive(void **state)
{
	(void)state;
	assert_int_equal(full(0), BATCH_LEAST);
	assert_int_equal(full(BATCH_SHARE * (BATCH_LEAST + 5)),
			 BATCH_LEAST + 5);
	assert_int_equal(full((uint64_t)BATCH_SHARE * BATCH_MOST + 1),
			 BATCH_MOST);
	assert_int_equal(full(UINT64_MAX), BATCH_MOST);
}

static void a_batch_is_full_behind_the_post_that_fills_it(void **state)
{
	static const char text[BATCH_LEAST / 2];
	const struct str record = {text, sizeof(text)};
	struct batch b;

	(void)state;
	batch_init(&b, 0);
	assert_int_equal(batch_add(&b, record, STR(""), STR("1"), NULL), ST_OK);
	assert_false(batch_is_full(&b));
	assert_int_equal(batch_add(&b, record, STR(""), STR("2"), NULL), ST_OK);
	assert_true(batch_is_full(&b));
	assert_int_equal(b.posts, 2);
	batch_clear(&b);
	assert_false(batch_is_full(&b));
	batch_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_batch_is_a_share_of_the_archive),
		cmocka_unit_test(a_batch_is_full_behind_the_post_that_fills_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
