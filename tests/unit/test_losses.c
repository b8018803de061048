#include "indexer/losses.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct str borrow(const char *s)
{
	return (struct str){s, strlen(s)};
}

/* "path hash id id...", a file each; NULL ends them. */
static void make(struct state *s, const char *const *files)
{
	*s = (struct state)STATE_INIT;
	assert_int_equal(state_add_source(s, STR("/blog"), NULL), ST_OK);
	for (; *files; files++) {
		char line[200], *rest = NULL;
		struct state_file f = {.size = 0};

		strcpy(line, *files);
		f.path = borrow(strtok_r(line, " ", &rest));
		f.hash = strtoull(strtok_r(NULL, " ", &rest), NULL, 10);
		assert_int_equal(state_add_file(s, &f, NULL), ST_OK);
		for (char *id; (id = strtok_r(NULL, " ", &rest));)
			assert_int_equal(
				state_add_post(s,
					       &(struct state_post){
						       .unique = borrow(id)},
					       NULL),
				ST_OK);
	}
}

static uint64_t lost(const char *const *before, const char *const *after)
{
	struct state old, next;
	uint64_t n = 99;

	make(&old, before);
	make(&next, after);
	assert_int_equal(losses_count(&n, &old, 0, &next, NULL), ST_OK);
	state_free(&old);
	state_free(&next);
	return n;
}

#define FILES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void a_file_that_goes_takes_its_posts(void **state)
{
	(void)state;
	assert_int_equal(
		lost(FILES("a 1 x", "b 2 y", "c 3 z z2"), FILES("a 1 x")), 3);
	assert_int_equal(lost(FILES("a 1 x"), FILES("a 1 x")), 0);
	assert_int_equal(lost(FILES("a 1 x"), (const char *[]){NULL}), 1);
}

static void new_posts_do_not_hide_it(void **state)
{
	(void)state;
	assert_int_equal(
		lost(FILES("a 1 x", "b 2 y"), FILES("c 3 k", "d 4 l", "e 5 m")),
		2);
	assert_int_equal(lost(FILES("export 1 x y z"), FILES("export 2 k l m")),
			 3);
}

static void a_moved_file_is_not_lost(void **state)
{
	(void)state;
	assert_int_equal(lost(FILES("a 1 a", "b 2 b"),
			      FILES("2003/a 1 2003/a", "2003/b 2 2003/b")),
			 0);
	/* Other bytes under another name are another post ... */
	assert_int_equal(lost(FILES("a 1 a"), FILES("2003/a 9 2003/a")), 1);
	/* ... unless they say that they are the same. */
	assert_int_equal(lost(FILES("a 1 x"), FILES("2003/a 9 x")), 0);
	/* Emptied of posts, say by other options. */
	assert_int_equal(lost(FILES("a 1 x y"), FILES("b 1")), 2);
}

static void a_post_may_change_its_id(void **state)
{
	(void)state;
	assert_int_equal(lost(FILES("a 1 x"), FILES("a 2 y")), 0);
	assert_int_equal(lost(FILES("a 1 x"), FILES("a 2")), 1);
	assert_int_equal(lost(FILES("a 1 x z"), FILES("a 2 y")), 2);
}

static void posts_may_go_to_another_file(void **state)
{
	(void)state;
	assert_int_equal(lost(FILES("one 1 x y z"),
			      FILES("one 2 x", "two 3 y", "three 4 z")),
			 0);
	assert_int_equal(lost(FILES("one 1 x y", "two 2 z"),
			      FILES("one 3 x", "two 4 z")),
			 1);
}

static void a_source_that_is_gone_takes_all(void **state)
{
	struct state old, next = STATE_INIT;
	uint64_t n = 0;

	(void)state;
	make(&old, FILES("a 1 x", "b 2 y"));
	assert_int_equal(losses_count(&n, &old, 0, &next, NULL), ST_OK);
	assert_int_equal(n, 2);
	state_free(&old);
	state_free(&next);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_that_goes_takes_its_posts),
		cmocka_unit_test(new_posts_do_not_hide_it),
		cmocka_unit_test(a_moved_file_is_not_lost),
		cmocka_unit_test(a_post_may_change_its_id),
		cmocka_unit_test(posts_may_go_to_another_file),
		cmocka_unit_test(a_source_that_is_gone_takes_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
