#ifndef QUERY_NAMES_H
#define QUERY_NAMES_H

#include "common/out/sink.h"
#include "query/render.h"
#include "query/spellings.h"

/* Writers of `nisba-query names`. */
void names_text(struct sink *out, struct str query, const struct spellings *s,
		const struct render_options *options);
/* {"query":...,"spellings":[...]}, on one line when `dense`. */
void names_json(struct sink *out, struct str query, const struct spellings *s,
		int dense);

/* A family on one line: its count, and its spellings with theirs. */
void family_text(struct sink *out, const struct family *family,
		 const struct render_options *options);
/* {"text":...,"count":...,"spellings":[...]} on one line. */
void family_json(struct sink *out, const struct family *family);

#endif
