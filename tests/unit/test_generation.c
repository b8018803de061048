#include "tests/unit/generation_fixture.h"

static void what_is_published_opens(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT;
	struct generation gen;
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT(1000);
	char want[200];

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	assert_int_equal(publish_one(p->dir, &lock, 1), 1);
	assert_int_equal(generation_open_current(&gen, p->dir, &err), ST_OK);
	assert_int_equal(gen.number, 1);
	assert_int_equal(gen.manifest.posts, 3);
	assert_int_equal(gen.manifest.file_count, 4);
	assert_string_equal(gen.manifest.files[0].path.p,
			    "shard-000/position.glass");
	snprintf(want, sizeof(want), "%s/g000001/shard-000", p->dir);
	assert_string_equal(gen.shards[0], want);
	snprintf(want, sizeof(want), "%s/g000001/vocab", p->dir);
	assert_string_equal(gen.vocab, want);
	assert_int_equal(inventory_check(&gen.manifest, gen.path, &err), ST_OK);
	snprintf(want, sizeof(want), "%s/current", p->dir);
	assert_int_equal(file_read(&text, want, &err), ST_OK);
	assert_string_equal(text.p, "auto g000001/shard-000\n");
	assert_int_equal(publish_one(p->dir, &lock, 1), 2);
	assert_int_equal(generation_is_current(&gen, &err), ST_STALE);
	generation_free(&gen);
	buf_free(&text);
	lock_drop(&lock);
}

static void a_missing_index_says_how_to_make_one(void **state)
{
	struct place *p = *state;
	struct generation gen;
	struct error err = ERROR_INIT;
	char want[300];

	assert_int_equal(generation_open_current(&gen, p->dir, &err),
			 ST_NOTFOUND);
	snprintf(want, sizeof(want),
		 "no index at %s: run nisba-index update --db %s SOURCE",
		 p->dir, p->dir);
	assert_string_equal(err.msg, want);
}

static void modes_are_what_the_umask_leaves(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT;
	struct error err = ERROR_INIT;
	mode_t was = umask(027);

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	publish_one(p->dir, &lock, 1);
	umask(was);
	assert_int_equal(mode_of(p->dir, "."), 0750);
	assert_int_equal(mode_of(p->dir, ".."), 0750);
	assert_int_equal(mode_of(p->dir, "lock"), 0640);
	assert_int_equal(mode_of(p->dir, "current"), 0640);
	assert_int_equal(mode_of(p->dir, "g000001"), 0750);
	assert_int_equal(mode_of(p->dir, "g000001/vocab"), 0750);
	assert_int_equal(mode_of(p->dir, "g000001/vocab/iamglass"), 0640);
	assert_int_equal(mode_of(p->dir, "g000001/manifest.json"), 0640);
	lock_drop(&lock);
}

static void leftovers_are_wiped(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT;
	struct generation gen;
	struct error err = ERROR_INIT;

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	publish_one(p->dir, &lock, 1);
	assert_int_equal(generation_begin(&gen, p->dir, &lock, &err), ST_OK);
	write_tables(&gen);
	generation_free(&gen); /* as a crash would leave it */
	assert_live(p->dir, 1);
	assert_true(exists(p->dir, "g000002/vocab"));
	assert_int_equal(generation_begin(&gen, p->dir, &lock, &err), ST_OK);
	assert_int_equal(gen.number, 3);
	assert_false(exists(p->dir, "g000002"));
	generation_abandon(&gen);
	assert_false(exists(p->dir, "g000003"));
	assert_live(p->dir, 1);
	lock_drop(&lock);
}

static void a_damaged_current_is_written_anew(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT;

	assert_int_equal(lock_take(&lock, p->dir, 0, &(struct error){0}),
			 ST_OK);
	publish_one(p->dir, &lock, 2);
	publish_one(p->dir, &lock, 2);
	put(p->dir, "current", "nonsense");
	assert_int_equal(publish_one(p->dir, &lock, 2), 3);
	assert_live(p->dir, 3);
	/* Either might have been the live one. */
	assert_true(exists(p->dir, "g000001/vocab"));
	assert_true(exists(p->dir, "g000002/vocab"));
	lock_drop(&lock);
}

/* Put `text` in place of a table, and expect to be refused so. */
static void assert_refused(const char *dir, const char *name, const char *text,
			   const char *message)
{
	struct generation gen;
	struct error err = ERROR_INIT;
	char path[TREE_PATH_MAX], want[TREE_PATH_MAX + 200];

	assert_int_equal(tree_join(path, dir, name, &err), ST_OK);
	if (text)
		put(dir, name, text);
	else
		assert_int_equal(unlink(path), 0);
	assert_int_equal(generation_open_current(&gen, dir, &err), ST_CORRUPT);
	snprintf(want, sizeof(want), "%s%s", path, message);
	assert_string_equal(err.msg, want);
}

