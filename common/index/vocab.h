#ifndef COMMON_INDEX_VOCAB_H
#define COMMON_INDEX_VOCAB_H

#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/xapian-c/xap.h"

/*
 * The vocabulary: a second, small database in each generation whose documents
 * are the words of the archive. Terms of a document: Q<word>, and for each
 * language the word was seen in XT<lang>:<stem>. Its data, in lines:
 *	word TAB posts TAB count TAB capitals TAB languages
 *	form TAB count		(as written, the most frequent first)
 * `capitals`: how often it began with a capital where no sentence did.
 */
struct vocab_word {
	struct str term;   /* as in the index of posts */
	struct str form;   /* as written most often */
	uint32_t posts;    /* that contain it */
	uint32_t count;    /* occurrences */
	uint32_t capitals; /* of them, with a capital inside a sentence */
};

struct vocab_list {
	struct vocab_word *v; /* most posts first; in the caller's arena */
	size_t n;
};

/*
 * The words that share a stem with `term` in a language of the archive,
 * without `term` itself. At most `max` of them.
 */
MUST_CHECK enum status vocab_inflections(struct vocab_list *out,
					 struct arena *arena, const xap_db *db,
					 struct str term, size_t max,
					 struct error *err);

/* What is known of one word; ST_NOTFOUND when it is not in the archive. */
MUST_CHECK enum status vocab_word(struct vocab_word *out, struct arena *arena,
				  const xap_db *db, struct str term,
				  struct error *err);

#endif
