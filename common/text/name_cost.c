#include "common/text/name_cost.h"

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

/* The weights of the two words, whatever the alignment. */
static unsigned fixed(const struct name_cost *c, uint16_t *out)
{
	unsigned length = at_most(c->length, LENGTHS - 1), n = 0;

	out[n++] = c->mixed ? W_MIXED_BASE : W_BASE;
	out[n++] = (uint16_t)((c->mixed ? W_MIXED_LENGTH : W_LENGTH) + length);
	if (c->articles)
		out[n++] = (uint16_t)((c->mixed ? W_MIXED_BARE : W_BARE) +
				      c->articles - 1);
	for (unsigned i = 0; i < 2; i++)
		n += looks(c->word[i], out + n);
	return n;
}

/* Those of how many differences an alignment has. */
static unsigned counted(const struct name_cost *c, uint16_t *out)
{
	out[0] = (uint16_t)((c->mixed ? W_MIXED_VOWELS : W_VOWELS) +
			    at_most(c->vowels, CHANGES - 1));
	out[1] = (uint16_t)((c->mixed ? W_MIXED_CONSONANTS : W_CONSONANTS) +
			    at_most(c->consonants, CHANGES - 1));
	return 2;
}

static int sum(const int16_t *weights, const uint16_t *used, unsigned n)
{
	int points = 0;

	for (unsigned i = 0; i < n; i++)
		points += weights[used[i]];
	return points;
}

static int least(const int16_t *weights, unsigned from)
{
	int min = weights[from];

	for (unsigned i = 1; i < CHANGES; i++)
		if (weights[from + i] < min)
			min = weights[from + i];
	return min;
}

/* One pair of readings; kept in *best if it is the cheapest so far. */
static void compare(struct name_cost *best, const struct name_reading *a,
		    const struct name_reading *b, const int16_t *weights,
		    int limit)
{
	struct name_cost c;
	uint16_t used[NAME_WHOLE_MAX];
	int whole, bonus;

	if (best->points <= limit)
		limit = best->points - 1;
	c.mixed = best->mixed;
	c.word[0] = best->word[0];
	c.word[1] = best->word[1];
	c.articles = (unsigned)a->bare + b->bare;
	c.length =
		a->consonants < b->consonants ? a->consonants : b->consonants;
	whole = sum(weights, used, fixed(&c, used));
	bonus = least(weights, c.mixed ? W_MIXED_VOWELS : W_VOWELS) +
		least(weights, c.mixed ? W_MIXED_CONSONANTS : W_CONSONANTS);
	if (name_align(a, b, weights, limit - whole - bonus, &c.alignment) ==
	    NAME_COST_NEVER)
		return;
	count_changes(&c);
	c.points = c.alignment.cost + whole +
		   sum(weights, used, counted(&c, used));
	if (c.points <= limit)
		*best = c;
}

void name_cost(const struct name_sounds *a, const struct name_sounds *b,
	       const int16_t *weights, int limit, struct name_cost *out)
{
	out->points = NAME_COST_NEVER;
	out->mixed = a->script != b->script;
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
	unsigned n = fixed(cost, out);

	n += counted(cost, out + n);
	for (unsigned i = 0; i < al->count; i++)
		for (unsigned k = 0; k < NAME_STEP_WEIGHTS; k++)
			if (al->step[i].weight[k] != W_COUNT)
				out[n++] = al->step[i].weight[k];
	return n;
}
