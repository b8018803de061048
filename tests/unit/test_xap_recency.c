/* Weights that halve with age. */
#include "tests/unit/xap_fixture.h"

#include <math.h>

enum { SLOT = 3, DATES = 5, SHARDS_MAX = 3 };

/* Seconds; a NaN is no date. */
static const double dates[DATES] = {1000, 900, 800, NAN, 1100};

/* Every `step`-th document from `first` on. */
static void make_shard(const char *name, unsigned first, unsigned step)
{
	char value[XAP_SORTABLE_MAX];
	xap_writer *w;
	xap_doc *d;

	OK(xap_writer_open(&w, path(name), NULL));
	OK(xap_doc_new(&d, NULL));
	for (unsigned i = first; i < DATES; i += step) {
		fill_doc(d, "coup");
		if (!isnan(dates[i]))
			OK(xap_doc_set_value(
				d, SLOT,
				(struct str){value,
					     xap_sortable(dates[i], value)},
				NULL));
		OK(xap_writer_add(w, d, NULL, NULL));
	}
	OK(xap_writer_commit(w, NULL));
	xap_doc_free(d);
	xap_writer_free(w);
}

/* The weights that documents of `n` shards get beside that of the word, which
 * is the least of them; -1: not found. */
static void weigh(double out[DATES], unsigned n, double half_life, double most)
{
	static const char *const names[] = {"a", "b", "c"};
	const char *paths[SHARDS_MAX];
	struct xap_search how = XAP_SEARCH_INIT;
	xap_query *parts[2], *q;
	struct xap_hit hit;
	xap_matches *m;
	xap_db *db;
	double least = 1e300;

	for (unsigned i = 0; i < n; i++) {
		make_shard(names[i], i, n);
		paths[i] = path(names[i]);
	}
	OK(xap_db_open_many(&db, paths, n, NULL));
	OK(xap_query_term(&parts[0], STR("coup"), 1, NULL));
	OK(xap_query_recency(&parts[1], SLOT, 1000, half_life, most, NULL));
	OK(xap_query_combine(&q, XAP_AND_MAYBE, parts, 2, 0, NULL));
	OK(xap_search(&m, db, q, &how, NULL));
	for (unsigned i = 0; i < DATES; i++)
		out[i] = -1;
	while (xap_matches_next(m, &hit, NULL) == ST_OK) {
		out[hit.docid - 1] = hit.weight;
		least = hit.weight < least ? hit.weight : least;
	}
	for (unsigned i = 0; i < DATES; i++)
		out[i] -= least;
	xap_matches_free(m);
	xap_query_free(parts[0]);
	xap_query_free(parts[1]);
	xap_query_free(q);
	xap_db_free(db);
}

static void near(double got, double want)
{
	if (!(got - want < 1e-9 && want - got < 1e-9))
		fail_msg("%g instead of %g", got, want);
}

static void weight_halves(void **state)
{
	double w[DATES];

	(void)state;
	weigh(w, 1, 100, 8);
	near(w[0], 8);
	near(w[1], 4);
	near(w[2], 2);
	near(w[3], 0); /* no date */
	near(w[4], 8); /* dated ahead */
}

static void shards_weigh_as_one(void **state)
{
	double w[DATES];

	(void)state;
	weigh(w, SHARDS_MAX, 100, 8);
	near(w[0], 8);
	near(w[1], 4);
	near(w[2], 2);
	near(w[3], 0);
	near(w[4], 8);
}

static void what_is_no_weight_is_refused(void **state)
{
	xap_query *q;

	(void)state;
	assert_int_equal(xap_query_recency(&q, SLOT, 0, 0, 1, NULL), ST_USAGE);
	assert_int_equal(xap_query_recency(&q, SLOT, 0, NAN, 1, NULL),
			 ST_USAGE);
	assert_int_equal(xap_query_recency(&q, SLOT, 0, 1, -1, NULL), ST_USAGE);
	assert_null(q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(weight_halves),
		xap_test(shards_weigh_as_one),
		xap_test(what_is_no_weight_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
