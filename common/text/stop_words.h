#ifndef COMMON_TEXT_STOP_WORDS_H
#define COMMON_TEXT_STOP_WORDS_H

#include "common/base/str.h"

/*
 * 1: `term`, folded (words.h), is a word of grammar that says nothing about
 * what a text is about: the, of, which; English and Arabic. Words that also
 * mean something are left out: us (US), may, will, can, no, and what is said
 * of places and times (under, before).
 */
int stop_word(struct str term);

#endif
