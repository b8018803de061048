#ifndef QUERY_SNIPPET_H
#define QUERY_SNIPPET_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/out/text.h"
#include "query/sought.h"

/*
 * Why a post matched: the part of its text with the most of what was sought,
 * or up to three parts when one does not have every word, and the bytes that
 * matched. Parts begin and end with sentences where they can. The text is cut
 * by the function that indexed it, so that what was found is what is marked.
 */
struct matched {
	struct str typed; /* the query word */
	struct str text;  /* as the post has it, first occurrence */
	const struct sought_term *term; /* how it is kin */
};

struct snippet {
	struct str text;         /* one line; "…" where the post goes on */
	struct text_mark *marks; /* in order, apart from each other */
	size_t mark_count;
	struct matched *matched; /* one for each spelling found */
	size_t matched_count;
};

enum {
	SNIPPET_WIDTH = 240, /* characters of text wanted, about */
	SNIPPET_HITS_MAX = 1024,
	SNIPPET_MATCHED_MAX = 16
};

/*
 * What is sought, made ready to be looked up while texts are cut. Borrows
 * `sought`; everything lives in `arena`.
 */
struct finder;
MUST_CHECK enum status finder_new(struct finder **out, struct arena *arena,
				  const struct sought *sought,
				  struct error *err);

/* `text`: valid UTF-8 in Form C. All of *out lives in `arena`. */
MUST_CHECK enum status snippet_make(struct snippet *out, struct arena *arena,
				    struct finder *finder, struct str text,
				    struct error *err);

/* A short field whole: a title, an author. */
MUST_CHECK enum status snippet_of_field(struct snippet *out,
					struct arena *arena,
					struct finder *finder, struct str text,
					struct error *err);

#endif
