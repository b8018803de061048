#include <signal.h>
#include <sys/resource.h>

#include "common/base/file.h"
#include "common/glass/database.h"
#include "common/glass/gather.h"
#include "common/glass/merge.h"
#include "common/glass/pack.h"
#include "common/glass/run.h"
#include "common/glass/table.h"
#include "tests/unit/xap_fixture.h"

/*
 * What is written here, in however many runs, is what Xapian writes in one
 * go, byte for byte, once both have been compacted: compaction shapes trees
 * anew and keeps the entries.
 */

static uint64_t seed;

/* Below n. */
static uint32_t any(uint32_t n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)((seed >> 33) % n);
}

static struct str any_bytes(char *p, size_t len)
{
	for (size_t i = 0; i < len; i++)
		p[i] = (char)any(256);
	return (struct str){p, len};
}

/* Of about `n` different terms; few of them are long or have NULs. */
static struct str any_term(char p[XAP_TERM_MAX], uint32_t n)
{
	const uint32_t which = any(n);
	const uint64_t before = seed;
	size_t len;

	seed = which * 7919U;
	any(2);
	len = any(40) ? 1 + any(9) : 100 + any(80);
	for (size_t i = 0; i < len; i++)
		p[i] = any(60) ? (char)('a' + any(26)) : (char)any(3);
	/* No two of them in a few letters, so that there are that many. */
	if (len > 3)
		memcpy(p + len - 3, &which, 3);
	seed = before;
	if (len > XAP_TERM_MAX / 2) /* NULs count twice */
		len = XAP_TERM_MAX / 2;
	return (struct str){p, len};
}

static void add_words(xap_doc *d, uint32_t words, uint32_t terms)
{
	char term[XAP_TERM_MAX];

	for (uint32_t i = 0; i < words; i++) {
		struct str t = any_term(term, any(2) ? terms : 1 + terms / 50);
		const uint32_t pos = any(20) ? i : any(1 << 20);

		if (any(15) == 0)
			OK(xap_doc_add_term(d, t, any(3), NULL));
		else
			OK(xap_doc_add_posting(
				d, t, pos, any(50) ? 1 : 1 + any(200), NULL));
	}
}

static void add_rest(xap_doc *d)
{
	static char bytes[20000];

	if (any(4))
		OK(xap_doc_set_data(
			d, any_bytes(bytes, any(30) ? any(300) : any(20000)),
			NULL));
	for (uint32_t i = any(4); i; i--)
		OK(xap_doc_set_value(
			d, any(30) ? any(6) : any(128),
			any_bytes(bytes, any(30) ? any(20) : any(6000)), NULL));
}

static void make_doc(xap_doc *d, uint32_t words, uint32_t terms)
{
	xap_doc_clear(d);
	add_words(d, any(30) ? any(words) : 0, terms);
	add_rest(d);
}

static void same_file(const char *a, const char *b, const char *file)
{
	struct buf x = BUF_INIT(1 << 30), y = BUF_INIT(1 << 30);
	char name[200];
	enum status st;

	snprintf(name, sizeof(name), "%s/%s", path(a), file);
	st = file_read(&x, name, NULL);
	snprintf(name, sizeof(name), "%s/%s", path(b), file);
	assert_int_equal(file_read(&y, name, NULL), st);
	if (st == ST_OK) {
		assert_int_equal(x.len, y.len);
		assert_memory_equal(x.p, y.p, x.len);
	} else {
		assert_int_equal(st, ST_NOTFOUND);
	}
	buf_free(&x);
	buf_free(&y);
}

/* All of the version file but the database's random name. */
static void same_version(const char *a, const char *b)
{
	enum { NAME = 16, NAME_END = 32 };
	struct buf x = BUF_INIT(4096), y = BUF_INIT(4096);
	char name[200];

	snprintf(name, sizeof(name), "%s/iamglass", path(a));
	OK(file_read(&x, name, NULL));
	snprintf(name, sizeof(name), "%s/iamglass", path(b));
	OK(file_read(&y, name, NULL));
	assert_int_equal(x.len, y.len);
	assert_memory_equal(x.p, y.p, NAME);
	assert_memory_equal(x.p + NAME_END, y.p + NAME_END, x.len - NAME_END);
	buf_free(&x);
	buf_free(&y);
}

static void same_database(const char *a, const char *b)
{
	same_file(a, b, "postlist.glass");
	same_file(a, b, "position.glass");
	same_file(a, b, "termlist.glass");
	same_file(a, b, "docdata.glass");
	same_version(a, b);
}

