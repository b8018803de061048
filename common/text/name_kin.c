#include "common/text/name_kin.h"

#include "common/text/name_weights.h"

enum {
	DOUBT = 150, /* points off a name known from elsewhere */
	HEARD = 16,  /* the nearest: the others hear them */
	FLOOR = 100, /* points below which a candidate is not looked at */
	CENTRE = NAME_MATCH,
	SPAN = 500,      /* scores count from CENTRE - SPAN to CENTRE + SPAN */
	NEIGHBOURS = 35, /* percent: all of them against the word itself */
	BEST_SHARE = 50, /* percent of the best score that all others need */
	NEED = -125,     /* points from the centre: needed beside a best of 0 */
	BEST_NEED = -120, /* what the best must have */
	ARABIC_NEED = -35,
};

/* A candidate near enough to be weighed. */
struct near {
	size_t index;
	int points; /* from the centre: 0 is as likely as not */
	int moved;  /* after hearing the neighbours */
};

/* How likely points are to mean kin, in 1/1000: a logistic curve of twice the
 * usual slope, in steps of 50 points. */
static int likelihood(int points)
{
	static const int curve[] = {500, 731, 881, 953, 982,
				    993, 998, 999, 1000};
	enum { LAST = sizeof(curve) / sizeof(curve[0]) - 1 };
	int i = (points < 0 ? -points : points) / 50;
	int p = curve[i < LAST ? i : LAST];

	return points < 0 ? 1000 - p : p;
}

static int clip(int points)
{
	return points > SPAN ? SPAN : points < -SPAN ? -SPAN : points;
}

/* Put a candidate in its place among the best; the last may drop out. */
static size_t insert(struct near *near, size_t n, struct near c)
{
	size_t i = n < NAME_KIN_MAX ? n : NAME_KIN_MAX - 1;

	if (n == NAME_KIN_MAX && near[i].points >= c.points)
		return n;
	for (; i > 0 && near[i - 1].points < c.points; i--)
		near[i] = near[i - 1];
	near[i] = c;
	return n < NAME_KIN_MAX ? n + 1 : n;
}

static size_t find_near(const struct name_sounds *query,
			const struct name_sounds *candidates, size_t count,
			const int16_t *weights, struct near *near)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		int points = candidates[i].known ? -DOUBT : 0;

		points += name_match_weighed(query, &candidates[i], weights,
					     FLOOR, NULL);
		if (points >= FLOOR)
			n = insert(near, n,
				   (struct near){i, clip(points - CENTRE), 0});
	}
	return n;
}

/* Each word's points, and those of its likeness to all that are likely kin. */
static void hear_neighbours(const struct name_sounds *candidates,
			    const int16_t *weights, struct near *near, size_t n)
{
	int sum[NAME_KIN_MAX] = {0}, weight[NAME_KIN_MAX] = {0};

	for (size_t i = 0; i < n; i++) {
		int p = likelihood(near[i].points);

		for (size_t k = 0; k < i && k < HEARD; k++) {
			int q = likelihood(near[k].points), s;

			if (p + q < 20)
				continue; /* neither has a say */
			s = clip(name_match_weighed(&candidates[near[i].index],
						    &candidates[near[k].index],
						    weights, CENTRE - SPAN,
						    NULL) -
				 CENTRE);
			sum[i] += s * q;
			weight[i] += q;
			if (i >= HEARD)
				continue;
			sum[k] += s * p;
			weight[k] += p;
		}
	}
	for (size_t i = 0; i < n; i++)
		near[i].moved =
			(near[i].points * 1000 + sum[i] / 100 * NEIGHBOURS) /
			(1000 + weight[i] * NEIGHBOURS / 100);
}

/* What a word needs, beside the best. */
static int needed(const struct near *near, size_t n, int arabic)
{
	int best = -SPAN;

	for (size_t i = 0; i < n; i++)
		if (near[i].moved > best)
			best = near[i].moved;
	if (arabic)
		return ARABIC_NEED;
	if (best < BEST_NEED)
		return BEST_NEED;
	if (best > SPAN - 100)
		best = SPAN - 100;
	return NEED + best * BEST_SHARE / 100;
}

static void sort(struct name_kin *kin, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct name_kin k = kin[i];
		size_t at = i;

		for (; at > 0 && kin[at - 1].score < k.score; at--)
			kin[at] = kin[at - 1];
		kin[at] = k;
	}
}

size_t name_kin_weighed(const struct name_sounds *query,
			const struct name_sounds *candidates, size_t count,
			const int16_t *weights, int floor,
			struct name_kin out[NAME_KIN_MAX])
{
	struct near near[NAME_KIN_MAX];
	size_t n = find_near(query, candidates, count, weights, near), kin = 0;
	int need;

	hear_neighbours(candidates, weights, near, n);
	need = needed(near, n, query->script == SCRIPT_ARABIC);
	for (size_t i = 0; i < n; i++) {
		int score = CENTRE + near[i].moved - need;

		if (score < floor)
			continue;
		out[kin++] = (struct name_kin){
			near[i].index,
			score < NAME_SAME ? score : NAME_SAME - 1};
	}
	sort(out, kin);
	return kin;
}

size_t name_kin(const struct name_sounds *query,
		const struct name_sounds *candidates, size_t count, int floor,
		struct name_kin out[NAME_KIN_MAX])
{
	return name_kin_weighed(query, candidates, count, name_weights, floor,
				out);
}
