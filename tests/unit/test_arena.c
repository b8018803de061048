#include "common/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void pieces_are_zeroed_and_distinct(void **state)
{
	struct error err = ERROR_INIT;
	struct arena a = ARENA_INIT(1 << 20);
	char *big = NULL, *small = NULL;
	struct str s;

	(void)state;
	assert_int_equal(arena_alloc(&small, &a, 3, &err), ST_OK);
	assert_int_equal(arena_alloc(&big, &a, 100000, &err), ST_OK);
	assert_int_equal(big[99999], 0);
	assert_int_equal(arena_str(&s, &a, STR("Khazrachi"), &err), ST_OK);
	assert_string_equal(s.p, "Khazrachi");
	assert_true(s.p < big || s.p >= big + 100000);
	arena_clear(&a);
	assert_int_equal(a.used, 0);
	assert_int_equal(arena_alloc(&small, &a, 3, &err), ST_OK);
	arena_free(&a);
}

static void stops_at_its_ceiling(void **state)
{
	struct error err = ERROR_INIT;
	struct arena a = ARENA_INIT(100);
	void *p = NULL;

	(void)state;
	assert_int_equal(arena_alloc(&p, &a, 101, &err), ST_LIMIT);
	assert_int_equal(arena_alloc(&p, &a, 100, &err), ST_OK);
	assert_int_equal(arena_alloc(&p, &a, 1, &err), ST_LIMIT);
	assert_int_equal(arena_array(&p, &a, SIZE_MAX / 2, 3, &err), ST_LIMIT);
	assert_int_equal(arena_room(&p, &a, SIZE_MAX / 2, 3, &err), ST_LIMIT);
	assert_int_equal(arena_room(&p, &a, 101, 1, &err), ST_LIMIT);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_zeroed_and_distinct),
		cmocka_unit_test(stops_at_its_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
