#ifndef INDEXER_FORMATS_MT_ENTRY_H
#define INDEXER_FORMATS_MT_ENTRY_H

#include <stdint.h>

#include "common/base/str.h"

/*
 * An entry of a Movable Type export:
 *
 *	AUTHOR: Amal
 *	TITLE: A title
 *	DATE: 06/14/2006 09:30:00 AM
 *	-----
 *	BODY:
 *	Text of any length.
 *	-----
 *	COMMENT:
 *	AUTHOR: Layla
 *	DATE: 06/15/2006 10:00:00 AM
 *	What she said.
 *	-----
 *
 * A line of dashes is part of the text unless a section begins behind it.
 */
enum mt_key {
	MT_AUTHOR,
	MT_TITLE,
	MT_BASENAME,
	MT_URL,
	MT_STATUS,
	MT_BREAKS, /* how line ends are meant: "0", "richtext", "markdown" */
	MT_DATE,
	MT_NO_ENTRY, /* "1": only comments, for an entry that exists */
	MT_ONES,     /* how many there are so far: keys with one value */
	MT_CATEGORY,
	MT_PRIMARY,
	MT_TAGS,
	MT_OTHER,
	MT_NO_KEY
};

enum mt_section {
	MT_HEAD,
	MT_BODY,
	MT_MORE,
	MT_EXCERPT,
	MT_KEYWORDS,
	MT_COMMENT,
	MT_PING,
	MT_SECTIONS /* how many; also: no section */
};

/* Which key begins `line`, and its value. */
enum mt_key mt_key_of(struct str line, struct str *value);

/* Which section has `line` as its heading. */
enum mt_section mt_section_of(struct str line);

/* The rest of an entry; starts as all of it, with `section` MT_HEAD. */
struct mt_entry {
	struct str rest;
	enum mt_section section; /* that comes next */
};

/* 1 and the next section's content, borrowed; 0: no more. */
int mt_next_section(struct mt_entry *e, enum mt_section *section,
		    struct str *content);

#endif
