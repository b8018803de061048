#include "query/known_words.h"

#include "common/index/vocab.h"

/* NULL: posts are asked. */
static const xap_db *asked(const xap_db *posts, const xap_db *vocab)
{
	return xap_db_is_remote(posts) || xap_db_parts(posts) > 1 ? vocab
								  : NULL;
}

enum status known_word_posts(uint32_t *out, const xap_db *posts,
			     const xap_db *vocab, struct str term,
			     struct error *err)
{
	return asked(posts, vocab) ? vocab_posts(out, vocab, term, err)
				   : xap_db_term_freq(posts, term, out, err);
}

enum status known_words_open(struct known_words *out, const xap_db *posts,
			     const xap_db *vocab, struct str prefix,
			     struct error *err)
{
	out->it = NULL;
	out->vocab = asked(posts, vocab);
	return out->vocab ? vocab_words_open(&out->it, out->vocab, prefix, err)
			  : xap_terms_open(&out->it, posts, prefix, err);
}

enum status known_words_next(struct known_words *k, struct xap_term *out,
			     struct error *err)
{
	return k->vocab ? vocab_words_next(k->it, &out->term, err)
			: xap_terms_next(k->it, out, err);
}

enum status known_words_count(const struct known_words *k,
			      struct xap_term *term, struct error *err)
{
	return k->vocab ? vocab_posts(&term->freq, k->vocab, term->term, err)
			: ST_OK;
}

void known_words_close(struct known_words *k)
{
	xap_terms_free(k->it);
}
