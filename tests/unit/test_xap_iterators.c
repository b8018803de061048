#include "tests/unit/xap_fixture.h"

static const char *const posts[] = {"abu musab al zarqawi", "abu ghraib abu",
				    "abbas", NULL};

static void terms_come_by_prefix(void **state)
{
	static const struct {
		const char *prefix, *found;
	} rows[] = {
		{"ab", "abbas:1 abu:2 "},
		{"abu", "abu:2 "},
		{"", "Q1:1 Q2:1 Q3:1 abbas:1 abu:2 al:1 ghraib:1 musab:1 "
		     "zarqawi:1 "},
		{"zz", ""},
	};
	char found[200];
	struct xap_term t;
	xap_terms *terms;
	xap_db *db;

	(void)state;
	make_db("db", posts);
	db = open_db("db");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		size_t n = 0;

		found[0] = '\0';
		OK(xap_terms_open(&terms, db, str_of(rows[i].prefix), NULL));
		while (xap_terms_next(terms, &t, NULL) == ST_OK)
			n += (size_t)sprintf(found + n, "%.*s:%u ",
					     (int)t.term.len, t.term.p, t.freq);
		assert_string_equal(found, rows[i].found);
		assert_int_equal(xap_terms_next(terms, &t, NULL), ST_END);
		xap_terms_free(terms);
	}
	xap_terms_free(NULL);
	xap_db_free(db);
}

static void a_document_lists_its_terms(void **state)
{
	struct error err = ERROR_INIT;
	struct xap_term t;
	xap_terms *terms;
	xap_db *db;

	(void)state;
	make_db("db", posts);
	db = open_db("db");
	OK(xap_doc_terms_open(&terms, db, 2, &err));
	OK(xap_terms_next(terms, &t, &err));
	assert_true(str_eq(t.term, STR("Q2")));
	assert_int_equal(t.freq, 0);
	OK(xap_terms_next(terms, &t, &err));
	assert_true(str_eq(t.term, STR("abu")));
	assert_int_equal(t.freq, 2);
	OK(xap_terms_next(terms, &t, &err));
	assert_int_equal(xap_terms_next(terms, &t, &err), ST_END);
	xap_terms_free(terms);
	for (uint32_t i = 0; i < 5; i += 4) {
		assert_int_equal(xap_doc_terms_open(&terms, db, i, &err),
				 ST_NOTFOUND);
		assert_null(terms);
	}
	xap_db_free(db);
}

static void a_term_lists_its_documents(void **state)
{
	struct error err = ERROR_INIT;
	struct xap_posting p;
	xap_postings *list;
	xap_db *db;

	(void)state;
	make_db("db", posts);
	db = open_db("db");
	OK(xap_postings_open(&list, db, STR("abu"), &err));
	OK(xap_postings_next(list, &p, &err));
	assert_int_equal(p.docid, 1);
	assert_int_equal(p.wdf, 1);
	OK(xap_postings_next(list, &p, &err));
	assert_int_equal(p.docid, 2);
	assert_int_equal(p.wdf, 2);
	assert_int_equal(xap_postings_next(list, &p, &err), ST_END);
	assert_int_equal(xap_postings_next(list, &p, &err), ST_END);
	xap_postings_free(list);
	OK(xap_postings_open(&list, db, STR("absent"), &err));
	assert_int_equal(xap_postings_next(list, &p, &err), ST_END);
	xap_postings_free(list);
	OK(xap_postings_open(&list, db, STR(""), &err));
	for (uint32_t i = 1; i <= 3; i++) {
		OK(xap_postings_next(list, &p, &err));
		assert_int_equal(p.docid, i);
		assert_int_equal(p.wdf, 1);
	}
	assert_int_equal(xap_postings_next(list, &p, &err), ST_END);
	xap_postings_free(list);
	xap_postings_free(NULL);
	xap_db_free(db);
}

static uint32_t positions(const xap_db *db, uint32_t docid, const char *term)
{
	uint32_t pos, sum = 0;
	xap_positions *p;

	OK(xap_positions_open(&p, db, docid, str_of(term), NULL));
	while (xap_positions_next(p, &pos, NULL) == ST_OK)
		sum = sum * 10 + pos;
	assert_int_equal(xap_positions_next(p, &pos, NULL), ST_END);
	xap_positions_free(p);
	return sum;
}

static void a_term_lists_its_positions(void **state)
{
	xap_db *db;

	(void)state;
	make_db("db", posts);
	db = open_db("db");
	assert_int_equal(positions(db, 2, "abu"), 13);
	assert_int_equal(positions(db, 1, "zarqawi"), 4);
	assert_int_equal(positions(db, 1, "Q1"), 0);
	assert_int_equal(positions(db, 1, "absent"), 0);
	assert_int_equal(positions(db, 0, "abu"), 0);
	assert_int_equal(positions(db, 99, "abu"), 0);
	xap_positions_free(NULL);
	xap_db_free(db);
}

