#ifndef COMMON_TEXT_NAME_ALIGN_H
#define COMMON_TEXT_NAME_ALIGN_H

#include <stdint.h>

#include "common/text/name_sounds.h"
#include "common/text/name_weights.h"

/*
 * The cheapest way to make one reading from another: which sound stands for
 * which, and which are missing, by the weights of name_weights.h.
 */
enum {
	NAME_STEPS_MAX = 2 * NAME_SOUNDS_MAX,
	NAME_STEP_WEIGHTS = 3,
	NAME_COST_NEVER = 30000, /* no alignment */
};

/* One difference. Sounds that are the same make no step. */
struct name_step {
	uint8_t a, b;    /* enum name_sound; SOUND_COUNT: missing */
	uint8_t doubled; /* 1: all that differs is a doubled letter */
	int16_t cost;
	uint16_t weight[NAME_STEP_WEIGHTS]; /* what the cost is made of;
					       W_COUNT: nothing */
};

struct name_alignment {
	int cost;
	unsigned count; /* of steps, in the order of the words */
	struct name_step step[NAME_STEPS_MAX];
};

/*
 * Align a with b. Returns the cost, or NAME_COST_NEVER when it would be above
 * `limit`; then *out is not written. `weights` has W_COUNT members.
 */
int name_align(const struct name_reading *a, const struct name_reading *b,
	       const int16_t *weights, int limit, struct name_alignment *out);

#endif
