#include "tests/unit/xap_fixture.h"

static const char *const posts[] = {"the coup of khazraji", "khazrachi wrote",
				    "the the the end", NULL};

static void write_file(const char *name, const char *content)
{
	FILE *f = fopen(path(name), "w");

	assert_non_null(f);
	fputs(content, f);
	assert_int_equal(fclose(f), 0);
}

static void what_is_no_database_does_not_open(void **state)
{
	struct error err = ERROR_INIT;
	const char *several[2];
	xap_db *db;

	(void)state;
	assert_int_equal(xap_db_open(&db, path("none"), &err), ST_NOTFOUND);
	assert_null(db);
	assert_non_null(strstr(err.msg, "none"));
	assert_int_equal(xap_db_open(&db, folder, &err), ST_NOTFOUND);
	write_file("file", "no stub at all\n");
	assert_int_equal(xap_db_open(&db, path("file"), &err), ST_CORRUPT);
	make_db("db", posts);
	several[0] = path("db");
	several[1] = path("none");
	assert_int_equal(xap_db_open_many(&db, several, 2, &err), ST_NOTFOUND);
	assert_null(db);
	assert_non_null(strstr(err.msg, "none"));
	assert_int_equal(xap_db_open_many(&db, several, 0, &err), ST_USAGE);
	assert_null(db);
	xap_db_free(NULL);
}

static void a_stub_names_databases(void **state)
{
	(void)state;
	make_db("a", posts);
	make_db("b", posts);
	write_file("stub", "auto a\nauto b\n");
	assert_int_equal(doc_count("stub"), 6);
	write_file("empty", "");
	assert_int_equal(doc_count("empty"), 0);
}

static void several_count_as_one(void **state)
{
	struct buf data = BUF_INIT(100);
	const char *several[2];
	xap_db *db;
	uint32_t n;

	(void)state;
	make_db("a", posts);
	make_db("b", posts + 1);
	several[0] = path("a");
	several[1] = path("b");
	OK(xap_db_open_many(&db, several, 2, NULL));
	OK(xap_db_doc_count(db, &n, NULL));
	assert_int_equal(n, 5);
	OK(xap_db_term_freq(db, STR("the"), &n, NULL));
	assert_int_equal(n, 3);
	OK(xap_db_doc_data(db, 2, &data, NULL));
	assert_string_equal(data.p, "khazrachi wrote");
	xap_db_free(db);
	buf_free(&data);
}

static void statistics(void **state)
{
	struct error err = ERROR_INIT;
	xap_db *db;
	uint32_t n;
	double mean;

	(void)state;
	make_db("db", posts);
	db = open_db("db");
	OK(xap_db_doc_count(db, &n, &err));
	assert_int_equal(n, 3);
	OK(xap_db_last_docid(db, &n, &err));
	assert_int_equal(n, 3);
	OK(xap_db_average_length(db, &mean, &err));
	assert_true(mean > 3.33 && mean < 3.34);
	OK(xap_db_term_freq(db, STR("the"), &n, &err));
	assert_int_equal(n, 2);
	OK(xap_db_coll_freq(db, STR("the"), &n, &err));
	assert_int_equal(n, 4);
	OK(xap_db_term_freq(db, STR("absent"), &n, &err));
	assert_int_equal(n, 0);
	assert_int_equal(xap_db_term_freq(db, STR(""), &n, &err), ST_USAGE);
	assert_int_equal(xap_db_coll_freq(db, STR(""), &n, &err), ST_USAGE);
	xap_db_free(db);
}

static void buffers_are_replaced_up_to_their_ceiling(void **state)
{
	struct error err = ERROR_INIT;
	struct buf small = BUF_INIT(15);
	xap_db *db;

	(void)state;
	make_db("db", posts);
	db = open_db("db");
	OK(xap_db_doc_data(db, 2, &small, &err));
	OK(xap_db_doc_data(db, 3, &small, &err));
	assert_string_equal(small.p, "the the the end");
	assert_int_equal(xap_db_doc_data(db, 1, &small, &err), ST_LIMIT);
	OK(xap_db_metadata(db, STR("unset"), &small, &err));
	assert_int_equal(small.len, 0);
	for (uint32_t i = 0; i < 5; i += 4) {
		assert_int_equal(xap_db_doc_data(db, i, &small, &err),
				 ST_NOTFOUND);
		assert_int_equal(xap_db_doc_value(db, i, 0, &small, &err),
				 ST_NOTFOUND);
	}
	xap_db_free(db);
	buf_free(&small);
}

static void commit_one_more(xap_writer *w)
{
	xap_doc *d;

	OK(xap_doc_new(&d, NULL));
	for (int i = 0; i < 300; i++) {
		fill_doc(d, "the words of yet another post");
		OK(xap_writer_add(w, d, NULL, NULL));
	}
	OK(xap_writer_commit(w, NULL));
	xap_doc_free(d);
}

static enum status read_all(const xap_db *db, struct error *err)
{
	struct buf data = BUF_INIT(100);
	enum status st = ST_OK;

	for (uint32_t i = 1; i <= 900 && st == ST_OK; i++)
		st = xap_db_doc_data(db, i, &data, err);
	buf_free(&data);
	return st;
}

static void an_old_reader_is_told_to_reopen(void **state)
{
	struct error err = ERROR_INIT;
	xap_writer *w;
	xap_db *db;

	(void)state;
	OK(xap_writer_open(&w, path("db"), NULL));
	for (int i = 0; i < 3; i++)
		commit_one_more(w);
	db = open_db("db");
	OK(read_all(db, &err));
	commit_one_more(w);
	OK(read_all(db, &err));
	for (int i = 0; i < 3; i++)
		commit_one_more(w);
	assert_int_equal(read_all(db, &err), ST_STALE);
	xap_writer_free(w);
	xap_db_free(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(what_is_no_database_does_not_open),
		xap_test(a_stub_names_databases),
		xap_test(several_count_as_one),
		xap_test(statistics),
		xap_test(buffers_are_replaced_up_to_their_ceiling),
		xap_test(an_old_reader_is_told_to_reopen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
