#ifndef QUERY_CUTTING_H
#define QUERY_CUTTING_H

#include <stddef.h>

#include "common/base/str.h"

/*
 * Where a text may be cut for a snippet: between sentences, else words, else
 * grapheme clusters (what a reader takes for one character). Texts are valid
 * UTF-8; places are bytes. All of it looks at a few hundred bytes around the
 * place asked for.
 */

/* Which of the white space ends and begins what is shown is left out. */
int cutting_is_space(char c);

/* `at`, so many characters on or back; fewer when they are of many bytes. */
size_t cutting_forward(struct str text, size_t at, size_t characters);
size_t cutting_back(struct str text, size_t at, size_t characters);

/* The start of the grapheme cluster that `at` is in. */
size_t cutting_cluster(struct str text, size_t at);

/*
 * A place to begin at or before `last`, no earlier than `first`: the start of
 * the sentence; if it starts earlier, of the word nearest to `wanted`.
 */
size_t cutting_begin(struct str text, size_t first, size_t wanted, size_t last);

/*
 * A place to end at or behind `first`, no later than `last`: the end of the
 * last sentence that ends there; if none does, of the word nearest to `wanted`.
 */
size_t cutting_end(struct str text, size_t first, size_t wanted, size_t last);

#endif
