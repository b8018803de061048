#include "query/kin.h"

#include <stdlib.h>

#include "common/index/vocab.h"
#include "common/text/stop_words.h"
#include "query/known_words.h"

/* In some language "asia" and "as" are forms of one word; but what nearly every
 * post has says nothing of what somebody asked for. */
enum status kin_inflections(struct kin *out, struct arena *arena,
			    const xap_db *vocab, struct str term, size_t max,
			    struct error *err)
{
	struct vocab_list list;
	int grammar = stop_word(term);
	enum status st;

	out->n = 0;
	st = vocab_inflections(&list, arena, vocab, term, max, err);
	if (st == ST_OK)
		st = arena_array(&out->v, arena, list.n, sizeof(*out->v), err);
	for (size_t i = 0; st == ST_OK && i < list.n; i++) {
		if (!grammar && stop_word(list.v[i].term))
			continue;
		out->v[out->n++] =
			(struct sought_term){.term = list.v[i].term,
					     .by = "inflection",
					     .posts = list.v[i].posts};
	}
	return st;
}

static int by_posts(const void *a, const void *b)
{
	const struct sought_term *x = a, *y = b;

	return (x->posts < y->posts) - (x->posts > y->posts);
}

enum status kin_completions(struct kin *out, struct arena *arena,
			    const xap_db *posts, const xap_db *vocab,
			    struct str prefix, size_t max, struct error *err)
{
	enum { SCANNED_MAX = 20000 };
	struct xap_term term;
	struct known_words words = {.it = NULL};
	enum status st;
	size_t scanned = 0;

	out->n = 0;
	st = arena_array(&out->v, arena, 2 * max, sizeof(*out->v), err);
	if (st == ST_OK)
		st = known_words_open(&words, posts, vocab, prefix, err);
	while (st == ST_OK && scanned++ < SCANNED_MAX &&
	       (st = known_words_next(&words, &term, err)) == ST_OK) {
		struct sought_term *slot = &out->v[out->n];

		st = known_words_count(&words, &term, err);
		if (st != ST_OK)
			break;
		out->n++;
		*slot = (struct sought_term){.by = "prefix",
					     .posts = term.freq};
		st = arena_str(&slot->term, arena, term.term, err);
		if (out->n < 2 * max)
			continue;
		/* Full: the better half stays. */
		qsort(out->v, out->n, sizeof(*out->v), by_posts);
		out->n = max;
	}
	known_words_close(&words);
	if (st != ST_OK && st != ST_END)
		return st;
	qsort(out->v, out->n, sizeof(*out->v), by_posts);
	if (out->n > max)
		out->n = max;
	return ST_OK;
}
