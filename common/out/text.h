#ifndef COMMON_OUT_TEXT_H
#define COMMON_OUT_TEXT_H

#include <stddef.h>

#include "common/base/str.h"
#include "common/out/sink.h"

/*
 * Text for people, safe for a terminal. Whatever comes from an archive, a
 * query or a file name goes through text_field() or text_paragraph(): any
 * bytes may come in; what goes out is valid UTF-8 without control characters,
 * white space folded to single spaces, characters that reorder or hide text
 * dropped. Text with right-to-left characters is isolated, so that it does
 * not pull its neighbours over.
 *
 * Failures are kept in the sink: see sink_finish().
 */
enum text_style {
	TEXT_NORMAL,
	TEXT_TITLE,
	TEXT_MATCH, /* a word that was searched */
	TEXT_PLACE, /* where a post is: URL, path */
	TEXT_FAINT  /* dates, counts, scores */
};

struct text {
	struct sink *sink; /* borrowed */
	int colour;        /* 0: styles and marks leave no trace */
	struct buf clean;  /* scratch: the text as it will be shown */
	struct buf marked; /* scratch: for each of its bytes 0 or 1 */
	int links;         /* 1: the terminal knows hyperlinks (OSC 8) */
};

enum {
	TEXT_FIELD_MAX = 16 << 20, /* bytes; a longer one is ST_LIMIT */
	TEXT_LINK_MAX = 2000       /* bytes; terminals drop longer ones */
};

#define TEXT_INIT(sink, colour)                                                \
	{                                                                      \
		(sink), (colour), BUF_INIT(TEXT_FIELD_MAX),                    \
			BUF_INIT(TEXT_FIELD_MAX), 0                            \
	}

/* A run of bytes to show as TEXT_MATCH. */
struct text_mark {
	size_t at, len; /* bytes */
};

/* The scratch memory; not the sink. */
void text_free(struct text *t);

/* Our own words: no bytes of an archive or of the user. */
void text_words(struct text *t, const char *words);

/* From here on; TEXT_NORMAL ends any other. */
void text_style(struct text *t, enum text_style style);

/* Foreign text on one line. */
void text_field(struct text *t, struct str s);

/*
 * Foreign text as a paragraph: each line starts with `indent` spaces and ends
 * with \n, and none is wider than `width` columns unless one unbreakable run
 * is. `width` 0: one line. Marks are in order and do not overlap; `marks` may
 * be NULL when n is 0. An empty text gives nothing.
 */
void text_paragraph(struct text *t, struct str s, const struct text_mark *marks,
		    size_t n, size_t indent, size_t width);

/*
 * What follows leads to `url`, until text_link_end(). Only http and https URLs
 * of a bearable length, and only where links are on; else nothing happens.
 */
void text_link(struct text *t, struct str url);
void text_link_end(struct text *t);

/* The columns that text_field(s) takes on a terminal. */
size_t text_width(struct str s);

#endif