enum { RUNS = 5 };

static const char *run_path(unsigned i)
{
	char name[16];

	snprintf(name, sizeof(name), "run-%u", i);
	return path(name);
}

/* The second and third become one first. */
static void merge_runs(const char *to)
{
	const char *some[2] = {run_path(1), run_path(2)};
	const char *all[RUNS - 1] = {run_path(0), path("merged"), run_path(3),
				     run_path(4)};

	OK(glass_merge_run(some, 2, path("merged"), NULL));
	OK(glass_merge_database(all, RUNS - 1, path(to), NULL));
}

static void written_both_ways(uint32_t docs, uint32_t words, uint32_t terms)
{
	xap_writer *w;
	xap_doc *d;

	setenv("XAPIAN_FLUSH_THRESHOLD", "1000000", 1);
	OK(xap_doc_new(&d, NULL));
	OK(xap_writer_open(&w, path("theirs"), NULL));
	for (unsigned run = 0; run < RUNS; run++) {
		struct glass_gather *g;
		const char *name = run_path(run);

		OK(glass_gather_new(&g, name, NULL));
		for (uint32_t i = docs * run / RUNS;
		     i < docs * (run + 1) / RUNS; i++) {
			make_doc(d, words, terms);
			OK(glass_gather_add(g, d, NULL));
			OK(xap_writer_add(w, d, NULL, NULL));
		}
		OK(glass_gather_end(g, NULL));
		glass_gather_free(g);
	}
	OK(xap_writer_commit(w, NULL));
	xap_writer_free(w);
	xap_doc_free(d);
	merge_runs("ours");
	OK(xap_check(path("ours"), NULL));
	OK(xap_compact(path("ours"), path("ours-packed"), NULL));
	OK(xap_compact(path("theirs"), path("theirs-packed"), NULL));
	same_database("ours-packed", "theirs-packed");
}

static void few_long_documents(void **state)
{
	(void)state;
	seed = 1;
	written_both_ways(30, 5000, 2000);
}

static void many_documents(void **state)
{
	(void)state;
	seed = 2;
	written_both_ways(2000, 200, 300);
}

/* Above 2^15 numbers take three bytes. */
static void documents_with_long_numbers(void **state)
{
	(void)state;
	seed = 3;
	written_both_ways(34000, 4, 10);
}

static void one_document_without_anything(void **state)
{
	(void)state;
	seed = 4;
	written_both_ways(1, 1, 1);
}

/* Of these texts; ends at NULL. The n-th has the term Q<n>. */
static void gather(const char *name, const char *const *texts)
{
	struct glass_gather *g;
	const char *run = path(name);
	xap_doc *d;

	OK(xap_doc_new(&d, NULL));
	OK(glass_gather_new(&g, run, NULL));
	for (unsigned i = 0; texts[i]; i++) {
		char id[16];

		fill_doc(d, texts[i]);
		snprintf(id, sizeof(id), "Q%u", i + 1);
		OK(xap_doc_add_term(d, str_of(id), 0, NULL));
		OK(glass_gather_add(g, d, NULL));
	}
	OK(glass_gather_end(g, NULL));
	glass_gather_free(g);
	xap_doc_free(d);
}

static const char *const three[] = {"alpha beta", "beta", "gamma beta", NULL};
static const char *const none[] = {NULL};

static void no_document(void **state)
{
	const char *runs[2] = {path("a"), path("b")};

	(void)state;
	gather("a", none);
	gather("b", none);
	OK(glass_merge_database(runs, 2, path("none"), NULL));
	OK(xap_check(path("none"), NULL));
	assert_int_equal(doc_count("none"), 0);
}

static void change(const char *name)
{
	xap_writer *w;
	xap_doc *d;

	OK(xap_writer_open(&w, path(name), NULL));
	OK(xap_writer_delete(w, STR("Q2"), NULL));
	OK(xap_doc_new(&d, NULL));
	fill_doc(d, "beta gamma new");
	OK(xap_writer_replace_at(w, 1, d, NULL));
	OK(xap_writer_add(w, d, NULL, NULL));
	OK(xap_writer_commit(w, NULL));
	xap_doc_free(d);
	xap_writer_free(w);
}