static void damage_is_refused_by_name(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT;
	struct generation gen;
	struct error err = ERROR_INIT;
	char shard[TREE_PATH_MAX];

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	publish_one(p->dir, &lock, 1);
	assert_refused(p->dir, "g000001/shard-000/postlist.glass", "1",
		       " has 1 bytes instead of 2");
	assert_refused(p->dir, "g000001/shard-000/postlist.glass", NULL,
		       " is missing");
	assert_refused(p->dir, "g000001/shard-000/postlist.glass", "2\n",
		       " is not as it was written");
	put(p->dir, "g000001/shard-000/postlist.glass", "1\n");
	assert_int_equal(tree_join(shard, p->dir, "g000001/shard-000", &err),
			 ST_OK);
	put_table(shard, '!');
	assert_int_equal(generation_open_current(&gen, p->dir, &err), ST_OK);
	assert_int_equal(inventory_check(&gen.manifest, gen.path, &err),
			 ST_CORRUPT);
	assert_non_null(strstr(err.msg, "position.glass is not as it was"));
	generation_free(&gen);
	put(p->dir, "g000001/manifest.json", "{\"schema\":9,");
	assert_int_equal(generation_open_current(&gen, p->dir, &err), ST_INPUT);
	assert_non_null(strstr(err.msg, ": index of schema 9, this program "));
	assert_refused(p->dir, "g000001/manifest.json", NULL, " is missing");
	assert_refused(p->dir, "current", "",
		       ": it does not name a generation");
	assert_refused(p->dir, "current", "auto ../g000001/x\n",
		       ": 'auto ../g000001/x' does not name a generation's "
		       "shard");
	lock_drop(&lock);
}

static void a_shard_that_was_not_written_is_not_published(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT;
	struct generation gen;
	struct manifest m = sample();
	struct error err = ERROR_INIT;

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	publish_one(p->dir, &lock, 0);
	assert_int_equal(generation_begin(&gen, p->dir, &lock, &err), ST_OK);
	assert_int_equal(generation_publish(&gen, &m, 0, &err), ST_INTERNAL);
	write_tables(&gen);
	m.posts = 4; /* not what the shards hold */
	assert_int_equal(generation_publish(&gen, &m, 0, &err), ST_CORRUPT);
	generation_abandon(&gen);
	assert_live(p->dir, 1);
	lock_drop(&lock);
}

static void older_generations_are_kept_as_told(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT;
	struct error err = ERROR_INIT;

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	for (unsigned i = 0; i < 4; i++)
		publish_one(p->dir, &lock, 2);
	assert_false(exists(p->dir, "g000001"));
	assert_true(exists(p->dir, "g000002"));
	assert_true(exists(p->dir, "g000003"));
	publish_one(p->dir, &lock, 0);
	assert_false(exists(p->dir, "g000003"));
	assert_false(exists(p->dir, "g000004"));
	assert_live(p->dir, 5);
	lock_drop(&lock);
}

static void rollback_goes_to_the_one_before(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT;
	struct error err = ERROR_INIT;
	unsigned live;

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	publish_one(p->dir, &lock, 1);
	publish_one(p->dir, &lock, 1);
	assert_int_equal(generation_rollback(&live, p->dir, &lock, &err),
			 ST_OK);
	assert_int_equal(live, 1);
	assert_live(p->dir, 1);
	assert_int_equal(generation_rollback(&live, p->dir, &lock, &err),
			 ST_NOTFOUND);
	assert_int_equal(publish_one(p->dir, &lock, 1), 3);
	assert_false(exists(p->dir, "g000002"));
	lock_drop(&lock);
}

/* The row of a hard link is taken over: a wrong hash in it comes through. */
static void hard_links_are_not_hashed_again(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT;
	struct generation gen;
	struct manifest m = sample();
	struct error err = ERROR_INIT;
	char from[TREE_PATH_MAX], to[TREE_PATH_MAX];

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	publish_one(p->dir, &lock, 1);
	assert_int_equal(tree_join(from, p->dir, "g000001/shard-000", &err),
			 ST_OK);
	put_table(from, '!');
	assert_int_equal(generation_begin(&gen, p->dir, &lock, &err), ST_OK);
	write_tables(&gen);
	assert_int_equal(tree_join(from, p->dir,
				   "g000001/shard-000/position.glass", &err),
			 ST_OK);
	assert_int_equal(
		tree_join(to, gen.path, "shard-000/position.glass", &err),
		ST_OK);
	assert_int_equal(unlink(to), 0);
	assert_int_equal(link(from, to), 0);
	assert_int_equal(generation_publish(&gen, &m, 1, &err), ST_OK);
	generation_free(&gen);
	assert_int_equal(generation_open_current(&gen, p->dir, &err), ST_OK);
	assert_int_equal(inventory_check(&gen.manifest, gen.path, &err),
			 ST_CORRUPT);
	generation_free(&gen);
	lock_drop(&lock);
}

static void only_names_of_generations_have_a_number(void **state)
{
	static const struct {
		struct str name;
		unsigned number;
	} rows[] = {
		{{"g000042", 7}, 42},     {{"g1000000", 8}, 1000000},
		{{"g0000042", 8}, 0},     {{"g000000", 7}, 0},
		{{"g00042", 6}, 0},       {{"h000042", 7}, 0},
		{{"g00004x", 7}, 0},      {{"g999999999", 10}, 999999999},
		{{"g9999999999", 11}, 0}, {{"", 0}, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(generation_number(rows[i].name),
				 rows[i].number);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_names_of_generations_have_a_number),
		WITH_PLACE(what_is_published_opens),
		WITH_PLACE(a_missing_index_says_how_to_make_one),
		WITH_PLACE(modes_are_what_the_umask_leaves),
		WITH_PLACE(leftovers_are_wiped),
		WITH_PLACE(a_damaged_current_is_written_anew),
		WITH_PLACE(damage_is_refused_by_name),
		WITH_PLACE(a_shard_that_was_not_written_is_not_published),
		WITH_PLACE(older_generations_are_kept_as_told),
		WITH_PLACE(rollback_goes_to_the_one_before),
		WITH_PLACE(hard_links_are_not_hashed_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
