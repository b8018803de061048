#ifndef QUERY_CGI_ALSO_H
#define QUERY_CGI_ALSO_H

#include "query/answer.h"

/*
 * "Also spelled": the other spellings under which the names of a query were
 * looked for, each with the query that asks for this spelling only.
 */
struct also_form {
	struct str text; /* as posts write it */
	struct str
		query;  /* the whole query with "=text" in place of the word */
	uint32_t posts; /* that have it */
};

struct also_word {
	struct str typed;
	struct also_form *v; /* most posts first */
	size_t n;
};

struct also {
	struct also_word *v;
	size_t n;
};

enum { ALSO_WORDS_MAX = 4, ALSO_FORMS_MAX = 12 };

/* All of it lives in the answer's arena. */
MUST_CHECK enum status also_find(struct also *out, struct answer *a,
				 const struct archive *archive,
				 struct error *err);

#endif
