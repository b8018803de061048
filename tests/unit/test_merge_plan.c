#include "indexer/merge_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void add(struct merge_plan *p, uint32_t posts)
{
	struct error err = ERROR_INIT;

	assert_int_equal(merge_plan_add(p, posts, &err), ST_OK);
}

static void cut(struct merge_plan *p, unsigned shards)
{
	struct error err = ERROR_INIT;

	assert_int_equal(merge_plan_cut(p, shards, &err), ST_OK);
}

static void shards_end_where_batches_do(void **state)
{
	struct merge_plan p = {.ends = NULL};

	(void)state;
	for (int i = 0; i < 10; i++)
		add(&p, 30);
	cut(&p, 3);
	assert_int_equal(p.shards, 3);
	assert_int_equal(merge_plan_posts(&p, 0), 90);
	assert_int_equal(merge_plan_posts(&p, 1), 120);
	assert_int_equal(merge_plan_posts(&p, 2), 90);
	assert_int_equal(p.firsts[1], 3);
	assert_int_equal(p.firsts[3], 10);
	merge_plan_free(&p);
}

static void no_shard_is_empty(void **state)
{
	struct merge_plan p = {.ends = NULL};

	(void)state;
	add(&p, 1000);
	add(&p, 1);
	cut(&p, 5);
	assert_int_equal(p.shards, 2);
	assert_int_equal(merge_plan_posts(&p, 0), 1000);
	assert_int_equal(merge_plan_posts(&p, 1), 1);
	merge_plan_free(&p);
}

static void many_posts_ask_for_shards(void **state)
{
	struct merge_plan p = {.ends = NULL};

	(void)state;
	for (int i = 0; i < 500; i++)
		add(&p, 500);
	cut(&p, 0);
	assert_int_equal(p.shards, 3);
	merge_plan_free(&p);
	add(&p, 20);
	cut(&p, 0);
	assert_int_equal(p.shards, 1);
	merge_plan_free(&p);
}

static void posts_learn_of_their_shard(void **state)
{
	struct state_post posts[] = {{.docid = 1},
				     {.docid = 6},
				     {.docid = 5},
				     {.docid = 10},
				     {.docid = 2}};
	struct state s = {.posts = posts, .post_count = 5};
	struct merge_plan p = {.ends = NULL};

	(void)state;
	add(&p, 5);
	add(&p, 5);
	cut(&p, 2);
	merge_plan_place(&p, &s);
	assert_int_equal(posts[0].shard, 0);
	assert_int_equal(posts[1].shard, 1);
	assert_int_equal(posts[2].shard, 0);
	assert_int_equal(posts[3].shard, 1);
	assert_int_equal(posts[4].shard, 0);
	assert_int_equal(posts[3].docid, 5);
	merge_plan_free(&p);
}

static void too_many_posts_are_refused(void **state)
{
	struct merge_plan p = {.ends = NULL};
	struct error err = ERROR_INIT;

	(void)state;
	add(&p, MERGE_POSTS_MAX);
	assert_int_equal(merge_plan_add(&p, 1, &err), ST_LIMIT);
	merge_plan_free(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shards_end_where_batches_do),
		cmocka_unit_test(no_shard_is_empty),
		cmocka_unit_test(many_posts_ask_for_shards),
		cmocka_unit_test(posts_learn_of_their_shard),
		cmocka_unit_test(too_many_posts_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
