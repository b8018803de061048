#include "query/eval.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

const char *eval_name(enum eval_measure m)
{
	static const char *const names[EVAL_MEASURES] = {
		"MAP", "nDCG@10", "P@10", "R@1000", "MRR",
	};

	return names[m];
}

static double discounted(long grade, size_t rank)
{
	return (double)grade / log2((double)rank + 2.0);
}

/* The best ten grades there are, as if ranked first. */
static double ideal_gain(const struct eval_rows *judged)
{
	long best[10] = {0};
	double sum = 0;

	for (size_t i = 0; i < judged->n; i++) {
		long grade = judged->v[i].value;
		size_t at = 10;

		while (at && best[at - 1] < grade)
			at--;
		for (size_t k = 9; at < 10 && k > at; k--)
			best[k] = best[k - 1];
		if (at < 10)
			best[at] = grade;
	}
	for (size_t i = 0; i < 10; i++)
		sum += discounted(best[i], i);
	return sum;
}

static size_t count_relevant(const struct eval_rows *judged)
{
	size_t n = 0;

	for (size_t i = 0; i < judged->n; i++)
		n += judged->v[i].value > 0;
	return n;
}

/* 1: it stood at a better rank; only relevant ids are asked for. */
static int seen_before(const struct str *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(ids[i], ids[n]))
			return 1;
	return 0;
}

int eval_ranking(struct eval_scores *out, const struct eval_rows *judged,
		 const struct str *ids, size_t n)
{
	size_t relevant = count_relevant(judged), found = 0;

	*out = (struct eval_scores){{0}};
	if (relevant == 0)
		return 0;
	if (n > EVAL_DEPTH)
		n = EVAL_DEPTH;
	for (size_t i = 0; i < n; i++) {
		long grade = eval_grade(judged, ids[i]);

		if (grade <= 0 || seen_before(ids, i))
			continue;
		if (found++ == 0)
			out->v[EVAL_MRR] = 1.0 / (double)(i + 1);
		out->v[EVAL_MAP] += (double)found / (double)(i + 1);
		if (i < 10) {
			out->v[EVAL_NDCG] += discounted(grade, i);
			out->v[EVAL_P10] += 0.1;
		}
	}
	out->v[EVAL_MAP] /= (double)relevant;
	out->v[EVAL_NDCG] /= ideal_gain(judged);
	out->v[EVAL_R1000] = (double)found / (double)relevant;
	return 1;
}

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13; /* xorshift: Marsaglia, 2003 */
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

double eval_chance(const double *a, const double *b, size_t n)
{
	uint64_t state = 88172645463325252u, bits = 0;
	double observed = 0;
	size_t as_far = 0;

	for (size_t i = 0; i < n; i++)
		observed += a[i] - b[i];
	for (size_t round = 0; round < EVAL_ROUNDS; round++) {
		double sum = 0;

		for (size_t i = 0; i < n; i++) {
			if (i % 64 == 0)
				bits = next_random(&state);
			sum += bits >> i % 64 & 1 ? a[i] - b[i] : b[i] - a[i];
		}
		/* Sums in another order differ in their last bits. */
		as_far += fabs(sum) >= fabs(observed) - 1e-12;
	}
	return (double)as_far / EVAL_ROUNDS;
}
