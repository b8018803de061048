#include <signal.h>
#include <sys/resource.h>

#include "common/base/file.h"
#include "common/glass/run.h"
#include "tests/unit/glass_fixture.h"

static const char *const three[] = {"alpha beta", "beta", "gamma beta", NULL};

static void what_is_there_is_not_replaced(void **state)
{
	struct glass_gather *g;
	struct error err = ERROR_INIT;
	const char *run = path("run");

	(void)state;
	OK(mkdir(path("there"), 0700));
	assert_int_equal(glass_gather_new(&g, path("there"), &err), ST_IO);
	assert_null(g);
	assert_non_null(strstr(err.msg, "there: File exists"));
	gather("run", three);
	assert_int_equal(
		glass_merge_database(&run, 1, GLASS_CHUNK, path("there"), &err),
		ST_IO);
	assert_non_null(strstr(err.msg, "there: File exists"));
}

static void slots_have_a_ceiling(void **state)
{
	struct glass_gather *g;
	xap_doc *d;

	(void)state;
	OK(xap_doc_new(&d, NULL));
	OK(xap_doc_set_value(d, 128, STR("v"), NULL));
	OK(glass_gather_new(&g, path("slots"), NULL));
	assert_int_equal(glass_gather_add(g, d, NULL), ST_LIMIT);
	glass_gather_free(g);
	xap_doc_free(d);
}

static void limit_files(rlim_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	OK(getrlimit(RLIMIT_FSIZE, &limit));
	limit.rlim_cur = bytes;
	OK(setrlimit(RLIMIT_FSIZE, &limit));
}

static int lift_limits(void **state)
{
	limit_files(RLIM_INFINITY);
	return remove_folder(state);
}

/* A run of that many documents of up to 500 words. */
static enum status gather_any(const char *run, unsigned docs, struct error *err)
{
	struct glass_gather *g;
	xap_doc *d;
	enum status st = ST_OK;

	seed = 5;
	OK(xap_doc_new(&d, NULL));
	OK(glass_gather_new(&g, run, NULL));
	for (unsigned i = 0; st == ST_OK && i < docs; i++) {
		make_doc(d, 500, 1000);
		st = glass_gather_add(g, d, err);
	}
	if (st == ST_OK)
		st = glass_gather_end(g, err);
	glass_gather_free(g);
	xap_doc_free(d);
	return st;
}

static void is_too_large(enum status st, const struct error *err)
{
	assert_int_equal(st, ST_IO);
	assert_non_null(strstr(err->msg, "File too large"));
}

/* Wherever in a file its room ends. */
/* path() gives the same memory again, after a while. */
static const char *keep(char out[128], const char *name)
{
	snprintf(out, 128, "%s", path(name));
	return out;
}

static void a_file_that_cannot_grow_is_told_of(void **state)
{
	struct error err = ERROR_INIT;
	char name_of_run[128];
	const char *run = keep(name_of_run, "run");
	struct stat whole;
	char name[32];

	(void)state;
	OK(gather_any(run, 60, NULL));
	OK(stat(run, &whole));
	for (off_t room = whole.st_size - 1; room > 1; room = room * 2 / 3) {
		limit_files((rlim_t)room);
		snprintf(name, sizeof(name), "full-%ld", (long)room);
		is_too_large(gather_any(path(name), 60, &err), &err);
		snprintf(name, sizeof(name), "again-%ld", (long)room);
		is_too_large(glass_merge_run(&run, 1, path(name), &err), &err);
	}
	for (rlim_t room = 64 << 10; room > 1; room = room * 2 / 3) {
		limit_files(room);
		snprintf(name, sizeof(name), "db-%lu", (unsigned long)room);
		is_too_large(glass_merge_database(&run, 1, GLASS_CHUNK,
						  path(name), &err),
			     &err);
	}
}

/* Neither kind of merge goes on; *to is made if it can be. */
static void is_cut_off(const char *const *runs, size_t n, unsigned test)
{
	struct error err = ERROR_INIT;
	char name[24];

	snprintf(name, sizeof(name), "db-%u", test);
	assert_int_equal(
		glass_merge_database(runs, n, GLASS_CHUNK, path(name), &err),
		ST_CORRUPT);
	assert_non_null(strstr(err.msg, "run: cut off"));
	snprintf(name, sizeof(name), "again-%u", test);
	assert_int_equal(glass_merge_run(runs, n, path(name), &err),
			 ST_CORRUPT);
}

static void a_run_cut_off_is_told_of(void **state)
{
	char whole_run[128], short_run[128];
	const char *runs[2] = {keep(whole_run, "whole"),
			       keep(short_run, "run")};
	unsigned test = 0;
	struct stat whole;

	(void)state;
	OK(gather_any(runs[0], 5, NULL));
	OK(gather_any(runs[1], 20, NULL));
	OK(stat(runs[1], &whole));
	for (off_t len = whole.st_size - 1; len > 0; len /= 2) {
		OK(truncate(runs[1], len));
		is_cut_off(runs, 2, test++);
	}
}

/* Its totals say that what is left is all. */
static void shorten(const char *run, uint64_t bytes)
{
	struct buf all = BUF_INIT(1 << 20);
	struct glass_totals totals;
	FILE *f;

	OK(file_read(&all, run, NULL));
	memcpy(&totals, all.p + all.len - sizeof(totals), sizeof(totals));
	totals.bytes = bytes;
	f = fopen(run, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(all.p, 1, bytes, f), bytes);
	assert_int_equal(fwrite(&totals, sizeof(totals), 1, f), 1);
	fclose(f);
	buf_free(&all);
}

static void a_run_that_lacks_its_end_is_told_of(void **state)
{
	char name_of_run[128];
	const char *run = keep(name_of_run, "run");
	struct stat whole;

	(void)state;
	OK(gather_any(run, 20, NULL));
	OK(stat(run, &whole));
	for (unsigned test = 0; test < 20; test++) {
		const uint64_t all =
			(uint64_t)whole.st_size - sizeof(struct glass_totals);

		shorten(run, all - 1 - (all / 3) * test / 20);
		is_cut_off(&run, 1, test);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(what_is_there_is_not_replaced),
		xap_test(slots_have_a_ceiling),
		cmocka_unit_test_setup_teardown(
			a_file_that_cannot_grow_is_told_of, make_folder,
			lift_limits),
		xap_test(a_run_cut_off_is_told_of),
		xap_test(a_run_that_lacks_its_end_is_told_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
