#ifndef QUERY_TYPO_H
#define QUERY_TYPO_H

#include <stddef.h>
#include <stdint.h>

/*
 * How likely one word was typed for another: what it costs to turn one into
 * the other letter by letter. A letter more, less or other costs TYPO_LETTER;
 * two that changed places, a key's neighbour, letters that sound alike, a
 * letter doubled or not, cost less. Letters are folded code points.
 */
enum {
	TYPO_LETTER = 100,
	TYPO_FIRST = 30,  /* more, for the first letter: people get it right */
	TYPO_LEN_MAX = 32 /* letters of a word */
};

/* The cost, or more than `max` as soon as that is certain. The words have 1
 * to TYPO_LEN_MAX letters. */
unsigned typo_cost(const uint32_t *typed, size_t n, const uint32_t *word,
		   size_t m, unsigned max);

/* What a word of n letters may cost to be worth suggesting; 0: nothing. */
unsigned typo_max(size_t n);

/* 1: one is easily struck, or heard, for the other. */
int typo_alike(uint32_t a, uint32_t b);

/* Two letters that sound as one. */
enum { TYPO_PAIRS = 12 };
struct typo_pair {
	char two[2], one;
};
extern const struct typo_pair typo_pairs[TYPO_PAIRS];

#endif
