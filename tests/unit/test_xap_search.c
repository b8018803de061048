#include "tests/unit/xap_fixture.h"

static const char *const posts[] = {
	"khazraji planned the coup",
	"the coup of the khazrachi brothers was the coup of the year",
	"nothing of note",
	"coup khazraji",
	NULL,
};

/* As make_db, each with the value v<length of text> in slot 7, but the third.
 */
static void make_valued(const char *name)
{
	char value[32];
	xap_writer *w;
	xap_doc *d;

	OK(xap_writer_open(&w, path(name), NULL));
	OK(xap_doc_new(&d, NULL));
	for (unsigned i = 0; posts[i]; i++) {
		fill_doc(d, posts[i]);
		snprintf(value, sizeof(value), "v%02zu", strlen(posts[i]));
		if (i != 2)
			OK(xap_doc_set_value(d, 7, str_of(value), NULL));
		OK(xap_writer_add(w, d, NULL, NULL));
	}
	OK(xap_writer_commit(w, NULL));
	xap_doc_free(d);
	xap_writer_free(w);
}

static xap_query *terms(enum xap_op op, uint32_t window, const char *a,
			const char *b)
{
	xap_query *parts[2], *q;

	OK(xap_query_term(&parts[0], str_of(a), 1, NULL));
	OK(xap_query_term(&parts[1], str_of(b), 1, NULL));
	OK(xap_query_combine(&q, op, parts, 2, window, NULL));
	xap_query_free(parts[0]);
	xap_query_free(parts[1]);
	return q;
}

/* The hits' numbers as digits: 412 is document 4, then 1, then 2. */
static unsigned found_by(const xap_db *db, const xap_query *q,
			 const struct xap_search *how)
{
	double last = 1e300;
	struct xap_hit hit;
	unsigned digits = 0;
	xap_matches *m;
	uint32_t rank = how->first;

	OK(xap_search(&m, db, q, how, NULL));
	for (; xap_matches_next(m, &hit, NULL) == ST_OK; rank++) {
		digits = digits * 10 + hit.docid;
		assert_int_equal(hit.rank, rank);
		if (how->without_data)
			assert_int_equal(hit.data.len, 0);
		else
			assert_true(
				str_eq(hit.data, str_of(posts[hit.docid - 1])));
		if (how->order == XAP_BY_RELEVANCE)
			assert_true(hit.weight <= last);
		last = hit.weight;
	}
	assert_int_equal(xap_matches_next(m, &hit, NULL), ST_END);
	xap_matches_free(m);
	return digits;
}

static unsigned found(const xap_db *db, xap_query *q)
{
	struct xap_search how = XAP_SEARCH_INIT;
	unsigned digits = found_by(db, q, &how);

	xap_query_free(q);
	return digits;
}

static void operators_find_what_they_should(void **state)
{
	xap_query *q;
	xap_db *db;

	(void)state;
	make_valued("db");
	db = open_db("db");
	assert_int_equal(found(db, terms(XAP_AND, 0, "coup", "khazraji")), 41);
	assert_int_equal(found(db, terms(XAP_AND_NOT, 0, "coup", "khazraji")),
			 2);
	assert_int_equal(found(db, terms(XAP_PHRASE, 0, "coup", "khazraji")),
			 4);
	assert_int_equal(found(db, terms(XAP_PHRASE, 9, "khazraji", "coup")),
			 1);
	assert_int_equal(found(db, terms(XAP_NEAR, 0, "khazraji", "coup")), 4);
	assert_int_equal(found(db, terms(XAP_NEAR, 4, "khazraji", "coup")), 41);
	assert_int_equal(found(db, terms(XAP_FILTER, 0, "note", "of")), 3);
	OK(xap_query_all(&q, NULL));
	assert_int_equal(found(db, q), 1234);
	OK(xap_query_none(&q, NULL));
	assert_int_equal(found(db, q), 0);
	OK(xap_query_combine(&q, XAP_OR, NULL, 0, 0, NULL));
	assert_int_equal(found(db, q), 0);
	xap_db_free(db);
}

static void ranges_go_by_value(void **state)
{
	static const struct {
		const char *low, *high;
		unsigned found;
	} rows[] = {
		{"v13", "v25", 14}, {"v14", "", 12}, {"", "v25", 14},
		{"", "", 1234},     {"w", "", 0},    {"", "v99", 124},
		{"v25", "v13", 0},
	};
	xap_query *q;
	xap_db *db;

	(void)state;
	make_valued("db");
	db = open_db("db");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		OK(xap_query_range(&q, 7, str_of(rows[i].low),
				   str_of(rows[i].high), NULL));
		assert_int_equal(found(db, q), rows[i].found);
	}
	xap_db_free(db);
}

