#ifndef COMMON_TEXT_NAME_LETTERS_H
#define COMMON_TEXT_NAME_LETTERS_H

#include <stddef.h>
#include <string.h>

#include "common/text/name_sounds.h"

/*
 * The letters of a term in Latin script, and what surrounds a name in them:
 * articles, and what links Abd, Abu and Din to it. A part of name_sounds.h.
 */
struct name_letters {
	char p[NAME_SOUNDS_MAX * 2];
	size_t len;
};

/*
 * Take the letters of a term; Arabizi digits become what they stand for.
 * 0: it is not of letters alone, or too short. Only its beginning is taken if
 * it is long.
 */
int name_letters_take(struct name_letters *t, struct str term);

/*
 * How many letters the article at `from` has; 0: none stands there. At least
 * `min` letters follow it, two of them consonants.
 */
size_t name_letters_article(const struct name_letters *t, size_t from,
			    size_t min);

/* Write Salaheddine, Salahaldin and Salahuddin alike. */
void name_letters_join_din(struct name_letters *t);

/*
 * Take out what links Abd or Abu to the name that follows: Abdelrahman and
 * Abdurrahman become abdrahman. 1: the last letter that went is an l which may
 * have been the name's own, as in Abdolatif.
 */
int name_letters_join_prefix(struct name_letters *t);

/* Take out `n` letters at `from`; put `with` there if it fits. */
void name_letters_cut(struct name_letters *t, size_t from, size_t n);
void name_letters_write(struct name_letters *t, size_t from, size_t n,
			const char *with);

/* Is c in a set, a vowel; which letter stands at i ('\0': none); does a group
 * stand there? */
static inline unsigned name_letter_in(char c, const char *set)
{
	return c && strchr(set, c) != NULL;
}

static inline unsigned name_letter_is_vowel(char c)
{
	return name_letter_in(c, "aeiou");
}

static inline char name_letter_at(const struct name_letters *t, size_t i)
{
	return i < t->len ? t->p[i] : '\0';
}

static inline int name_letters_start(const struct name_letters *t, size_t i,
				     const char *prefix)
{
	size_t n = strlen(prefix);

	return i <= t->len && n <= t->len - i &&
	       memcmp(t->p + i, prefix, n) == 0;
}

#endif
