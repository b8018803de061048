#ifndef INDEXER_FORMATS_TEXT_LINES_H
#define INDEXER_FORMATS_TEXT_LINES_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/* Plain text as lines and paragraphs. `text` has \n line ends. */

/* Characters of a line that is a paragraph, not part of one. */
enum { TEXT_LONG_LINE = 120 };

struct text_line {
	struct str text; /* trimmed, never empty */
	int gap;         /* a blank line, or nothing, stands before it */
	size_t end;      /* offset of the line after it */
};

/* Step to the next line that is not blank; 0 behind the last. `*offset`
 * starts at 0. */
int text_line_next(struct text_line *line, struct str text, size_t *offset);

/* More than TEXT_LONG_LINE characters? */
int text_is_long(struct str s);

/* The beginning of `s`, up to TEXT_LONG_LINE characters, cut at a word. */
struct str text_cut(struct str s);

/*
 * Append paragraphs separated by "\n\n": hard-wrapped lines are joined, long
 * lines are paragraphs, list items keep their lines. What stands in `out`
 * already is the paragraph before.
 */
MUST_CHECK enum status text_add_paragraphs(struct buf *out, struct str text,
					   struct error *err);

#endif
