#include "tests/unit/xap_fixture.h"

static xap_query *term(const char *t)
{
	xap_query *q;

	OK(xap_query_term(&q, str_of(t), 1, NULL));
	return q;
}

/* Combine and free the parts. */
static xap_query *join(enum xap_op op, uint32_t window, xap_query *a,
		       xap_query *b)
{
	xap_query *const parts[] = {a, b};
	xap_query *q;

	OK(xap_query_combine(&q, op, parts, 2, window, NULL));
	xap_query_free(a);
	xap_query_free(b);
	return q;
}

static void says(xap_query *q, const char *expected)
{
	struct buf text = BUF_INIT(1000);

	OK(xap_query_describe(q, &text, NULL));
	assert_string_equal(text.p, expected);
	buf_free(&text);
	xap_query_free(q);
}

static void queries_describe_themselves(void **state)
{
	struct error err = ERROR_INIT;
	struct buf tiny = BUF_INIT(3);
	xap_query *q;

	(void)state;
	says(term("a"), "Query(a)");
	OK(xap_query_all(&q, &err));
	says(q, "Query(<alldocuments>)");
	OK(xap_query_none(&q, &err));
	says(q, "Query()");
	q = term("a");
	assert_int_equal(xap_query_describe(q, &tiny, &err), ST_LIMIT);
	xap_query_free(q);
	xap_query_free(NULL);
}

