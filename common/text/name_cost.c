#include "common/text/name_cost.h"

/* What the words as a whole may take off the differences, at most. */
enum { WHOLE_MAX = 600 };

static unsigned at_most(unsigned n, unsigned max)
{
	return n < max ? n : max;
}

static int is_soft(unsigned sound)
{
	enum sound_kind kind = name_sound_kind(sound);

	return sound < SOUND_COUNT && kind != KIND_CONSONANT;
}

static void count_changes(struct name_cost *c)
{
	c->vowels = c->consonants = 0;
	for (unsigned i = 0; i < c->alignment.count; i++) {
		const struct name_step *s = &c->alignment.step[i];

		if (s->doubled)
			continue;
		if (is_soft(s->a) || is_soft(s->b))
			c->vowels++;
		else
			c->consonants++;
	}
}

/* The weights that are not of single steps. */
static unsigned whole(const struct name_cost *c, uint16_t *out)
{
	unsigned length = at_most(c->length, LENGTHS - 1), n = 0;
	unsigned vowels = at_most(c->vowels, CHANGES - 1);
	unsigned others = at_most(c->consonants, CHANGES - 1);
	int mixed = c->mixed;

	out[n++] = mixed ? W_MIXED_BASE : W_BASE;
	out[n++] = (uint16_t)((mixed ? W_MIXED_LENGTH : W_LENGTH) + length);
	out[n++] = (uint16_t)((mixed ? W_MIXED_VOWELS : W_VOWELS) +
			      length * CHANGES + vowels);
	out[n++] = (uint16_t)((mixed ? W_MIXED_CONSONANTS : W_CONSONANTS) +
			      length * CHANGES + others);
	if (c->articles)
		out[n++] = (uint16_t)((mixed ? W_MIXED_BARE : W_BARE) +
				      c->articles - 1);
	return n;
}

/* One pair of readings; kept in *best if it is the cheapest so far. */
static void compare(const struct name_reading *a, const struct name_reading *b,
		    const int16_t *weights, struct name_cost *best, int limit)
{
	struct name_cost c;
	uint16_t used[8];
	unsigned n;

	if (best->points <= limit)
		limit = best->points - 1;
	c.points = name_align(a, b, weights, limit + WHOLE_MAX, &c.alignment);
	if (c.points == NAME_COST_NEVER)
		return;
	c.mixed = (a->sound[0] < SOUND_LATIN_END) !=
		  (b->sound[0] < SOUND_LATIN_END);
	c.articles = (unsigned)a->bare + b->bare;
	c.length =
		a->consonants < b->consonants ? a->consonants : b->consonants;
	count_changes(&c);
	n = whole(&c, used);
	for (unsigned i = 0; i < n; i++)
		c.points += weights[used[i]];
	if (c.points <= limit)
		*best = c;
}

void name_cost(const struct name_sounds *a, const struct name_sounds *b,
	       const int16_t *weights, int limit, struct name_cost *out)
{
	out->points = NAME_COST_NEVER;
	for (unsigned i = 0; i < a->count; i++)
		for (unsigned j = 0; j < b->count; j++)
			compare(&a->reading[i], &b->reading[j], weights, out,
				limit);
}

unsigned name_cost_weights(const struct name_cost *cost,
			   uint16_t out[NAME_WEIGHTS_MAX])
{
	const struct name_alignment *al = &cost->alignment;
	unsigned n = whole(cost, out);

	for (unsigned i = 0; i < al->count; i++)
		for (unsigned k = 0; k < 2; k++)
			if (al->step[i].weight[k] != W_COUNT)
				out[n++] = al->step[i].weight[k];
	return n;
}
