#ifndef COMMON_INDEX_VOCAB_H
#define COMMON_INDEX_VOCAB_H

#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/xapian-c/xap.h"

/*
 * The vocabulary: a second, small Xapian database in each generation that
 * knows the words of the archive. It has no documents; all is kept as
 * metadata, which Xapian reads with one look into its B-tree (a document a
 * word cost four times as much to write, and an inflate to read):
 *
 *	L		languages of the posts: "ar en "
 *	T<lang>:<stem>	"militias " : the words of that stem, each followed by
 *			a space; a word that is its own stem is not listed
 *	W<word>		posts TAB count TAB capitals TAB languages NL
 *			form TAB count NL (as written, most frequent first) ...
 *
 * `capitals`: how often it began with a capital where no sentence did.
 */
struct vocab_word {
	struct str term;   /* as in the index of posts */
	struct str form;   /* as written most often */
	uint32_t posts;    /* that contain it */
	uint32_t count;    /* occurrences */
	uint32_t capitals; /* of them, with a capital inside a sentence */
	uint32_t langs;    /* bits: rows of stem.h, of posts that contain it */
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
