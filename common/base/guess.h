#ifndef COMMON_BASE_GUESS_H
#define COMMON_BASE_GUESS_H

/*
 * "Did you mean": the known word nearest to what was typed, by insertions,
 * deletions, substitutions and swaps of neighbours.
 *
 *	struct guess g = {word, NULL, 0};
 *
 *	for (each known name)
 *		guess_try(&g, name);
 *	if (g.best) ...
 */
struct guess {
	const char *word;  /* what was typed; borrowed */
	const char *best;  /* NULL: nothing is near; borrowed from the caller */
	unsigned distance; /* of best */
};

/*
 * Keep `name` if it is nearer than what was kept before. A name is near when
 * at most a third of the word differs, or when the word is its beginning.
 * Words of 64 bytes or more are near to nothing.
 */
void guess_try(struct guess *g, const char *name);

#endif
