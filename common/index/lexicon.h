#ifndef COMMON_INDEX_LEXICON_H
#define COMMON_INDEX_LEXICON_H

#include <stdint.h>

#include "common/base/error.h"
#include "common/text/words.h"

/*
 * The lexicon gathers, while posts are indexed, what the vocabulary database
 * will know of each word: in how many posts it stands, how often, how it was
 * written, how often with a capital where no sentence starts, in which
 * languages. lexicon_save() puts that aside, a part of the posts at a time;
 * lexicon_write() makes the database of the parts (see vocab.h).
 */
struct lexicon;

/* The caller frees *out. */
MUST_CHECK enum status lexicon_new(struct lexicon **out, struct error *err);
void lexicon_free(struct lexicon *l);

/* The next texts belong to the next post, which is in `lang`; "": unknown. */
void lexicon_next_post(struct lexicon *l, struct str lang);

/* What capitals tell in a text. */
enum text_kind {
	TEXT_PROSE, /* names have them, and what starts a sentence or stands in
		       a heading */
	TEXT_LABELS /* authors, tags: whatever has one may be a name, and names
		       may be in lower case, too */
};

/* The next words are of `text`, which is borrowed until the next text. */
void lexicon_next_text(struct lexicon *l, struct str text, enum text_kind kind);

/* Count one word as words_next() gave it. */
MUST_CHECK enum status lexicon_add(struct lexicon *l, const struct word *word,
				   struct error *err);

/*
 * Change the vocabulary database at `path`, a copy of the live one: without
 * what the words of `gone` counted, and with those of `come`. It then is what
 * lexicon_write() would have made, but for two things that cannot be undone
 * without all posts: a word stays listed under a language of which its last
 * post went, and of words written in very many ways rare forms may be missing.
 * `*words`, the different words, follows.
 */
MUST_CHECK enum status lexicon_patch(const struct lexicon *gone,
				     const struct lexicon *come,
				     const char *path, uint64_t *words,
				     struct error *err);

/*
 * Put the words on disk, as a run (run.h), and forget them: the lexicon is then
 * as new, and as large as the posts between two saves ask for.
 */
MUST_CHECK enum status lexicon_save(struct lexicon *l, const char *path,
				    struct error *err);
/* Runs of up to RUN_MERGE_MAX saves become one. */
MUST_CHECK enum status lexicon_join(const char *const *runs, size_t n,
				    const char *to, struct error *err);
/*
 * Write the vocabulary database of up to RUN_MERGE_MAX runs to the new
 * directory `path`. It depends on the runs' order, not on the words'.
 * `*words`: different ones. Memory does not grow with them.
 */
MUST_CHECK enum status lexicon_write(const char *const *runs, size_t n,
				     const char *path, uint64_t *words,
				     struct error *err);

#endif
