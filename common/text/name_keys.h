#ifndef COMMON_TEXT_NAME_KEYS_H
#define COMMON_TEXT_NAME_KEYS_H

#include "common/text/name_sounds.h"

/*
 * Coarse keys of a name: its consonants in a few classes, without vowels.
 * Spellings of one name share a key almost always; many other words share it
 * too, and name_match.h tells which of them are meant. A word has several keys
 * where letters are read in several ways: g is j in Cairo and g elsewhere, th
 * is s in Turkish, "al" may be an article.
 *
 * Keys are lower case ASCII. They depend on nothing but the term.
 */
enum {
	NAME_KEYS_MAX = 6,   /* of a word */
	NAME_KEY_BYTES = 10, /* longer names are known by their beginning */
};

struct name_key {
	uint8_t len;
	char text[NAME_KEY_BYTES];
};

/*
 * The keys of a folded term (words.h), most likely first, no two alike. Returns
 * how many; 0: the term is nothing that is read as a name.
 */
size_t name_keys(struct str term, struct name_key out[NAME_KEYS_MAX]);

/* The same of a term that was read already. */
size_t name_keys_of(const struct name_sounds *sounds,
		    struct name_key out[NAME_KEYS_MAX]);

#endif