static void hits_come_in_the_order_asked_for(void **state)
{
	static const struct {
		enum xap_order order;
		unsigned found;
	} rows[] = {
		{XAP_BY_RELEVANCE, 1234},
		{XAP_BY_VALUE_ASC, 3412},
		{XAP_BY_VALUE_DESC, 2143},
	};
	struct xap_search how = XAP_SEARCH_INIT;
	xap_query *q;
	xap_db *db;

	(void)state;
	make_valued("db");
	db = open_db("db");
	OK(xap_query_all(&q, NULL));
	how.sort_slot = 7;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		how.order = rows[i].order;
		assert_int_equal(found_by(db, q, &how), rows[i].found);
	}
	xap_query_free(q);
	xap_db_free(db);
}

static void pages_count_and_go_on(void **state)
{
	struct xap_search how = {0};
	uint32_t lower, estimate, upper;
	xap_matches *m;
	xap_query *q;
	xap_db *db;

	(void)state;
	make_valued("db");
	db = open_db("db");
	OK(xap_query_all(&q, NULL));
	how.check_at_least = 100;
	OK(xap_search(&m, db, q, &how, NULL));
	xap_matches_count(m, &lower, &estimate, &upper);
	assert_true(lower == 4 && estimate == 4 && upper == 4);
	xap_matches_free(m);
	how.count = 3;
	assert_int_equal(found_by(db, q, &how), 123);
	how.first = 3;
	how.without_data = 1;
	assert_int_equal(found_by(db, q, &how), 4);
	how.first = 9;
	assert_int_equal(found_by(db, q, &how), 0);
	xap_query_free(q);
	xap_matches_free(NULL);
	xap_db_free(db);
}

static double first_weight(const xap_db *db, const xap_query *q, double k1,
			   double b)
{
	struct xap_search how = XAP_SEARCH_INIT;
	struct xap_hit hit;
	xap_matches *m;

	how.k1 = k1;
	how.b = b;
	OK(xap_search(&m, db, q, &how, NULL));
	OK(xap_matches_next(m, &hit, NULL));
	xap_matches_free(m);
	return hit.weight;
}

/* Posts enough for more than a millisecond of looking for a phrase. */
static void a_limit_ends_a_search_with_what_it_has(void **state)
{
	enum { MANY = 20000 };
	struct xap_search how = XAP_SEARCH_INIT;
	uint32_t lower, estimate, upper;
	xap_query *q = terms(XAP_NEAR, 9, "coup", "year");
	xap_matches *m;
	xap_writer *w;
	xap_doc *d;
	xap_db *db;

	(void)state;
	OK(xap_writer_open(&w, path("many"), NULL));
	OK(xap_doc_new(&d, NULL));
	fill_doc(d, "the coup of the khazrachi brothers was the coup of the "
		    "year or the coup of another year");
	for (int i = 0; i < MANY; i++)
		OK(xap_writer_add(w, d, NULL, NULL));
	OK(xap_writer_commit(w, NULL));
	xap_doc_free(d);
	xap_writer_free(w);
	OK(xap_db_open(&db, path("many"), NULL));
	how.check_at_least = MANY;
	OK(xap_search(&m, db, q, &how, NULL));
	xap_matches_count(m, &lower, &estimate, &upper);
	assert_int_equal(lower, MANY);
	assert_int_equal(xap_matches_stopped(m), 0);
	xap_matches_free(m);
	how.limit_ms = 60000;
	OK(xap_search(&m, db, q, &how, NULL));
	xap_matches_count(m, &lower, &estimate, &upper);
	assert_int_equal(lower, MANY);
	assert_int_equal(xap_matches_stopped(m), 0);
	xap_matches_free(m);
	how.limit_ms = 1;
	OK(xap_search(&m, db, q, &how, NULL));
	xap_matches_count(m, &lower, &estimate, &upper);
	assert_true(lower < MANY);
	assert_int_equal(xap_matches_stopped(m), 1);
	xap_matches_free(m);
	xap_query_free(q);
	xap_db_free(db);
}

static void bm25_has_its_parameters(void **state)
{
	static const double bad[] = {1.0 / 0.0, 0.0 / 0.0};
	struct xap_search how = XAP_SEARCH_INIT;
	struct error err = ERROR_INIT;
	xap_matches *m;
	xap_query *q;
	double usual;
	xap_db *db;

	(void)state;
	make_valued("db");
	db = open_db("db");
	OK(xap_query_term(&q, STR("the"), 1, NULL));
	usual = first_weight(db, q, 0, 0);
	assert_true(usual == first_weight(db, q, 1.0, 0.5));
	assert_true(usual != first_weight(db, q, 1.2, 0.5));
	assert_true(usual != first_weight(db, q, 1.0, XAP_BM25_OFF));
	assert_true(usual != first_weight(db, q, XAP_BM25_OFF, 0));
	for (int i = 0; i < 2; i++) {
		how.k1 = bad[i];
		assert_int_equal(xap_search(&m, db, q, &how, &err), ST_USAGE);
		assert_null(m);
	}
	how.k1 = 0;
	how.b = 1.5;
	assert_int_equal(xap_search(&m, db, q, &how, &err), ST_USAGE);
	xap_query_free(q);
	xap_db_free(db);
}

