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
#define WHOLE(name, i) [W_##name + (i)]

const int16_t name_weights[W_COUNT] = {
#include "common/text/name_weights.inc"
};
