#ifndef COMMON_TEXT_CHARS_H
#define COMMON_TEXT_CHARS_H

#include <stdint.h>

/*
 * Characters as words see them: what a character does to a word, and what it
 * is folded to. Folding is Unicode's compatibility decomposition without
 * marks, in lower case (NFKD, Unicode standard annex 15), and the rows of
 * chars.c for what Unicode keeps apart and readers do not (Arabic alef, ya and
 * ha forms, Persian letters, the Latin letters with a stroke). Marks of
 * scripts that spell vowels with them (Devanagari ...) stay.
 */
enum char_class {
	CHAR_BREAK,      /* ends a word */
	CHAR_LETTER,     /* also marks that are kept */
	CHAR_DIGIT,      /* decimal digit of any script, folded to ASCII */
	CHAR_DROP,       /* invisible in a word: accents, tatweel, soft hyphen,
			    zero-width characters, bidi controls */
	CHAR_AYN,        /* a modifier letter for ayn or hamza: part of a word,
			    even at its edge, but not of its term */
	CHAR_APOSTROPHE, /* the same between letters; at an edge punctuation */
	CHAR_HYPHEN,     /* joins words into a compound */
	CHAR_GRAM,       /* of a script without spaces: a word by itself */
};

enum { CHAR_FOLD_MAX = 13 /* bytes */ };

struct char_info {
	uint8_t cls;   /* enum char_class */
	uint8_t upper; /* 1: an upper or title case letter */
	uint8_t len;   /* bytes in fold */
	char fold[CHAR_FOLD_MAX];
};

/* Of any code point. Borrowed until the next call. One thread at a time. */
const struct char_info *char_info(uint32_t c);

#endif
