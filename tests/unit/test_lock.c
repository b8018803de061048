/* Who writes, and who reads meanwhile. */
#include "tests/unit/generation_fixture.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(a_second_writer_is_told_who_holds_the_lock),
		WITH_PLACE(a_worker_leaves_the_lock_with_its_parent),
		WITH_PLACE(waiting_for_the_lock_ends),
		WITH_PLACE(readers_never_fail_while_it_is_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
