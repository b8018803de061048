#ifndef QUERY_CUT_H
#define QUERY_CUT_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/text/words.h"

/*
 * Query text cut into places: one for each position that a post's text would
 * have, with the terms that may stand there.
 */
struct cut_place {
	struct str terms[2]; /* [0]: as typed; [1]: without its article */
	unsigned n;          /* terms: 1 or 2 */
	struct str parts[WORD_NAME_PARTS]; /* a name's written words */
	unsigned part_count;    /* 0: terms[n - 1] is the word itself */
	size_t begin, end;      /* bytes of the query text */
	struct str compound;    /* empty, or the joined form starting here */
	unsigned compound_span; /* places */
	int kinless;            /* a number, a spaceless script */
};

struct cut {
	struct cut_place *v; /* in the arena */
	size_t n;
};

MUST_CHECK enum status cut_text(struct cut *out, struct arena *arena,
				struct str text, struct error *err);

#endif