static void set_metadata(const char *name, const struct str *keys, size_t n)
{
	xap_writer *w;

	OK(xap_writer_open(&w, path(name), NULL));
	for (size_t i = 0; i < n; i++)
		OK(xap_writer_set_metadata(w, keys[i], STR("value"), NULL));
	OK(xap_writer_set_metadata(w, STR("Ngone"), STR("value"), NULL));
	OK(xap_writer_set_metadata(w, STR("Ngone"), STR(""), NULL));
	OK(xap_writer_commit(w, NULL));
	xap_writer_free(w);
}

/* The keys that start with `prefix`, each followed by a space. */
static void keys_are(const xap_db *db, struct str prefix, struct str want)
{
	struct buf found = BUF_INIT(4096);
	struct xap_term t;
	xap_terms *keys;

	OK(xap_keys_open(&keys, db, prefix, NULL));
	while (xap_terms_next(keys, &t, NULL) == ST_OK) {
		assert_int_equal(t.freq, 0);
		OK(buf_add(&found, t.term, NULL));
		OK(buf_add(&found, STR(" "), NULL));
	}
	assert_int_equal(xap_terms_next(keys, &t, NULL), ST_END);
	xap_terms_free(keys);
	assert_true(str_eq(buf_str(&found), want));
	buf_free(&found);
}

static void keys_come_by_prefix(void **state)
{
	const struct str keys[] = {STR("Nabu"), STR("Nabd"), STR("W\0x"),
				   STR("\xFF"), STR("N")};
	char xs[XAP_KEY_MAX + 10];
	xap_db *db;

	(void)state;
	memset(xs, 'N', sizeof(xs));
	make_db("db", posts);
	set_metadata("db", keys, sizeof(keys) / sizeof(*keys));
	db = open_db("db");
	keys_are(db, STR("N"), STR("N Nabd Nabu "));
	keys_are(db, STR("Nab"), STR("Nabd Nabu "));
	keys_are(db, STR("W\0"), STR("W\0x "));
	keys_are(db, STR("\xFF"), STR("\xFF "));
	keys_are(db, STR(""), /* one is the binding's own */
		 STR("N Nabd Nabu W\0x lengths\0\0\0\0 \xFF "));
	keys_are(db, STR("abu"), STR("")); /* terms are no keys */
	keys_are(db, (struct str){xs, sizeof(xs)}, STR(""));
	xap_db_free(db);
}

static void keys_of_several_are_the_first_ones(void **state)
{
	const struct str one = STR("N1"), two = STR("N2");
	const char *paths[2];
	xap_db *db;

	(void)state;
	set_metadata("one", &one, 1);
	set_metadata("two", &two, 1);
	paths[0] = path("one");
	paths[1] = path("two");
	OK(xap_db_open_many(&db, paths, 2, NULL));
	keys_are(db, STR("N"), STR("N1 "));
	xap_db_free(db);
	make_db("none", (const char *const[]){NULL});
	db = open_db("none");
	keys_are(db, STR(""), STR(""));
	xap_db_free(db);
}

static void bad_terms_open_nothing(void **state)
{
	char xs[XAP_TERM_MAX + 1];
	struct str longer = {xs, sizeof(xs)};
	struct error err = ERROR_INIT;
	xap_positions *positions;
	xap_postings *postings;
	struct xap_term t;
	xap_terms *terms;
	xap_db *db;

	(void)state;
	memset(xs, 'x', sizeof(xs));
	make_db("db", posts);
	db = open_db("db");
	assert_int_equal(xap_postings_open(&postings, db, longer, &err),
			 ST_LIMIT);
	assert_null(postings);
	assert_int_equal(xap_positions_open(&positions, db, 1, longer, &err),
			 ST_LIMIT);
	assert_null(positions);
	assert_int_equal(xap_positions_open(&positions, db, 1, STR(""), &err),
			 ST_USAGE);
	OK(xap_terms_open(&terms, db, longer, &err));
	assert_int_equal(xap_terms_next(terms, &t, &err), ST_END);
	xap_terms_free(terms);
	xap_db_free(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(terms_come_by_prefix),
		xap_test(a_document_lists_its_terms),
		xap_test(a_term_lists_its_documents),
		xap_test(a_term_lists_its_positions),
		xap_test(keys_come_by_prefix),
		xap_test(keys_of_several_are_the_first_ones),
		xap_test(bad_terms_open_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
