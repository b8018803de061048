#include "tests/unit/xap_fixture.h"

#include <signal.h>
#include <sys/resource.h>

static void a_missing_parent_is_an_error(void **state)
{
	struct error err = ERROR_INIT;
	xap_writer *w = (xap_writer *)&err;

	(void)state;
	assert_int_equal(xap_writer_open(&w, path("no/such"), &err), ST_IO);
	assert_null(w);
	assert_non_null(strstr(err.msg, "no/such"));
	assert_non_null(strstr(err.msg, "No such file"));
}

static void a_second_writer_is_locked_out(void **state)
{
	struct error err = ERROR_INIT;
	xap_writer *w, *second;

	(void)state;
	OK(xap_writer_open(&w, path("db"), &err));
	assert_int_equal(xap_writer_open(&second, path("db"), &err), ST_LOCKED);
	assert_null(second);
	assert_non_null(strstr(err.msg, "already locked"));
	xap_writer_free(w);
	OK(xap_writer_open(&second, path("db"), &err));
	xap_writer_free(second);
	xap_writer_free(NULL);
}

static void what_is_not_committed_is_dropped(void **state)
{
	static const char *const texts[] = {"one post", NULL};
	xap_writer *w;
	xap_doc *d;
	uint32_t docid;

	(void)state;
	make_db("db", texts);
	OK(xap_writer_open(&w, path("db"), NULL));
	OK(xap_doc_new(&d, NULL));
	fill_doc(d, "another post");
	OK(xap_writer_add(w, d, &docid, NULL));
	assert_int_equal(docid, 2);
	OK(xap_writer_delete_at(w, 1, NULL));
	OK(xap_writer_set_metadata(w, STR("k"), STR("v"), NULL));
	assert_int_equal(doc_count("db"), 1);
	xap_writer_free(w);
	xap_doc_free(d);
	assert_int_equal(doc_count("db"), 1);
}

/* Past Xapian's own threshold, where it writes its buffers to the files. */
static void a_flush_does_not_commit(void **state)
{
	xap_writer *w;
	xap_doc *d;

	(void)state;
	setenv("XAPIAN_FLUSH_THRESHOLD", "10", 1);
	OK(xap_writer_open(&w, path("db"), NULL));
	OK(xap_doc_new(&d, NULL));
	fill_doc(d, "a post of some words");
	OK(xap_writer_add(w, d, NULL, NULL));
	OK(xap_writer_commit(w, NULL));
	for (int i = 0; i < 35; i++)
		OK(xap_writer_add(w, d, NULL, NULL));
	xap_writer_free(w);
	xap_doc_free(d);
	unsetenv("XAPIAN_FLUSH_THRESHOLD");
	assert_int_equal(doc_count("db"), 1);
}

static void documents_are_replaced_and_deleted(void **state)
{
	static const char *const texts[] = {"one", "two", "three", NULL};
	struct buf data = BUF_INIT(100);
	xap_writer *w;
	xap_doc *d;
	xap_db *db;
	uint32_t docid, n;

	(void)state;
	make_db("db", texts);
	OK(xap_writer_open(&w, path("db"), NULL));
	OK(xap_doc_new(&d, NULL));
	fill_doc(d, "zwei");
	OK(xap_writer_replace_at(w, 2, d, NULL));
	OK(xap_writer_replace_at(w, 9, d, NULL));
	OK(xap_writer_add(w, d, &docid, NULL));
	assert_int_equal(docid, 10);
	OK(xap_writer_delete_at(w, 1, NULL));
	OK(xap_writer_delete_at(w, 7, NULL));
	OK(xap_writer_commit(w, NULL));
	OK(xap_writer_commit(w, NULL));
	xap_doc_free(d);
	xap_writer_free(w);
	db = open_db("db");
	OK(xap_db_doc_count(db, &n, NULL));
	assert_int_equal(n, 4);
	OK(xap_db_doc_data(db, 2, &data, NULL));
	assert_string_equal(data.p, "zwei");
	assert_int_equal(xap_db_doc_data(db, 1, &data, NULL), ST_NOTFOUND);
	xap_db_free(db);
	buf_free(&data);
}

