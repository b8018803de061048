#include "common/text/name_weights.h"

/*
 * How the rows of name_weights.inc stand in the array. The sounds of a pair
 * come in the order of their enum.
 */
#define PAIR(a, b) [W_PAIR + SOUND_##b * (SOUND_##b + 1) / 2 + SOUND_##a]
#define GAP(s) [W_GAP + SOUND_##s]
#define MIXED_GAP(s) [W_GAP + SOUND_COUNT + SOUND_##s]
#define DOUBLED(s) [W_DOUBLED + SOUND_##s]
#define SHIFT(a, b, place)                                                     \
	[W_SHIFT + (KIND_##a * VOWEL_KINDS + KIND_##b) * PLACE_COUNT +         \
		PLACE_##place]
#define MIXED_SHIFT(a, b, place)                                               \
	[W_MIXED_SHIFT + (KIND_##a * VOWEL_KINDS + KIND_##b) * PLACE_COUNT +   \
		PLACE_##place]
#define LOSS(kind, place) [W_LOSS + KIND_##kind * PLACE_COUNT + PLACE_##place]
#define MIXED_LOSS(kind, place)                                                \
	[W_MIXED_LOSS + KIND_##kind * PLACE_COUNT + PLACE_##place]
/* The vowel nearby: COUNT for none. */
#define VOWEL(kind)                                                            \
	((int)KIND_##kind < (int)VOWEL_KINDS ? (int)KIND_##kind                \
					     : (int)VOWEL_KINDS)
#define NEAR(a, b, place, vowel)                                               \
	[W_NEAR +                                                              \
		((KIND_##a * VOWEL_KINDS + KIND_##b) * PLACE_COUNT +           \
		 PLACE_##place) *                                              \
			NEARS +                                                \
		VOWEL(vowel)]
#define LOSS_NEAR(kind, place, vowel)                                          \
	[W_LOSS_NEAR + (KIND_##kind * PLACE_COUNT + PLACE_##place) * NEARS +   \
		VOWEL(vowel)]
#define DOUBLED_NEAR(before, behind)                                           \
	[W_DOUBLED_NEAR + VOWEL(before) * NEARS + VOWEL(behind)]
#define WHOLE(name, i) [W_##name + (i)]

const int16_t name_weights[W_COUNT] = {
#include "common/text/name_weights.inc"
};
