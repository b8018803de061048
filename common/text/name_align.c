#include "common/text/name_align.h"

#include <string.h>

enum {
	BAND = 5, /* sounds that one word may be ahead of the other */
	SIDE = NAME_SOUNDS_MAX + 1,
};

static const uint8_t kinds[SOUND_COUNT] = {
	[SOUND_B] = KIND_CONSONANT,
	[SOUND_P] = KIND_CONSONANT,
	[SOUND_T] = KIND_CONSONANT,
	[SOUND_TH] = KIND_CONSONANT,
	[SOUND_D] = KIND_CONSONANT,
	[SOUND_DH] = KIND_CONSONANT,
	[SOUND_J] = KIND_CONSONANT,
	[SOUND_DJ] = KIND_CONSONANT,
	[SOUND_CH] = KIND_CONSONANT,
	[SOUND_ZH] = KIND_CONSONANT,
	[SOUND_G] = KIND_CONSONANT,
	[SOUND_GH] = KIND_CONSONANT,
	[SOUND_K] = KIND_CONSONANT,
	[SOUND_KH] = KIND_CONSONANT,
	[SOUND_Q] = KIND_CONSONANT,
	[SOUND_C] = KIND_CONSONANT,
	[SOUND_S] = KIND_CONSONANT,
	[SOUND_SH] = KIND_CONSONANT,
	[SOUND_Z] = KIND_CONSONANT,
	[SOUND_F] = KIND_CONSONANT,
	[SOUND_V] = KIND_CONSONANT,
	[SOUND_R] = KIND_CONSONANT,
	[SOUND_L] = KIND_CONSONANT,
	[SOUND_M] = KIND_CONSONANT,
	[SOUND_N] = KIND_CONSONANT,
	[SOUND_H] = KIND_H,
	[SOUND_FINAL_H] = KIND_H,
	[SOUND_Y] = KIND_GLIDE,
	[SOUND_W] = KIND_GLIDE,
	[SOUND_A] = KIND_A,
	[SOUND_AA] = KIND_A,
	[SOUND_E] = KIND_E,
	[SOUND_I] = KIND_I,
	[SOUND_EE] = KIND_I,
	[SOUND_VOWEL_Y] = KIND_I,
	[SOUND_GLIDE_I] = KIND_I,
	[SOUND_O] = KIND_U,
	[SOUND_U] = KIND_U,
	[SOUND_OO] = KIND_U,
	[SOUND_OU] = KIND_U,
	[SOUND_GLIDE_U] = KIND_U,
	[SOUND_BEH] = KIND_CONSONANT,
	[SOUND_PEH] = KIND_CONSONANT,
	[SOUND_TEH] = KIND_CONSONANT,
	[SOUND_THEH] = KIND_CONSONANT,
	[SOUND_JEEM] = KIND_CONSONANT,
	[SOUND_TCHEH] = KIND_CONSONANT,
	[SOUND_KHAH] = KIND_CONSONANT,
	[SOUND_DAL] = KIND_CONSONANT,
	[SOUND_THAL] = KIND_CONSONANT,
	[SOUND_REH] = KIND_CONSONANT,
	[SOUND_ZAIN] = KIND_CONSONANT,
	[SOUND_JEH] = KIND_CONSONANT,
	[SOUND_SEEN] = KIND_CONSONANT,
	[SOUND_SHEEN] = KIND_CONSONANT,
	[SOUND_SAD] = KIND_CONSONANT,
	[SOUND_DAD] = KIND_CONSONANT,
	[SOUND_TAH] = KIND_CONSONANT,
	[SOUND_ZAH] = KIND_CONSONANT,
	[SOUND_GHAIN] = KIND_CONSONANT,
	[SOUND_FEH] = KIND_CONSONANT,
	[SOUND_VEH] = KIND_CONSONANT,
	[SOUND_QAF] = KIND_CONSONANT,
	[SOUND_KAF] = KIND_CONSONANT,
	[SOUND_GAF] = KIND_CONSONANT,
	[SOUND_LAM] = KIND_CONSONANT,
	[SOUND_MEEM] = KIND_CONSONANT,
	[SOUND_NOON] = KIND_CONSONANT,
	[SOUND_HAH] = KIND_H,
	[SOUND_HEH] = KIND_H,
	[SOUND_FINAL_HEH] = KIND_H,
	[SOUND_AIN] = KIND_AYN,
	[SOUND_HAMZA] = KIND_AYN,
	[SOUND_ALEF] = KIND_A,
	[SOUND_YEH] = KIND_I,
	[SOUND_WAW] = KIND_U,
};

