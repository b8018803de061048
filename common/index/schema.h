#ifndef COMMON_INDEX_SCHEMA_H
#define COMMON_INDEX_SCHEMA_H

#include "common/base/str.h"

/*
 * What stands where in the index of posts.
 *
 * Bare terms, with positions: the words of title, text, authors, tags,
 * series and site, in this order, SCHEMA_GAP positions between two fields and
 * between two values of a field. Words of a field stand also under its prefix,
 * with positions of their own (from 1, values SCHEMA_GAP apart); whole values,
 * as folded terms joined by one space, under another. A title's bare words
 * count SCHEMA_TITLE_WDF times. Readers' comments are indexed when that is
 * asked for, under their prefix only, so that they are found where they are
 * sought; they are not stored.
 */
enum schema_field {
	FIELD_TITLE,
	FIELD_AUTHOR,
	FIELD_TAG,
	FIELD_SERIES,
	FIELD_SITE,
	FIELD_COMMENT,
	FIELD_LANG,
	FIELD_ID,
	FIELD_YEAR,  /* 2006 */
	FIELD_MONTH, /* 200606 */
	FIELD_DAY,   /* 20060614 */
	FIELD_COUNT
};

struct schema_row {
	const char *name;  /* as typed in a query: "author" */
	const char *words; /* prefix of its words; NULL: has none */
	const char *value; /* prefix of the whole value; NULL: has none */
};

enum {
	SCHEMA_VERSION = 5,   /* since 5: blocks of lengths */
	SCHEMA_SEARCHED = 4,  /* from here on searches know it */
	SCHEMA_GAP = 100,     /* positions: no phrase reaches over it */
	SCHEMA_TITLE_WDF = 3, /* times that a word in the title counts */
};

enum schema_slot {
	SLOT_DATE = 0, /* published, xap_sortable(); missing when unknown */
	SLOT_UPDATED = 1,
	SLOT_FACETS = 2,  /* facet.h; since version 2 */
	SLOT_CONTENT = 3, /* content.h; since version 3 */
};

extern const struct schema_row schema[FIELD_COUNT];

#endif
