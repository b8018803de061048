#include "common/base/file.h"
#include "tests/unit/glass_fixture.h"

/*
 * What is written here, in however many runs, is what Xapian writes in one
 * go, byte for byte, once both have been compacted: compaction shapes trees
 * anew and keeps the entries.
 */

static void merge_one(const char *run, const char *to)
{
	const char *paths[1] = {path(run)};

	OK(glass_merge_database(paths, 1, GLASS_CHUNK, path(to), NULL));
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

static void ours_is_theirs(const char *when)
{
	char ours[32], theirs[32];

	snprintf(ours, sizeof(ours), "ours-%s", when);
	snprintf(theirs, sizeof(theirs), "theirs-%s", when);
	OK(xap_check(path("ours"), NULL));
	OK(xap_compact(path("ours"), path(ours), NULL));
	OK(xap_compact(path("theirs"), path(theirs), NULL));
	same_database(ours, theirs);
}

enum { RUNS = 5 };

static const char *run_path(unsigned i)
{
	char name[16];

	snprintf(name, sizeof(name), "run-%u", i);
	return path(name);
}

/* The second and third become one first, and that and the fourth another. */
static void merge_runs(const char *to)
{
	const char *some[2] = {run_path(1), run_path(2)};
	const char *more[3] = {path("two"), path("empty"), run_path(3)};
	const char *all[4] = {run_path(0), path("three"), path("empty"),
			      run_path(4)};

	gather("empty", none);
	OK(glass_merge_run(some, 2, path("two"), NULL));
	OK(glass_merge_run(more, 3, path("three"), NULL));
	OK(glass_merge_database(all, 4, GLASS_CHUNK, path(to), NULL));
}

/* Xapian goes on: documents go, change and come, in all of it. */
static void change(const char *name, uint32_t docs, uint32_t words,
		   uint32_t terms)
{
	xap_writer *w;
	xap_doc *d;

	seed = 99;
	OK(xap_doc_new(&d, NULL));
	OK(xap_writer_open(&w, path(name), NULL));
	for (uint32_t i = 0; i < 300; i++) {
		const uint32_t docid = 1 + any(docs);

		make_doc(d, words, terms);
		if (any(3) == 0)
			OK(xap_writer_add(w, d, NULL, NULL));
		else if (any(2))
			OK(xap_writer_replace_at(w, docid, d, NULL));
		else
			OK(xap_writer_delete_at(w, docid, NULL));
	}
	OK(xap_writer_commit(w, NULL));
	xap_writer_free(w);
	xap_doc_free(d);
}

static void both_change_alike(uint32_t docs, uint32_t words, uint32_t terms)
{
	change("ours", docs, words, terms);
	change("theirs", docs, words, terms);
	ours_is_theirs("changed");
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
	ours_is_theirs("packed");
	both_change_alike(docs, words, terms);
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

/* More positions and terms than a file is read at a time, and what a document
 * is given memory for; and the edges of how frequencies are packed. */
static void one_huge_document(void **state)
{
	struct glass_gather *g;
	xap_writer *w;
	xap_doc *d;
	char term[16];

	(void)state;
	OK(xap_doc_new(&d, NULL));
	OK(glass_gather_new(&g, path("run"), NULL));
	OK(xap_writer_open(&w, path("theirs"), NULL));
	for (uint32_t n = 100000; n; n /= 10) {
		xap_doc_clear(d);
		for (uint32_t i = 0; i < n; i++) {
			snprintf(term, sizeof(term), "t%u", i % (n / 2 + 1));
			OK(xap_doc_add_posting(d, str_of(term), 2 * i, 1,
					       NULL));
			OK(xap_doc_add_posting(d, STR("all"), 3 * i, i % 2,
					       NULL));
		}
		for (uint32_t wdf = 120; wdf < 132; wdf++) {
			snprintf(term, sizeof(term), "w%u", wdf);
			OK(xap_doc_add_term(d, str_of(term), wdf, NULL));
		}
		OK(glass_gather_add(g, d, NULL));
		OK(xap_writer_add(w, d, NULL, NULL));
	}
	OK(glass_gather_end(g, NULL));
	OK(xap_writer_commit(w, NULL));
	glass_gather_free(g);
	xap_writer_free(w);
	xap_doc_free(d);
	merge_one("run", "ours");
	ours_is_theirs("packed");
}

static void no_document(void **state)
{
	const char *runs[2] = {path("a"), path("b")};

	(void)state;
	gather("a", none);
	gather("b", none);
	OK(glass_merge_database(runs, 2, GLASS_CHUNK, path("none"), NULL));
	OK(xap_check(path("none"), NULL));
	assert_int_equal(doc_count("none"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(few_long_documents),
		xap_test(many_documents),
		xap_test(documents_with_long_numbers),
		xap_test(one_document_without_anything),
		xap_test(no_document),
		xap_test(one_huge_document),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