static void pages_have_an_end(void **state)
{
	struct xap_search how = XAP_SEARCH_INIT;
	struct error err = ERROR_INIT;
	xap_matches *m;
	xap_query *q;
	xap_db *db;

	(void)state;
	make_valued("db");
	db = open_db("db");
	OK(xap_query_all(&q, NULL));
	how.first = UINT32_MAX;
	assert_int_equal(xap_search(&m, db, q, &how, &err), ST_LIMIT);
	assert_null(m);
	how.first = 0;
	how.count = XAP_MATCHES_MAX + 1;
	assert_int_equal(xap_search(&m, db, q, &how, &err), ST_LIMIT);
	how.count = XAP_MATCHES_MAX;
	assert_int_equal(found_by(db, q, &how), 1234);
	xap_query_free(q);
	xap_db_free(db);
}

/* In a synonym a family weighs as one word, in an OR its words add up. */
static void a_synonym_weighs_as_one(void **state)
{
	xap_query *one = terms(XAP_SYNONYM, 0, "coup", "the");
	xap_query *two = terms(XAP_OR, 0, "coup", "the");
	xap_query *half, *single;
	xap_db *db;

	(void)state;
	make_valued("db");
	db = open_db("db");
	assert_true(first_weight(db, one, 0, 0) < first_weight(db, two, 0, 0));
	OK(xap_query_scale(&half, two, 0.5, NULL));
	assert_true(first_weight(db, half, 0, 0) ==
		    first_weight(db, two, 0, 0) / 2);
	OK(xap_query_combine(&single, XAP_SYNONYM, &two, 1, 0, NULL));
	assert_true(first_weight(db, single, 0, 0) ==
		    first_weight(db, one, 0, 0));
	xap_query_free(single);
	xap_query_free(half);
	xap_query_free(one);
	xap_query_free(two);
	xap_db_free(db);
}

struct seen {
	char values[64];
	unsigned n, stop_at; /* 0: never */
};

static enum status see(void *ctx, struct str value, uint32_t documents,
		       struct error *err)
{
	struct seen *s = ctx;

	assert_int_equal(documents, 1);
	if (++s->n == s->stop_at)
		return error_set(err, ST_STOPPED, "seen enough");
	strncat(s->values, value.p, value.len);
	strcat(s->values, ",");
	return ST_OK;
}

static void a_spy_sees_all_that_matches(void **state)
{
	struct seen seen = {.n = 0};
	struct xap_spy spy = {7, see, &seen};
	struct xap_search how = {.check_at_least = 10, .spy = &spy};
	struct error err = ERROR_INIT;
	xap_matches *m = NULL;
	xap_query *q;
	xap_db *db;

	(void)state;
	make_valued("db");
	db = open_db("db");
	OK(xap_query_all(&q, NULL));
	OK(xap_search(&m, db, q, &how, NULL));
	xap_matches_free(m);
	assert_int_equal(seen.n, 4);
	assert_string_equal(seen.values, "v25,v59,,v13,");

	seen = (struct seen){.stop_at = 2};
	assert_int_equal(xap_search(&m, db, q, &how, &err), ST_STOPPED);
	assert_null(m);
	assert_string_equal(err.msg, "seen enough");
	assert_int_equal(seen.n, 2);
	xap_query_free(q);
	xap_db_free(db);
}

/* The deepest and the widest query that can be made end soon. */
static void the_largest_queries_run(void **state)
{
	static xap_query *parts[XAP_QUERY_LEAVES_MAX];
	struct xap_search how = XAP_SEARCH_INIT;
	xap_query *pair[2], *q;
	char name[16];
	xap_db *db;

	(void)state;
	make_valued("db");
	db = open_db("db");
	for (int i = 0; i < XAP_QUERY_LEAVES_MAX; i++) {
		snprintf(name, sizeof(name), i ? "w%d" : "note", i);
		OK(xap_query_term(&parts[i], str_of(name), 1, NULL));
	}
	OK(xap_query_combine(&q, XAP_OR, parts, XAP_QUERY_LEAVES_MAX, 0, NULL));
	assert_int_equal(found_by(db, q, &how), 3);
	xap_query_free(q);
	pair[0] = parts[0];
	for (int i = 1; i < XAP_QUERY_DEPTH_MAX; i++) {
		pair[1] = parts[i];
		OK(xap_query_combine(&q, i % 2 ? XAP_OR : XAP_AND_MAYBE, pair,
				     2, 0, NULL));
		xap_query_free(pair[0]);
		pair[0] = q;
	}
	assert_int_equal(found_by(db, q, &how), 3);
	xap_query_free(q);
	for (int i = 1; i < XAP_QUERY_LEAVES_MAX; i++)
		xap_query_free(parts[i]);
	xap_db_free(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(operators_find_what_they_should),
		xap_test(ranges_go_by_value),
		xap_test(hits_come_in_the_order_asked_for),
		xap_test(pages_count_and_go_on),
		xap_test(a_limit_ends_a_search_with_what_it_has),
		xap_test(bm25_has_its_parameters),
		xap_test(pages_have_an_end),
		xap_test(a_synonym_weighs_as_one),
		xap_test(a_spy_sees_all_that_matches),
		xap_test(the_largest_queries_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
