#ifndef COMMON_INDEX_LEXICON_ENTRY_H
#define COMMON_INDEX_LEXICON_ENTRY_H

#include <stdint.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* uthash finds words by XXH3 instead of its own hash. */
#define HASH_FUNCTION(key, len, hash) ((hash) = (unsigned)XXH3_64bits(key, len))
#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/index/lexicon.h"
#include "common/index/vocab.h"

/* Inside of the lexicon: lexicon.c gathers, lexicon_write.c writes all of it,
 * lexicon_patch.c what changed. */

enum {
	LEXICON_MEMORY_MAX = 1 << 30, /* bytes of words and forms */
	LEXICON_FORMS_MAX = 16        /* spellings kept of a word */
};

struct form {
	struct form *next;
	uint32_t count;
	uint32_t posts;     /* that contain it */
	uint32_t last_post; /* the number of the latest of them */
	uint32_t len;       /* bytes */
	char text[];
};

struct entry {
	struct form *forms;
	uint32_t form_count;
	uint32_t posts;     /* that contain it */
	uint32_t last_post; /* the number of the latest of them */
	uint32_t count;
	struct vocab_case cases;
	uint32_t langs; /* bits: rows of stem.h */
	UT_hash_handle hh;
	size_t len; /* bytes in term */
	char term[];
};

struct lexicon {
	struct arena arena;
	struct entry *entries; /* a uthash table */
	uint32_t post;
	uint32_t lang; /* bit of the post's language; 0: no stems for it */
	struct str text;
	enum text_kind kind;
	size_t line_end; /* of the line of text that was looked at last */
	int heading;     /* it is one: its capitals tell nothing */
};

/* The value of a word's key, and that of the key of languages: vocab.h. */
MUST_CHECK enum status
lexicon_format_entry(struct buf *out, const struct entry *e, struct error *err);
MUST_CHECK enum status lexicon_format_langs(struct buf *out, uint32_t langs,
					    struct error *err);

#endif
