#include "tests/unit/xap_fixture.h"

static const char *const one[] = {"alpha", "beta", "gamma", NULL};
static const char *const none[] = {NULL};

static void remove_doc(const char *name, uint32_t docid)
{
	xap_writer *w;

	OK(xap_writer_open(&w, path(name), NULL));
	OK(xap_writer_delete_at(w, docid, NULL));
	OK(xap_writer_commit(w, NULL));
	xap_writer_free(w);
}

static void set_metadata(const char *name, const char *value)
{
	xap_writer *w;

	OK(xap_writer_open(&w, path(name), NULL));
	OK(xap_writer_set_metadata(w, STR("k"), str_of(value), NULL));
	OK(xap_writer_commit(w, NULL));
	xap_writer_free(w);
}

static void document_is(const xap_db *db, uint32_t docid, const char *expected)
{
	struct buf data = BUF_INIT(100);
	enum status st = xap_db_doc_data(db, docid, &data, NULL);

	assert_int_equal(st, expected ? ST_OK : ST_NOTFOUND);
	if (expected)
		assert_string_equal(data.p, expected);
	buf_free(&data);
}

static void compaction_keeps_numbers_and_metadata(void **state)
{
	struct buf value = BUF_INIT(10);
	xap_db *db;

	(void)state;
	make_db("a", one);
	remove_doc("a", 1);
	set_metadata("a", "from a");
	OK(xap_compact(path("a"), path("packed"), NULL));
	OK(xap_check(path("packed"), NULL));
	db = open_db("packed");
	document_is(db, 1, NULL);
	document_is(db, 2, "beta");
	document_is(db, 3, "gamma");
	OK(xap_db_metadata(db, STR("k"), &value, NULL));
	assert_string_equal(value.p, "from a");
	buf_free(&value);
	xap_db_free(db);
}

static void compaction_refuses(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	make_db("a", one);
	make_db("b", one);
	assert_int_equal(xap_compact(path("a"), path("b"), &err), ST_USAGE);
	assert_int_equal(xap_compact(path("none"), path("c"), &err),
			 ST_NOTFOUND);
	assert_int_equal(xap_compact(path("a"), path("no/such"), &err), ST_IO);
	assert_int_equal(doc_count("b"), 3);
}

static void empty_databases_compact(void **state)
{
	(void)state;
	make_db("empty", none);
	OK(xap_compact(path("empty"), path("packed"), NULL));
	assert_int_equal(doc_count("packed"), 0);
	OK(xap_check(path("packed"), NULL));
}

static void make_large(const char *name)
{
	char text[40];
	xap_writer *w;
	xap_doc *d;

	OK(xap_writer_open(&w, path(name), NULL));
	OK(xap_doc_new(&d, NULL));
	for (unsigned i = 0; i < 1500; i++) {
		snprintf(text, sizeof(text), "common w%u w%u w%u", i % 97,
			 i * 7919u, i * 104729u);
		fill_doc(d, text);
		OK(xap_writer_add(w, d, NULL, NULL));
	}
	OK(xap_writer_commit(w, NULL));
	xap_doc_free(d);
	xap_writer_free(w);
}

/* Read all there is: an answer or a status, never a crash. */
static enum status read_all(const char *name, struct error *err)
{
	struct xap_search how = XAP_SEARCH_INIT;
	xap_matches *m = NULL;
	xap_query *q = NULL;
	xap_db *db = NULL;
	struct xap_hit hit;
	enum status st;

	how.count = 2000;
	st = xap_db_open(&db, path(name), err);
	if (st == ST_OK)
		st = xap_query_term(&q, STR("common"), 1, err);
	if (st == ST_OK)
		st = xap_search(&m, db, q, &how, err);
	while (st == ST_OK)
		st = xap_matches_next(m, &hit, err);
	xap_matches_free(m);
	xap_query_free(q);
	xap_db_free(db);
	return st;
}

static void damage_is_a_status(void **state)
{
	static const struct {
		const char *file;
		int percent;  /* that is left */
		int searches; /* notice it */
	} rows[] = {
		{"db/postlist.glass", 0, 1}, {"db/postlist.glass", 50, 0},
		{"db/docdata.glass", 0, 1},  {"db/docdata.glass", 50, 1},
		{"db/termlist.glass", 0, 1}, {"db/termlist.glass", 50, 0},
		{"db/position.glass", 0, 1}, {"db/position.glass", 50, 0},
		{"db/iamglass", 0, 1},       {"db/iamglass", 50, 1},
	};
	struct error err = ERROR_INIT;
	struct stat s;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *file = path(rows[i].file);

		make_large("db");
		OK(xap_check(path("db"), &err));
		assert_int_equal(read_all("db", &err), ST_END);
		assert_int_equal(stat(file, &s), 0);
		assert_int_equal(
			truncate(file, s.st_size * rows[i].percent / 100), 0);
		assert_int_equal(xap_check(path("db"), &err), ST_CORRUPT);
		assert_non_null(strstr(err.msg, "/db: "));
		if (rows[i].searches)
			assert_int_equal(read_all("db", &err), ST_CORRUPT);
		else
			(void)read_all("db", &err);
		assert_int_equal(remove_folder(state), 0);
		assert_int_equal(make_folder(state), 0);
	}
}

/* After the first failure an iterator says so again and touches nothing. */
static void a_failed_iterator_stays_failed(void **state)
{
	struct error err = ERROR_INIT;
	struct xap_term t;
	xap_terms *terms;
	enum status st;
	struct stat s;
	xap_db *db;

	(void)state;
	make_large("db");
	db = open_db("db");
	OK(xap_terms_open(&terms, db, STR(""), &err));
	assert_int_equal(stat(path("db/postlist.glass"), &s), 0);
	assert_int_equal(truncate(path("db/postlist.glass"), s.st_size / 3), 0);
	do
		st = xap_terms_next(terms, &t, &err);
	while (st == ST_OK);
	assert_int_equal(st, ST_CORRUPT);
	assert_int_equal(xap_terms_next(terms, &t, &err), ST_CORRUPT);
	assert_non_null(strstr(err.msg, "failed before"));
	xap_terms_free(terms);
	xap_db_free(db);
}

static void check_tells_missing_from_damaged(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(xap_check(path("none"), &err), ST_NOTFOUND);
	assert_int_equal(xap_check(folder, &err), ST_CORRUPT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(compaction_keeps_numbers_and_metadata),
		xap_test(compaction_refuses),
		xap_test(empty_databases_compact),
		xap_test(damage_is_a_status),
		xap_test(a_failed_iterator_stays_failed),
		xap_test(check_tells_missing_from_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
