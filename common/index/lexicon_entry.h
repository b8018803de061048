#ifndef COMMON_INDEX_LEXICON_ENTRY_H
#define COMMON_INDEX_LEXICON_ENTRY_H

#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/hash.h"
#include "common/index/lexicon.h"
#include "common/index/run.h"
#include "common/index/vocab.h"

/*
 * Inside of the lexicon: lexicon.c gathers, lexicon_run.c puts what was
 * gathered of some posts on disk, lexicon_write.c makes the vocabulary of that,
 * lexicon_patch.c changes one.
 */

enum {
	LEXICON_MEMORY_MAX = 1 << 30, /* bytes of words and forms */
	LEXICON_FORMS_MAX = 16,       /* spellings kept of a word */
	LEXICON_FORMS_MERGED = 64     /* while it is put together */
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

/* The spelling of that text, or NULL. */
struct form *lexicon_form(const struct entry *e, struct str text);
/* Count it; beyond LEXICON_FORMS_MERGED new ones are left out. ST_LIMIT. */
MUST_CHECK enum status lexicon_add_form(struct entry *e, struct arena *arena,
					struct str text, uint32_t count,
					uint32_t posts, struct error *err);

/* A word as the records of runs have it: numbers, then its spellings. */
MUST_CHECK enum status
lexicon_pack_entry(struct buf *out, const struct entry *e, struct error *err);

/*
 * Runs of lexicon_save() as one stream of words, each put together from all of
 * them. Of two spellings as frequent, the runs named first decide; so the
 * outcome is the same whoever gathered which.
 */
struct lexicon_stream {
	struct run_merge *runs;
	struct arena arena; /* of the word at hand */
	struct entry e;
	char term[XAP_KEY_MAX]; /* what e is about; its length is e.len */
	struct str next;        /* the term behind it; its record: */
	struct str record;
	enum status ahead; /* ST_OK: there is one */
};
MUST_CHECK enum status lexicon_stream_open(struct lexicon_stream *s,
					   const char *const *runs, size_t n,
					   struct error *err);
/* ST_OK: s->e, s->term. ST_END. */
MUST_CHECK enum status lexicon_stream_next(struct lexicon_stream *s,
					   struct error *err);
void lexicon_stream_close(struct lexicon_stream *s);

/* The value of a word's key, and that of the key of languages: vocab.h. */
MUST_CHECK enum status
lexicon_format_entry(struct buf *out, const struct entry *e, struct error *err);
MUST_CHECK enum status lexicon_format_langs(struct buf *out, uint32_t langs,
					    struct error *err);

#endif
