#ifndef COMMON_INDEX_VOCAB_KEY_H
#define COMMON_INDEX_VOCAB_KEY_H

#include "common/base/str.h"
#include "common/text/name_keys.h"
#include "common/xapian-c/xap.h"

/* The keys that vocab.h describes; `term` and `stem` are at most 200 bytes. */

enum { VOCAB_KEY_MAX = XAP_KEY_MAX };

#define VOCAB_LANGS "L"

/* Each writes to `out` and returns what it wrote. */
struct str vocab_word_key(char out[VOCAB_KEY_MAX], struct str term);
struct str vocab_stem_key(char out[VOCAB_KEY_MAX], int lang, struct str stem);
struct str vocab_name_key(char out[VOCAB_KEY_MAX], const struct name_key *name);

#endif
