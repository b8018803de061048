#ifndef QUERY_KNOWN_WORDS_H
#define QUERY_KNOWN_WORDS_H

#include "common/xapian-c/xap.h"

/*
 * The words of the archive, and in how many posts each stands. The index of
 * posts knows it at once; but when it has several parts the vocabulary is
 * asked, which is one and always here: understanding a query then takes no
 * round trips, and one look at a word instead of one in each part.
 */

/* 0: in none. `vocab` may be NULL: then `posts` is asked, wherever it is. */
MUST_CHECK enum status known_word_posts(uint32_t *out, const xap_db *posts,
					const xap_db *vocab, struct str term,
					struct error *err);

/* The words that begin with `prefix`, in byte order. */
struct known_words {
	const xap_db *vocab; /* NULL: posts are asked */
	xap_terms *it;
};

/* Closed in any case. */
MUST_CHECK enum status known_words_open(struct known_words *out,
					const xap_db *posts,
					const xap_db *vocab, struct str prefix,
					struct error *err);
/* Three answers, as iterators give; the term is borrowed until the next. Its
 * freq may be missing: known_words_count() sees to it. */
MUST_CHECK enum status known_words_next(struct known_words *k,
					struct xap_term *out,
					struct error *err);
MUST_CHECK enum status known_words_count(const struct known_words *k,
					 struct xap_term *term,
					 struct error *err);
void known_words_close(struct known_words *k);

#endif