/* Both words, the weights, and the table of costs. */
struct grid {
	const struct name_reading *a, *b;
	const int16_t *weights;
	int mixed; /* of two scripts */
	int cost[SIDE][SIDE];
	uint8_t from[SIDE][SIDE];
};

enum move { MOVE_BOTH, MOVE_A, MOVE_B };

enum sound_kind name_sound_kind(enum name_sound sound)
{
	return sound < SOUND_COUNT ? kinds[sound] : KIND_CONSONANT;
}

/* The weights of a pair of sounds; returns what they cost. */
static int pair_cost(const struct grid *g, unsigned i, unsigned j,
		     uint16_t used[2])
{
	unsigned a = g->a->sound[i], b = g->b->sound[j];
	unsigned ka = kinds[a], kb = kinds[b], place;

	used[0] = used[1] = W_COUNT;
	if (a == b) {
		if (g->a->doubled[i] == g->b->doubled[j] || g->mixed)
			return 0;
		used[0] = (uint16_t)(W_DOUBLED + a);
		return g->weights[used[0]];
	}
	used[0] = (uint16_t)name_weight_pair(a, b);
	if (ka >= VOWEL_KINDS || kb >= VOWEL_KINDS)
		return g->weights[used[0]] == WEIGHT_NEVER
			       ? NAME_COST_NEVER
			       : g->weights[used[0]];
	place = g->a->place[i] == g->b->place[j] ? g->a->place[i] : PLACE_INNER;
	if (ka > kb) {
		ka = kb;
		kb = kinds[a];
	}
	used[1] = (uint16_t)((g->mixed ? W_MIXED_SHIFT : W_SHIFT) +
			     (ka * VOWEL_KINDS + kb) * PLACE_COUNT + place);
	return g->weights[used[0]] + g->weights[used[1]];
}

static int gap_cost(const struct grid *g, const struct name_reading *r,
		    unsigned i, uint16_t used[2])
{
	unsigned s = r->sound[i];

	used[0] = (uint16_t)(W_GAP + (g->mixed ? SOUND_COUNT : 0) + s);
	used[1] = (uint16_t)((g->mixed ? W_MIXED_LOSS : W_LOSS) +
			     kinds[s] * PLACE_COUNT + r->place[i]);
	return g->weights[used[0]] + g->weights[used[1]];
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
	uint16_t used[2];

	g->cost[i][j] = NAME_COST_NEVER;
	if (i && j)
		try(g, i, j,
		    g->cost[i - 1][j - 1] + pair_cost(g, i - 1, j - 1, used),
		    MOVE_BOTH);
	if (i)
		try(g, i, j, g->cost[i - 1][j] + gap_cost(g, g->a, i - 1, used),
		    MOVE_A);
	if (j)
		try(g, i, j, g->cost[i][j - 1] + gap_cost(g, g->b, j - 1, used),
		    MOVE_B);
}

/* 0: every way is dearer than the limit. */
static int fill(struct grid *g, int limit)
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
		if (best > limit)
			return 0;
	}
	return g->cost[na][nb] <= limit;
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
	g.mixed = (a->sound[0] < SOUND_LATIN_END) !=
		  (b->sound[0] < SOUND_LATIN_END);
	if (!fill(&g, limit))
		return NAME_COST_NEVER;
	trace(&g, out);
	return out->cost;
}