static void one_document_serves_many_times(void **state)
{
	struct buf data = BUF_INIT(100);
	xap_writer *w;
	xap_doc *d;
	xap_db *db;
	uint32_t n;

	(void)state;
	OK(xap_writer_open(&w, path("db"), NULL));
	OK(xap_doc_new(&d, NULL));
	fill_doc(d, "first words");
	OK(xap_doc_set_value(d, 3, STR("v"), NULL));
	OK(xap_writer_add(w, d, NULL, NULL));
	xap_doc_clear(d);
	OK(xap_doc_add_posting(d, STR("second"), 1, 2, NULL));
	OK(xap_writer_add(w, d, NULL, NULL));
	OK(xap_writer_commit(w, NULL));
	xap_doc_free(d);
	xap_doc_free(NULL);
	xap_writer_free(w);
	db = open_db("db");
	OK(xap_db_doc_value(db, 1, 3, &data, NULL));
	assert_string_equal(data.p, "v");
	OK(xap_db_doc_value(db, 2, 3, &data, NULL));
	assert_int_equal(data.len, 0);
	OK(xap_db_doc_data(db, 2, &data, NULL));
	assert_int_equal(data.len, 0);
	OK(xap_db_term_freq(db, STR("first"), &n, NULL));
	assert_int_equal(n, 1);
	OK(xap_db_coll_freq(db, STR("second"), &n, NULL));
	assert_int_equal(n, 2);
	xap_db_free(db);
	buf_free(&data);
}

static void terms_have_a_length(void **state)
{
	static char nuls[XAP_TERM_MAX + 1];
	char xs[XAP_TERM_MAX + 1];
	struct error err = ERROR_INIT;
	xap_writer *w;
	xap_doc *d;
	const struct {
		struct str term;
		enum status st;
	} rows[] = {
		{{xs, 0}, ST_USAGE},
		{{NULL, 0}, ST_USAGE},
		{{xs, 1}, ST_OK},
		{{xs, XAP_TERM_MAX}, ST_OK},
		{{xs, XAP_TERM_MAX + 1}, ST_LIMIT},
		{{xs, SIZE_MAX}, ST_LIMIT},
		{{nuls, XAP_TERM_MAX / 2}, ST_OK},
		{{nuls, XAP_TERM_MAX / 2 + 1}, ST_LIMIT},
	};

	(void)state;
	memset(xs, 'x', sizeof(xs));
	OK(xap_doc_new(&d, &err));
	OK(xap_writer_open(&w, path("db"), &err));
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str t = rows[i].term;
		enum status st = rows[i].st;

		assert_int_equal(xap_doc_add_posting(d, t, 1, 1, &err), st);
		assert_int_equal(xap_doc_add_term(d, t, 1, &err), st);
	}
	/* Refusing costs nothing of what was there. */
	OK(xap_writer_add(w, d, NULL, &err));
	OK(xap_writer_commit(w, &err));
	xap_doc_free(d);
	xap_writer_free(w);
	assert_int_equal(doc_count("db"), 1);
}

static void metadata_values_and_data_have_a_size(void **state)
{
	struct error err = ERROR_INIT;
	char *big = calloc(1, XAP_DATA_MAX + 1);
	struct buf out = BUF_INIT(XAP_VALUE_MAX);
	struct str value = {big, XAP_VALUE_MAX + 1};
	struct str data = {big, XAP_DATA_MAX + 1};
	xap_writer *w;
	xap_doc *d;
	xap_db *db;

	(void)state;
	assert_non_null(big);
	OK(xap_doc_new(&d, &err));
	OK(xap_writer_open(&w, path("db"), &err));
	assert_int_equal(xap_doc_set_value(d, 1, value, &err), ST_LIMIT);
	assert_int_equal(xap_doc_set_data(d, data, &err), ST_LIMIT);
	assert_int_equal(xap_writer_set_metadata(w, STR("k"), data, &err),
			 ST_LIMIT);
	assert_int_equal(xap_writer_set_metadata(w, STR(""), value, &err),
			 ST_USAGE);
	assert_int_equal(xap_writer_set_metadata(w, STR("lengths\0\0\0\0"),
						 STR("v"), &err),
			 ST_USAGE);
	assert_int_equal(xap_doc_set_value(d, UINT32_MAX, STR("v"), &err),
			 ST_USAGE);
	value.len--, data.len--;
	OK(xap_doc_set_value(d, 1, value, &err));
	OK(xap_doc_set_data(d, data, &err));
	OK(xap_writer_add(w, d, NULL, &err));
	OK(xap_writer_set_metadata(w, (struct str){big, XAP_KEY_MAX}, STR("v"),
				   &err));
	OK(xap_writer_commit(w, &err));
	db = open_db("db");
	OK(xap_db_doc_value(db, 1, 1, &out, &err));
	assert_int_equal(out.len, XAP_VALUE_MAX);
	assert_int_equal(xap_db_doc_data(db, 1, &out, &err), ST_LIMIT);
	OK(xap_db_metadata(db, (struct str){big, XAP_KEY_MAX}, &out, &err));
	assert_string_equal(out.p, "v");
	value.len = XAP_KEY_MAX + 1;
	assert_int_equal(xap_db_metadata(db, value, &out, &err), ST_LIMIT);
	assert_int_equal(xap_writer_set_metadata(w, value, value, &err),
			 ST_LIMIT);
	xap_db_free(db);
	xap_doc_free(d);
	xap_writer_free(w);
	buf_free(&out);
	free(big);
}

