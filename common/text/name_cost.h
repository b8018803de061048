#ifndef COMMON_TEXT_NAME_COST_H
#define COMMON_TEXT_NAME_COST_H

#include "common/text/name_align.h"

/*
 * What it costs to take one word for a spelling of another: the best alignment
 * of their readings, and the weights of the words as a whole. A part of
 * name_match.h; the trainer reads which weights were used from here.
 */
enum {
	NAME_LOOKS_MAX = LETTERS + 2,
	NAME_WHOLE_MAX = 5 + 2 * NAME_LOOKS_MAX,
	NAME_WEIGHTS_MAX = NAME_STEP_WEIGHTS * NAME_STEPS_MAX + NAME_WHOLE_MAX
};

struct name_cost {
	int points;          /* NAME_COST_NEVER: no alignment */
	int mixed;           /* of two scripts */
	unsigned articles;   /* fused articles taken off: 0..2 */
	unsigned length;     /* consonants of the shorter */
	unsigned vowels;     /* differences in vowels */
	unsigned consonants; /* other differences, doubling aside */
	const struct name_sounds *word[2];
	struct name_alignment alignment;
};

/*
 * Compare all readings. `points` above `limit` come as NAME_COST_NEVER, with
 * nothing else written.
 */
void name_cost(const struct name_sounds *a, const struct name_sounds *b,
	       const int16_t *weights, int limit, struct name_cost *out);

/* The indices of all weights that *cost is the sum of; returns how many. */
unsigned name_cost_weights(const struct name_cost *cost,
			   uint16_t out[NAME_WEIGHTS_MAX]);

#endif
