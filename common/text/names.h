#ifndef COMMON_TEXT_NAMES_H
#define COMMON_TEXT_NAMES_H

#include <stdint.h>

#include "common/base/str.h"

/*
 * The small words that Arabic names are built with. "al-Zarqawi", "Abu Musab",
 * "ibn Khaldun" and "Salah ad-Din" are one name each, however written; these
 * tables say which words join the next one (or the one before).
 */
enum name_part {
	NAME_NONE,
	NAME_ARTICLE, /* al, el: joins the next word by space or hyphen */
	NAME_SUN,     /* an, ash ...: an article before a hyphen and the letter
			 that it has taken over: an-Nahar, ash-Sharq */
	NAME_PREFIX,  /* Abu, Abd, ibn: joins the next word or article */
	NAME_SUFFIX,  /* Eddine: joins the word before */
	NAME_DIN,     /* Din after an article joins the word before both */
};

/* What `term`, folded, may be in a name. */
enum name_part name_part(struct str term);

/* Which terms may be: by their first byte, a bit for their length (modulo
 * 32). */
const uint32_t *name_part_lengths(void);

/* 1: `article`, a NAME_SUN, goes with `next`: "ash" with "sharq". */
int name_sun_agrees(struct str article, struct str next);

/* 1: a word that no "ad-Din" belongs to: "of al-Din" is no name. */
int name_never_first(struct str term);

/* 1: Al is here a given name: "Al Gore". Both folded. */
int name_is_given(struct str al, struct str next);

/*
 * 1: a name in the letters of chat rooms, whose digits stand for sounds that
 * Latin lacks: 7aneen, 3omar, rabi3. Not 7am, b2b or mp3: four letters or more,
 * at most two digits, neither side by side, at the end only behind a vowel.
 */
int name_has_digits(struct str term);

/* 1: an elided French article or preposition: d', l', qu'. */
int name_elides(struct str prefix);

#endif
