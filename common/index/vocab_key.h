#ifndef COMMON_INDEX_VOCAB_KEY_H
#define COMMON_INDEX_VOCAB_KEY_H

#include "common/base/str.h"
#include "common/index/vocab.h"
#include "common/text/name_keys.h"
#include "common/text/stem.h"
#include "common/xapian-c/xap.h"

/* The keys that vocab.h describes; `term` and `stem` are at most 200 bytes. */

enum { VOCAB_KEY_MAX = XAP_KEY_MAX };

#define VOCAB_LANGS "L"

/* Each writes to `out` and returns what it wrote. */
struct str vocab_word_key(char out[VOCAB_KEY_MAX], struct str term);
struct str vocab_stem_key(char out[VOCAB_KEY_MAX], int lang, struct str stem);
struct str vocab_name_key(char out[VOCAB_KEY_MAX], const struct name_key *name);

/* All keys that list a word: of its stem in each of `langs` (bits), unless it
 * is the stem, and of its sounds if it is a name. */
enum { VOCAB_KEYS_MAX = STEM_LANGS + NAME_KEYS_MAX };
struct vocab_keys {
	struct str v[VOCAB_KEYS_MAX]; /* into text */
	size_t n;
	char text[VOCAB_KEYS_MAX][VOCAB_KEY_MAX];
};
void vocab_keys_of(struct vocab_keys *out, struct str term, uint32_t langs,
		   const struct vocab_case *cases);

#endif
