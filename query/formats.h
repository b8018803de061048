#ifndef QUERY_FORMATS_H
#define QUERY_FORMATS_H

#include "query/render.h"

/* How an answer can be written: what --format and the web offer. */
struct format {
	const char *name; /* "text", as --format has it */
	void (*answer)(struct sink *out, const struct answer *a,
		       const struct render_options *options);
	const char *media_type; /* for HTTP */
	int has_notes;          /* the notes are part of what is written */
	int ids_only;           /* it shows no snippets */
	int for_people;         /* read in a terminal: worth a pager */
};

enum {
	FORMAT_TEXT,
	FORMAT_TEXT0,
	FORMAT_JSON,
	FORMAT_JSONL,
	FORMAT_ATOM,
	FORMAT_HTML,
	FORMAT_TREC,
	FORMAT_COUNT /* how many */
};
extern const struct format formats[FORMAT_COUNT];

/* Their names as the choices of an option row. */
extern const char format_choices[];

/* Write an answer to standard output, through a pager where people read. */
MUST_CHECK enum status format_answer(int format, const struct answer *a,
				     const struct render_options *options,
				     struct error *err);

#endif
