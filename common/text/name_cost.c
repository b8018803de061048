#include "common/text/name_cost.h"

/* What the words as a whole may take off the differences, at most. */
enum { WHOLE_MAX = 800 };

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

/* How a word in Latin letters looks. */
static unsigned looks(const struct name_sounds *word, uint16_t *out)
{
	unsigned n = 0;

	if (word->script != SCRIPT_LATIN)
		return 0;
	for (unsigned i = 0; i < LETTERS; i++)
		if (word->letters >> i & 1)
			out[n++] = (uint16_t)(W_LETTER + i);
	out[n++] = (uint16_t)(W_FIRST + word->first);
	out[n++] = (uint16_t)(W_LAST + word->last);
	return n;
}

/* The weights that are not of single steps. */
static unsigned whole(const struct name_cost *c, uint16_t *out)
{
	unsigned length = at_most(c->length, LENGTHS - 1), n = 0;
	unsigned vowels = at_most(c->vowels, CHANGES - 1);
	unsigned others = at_most(c->consonants, CHANGES - 1);
	int mixed = c->mixed;

	out[n++] = mixed ? W_MIXED_BASE : W_BASE;
	out[n++] =
		(uint16_t)((mixed ? W_MIXED_LENGTH : W_LENGTH) + length);
	out[n++] = (uint16_t)((mixed ? W_MIXED_VOWELS : W_VOWELS) +
			      vowels);
	out[n++] = (uint16_t)((mixed ? W_MIXED_CONSONANTS : W_CONSONANTS) +
			      others);
	if (c->articles)
		out[n++] = (uint16_t)((mixed ? W_MIXED_BARE : W_BARE) +
				      c->articles - 1);
	for (unsigned i = 0; i < 2; i++)
		n += looks(c->word[i], out + n);
	return n;
}

/* One pair of readings; kept in *best if it is the cheapest so far. */
static void compare(struct name_cost *best, const struct name_reading *a,
		    const struct name_reading *b, const int16_t *weights,
		    int limit)
{
	struct name_cost c;
	uint16_t used[NAME_WHOLE_MAX];
	unsigned n;

	if (best->points <= limit)
		limit = best->points - 1;
	c.points = name_align(a, b, weights, limit + WHOLE_MAX, &c.alignment);
	if (c.points == NAME_COST_NEVER)
		return;
	c.mixed = (a->sound[0] < SOUND_LATIN_END) !=
		  (b->sound[0] < SOUND_LATIN_END);
	c.articles = (unsigned)a->bare + b->bare;
	c.length = a->consonants < b->consonants ? a->consonants
						 : b->consonants;
	c.word[0] = best->word[0];
	c.word[1] = best->word[1];
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
	out->word[0] = a;
	out->word[1] = b;
	for (unsigned i = 0; i < a->count; i++)
		for (unsigned j = 0; j < b->count; j++)
			compare(out, &a->reading[i], &b->reading[j], weights,
				limit);
}

unsigned name_cost_weights(const struct name_cost *cost,
			   uint16_t out[NAME_WEIGHTS_MAX])
{
	const struct name_alignment *al = &cost->alignment;
	unsigned n = whole(cost, out);

	for (unsigned i = 0; i < al->count; i++)
		for (unsigned k = 0; k < NAME_STEP_WEIGHTS; k++)
			if (al->step[i].weight[k] != W_COUNT)
				out[n++] = al->step[i].weight[k];
	return n;
}
