#ifndef QUERY_RENDER_PARTS_H
#define QUERY_RENDER_PARTS_H

#include "common/out/json.h"
#include "common/out/text.h"
#include "query/answer.h"

/* Pieces of an answer that several files of renderers share. */

/* Items side by side, on a new line where the next would be too wide. */
struct items {
	struct text *text;
	size_t indent, width; /* columns; width 0: one line */
	size_t column;
	int some; /* there are items */
};

void items_begin(struct items *f, struct text *text, size_t indent,
		 size_t width);
/* `separator`: ours, before it unless it is first or on a new line. `behind`:
 * ours, behind it, in a faint style; or "". */
void items_add(struct items *f, const char *separator, struct str item,
	       const char *behind);
void items_end(struct items *f);

/* Values with their counts, a line or more a row; `width` 0: 80 columns. */
void show_facets(struct text *t, const struct facets *f, size_t width);
/* A line of bars from the first month to the last, and what a bar is. */
void show_timeline(struct text *t, const struct facets *f, size_t width);

/* The members "by", "rule" and "score": how a word is kin. */
void put_kin(struct json *j, const struct sought_term *t);
/* The member "notes". */
void put_notes(struct json *j, const struct tree *t);

/* The members "facets" and "timeline". */
void put_facets(struct json *j, const struct facets *f);
void put_timeline(struct json *j, const struct facets *f);

#endif
