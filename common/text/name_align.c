#include "common/text/name_align.h"

#include <string.h>

enum {
	BAND = 5, /* sounds that one word may be ahead of the other */
	SIDE = NAME_SOUNDS_MAX + 1,
};

/* Both words, the weights, and the table of costs. */
struct grid {
	const struct name_reading *a, *b;
	const int16_t *weights;
	int mixed; /* of two scripts */
	int limit;
	int gap_a[NAME_SOUNDS_MAX], gap_b[NAME_SOUNDS_MAX];
	int cost[SIDE][SIDE];
	uint8_t from[SIDE][SIDE];
};

enum move { MOVE_BOTH, MOVE_A, MOVE_B };

static unsigned vowel_near(const struct name_reading *r, unsigned i)
{
	return r->near[i] < VOWEL_KINDS ? r->near[i] : VOWEL_KINDS;
}

static unsigned both_near(const struct grid *g, unsigned i, unsigned j)
{
	unsigned a = vowel_near(g->a, i), b = vowel_near(g->b, j);

	return a == b ? a : (unsigned)VOWEL_KINDS;
}

/* A vowel for another. */
static void shift_weights(const struct grid *g, unsigned i, unsigned j,
			  uint16_t *used)
{
	unsigned ka = g->a->kind[i], kb = g->b->kind[j];
	unsigned place = g->a->place[i], at;

	if (place != g->b->place[j])
		place = PLACE_INNER;
	at = (ka < kb ? ka * VOWEL_KINDS + kb : kb * VOWEL_KINDS + ka) *
		     PLACE_COUNT +
	     place;
	used[1] = (uint16_t)((g->mixed ? W_MIXED_SHIFT : W_SHIFT) + at);
	if (!g->mixed)
		used[2] = (uint16_t)(W_NEAR + at * NEARS + both_near(g, i, j));
}

static void doubled_weights(const struct grid *g, unsigned i, unsigned j,
			    uint16_t *used)
{
	unsigned before = i && j ? both_near(g, i - 1, j - 1) : VOWEL_KINDS;

	used[0] = (uint16_t)(W_DOUBLED + g->a->sound[i]);
	used[1] = (uint16_t)(W_DOUBLED_NEAR + before * NEARS +
			     both_near(g, i, j));
}

/* 0: the two may not stand for each other; used[0] is W_COUNT if they are the
 * same. */
static int pair_weights(const struct grid *g, unsigned i, unsigned j,
			uint16_t *used)
{
	unsigned a = g->a->sound[i], b = g->b->sound[j];

	used[0] = used[1] = used[2] = W_COUNT;
	if (a == b) {
		if (g->a->doubled[i] != g->b->doubled[j] && !g->mixed)
			doubled_weights(g, i, j, used);
		return 1;
	}
	used[0] = (uint16_t)name_weight_pair(a, b);
	if (g->a->kind[i] >= VOWEL_KINDS || g->b->kind[j] >= VOWEL_KINDS)
		return g->weights[used[0]] != WEIGHT_NEVER;
	shift_weights(g, i, j, used);
	return 1;
}

static void gap_weights(const struct grid *g, const struct name_reading *r,
			unsigned i, uint16_t *used)
{
	unsigned s = r->sound[i];
	unsigned at = r->kind[i] * (unsigned)PLACE_COUNT + r->place[i];

	used[0] = (uint16_t)(W_GAP + (g->mixed ? 1u : 0u) * SOUND_COUNT + s);
	used[1] = (uint16_t)((g->mixed ? W_MIXED_LOSS : W_LOSS) + at);
	used[2] = g->mixed ? W_COUNT
			   : (uint16_t)(W_LOSS_NEAR + at * NEARS +
					vowel_near(r, i));
}

static int sum(const struct grid *g, const uint16_t *used)
{
	int cost = 0;

	for (unsigned k = 0; k < NAME_STEP_WEIGHTS; k++)
		if (used[k] != W_COUNT)
			cost += g->weights[used[k]];
	return cost;
}

static int pair_cost(const struct grid *g, unsigned i, unsigned j,
		     uint16_t *used)
{
	return pair_weights(g, i, j, used) ? sum(g, used) : NAME_COST_NEVER;
}

static int gap_cost(const struct grid *g, const struct name_reading *r,
		    unsigned i, uint16_t *used)
{
	gap_weights(g, r, i, used);
	return sum(g, used);
}