static void every_operator_is_what_it_says(void **state)
{
	static const struct {
		enum xap_op op;
		uint32_t window;
		const char *says;
	} rows[] = {
		{XAP_AND, 0, "Query((a AND b))"},
		{XAP_OR, 9, "Query((a OR b))"},
		{XAP_AND_NOT, 0, "Query((a AND_NOT b))"},
		{XAP_AND_MAYBE, 0, "Query((a AND_MAYBE b))"},
		{XAP_FILTER, 0, "Query((a FILTER b))"},
		{XAP_SYNONYM, 0, "Query((a SYNONYM b))"},
		{XAP_PHRASE, 0, "Query((a PHRASE 2 b))"},
		{XAP_PHRASE, 5, "Query((a PHRASE 5 b))"},
		{XAP_NEAR, 1, "Query((a NEAR 2 b))"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		says(join(rows[i].op, rows[i].window, term("a"), term("b")),
		     rows[i].says);
}

static void of_no_parts_and_of_one(void **state)
{
	xap_query *const part = term("a");
	xap_query *q;

	(void)state;
	for (int op = XAP_AND; op <= XAP_NEAR; op++) {
		OK(xap_query_combine(&q, (enum xap_op)op, NULL, 0, 0, NULL));
		says(q, "Query()");
		OK(xap_query_combine(&q, (enum xap_op)op, &part, 1, 0, NULL));
		says(q, "Query(a)");
	}
	xap_query_free(part);
}

static void none_is_nothing_in_any_query(void **state)
{
	static const char *const rows[] = {
		[XAP_AND] = "Query()",      [XAP_OR] = "Query(a)",
		[XAP_AND_NOT] = "Query(a)", [XAP_AND_MAYBE] = "Query(a)",
		[XAP_FILTER] = "Query()",   [XAP_SYNONYM] = "Query(a)",
		[XAP_PHRASE] = "Query()",   [XAP_NEAR] = "Query()",
	};
	xap_query *none;

	(void)state;
	for (int op = XAP_AND; op <= XAP_NEAR; op++) {
		OK(xap_query_none(&none, NULL));
		says(join((enum xap_op)op, 0, term("a"), none), rows[op]);
	}
}

static void refuses(enum xap_op op, xap_query *bad)
{
	struct error err = ERROR_INIT;
	xap_query *const parts[] = {term("a"), bad};
	xap_query *q = bad;

	assert_int_equal(xap_query_combine(&q, op, parts, 2, 0, &err),
			 ST_USAGE);
	assert_null(q);
	assert_true(err.msg[0] != '\0');
	xap_query_free(parts[0]);
}

static void phrases_take_terms_and_ors_of_them(void **state)
{
	xap_query *parts[8];
	size_t n = 0;

	(void)state;
	for (int op = XAP_AND; op <= XAP_NEAR; op++)
		if (op != XAP_OR)
			parts[n++] =
				join((enum xap_op)op, 0, term("b"), term("c"));
	OK(xap_query_all(&parts[n++], NULL));
	for (size_t i = 0; i < n; i++) {
		refuses(XAP_PHRASE, parts[i]);
		refuses(XAP_NEAR, parts[i]);
		/* Nor inside an OR. */
		parts[i] = join(XAP_OR, 0, term("d"), parts[i]);
		refuses(XAP_PHRASE, parts[i]);
		xap_query_free(parts[i]);
	}
	says(join(XAP_PHRASE, 0, term("a"),
		  join(XAP_OR, 0, join(XAP_OR, 0, term("b"), term("c")),
		       term("d"))),
	     "Query((a PHRASE 2 ((b OR c) OR d)))");
}

static void a_synonym_takes_no_range(void **state)
{
	xap_query *range;

	(void)state;
	OK(xap_query_range(&range, 1, STR("a"), STR("b"), NULL));
	refuses(XAP_SYNONYM, range);
	range = join(XAP_FILTER, 0, term("b"), range);
	refuses(XAP_SYNONYM, range);
	refuses(XAP_PHRASE, range);
	xap_query_free(range);
}

static void depth_has_a_ceiling(void **state)
{
	struct error err = ERROR_INIT;
	xap_query *q = term("a"), *deeper;
	xap_query *parts[2];

	(void)state;
	for (int depth = 2; depth <= XAP_QUERY_DEPTH_MAX; depth++)
		q = join(depth % 2 ? XAP_AND : XAP_OR, 0, term("b"), q);
	parts[0] = q;
	parts[1] = term("c");
	assert_int_equal(xap_query_combine(&deeper, XAP_OR, parts, 2, 0, &err),
			 ST_LIMIT);
	assert_null(deeper);
	assert_int_equal(xap_query_scale(&deeper, q, 2.0, &err), ST_LIMIT);
	assert_null(deeper);
	xap_query_free(parts[0]);
	xap_query_free(parts[1]);
}

/* Twice the same part again and again grows fast without taking memory. */
static void width_has_a_ceiling(void **state)
{
	struct error err = ERROR_INIT;
	xap_query *q = term("a"), *wider;
	xap_query *parts[2];
	size_t leaves;

	(void)state;
	for (leaves = 1; leaves * 2 <= XAP_QUERY_LEAVES_MAX; leaves *= 2) {
		parts[0] = parts[1] = q;
		OK(xap_query_combine(&wider, XAP_OR, parts, 2, 0, &err));
		xap_query_free(q);
		q = wider;
	}
	parts[0] = parts[1] = q;
	assert_int_equal(xap_query_combine(&wider, XAP_OR, parts, 2, 0, &err),
			 ST_LIMIT);
	assert_null(wider);
	xap_query_free(q);
}

static void weights_are_scaled_by_sane_factors(void **state)
{
	static const double bad[] = {-1, -1e-300, 10001, 1.0 / 0.0, 0.0 / 0.0};
	struct error err = ERROR_INIT;
	xap_query *q = term("a"), *scaled;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(xap_query_scale(&scaled, q, bad[i], &err),
				 ST_USAGE);
		assert_null(scaled);
	}
	OK(xap_query_scale(&scaled, q, 0.5, &err));
	refuses(XAP_PHRASE, scaled);
	says(scaled, "Query(0.5 * a)");
	xap_query_free(q);
	OK(xap_query_none(&q, &err));
	OK(xap_query_scale(&scaled, q, 2, &err));
	says(scaled, "Query()");
	xap_query_free(q);
}

static void ranges_may_be_open(void **state)
{
	static const struct {
		const char *low, *high, *says;
	} rows[] = {
		{"a", "b", "Query(VALUE_RANGE 1 a b)"},
		{"a", "", "Query(VALUE_GE 1 a)"},
		{"", "b", "Query(VALUE_LE 1 b)"},
		{"", "", "Query(<alldocuments>)"},
		{"b", "a", "Query()"},
	};
	xap_query *q;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		OK(xap_query_range(&q, 1, str_of(rows[i].low),
				   str_of(rows[i].high), NULL));
		says(q, rows[i].says);
	}
}

static void bad_terms_make_no_query(void **state)
{
	char xs[XAP_TERM_MAX + 1];
	struct error err = ERROR_INIT;
	xap_query *q;

	(void)state;
	memset(xs, 'x', sizeof(xs));
	assert_int_equal(xap_query_term(&q, STR(""), 1, &err), ST_USAGE);
	assert_int_equal(
		xap_query_term(&q, (struct str){xs, sizeof(xs)}, 1, &err),
		ST_LIMIT);
	assert_null(q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(queries_describe_themselves),
		cmocka_unit_test(every_operator_is_what_it_says),
		cmocka_unit_test(of_no_parts_and_of_one),
		cmocka_unit_test(none_is_nothing_in_any_query),
		cmocka_unit_test(phrases_take_terms_and_ors_of_them),
		cmocka_unit_test(a_synonym_takes_no_range),
		cmocka_unit_test(depth_has_a_ceiling),
		cmocka_unit_test(width_has_a_ceiling),
		cmocka_unit_test(weights_are_scaled_by_sane_factors),
		cmocka_unit_test(ranges_may_be_open),
		cmocka_unit_test(bad_terms_make_no_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