static void xapian_can_go_on_writing(void **state)
{
	const char *ours = path("ours"), *theirs = path("theirs");
	const char *run = path("run");

	(void)state;
	gather("run", three);
	OK(glass_merge_database(&run, 1, ours, NULL));
	make_db("theirs", three);
	change("ours");
	change("theirs");
	OK(xap_check(ours, NULL));
	OK(xap_compact(ours, path("a"), NULL));
	OK(xap_compact(theirs, path("b"), NULL));
	same_file("a", "b", "postlist.glass");
	same_file("a", "b", "position.glass");
	same_file("a", "b", "termlist.glass");
}

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
	assert_int_equal(glass_merge_database(&run, 1, path("there"), &err),
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

static void a_file_that_cannot_grow_is_told_of(void **state)
{
	struct error err = ERROR_INIT;
	const char *run = path("run");

	(void)state;
	OK(gather_any(run, 200, NULL));
	limit_files(100 << 10);
	assert_int_equal(gather_any(path("full"), 200, &err), ST_IO);
	assert_non_null(strstr(err.msg, "full: File too large"));
	assert_int_equal(glass_merge_run(&run, 1, path("again"), &err), ST_IO);
	assert_non_null(strstr(err.msg, "again: File too large"));
	assert_int_equal(glass_merge_database(&run, 1, path("all"), &err),
			 ST_IO);
	assert_non_null(strstr(err.msg, ".glass: File too large"));
	limit_files(RLIM_INFINITY);
}

static void a_run_cut_off_is_told_of(void **state)
{
	struct error err = ERROR_INIT;
	const char *run = path("run");
	struct stat whole;

	(void)state;
	OK(gather_any(run, 20, NULL));
	OK(stat(run, &whole));
	for (off_t len = whole.st_size - 1; len > 0; len /= 2) {
		OK(truncate(run, len));
		assert_int_equal(
			glass_merge_database(&run, 1, path("db"), &err),
			ST_CORRUPT);
		assert_non_null(strstr(err.msg, "run: cut off"));
	}
}

static void metadata_is_found(void **state)
{
	const struct glass_totals totals = {.documents = 0};
	struct glass_database *d;
	struct buf value = BUF_INIT(100);
	xap_db *db;

	(void)state;
	OK(glass_database_new(&d, path("meta"), NULL));
	OK(glass_database_metadata(d, STR("a"), STR("first"), NULL));
	OK(glass_database_metadata(d, STR("b"), STR(""), NULL));
	OK(glass_database_metadata(d, STR("c"), STR("third"), NULL));
	assert_int_equal(glass_database_metadata(d, STR(""), STR("v"), NULL),
			 ST_LIMIT);
	OK(glass_database_end(d, &totals, NULL));
	glass_database_free(d);
	OK(xap_check(path("meta"), NULL));
	db = open_db("meta");
	OK(xap_db_metadata(db, STR("c"), &value, NULL));
	assert_string_equal(value.p, "third");
	OK(xap_db_metadata(db, STR("b"), &value, NULL));
	assert_int_equal(value.len, 0);
	xap_db_free(db);
	buf_free(&value);
}

static void keys_have_a_ceiling(void **state)
{
	struct glass_table *t;
	char key[GLASS_KEY_MAX + 1];

	(void)state;
	memset(key, 'k', sizeof(key));
	OK(glass_table_new(&t, path("table"), NULL));
	OK(glass_table_add(t, (struct str){key, GLASS_KEY_MAX}, STR("fits"), 0,
			   NULL));
	assert_int_equal(glass_table_add(t, (struct str){key, sizeof(key)},
					 STR("does not"), 0, NULL),
			 ST_LIMIT);
	glass_table_free(t);
}

static void sortable_numbers_sort(void **state)
{
	unsigned char before[PACK_SORTABLE_MAX], now[PACK_SORTABLE_MAX];
	size_t before_len = (size_t)(pack_sortable(before, 0) - before);

	(void)state;
	for (uint64_t n = 1; n <= UINT32_MAX; n += 1 + n / 3) {
		size_t len = (size_t)(pack_sortable(now, (uint32_t)n) - now);

		assert_true(str_order((struct str){(char *)before, before_len},
				      (struct str){(char *)now, len}) < 0);
		memcpy(before, now, len);
		before_len = len;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(few_long_documents),
		xap_test(many_documents),
		xap_test(documents_with_long_numbers),
		xap_test(one_document_without_anything),
		xap_test(no_document),
		xap_test(xapian_can_go_on_writing),
		xap_test(what_is_there_is_not_replaced),
		xap_test(slots_have_a_ceiling),
		xap_test(a_file_that_cannot_grow_is_told_of),
		xap_test(a_run_cut_off_is_told_of),
		xap_test(metadata_is_found),
		xap_test(keys_have_a_ceiling),
		cmocka_unit_test(sortable_numbers_sort),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
