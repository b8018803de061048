#ifndef COMMON_TEXT_STEM_H
#define COMMON_TEXT_STEM_H

#include <stddef.h>

#include "common/base/str.h"

/*
 * Stems: what the inflected forms of a word have in common. By Snowball
 * (snowballstem.org) on folded terms; Arabic by light rules of our own in the
 * spirit of Larkey, Ballesteros and Connell, "Light stemming for Arabic
 * information retrieval" (2007): articles, prepositions and endings go.
 */
enum { STEM_LANGS = 17, STEM_MAX = 64 /* bytes of a stem */ };

/* Which row serves `lang` ("en", "fr", ...); -1: none does. */
int stem_lang(struct str lang);
/* "en"; never NULL. */
const char *stem_lang_name(int lang);

/*
 * Write the stem of `term` to `out`, return its length. Terms that have none
 * (digits, longer than STEM_MAX) are cut copies of themselves.
 */
size_t stem(char out[STEM_MAX], int lang, struct str term);

/*
 * The language that a text is in as far as its script tells: "ar", "fa",
 * "ru", ... and "" for Latin script. Looks at the first 4 KiB.
 */
struct str lang_by_script(struct str text);

#endif
