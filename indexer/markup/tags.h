#ifndef INDEXER_MARKUP_TAGS_H
#define INDEXER_MARKUP_TAGS_H

#include "common/base/str.h"

/* What an HTML element does to the text around and in it. */
enum tag_flags {
	TAG_PARA = 1 << 0,    /* a paragraph of its own */
	TAG_LINE = 1 << 1,    /* a line of its own */
	TAG_CELL = 1 << 2,    /* a space on both sides */
	TAG_BREAK = 1 << 3,   /* <br>: ends a line */
	TAG_PRE = 1 << 4,     /* keeps its line ends */
	TAG_VOID = 1 << 5,    /* has no content and no end tag */
	TAG_RAW = 1 << 6,     /* content is no markup and no text */
	TAG_RCDATA = 1 << 7,  /* content is text with references */
	TAG_SKIP = 1 << 8,    /* content is not shown */
	TAG_CHROME = 1 << 9,  /* of a page, not of its article */
	TAG_EDGE = 1 << 10,   /* header, footer: chrome outside an article */
	TAG_RENAME = 1 << 11, /* one a document: see clean.h */
	TAG_BREAKS = TAG_PARA | TAG_LINE | TAG_CELL | TAG_BREAK
};

enum { TAG_NAME_MAX = 32 /* bytes of a name; longer ones are unknown */ };

/* Flags of an element by its lower-case name; 0 for unknown ones. */
unsigned tag_flags(struct str name);

/* One of the attributes any reader looks at? Lower-case name. */
int tag_attribute_known(struct str name);

#endif