static void try(struct grid *g, unsigned i, unsigned j, int cost,
		enum move move)
{
	if (cost < g->cost[i][j]) {
		g->cost[i][j] = cost;
		g->from[i][j] = (uint8_t)move;
	}
}

static void fill_cell(struct grid *g, unsigned i, unsigned j)
{
	uint16_t used[NAME_STEP_WEIGHTS];

	g->cost[i][j] = NAME_COST_NEVER;
	g->from[i][j] = i ? MOVE_A : MOVE_B;
	if (i && j && g->cost[i - 1][j - 1] <= g->limit)
		try(g, i, j,
		    g->cost[i - 1][j - 1] + pair_cost(g, i - 1, j - 1, used),
		    MOVE_BOTH);
	if (i)
		try(g, i, j, g->cost[i - 1][j] + g->gap_a[i - 1], MOVE_A);
	if (j)
		try(g, i, j, g->cost[i][j - 1] + g->gap_b[j - 1], MOVE_B);
}

static void find_gaps(struct grid *g)
{
	uint16_t used[NAME_STEP_WEIGHTS];

	for (unsigned i = 0; i < g->a->count; i++)
		g->gap_a[i] = gap_cost(g, g->a, i, used);
	for (unsigned j = 0; j < g->b->count; j++)
		g->gap_b[j] = gap_cost(g, g->b, j, used);
}

/* 0: every way is dearer than the limit. */
static int fill(struct grid *g)
{
	unsigned na = g->a->count, nb = g->b->count;

	for (unsigned i = 0; i <= na; i++) {
		unsigned low = i > BAND ? i - BAND : 0;
		unsigned high = i + BAND < nb ? i + BAND : nb;
		int best = NAME_COST_NEVER;

		if (low > 0)
			g->cost[i][low - 1] = NAME_COST_NEVER;
		if (i > 0 && i - 1 + BAND < nb)
			g->cost[i - 1][i + BAND] = NAME_COST_NEVER;
		for (unsigned j = low; j <= high; j++) {
			if (i == 0 && j == 0)
				g->cost[0][0] = 0;
			else
				fill_cell(g, i, j);
			if (g->cost[i][j] < best)
				best = g->cost[i][j];
		}
		if (best > g->limit)
			return 0;
	}
	return g->cost[na][nb] <= g->limit;
}

static void add_step(struct name_alignment *out, const struct grid *g,
		     unsigned i, unsigned j, enum move move)
{
	struct name_step *s = &out->step[out->count];

	s->a = move == MOVE_B ? SOUND_COUNT : g->a->sound[i - 1];
	s->b = move == MOVE_A ? SOUND_COUNT : g->b->sound[j - 1];
	s->doubled = s->a == s->b;
	if (move == MOVE_BOTH)
		s->cost = (int16_t)pair_cost(g, i - 1, j - 1, s->weight);
	else if (move == MOVE_A)
		s->cost = (int16_t)gap_cost(g, g->a, i - 1, s->weight);
	else
		s->cost = (int16_t)gap_cost(g, g->b, j - 1, s->weight);
	out->count += s->weight[0] != W_COUNT;
}

static void trace(const struct grid *g, struct name_alignment *out)
{
	unsigned i = g->a->count, j = g->b->count;

	out->cost = g->cost[i][j];
	out->count = 0;
	while (i || j) {
		enum move move = g->from[i][j];

		add_step(out, g, i, j, move);
		i -= move != MOVE_B;
		j -= move != MOVE_A;
	}
	for (unsigned k = 0; k < out->count / 2; k++) {
		struct name_step s = out->step[k];

		out->step[k] = out->step[out->count - 1 - k];
		out->step[out->count - 1 - k] = s;
	}
}

int name_align(const struct name_reading *a, const struct name_reading *b,
	       const int16_t *weights, int limit, struct name_alignment *out)
{
	struct grid g;

	if (a->count > b->count + BAND || b->count > a->count + BAND)
		return NAME_COST_NEVER;
	g.a = a;
	g.b = b;
	g.weights = weights;
	g.limit = limit;
	g.mixed = (a->sound[0] < SOUND_LATIN_END) !=
		  (b->sound[0] < SOUND_LATIN_END);
	find_gaps(&g);
	if (!fill(&g))
		return NAME_COST_NEVER;
	trace(&g, out);
	return out->cost;
}
