#ifndef INDEXER_FORMATS_TEXT_HEADER_H
#define INDEXER_FORMATS_TEXT_HEADER_H

#include <stdint.h>

#include "common/base/diag.h"
#include "common/base/str.h"
#include "indexer/formats/byline.h"

enum {
	TEXT_HEADER_LINES = 12, /* at most, not counting blank ones */
	TEXT_TAGS_MAX = 32
};

/*
 * What stands above a plain text post: its title, perhaps the blog's name, a
 * byline, a date, "Tags: ..." lines. All borrowed from the text. Every word
 * above `body` is in one of the members; labels such as "By" and "Date:", and
 * repeated lines, aside.
 */
struct text_header {
	struct str title, site, series, url, lang;
	struct byline byline;
	struct str tags[TEXT_TAGS_MAX];
	size_t n_tags;
	struct str kept[TEXT_HEADER_LINES]; /* lines that belong to the text */
	size_t n_kept;
	size_t body; /* offset where the text goes on */
};

/* `diag`: where to report dates that are none; may be NULL. */
void text_header_read(struct text_header *out, struct str text,
		      struct diag *diag);

#endif
