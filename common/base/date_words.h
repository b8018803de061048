#ifndef COMMON_BASE_DATE_WORDS_H
#define COMMON_BASE_DATE_WORDS_H

#include "common/base/str.h"

/*
 * The words that stand in dates: months, zones, halves of the day, and those
 * that say nothing. Text is folded first (date_fold()), so that the table
 * holds each word once: lower case, without accents, plain alef.
 */
enum date_word_kind {
	DATE_WORD_MONTH,  /* value: 1 to 12 */
	DATE_WORD_ZONE,   /* value: minutes east of Greenwich */
	DATE_WORD_SEASON, /* the same, an hour more in American summer */
	DATE_WORD_HALF,   /* value: 0 in the morning, 12 after noon */
	DATE_WORD_T,      /* between date and time */
	DATE_WORD_FILLER  /* weekdays, "of", "th" */
};

struct date_word {
	const char *name; /* folded UTF-8; may hold a space */
	enum date_word_kind kind;
	int value;
};

/*
 * The longest word that `folded` starts with and that ends where its letters
 * end; NULL: none.
 */
const struct date_word *date_word_at(struct str folded);

enum { DATE_TEXT_MAX = 128 /* bytes; what is longer is no date */ };

/*
 * Fold into `out`: ASCII lower case, Latin accents and Arabic marks dropped,
 * alef forms made one, Arabic-Indic and Persian digits made ASCII, runs of
 * white space made one space. Returns the length, never more than text.len
 * (which the caller has held to DATE_TEXT_MAX).
 */
size_t date_fold(char out[DATE_TEXT_MAX], struct str text);

/* 1: a byte of a word: an ASCII letter or part of a longer character. */
static inline int date_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

#endif