static void add_many(xap_writer *w)
{
	char id[16];
	xap_doc *d;

	OK(xap_doc_new(&d, NULL));
	for (unsigned i = 0; i < 1500; i++) {
		snprintf(id, sizeof(id), "w%u", i * 7919);
		fill_doc(d, id);
		OK(xap_writer_add(w, d, NULL, NULL));
	}
	xap_doc_free(d);
}

static void stays_failed(xap_writer *w, enum status st)
{
	struct error err = ERROR_INIT;
	xap_doc *d;

	OK(xap_doc_new(&d, NULL));
	assert_int_equal(xap_writer_add(w, d, NULL, &err), st);
	assert_non_null(strstr(err.msg, "failed before"));
	assert_int_equal(xap_writer_replace_at(w, 1, d, &err), st);
	assert_int_equal(xap_writer_delete_at(w, 1, &err), st);
	assert_int_equal(xap_writer_set_metadata(w, STR("k"), STR(""), &err),
			 st);
	assert_int_equal(xap_writer_commit(w, &err), st);
	xap_doc_free(d);
}

/* Where a change reads what is damaged, all changes go with it. */
static void a_failed_change_sticks(void **state)
{
	struct error err = ERROR_INIT;
	xap_writer *w;
	xap_doc *d;

	(void)state;
	OK(xap_writer_open(&w, path("db"), &err));
	add_many(w);
	OK(xap_writer_commit(w, &err));
	xap_writer_free(w);
	OK(xap_writer_open(&w, path("db"), &err));
	assert_int_equal(truncate(path("db/termlist.glass"), 8192), 0);
	OK(xap_doc_new(&d, &err));
	fill_doc(d, "another");
	assert_int_equal(xap_writer_add(w, d, NULL, &err), ST_CORRUPT);
	stays_failed(w, ST_CORRUPT);
	xap_doc_free(d);
	xap_writer_free(w);
}

/* A full disk, as far as a test may fill it. */
static void a_failed_commit_changes_nothing(void **state)
{
	static const char *const texts[] = {"one post", NULL};
	struct error err = ERROR_INIT;
	struct rlimit was, small;
	xap_writer *w;

	(void)state;
	make_db("db", texts);
	OK(xap_writer_open(&w, path("db"), &err));
	add_many(w);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	small = was;
	small.rlim_cur = 16384;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(xap_writer_commit(w, &err), ST_IO);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
	assert_non_null(strstr(err.msg, "File too large"));
	stays_failed(w, ST_IO);
	xap_writer_free(w);
	assert_int_equal(doc_count("db"), 1);
	OK(xap_check(path("db"), &err));
}

static void numbers_sort_as_bytes(void **state)
{
	static const double rows[] = {-1e300, -2.5, -1,   -0.001, 0,    0.001,
				      1,      2,    1024, 1e9,    1e18, 1e300};
	char was[XAP_SORTABLE_MAX] = "", is[XAP_SORTABLE_MAX];
	size_t was_len = 0, len, least;
	int order;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		len = xap_sortable(rows[i], is);
		assert_in_range(len, 1, XAP_SORTABLE_MAX);
		least = len < was_len ? len : was_len;
		order = memcmp(was, is, least);
		assert_true(order < 0 || (order == 0 && was_len < len));
		assert_true(xap_unsortable((struct str){is, len}) == rows[i]);
		memcpy(was, is, len);
		was_len = len;
	}
	(void)xap_unsortable(STR(""));
	(void)xap_unsortable(STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(a_missing_parent_is_an_error),
		xap_test(a_second_writer_is_locked_out),
		xap_test(what_is_not_committed_is_dropped),
		xap_test(a_flush_does_not_commit),
		xap_test(documents_are_replaced_and_deleted),
		xap_test(one_document_serves_many_times),
		xap_test(terms_have_a_length),
		xap_test(metadata_values_and_data_have_a_size),
		xap_test(a_failed_change_sticks),
		xap_test(a_failed_commit_changes_nothing),
		cmocka_unit_test(numbers_sort_as_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
