#include "common/index/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[] = "/tmp/test_run.XXXXXX";

static const char *in_dir(const char *name)
{
	static char paths[4][64];
	static unsigned at;

	snprintf(paths[at % 4], sizeof(paths[0]), "%s/%s", dir, name);
	return paths[at++ % 4];
}

static int make_dir(void **state)
{
	(void)state;
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	return rmdir(dir);
}

static struct str str_of(const char *s)
{
	return (struct str){s, strlen(s)};
}

static void write_run(const char *path, const char *const *keys)
{
	struct run_writer *w = NULL;
	struct error err = ERROR_INIT;

	assert_int_equal(run_writer_open(&w, path, &err), ST_OK);
	for (; *keys; keys++)
		assert_int_equal(
			run_writer_add(w, str_of(*keys), str_of(path), &err),
			ST_OK);
	assert_int_equal(run_writer_end(w, &err), ST_OK);
	run_writer_free(w);
}

static void runs_become_one_stream(void **state)
{
	static const char *const want[] = {"", "a", "b", "b", "b", "ba", "c"};
	const char *paths[] = {in_dir("one"), in_dir("two"), in_dir("none")};
	struct run_merge *m = NULL;
	struct error err = ERROR_INIT;
	struct str key, value;

	(void)state;
	write_run(paths[0], (const char *[]){"a", "b", "c", NULL});
	write_run(paths[1], (const char *[]){"", "b", "b", "ba", NULL});
	write_run(paths[2], (const char *[]){NULL});
	assert_int_equal(run_merge_open(&m, paths, 3, &err), ST_OK);
	for (size_t i = 0; i < 7; i++) {
		assert_int_equal(run_merge_next(m, &key, &value, &err), ST_OK);
		assert_true(str_eq(key, str_of(want[i])));
		if (i == 2) /* of one key, the run named first */
			assert_true(str_eq(value, str_of(paths[0])));
	}
	assert_int_equal(run_merge_next(m, &key, &value, &err), ST_END);
	assert_int_equal(run_merge_next(m, &key, &value, &err), ST_END);
	run_merge_free(m);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(unlink(paths[i]), 0);
}

static void a_run_that_is_cut_off_is_noticed(void **state)
{
	const char *path = in_dir("cut");
	struct run_merge *m = NULL;
	struct error err = ERROR_INIT;
	struct str key, value;

	(void)state;
	write_run(path, (const char *[]){"a", "b", NULL});
	assert_int_equal(truncate(path, 12 + 2 * (long)strlen(path)), 0);
	assert_int_equal(run_merge_open(&m, &path, 1, &err), ST_OK);
	assert_int_equal(run_merge_next(m, &key, &value, &err), ST_OK);
	assert_int_equal(run_merge_next(m, &key, &value, &err), ST_CORRUPT);
	run_merge_free(m);
	assert_int_equal(truncate(path, 3), 0);
	assert_int_equal(run_merge_open(&m, &path, 1, &err), ST_CORRUPT);
	run_merge_free(m);
	assert_int_equal(unlink(path), 0);
}

static void what_is_too_large_is_refused(void **state)
{
	static char huge[RUN_RECORD_MAX + 1];
	const char *paths[RUN_MERGE_MAX + 1] = {NULL};
	const char *path = in_dir("huge");
	struct run_writer *w = NULL;
	struct run_merge *m = NULL;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(run_writer_open(&w, path, &err), ST_OK);
	assert_int_equal(run_writer_add(w, STR("k"),
					(struct str){huge, RUN_RECORD_MAX},
					&err),
			 ST_LIMIT);
	run_writer_free(w);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(run_merge_open(&m, paths, RUN_MERGE_MAX + 1, &err),
			 ST_LIMIT);
	run_merge_free(m);
	assert_int_equal(run_writer_open(&w, "/nowhere/run", &err), ST_IO);
	run_writer_free(w);
}

static void more_is_sorted_than_memory_holds(void **state)
{
	enum { N = 5000 };
	struct run_sorter *s = NULL;
	struct run_merge *m = NULL;
	struct error err = ERROR_INIT;
	struct str key, value;
	char text[16];

	(void)state;
	assert_int_equal(run_sorter_new(&s, in_dir("keys"), 16 << 10, &err),
			 ST_OK);
	for (unsigned i = 0; i < N; i++) {
		snprintf(text, sizeof(text), "%05u", i * 7919 % N);
		assert_int_equal(run_sorter_add(s, str_of(text), &err), ST_OK);
	}
	assert_int_equal(run_sorter_end(s, &m, &err), ST_OK);
	for (unsigned i = 0; i < N; i++) {
		snprintf(text, sizeof(text), "%05u", i);
		assert_int_equal(run_merge_next(m, &key, &value, &err), ST_OK);
		assert_true(str_eq(key, str_of(text)));
	}
	assert_int_equal(run_merge_next(m, &key, &value, &err), ST_END);
	run_merge_free(m);
	run_sorter_free(s); /* and no file is left: remove_dir() sees */
}

static void sorting_has_a_ceiling(void **state)
{
	struct run_sorter *s = NULL;
	struct error err = ERROR_INIT;
	enum status st = ST_OK;

	(void)state;
	assert_int_equal(run_sorter_new(&s, in_dir("keys"), 64, &err), ST_OK);
	for (unsigned i = 0; st == ST_OK && i < 1000; i++)
		st = run_sorter_add(s, STR(""), &err);
	assert_int_equal(st, ST_LIMIT);
	run_sorter_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_become_one_stream),
		cmocka_unit_test(a_run_that_is_cut_off_is_noticed),
		cmocka_unit_test(what_is_too_large_is_refused),
		cmocka_unit_test(more_is_sorted_than_memory_holds),
		cmocka_unit_test(sorting_has_a_ceiling),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
