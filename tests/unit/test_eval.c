#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/base/buf.h"
#include "query/eval.h"
#include "query/queries.h"

enum { ARENA_MAX = 1 << 20 };

static struct eval_table judged(struct arena *arena, const char *text)
{
	struct error err = ERROR_INIT;
	struct eval_table t;

	assert_int_equal(eval_read_judged(&t, arena,
					  (struct str){text, strlen(text)},
					  &err),
			 ST_OK);
	return t;
}

static void near_to(double want, double got)
{
	assert_true(got > want - 1e-6 && got < want + 1e-6);
}

/* By hand: a and c relevant (1 and 2), ranked second and third of three. */
static void measures_are_those_of_trec_eval(void **state)
{
	struct arena arena = ARENA_INIT(ARENA_MAX);
	struct eval_table t =
		judged(&arena, "1 0 a 1\n1 0 b 0\n2 0 x 1\n1 0 c 2\n");
	struct eval_rows rows = eval_rows_of(&t, STR("1"));
	const struct str ids[] = {STR("b"), STR("a"), STR("c"), STR("a")};
	struct eval_scores s;

	(void)state;
	assert_int_equal(rows.n, 3);
	assert_int_equal(eval_ranking(&s, &rows, ids, 4), 1);
	near_to((1 / 2.0 + 2 / 3.0) / 2, s.v[EVAL_MAP]);
	near_to((1 / 1.5849625007 + 2 / 2.0) / (2 + 1 / 1.5849625007),
		s.v[EVAL_NDCG]);
	near_to(0.2, s.v[EVAL_P10]);
	near_to(1, s.v[EVAL_R1000]);
	near_to(0.5, s.v[EVAL_MRR]);
	arena_free(&arena);
}

static void a_query_without_relevant_posts_does_not_count(void **state)
{
	struct arena arena = ARENA_INIT(ARENA_MAX);
	struct eval_table t = judged(&arena, "1 0 a 0\n");
	struct eval_rows none = eval_rows_of(&t, STR("3"));
	struct eval_rows rows = eval_rows_of(&t, STR("1"));
	struct eval_scores s;

	(void)state;
	assert_int_equal(eval_ranking(&s, &none, NULL, 0), 0);
	assert_int_equal(eval_ranking(&s, &rows, NULL, 0), 0);
	arena_free(&arena);
}

static void what_is_no_table_is_refused_by_its_line(void **state)
{
	static const char *const bad[] = {"1 0 a 1\n1 0 b\n",
					  "1 0 a 1\n1 0 b x",
					  "1 0 a 1\n1 0 b 1 0", "\n1 0 b nan"};
	struct arena arena = ARENA_INIT(ARENA_MAX);
	struct eval_table t;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct error err = ERROR_INIT;

		assert_int_equal(
			eval_read_judged(&t, &arena,
					 (struct str){bad[i], strlen(bad[i])},
					 &err),
			ST_INPUT);
		assert_non_null(strstr(err.msg, "line 2"));
	}
	arena_free(&arena);
}

static void a_run_is_read_by_score(void **state)
{
	const struct str text = STR("7 Q0 a 1 2.5 x\n7 Q0 b 2 9 x\n"
				    "7 Q0 c 3 2.5 x\n");
	struct arena arena = ARENA_INIT(ARENA_MAX);
	struct error err = ERROR_INIT;
	struct eval_table t;

	(void)state;
	assert_int_equal(eval_read_run(&t, &arena, text, &err), ST_OK);
	assert_int_equal(t.n, 3);
	assert_true(str_eq(t.v[0].id, STR("b")));
	assert_true(str_eq(t.v[1].id, STR("a")));
	assert_true(str_eq(t.v[2].id, STR("c")));
	arena_free(&arena);
}

static void chance_tells_a_difference_from_noise(void **state)
{
	double a[40], b[40], c[40];

	(void)state;
	for (size_t i = 0; i < 40; i++) {
		a[i] = (double)(i % 7) / 10;
		b[i] = a[i] + 0.1;
		c[i] = a[i] + (i % 2 ? 0.1 : -0.1);
	}
	near_to(1, eval_chance(a, a, 40));
	assert_true(eval_chance(a, b, 40) < 0.001);
	assert_true(eval_chance(a, c, 40) > 0.5);
}

static enum status collect(void *ctx, const struct queries_line *line,
			   struct error *err)
{
	struct buf *out = ctx;

	return buf_addf(out, err, "[%.*s|%.*s]", (int)line->qid.len,
			line->qid.p, (int)line->query.len, line->query.p);
}

static void a_batch_has_a_query_a_line(void **state)
{
	char path[] = "/tmp/nisba-batch-XXXXXX";
	struct buf got = BUF_INIT(1024);
	struct error err = ERROR_INIT;
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	(void)state;
	assert_non_null(f);
	fputs("q1\tone two\r\n\nbare\n\tx\nq5\t\n", f);
	fclose(f);
	assert_int_equal(queries_read(path, collect, &got, &err), ST_OK);
	remove(path);
	assert_string_equal(buf_str(&got).p,
			    "[q1|one two][3|bare][4|\tx][q5|]");
	assert_int_equal(queries_read(path, collect, &got, &err), ST_NOTFOUND);
	buf_free(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(measures_are_those_of_trec_eval),
		cmocka_unit_test(a_query_without_relevant_posts_does_not_count),
		cmocka_unit_test(what_is_no_table_is_refused_by_its_line),
		cmocka_unit_test(a_run_is_read_by_score),
		cmocka_unit_test(chance_tells_a_difference_from_noise),
		cmocka_unit_test(a_batch_has_a_query_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
