#ifndef COMMON_TEXT_NAME_WEIGHTS_H
#define COMMON_TEXT_NAME_WEIGHTS_H

#include <stdint.h>

#include "common/text/name_sounds.h"

/*
 * What differences between two spellings cost: the numbers behind name_match.h,
 * learned from groups of spellings by bench/names/train.py, which writes
 * name_weights.inc. A hundred points are one unit of log-odds. All are indices
 * into one flat array, so that a trainer needs no other names for them.
 *
 * A pair of sounds costs W_PAIR, plus W_SHIFT for two vowels by their colours
 * and place. A sound that the other spelling lacks costs W_GAP, plus W_LOSS by
 * its kind and place. In an alignment of two scripts the latter two are
 * W_MIXED_SHIFT and W_MIXED_LOSS. The rest are of the two words as a whole.
 */
enum {
	VOWEL_KINDS = KIND_W + 1,
	VOWEL_PAIRS = VOWEL_KINDS * VOWEL_KINDS,
	SOUND_PAIRS = SOUND_COUNT * (SOUND_COUNT + 1) / 2,
	LOSSES = KIND_COUNT * PLACE_COUNT,
	SHIFTS = VOWEL_PAIRS * PLACE_COUNT,
	NEARS = VOWEL_KINDS + 1, /* no vowel, or not the same in both */
	LENGTHS = 6,             /* consonants of a name: 0 .. 5 and more */
	LETTERS = 26,
	CHANGES = 5, /* differences: 0 .. 4 and more */
};

enum name_weight {
	W_PAIR = 0,
	W_GAP = W_PAIR + SOUND_PAIRS,
	W_DOUBLED = W_GAP + 2 * SOUND_COUNT, /* by sound */
	W_SHIFT = W_DOUBLED + SOUND_COUNT,
	W_MIXED_SHIFT = W_SHIFT + SHIFTS,
	W_LOSS = W_MIXED_SHIFT + SHIFTS,
	W_MIXED_LOSS = W_LOSS + LOSSES,
	W_NEAR = W_MIXED_LOSS + LOSSES, /* as W_SHIFT, by the next vowel */
	W_LOSS_NEAR = W_NEAR + SHIFTS * NEARS, /* as W_LOSS */
	W_DOUBLED_NEAR = W_LOSS_NEAR + LOSSES * NEARS,
	W_LENGTH = W_DOUBLED_NEAR + NEARS * NEARS, /* by consonants */
	W_VOWELS = W_LENGTH + LENGTHS,     /* by how many vowels differ */
	W_CONSONANTS = W_VOWELS + CHANGES, /* and how many other sounds */
	W_BARE = W_CONSONANTS + CHANGES,   /* a fused article, two of them */
	W_BASE = W_BARE + 2,               /* any two words that differ */
	W_LETTER = W_BASE + 1,             /* a letter that a word has */
	W_FIRST = W_LETTER + LETTERS,      /* its first */
	W_LAST = W_FIRST + LETTERS,
	W_MIXED_LENGTH = W_LAST + LETTERS,
	W_MIXED_VOWELS = W_MIXED_LENGTH + LENGTHS,
	W_MIXED_CONSONANTS = W_MIXED_VOWELS + CHANGES,
	W_MIXED_BARE = W_MIXED_CONSONANTS + CHANGES,
	W_MIXED_BASE = W_MIXED_BARE + 2,
	W_COUNT = W_MIXED_BASE + 1,
};

/* The index of two sounds, in any order. */
static inline unsigned name_weight_pair(unsigned a, unsigned b)
{
	return a < b ? W_PAIR + b * (b + 1) / 2 + a
		     : W_PAIR + a * (a + 1) / 2 + b;
}

/* A pair that no row names costs this many points: too many. */
enum { WEIGHT_NEVER = 0 };

extern const int16_t name_weights[W_COUNT];

#endif
