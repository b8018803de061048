#include "common/index/publish.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/base/file.h"
#include "common/index/inventory.h"
#include "common/index/tree.h"

/* A temporary folder, and DIR in it, which does not exist yet. */
struct place {
	char top[64];
	char dir[96];
};

static int set_up(void **state)
{
	struct place *p = test_calloc(1, sizeof(*p));

	snprintf(p->top, sizeof(p->top), "/tmp/nisba-generation-XXXXXX");
	if (!mkdtemp(p->top))
		return -1;
	snprintf(p->dir, sizeof(p->dir), "%s/a/index", p->top);
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;
	struct error err = ERROR_INIT;
	/* DIR is two below the top: deeper than tree_remove() goes at once. */
	int failed = tree_remove(p->dir, &err) != ST_OK ||
		     tree_remove(p->top, &err) != ST_OK;

	test_free(p);
	return failed ? -1 : 0;
}

static void put(const char *dir, const char *name, const char *text)
{
	char path[TREE_PATH_MAX];
	struct error err = ERROR_INIT;
	FILE *f;

	assert_int_equal(tree_join(path, dir, name, &err), ST_OK);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static int exists(const char *dir, const char *name)
{
	char path[TREE_PATH_MAX];
	struct error err = ERROR_INIT;

	assert_int_equal(tree_join(path, dir, name, &err), ST_OK);
	return access(path, F_OK) == 0;
}

static mode_t mode_of(const char *dir, const char *name)
{
	char path[TREE_PATH_MAX];
	struct error err = ERROR_INIT;
	struct stat sb;

	assert_int_equal(tree_join(path, dir, name, &err), ST_OK);
	assert_int_equal(stat(path, &sb), 0);
	return sb.st_mode & 07777;
}

static const struct manifest_shard one_shard[] = {{{"shard-000", 9}, 3}};
static const struct manifest_source one_source[] = {{{"/srv/blog", 9}, 3}};

static struct manifest sample(void)
{
	return (struct manifest){.posts = 3,
				 .words = 12,
				 .shards = one_shard,
				 .shard_count = 1,
				 .sources = one_source,
				 .source_count = 1};
}

/* A table with something in the middle, where readers do not look. */
static void put_table(const char *dir, char middle)
{
	char text[1001];

	memset(text, '.', sizeof(text) - 1);
	text[500] = middle;
	text[1000] = '\0';
	put(dir, "position.glass", text);
}

/* What stands for the databases of a generation: its number, in a file. */
static void write_tables(const struct generation *gen)
{
	char path[TREE_PATH_MAX], text[16];
	struct error err = ERROR_INIT;

	snprintf(text, sizeof(text), "%u\n", gen->number);
	assert_int_equal(mkdir(gen->vocab, 0777), 0);
	put(gen->vocab, "iamglass", text);
	assert_int_equal(tree_join(path, gen->path, "shard-000", &err), ST_OK);
	assert_int_equal(mkdir(path, 0777), 0);
	put(path, "postlist.glass", text);
	put_table(path, ' ');
	put(path, "flintlock", "");
	put(gen->path, "state", "");
}

static unsigned publish_one(const char *dir, const struct lock *lock,
			    unsigned keep)
{
	struct generation gen;
	struct manifest m = sample();
	struct error err = ERROR_INIT;
	unsigned number;

	assert_int_equal(generation_begin(&gen, dir, lock, &err), ST_OK);
	number = gen.number;
	write_tables(&gen);
	assert_int_equal(generation_publish(&gen, &m, keep, &err), ST_OK);
	generation_free(&gen);
	return number;
}

static void assert_live(const char *dir, unsigned number)
{
	struct generation gen;
	struct error err = ERROR_INIT;

	assert_int_equal(generation_open_current(&gen, dir, &err), ST_OK);
	assert_int_equal(gen.number, number);
	assert_int_equal(generation_is_current(&gen, &err), ST_OK);
	generation_free(&gen);
}

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

static void a_second_writer_is_told_who_holds_the_lock(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT, second = LOCK_INIT;
	struct error err = ERROR_INIT;
	char want[200];

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	assert_int_equal(lock_take(&second, p->dir, 0, &err), ST_LOCKED);
	snprintf(want, sizeof(want), "%s is being updated by pid %ld on ",
		 p->dir, (long)getpid());
	assert_memory_equal(err.msg, want, strlen(want));
	assert_int_equal(second.fd, -1);
	lock_drop(&lock);
	assert_int_equal(lock_take(&second, p->dir, 0, &err), ST_OK);
	lock_drop(&second);
	assert_true(exists(p->dir, "lock"));
}

/* A worker's copy does not hold the lock, and dropping it gives up nothing. */
static void a_worker_leaves_the_lock_with_its_parent(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT, second = LOCK_INIT;
	struct error err = ERROR_INIT;
	int status, go[2];
	pid_t pid;

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	assert_int_equal(pipe(go), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		lock_forget(&lock);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(lock_take(&second, p->dir, 0, &err), ST_LOCKED);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) { /* one that forgot to forget, and lives on */
		char c;

		close(go[1]);
		_exit(read(go[0], &c, 1) != 0);
	}
	lock_drop(&lock);
	assert_int_equal(lock_take(&second, p->dir, 0, &err), ST_OK);
	lock_drop(&second);
	close(go[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	close(go[0]);
}

static void waiting_for_the_lock_ends(void **state)
{
	struct place *p = *state;
	struct lock lock = LOCK_INIT;
	struct error err = ERROR_INIT;
	int ready[2], status;
	char c;
	pid_t pid;

	assert_int_equal(pipe(ready), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		if (lock_take(&lock, p->dir, 0, &err) != ST_OK ||
		    write(ready[1], "x", 1) != 1)
			_exit(1);
		usleep(200000);
		_exit(0);
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_LOCKED);
	assert_int_equal(lock_take(&lock, p->dir, 30, &err), ST_OK);
	lock_drop(&lock);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(ready[0]);
	close(ready[1]);
}

/*
 * One look of a reader, as a query does it. 1: read; 0: the index moved on
 * meanwhile; -1: wrong.
 */
static int look(const char *dir)
{
	struct generation gen;
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT(100);
	char path[TREE_PATH_MAX];
	enum status read, st = generation_open_current(&gen, dir, &err);
	int result = -1;

	if (st != ST_OK) {
		fprintf(stderr, "open: %s\n", err.msg);
		return -1;
	}
	read = tree_join(path, gen.shards[0], "postlist.glass", &err);
	if (read == ST_OK)
		read = file_read(&text, path, &err);
	st = generation_is_current(&gen, &err);
	if (st == ST_STALE)
		result = 0;
	else if (st == ST_OK && read == ST_OK &&
		 strtoul(text.p, NULL, 10) == gen.number)
		result = 1;
	else
		fprintf(stderr, "look: %s\n", err.msg);
	buf_free(&text);
	generation_free(&gen);
	return result;
}

static int look_until_last(const char *dir, unsigned last)
{
	struct error err = ERROR_INIT;
	unsigned live = 0;
	size_t good = 0;

	while (live != last) {
		int result = look(dir);

		if (result < 0 || generation_current(&live, dir, &err) != ST_OK)
			return 1;
		good += (size_t)result;
	}
	return good > 0 ? 0 : 2;
}

static void readers_never_fail_while_it_is_replaced(void **state)
{
	enum { ROUNDS = 200, READERS = 2 };
	struct place *p = *state;
	struct lock lock = LOCK_INIT;
	struct error err = ERROR_INIT;
	pid_t pid[READERS];
	int status;

	assert_int_equal(lock_take(&lock, p->dir, 0, &err), ST_OK);
	publish_one(p->dir, &lock, 0);
	for (size_t i = 0; i < READERS; i++) {
		pid[i] = fork();
		assert_true(pid[i] >= 0);
		if (pid[i] == 0) {
			lock_forget(&lock);
			_exit(look_until_last(p->dir, ROUNDS));
		}
	}
	for (unsigned i = 1; i < ROUNDS; i++)
		publish_one(p->dir, &lock, i % 2);
	for (size_t i = 0; i < READERS; i++) {
		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_int_equal(status, 0);
	}
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

#define WITH_PLACE(test)                                                       \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

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
		WITH_PLACE(a_second_writer_is_told_who_holds_the_lock),
		WITH_PLACE(a_worker_leaves_the_lock_with_its_parent),
		WITH_PLACE(waiting_for_the_lock_ends),
		WITH_PLACE(readers_never_fail_while_it_is_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
