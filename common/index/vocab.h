#ifndef COMMON_INDEX_VOCAB_H
#define COMMON_INDEX_VOCAB_H

#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/text/name_match.h"
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
 *	N<key>		the same, of the names with that key (name_keys.h)
 *	W<word>		posts TAB count TAB capitals TAB starts TAB lowers TAB
 *			languages NL
 *			form TAB count TAB posts NL (as written, the most
 *			frequent first) ...
 *
 * A word is a name when the archive writes it as one: see vocab_is_name().
 */
struct vocab_case {
	uint32_t capitals; /* with a capital that only names have */
	uint32_t starts;   /* with one that any word has there: a sentence
			      begins with it, a heading is made of them */
	uint32_t lowers;   /* without a capital. Words of capitals and words of
			      labels in lower case are in none of the three */
};

struct vocab_word {
	struct str term; /* as in the index of posts */
	struct str form; /* as written most often */
	uint32_t posts;  /* that contain it */
	uint32_t count;  /* occurrences */
	struct vocab_case cases;
	uint32_t langs; /* bits: rows of stem.h, of posts that contain it */
};

struct vocab_list {
	struct vocab_word *v; /* most posts first; in the caller's arena */
	size_t n;
};

/* The languages of a list "ar en ", as bits: rows of stem.h. */
uint32_t vocab_langs(struct str list);

/*
 * The words that share a stem with `term` in a language of the archive,
 * without `term` itself. At most `max` of them.
 */
MUST_CHECK enum status vocab_inflections(struct vocab_list *out,
					 struct arena *arena, const xap_db *db,
					 struct str term, size_t max,
					 struct error *err);

/*
 * 1: the archive writes this word as a name: with a capital where nothing else
 * asks for one, seldom without, and it is no common English word. A word that
 * only ever starts sentences or stands in headings may be one. Words in Arabic
 * letters, which have no capitals, all may be names, and so may those of chat
 * rooms (3omar).
 */
int vocab_is_name(struct str term, const struct vocab_case *cases);

/* A name of the archive that is a spelling of another. */
struct vocab_name {
	struct vocab_word word;
	struct name_match match; /* how it is */
};

struct vocab_names {
	struct vocab_name *v; /* best first; in the caller's arena */
	size_t n;
};

/*
 * The names that `term` is a spelling of (name_kin.h), without itself; at most
 * the `max` best, with a score of `floor` or more.
 */
MUST_CHECK enum status vocab_names(struct vocab_names *out, struct arena *arena,
				   const xap_db *db, struct str term, int floor,
				   size_t max, struct error *err);

/* A word as it is written. */
struct vocab_form {
	struct str text;
	uint32_t count; /* occurrences */
	uint32_t posts; /* that contain it */
};

struct vocab_forms {
	struct vocab_form *v; /* most frequent first; in the caller's arena */
	size_t n;
};

/* How `term` is written; none when it is in no post. */
MUST_CHECK enum status vocab_forms(struct vocab_forms *out, struct arena *arena,
				   const xap_db *db, struct str term,
				   struct error *err);

/* In how many posts `term` stands; 0: in none. */
MUST_CHECK enum status vocab_posts(uint32_t *out, const xap_db *db,
				   struct str term, struct error *err);

/* All words that begin with `prefix`, in byte order; the caller frees *out. */
MUST_CHECK enum status vocab_words_open(xap_terms **out, const xap_db *db,
					struct str prefix, struct error *err);
/* Three answers; the word is borrowed until the next call. */
MUST_CHECK enum status vocab_words_next(xap_terms *words, struct str *out,
					struct error *err);

/* What is known of one word; ST_NOTFOUND when it is not in the archive. */
MUST_CHECK enum status vocab_word(struct vocab_word *out, struct arena *arena,
				  const xap_db *db, struct str term,
				  struct error *err);

#endif
