#ifndef COMMON_TEXT_COMMON_WORDS_H
#define COMMON_TEXT_COMMON_WORDS_H

#include "common/base/str.h"

/*
 * English words that are no names: what Debian's wamerican (package of that
 * name, from the SCOWL lists) has in lower case, hashed into a table when the
 * program is built. One in 60,000 other words is taken for one of them.
 */

/* 1: `term`, folded (words.h), is a common English word. */
int common_word(struct str term);

/* 1: the same list has it with a capital only: Michael, Zurich. */
int known_name(struct str term);

#endif
