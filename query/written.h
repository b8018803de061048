#ifndef QUERY_WRITTEN_H
#define QUERY_WRITTEN_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/xapian-c/xap.h"

/* A term as people write it: "al-Zarqawi" for alzarqawi. */
struct written {
	struct str text;
	int is_name; /* the archive writes it with a capital */
};

/*
 * The form that most posts have; for what is no name without the capital of a
 * sentence's start, if it is ever so written. A term that the vocabulary does
 * not have is itself. Lives in `arena`.
 */
MUST_CHECK enum status written_form(struct written *out, struct arena *arena,
				    const xap_db *vocab, struct str term,
				    struct error *err);

#endif
