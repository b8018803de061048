#ifndef QUERY_COMPLETE_H
#define QUERY_COMPLETE_H

#include "query/archive.h"

/*
 * What somebody may be typing: the words and names, tags, series, authors,
 * sites and titles of the archive that begin as the text does, with how many
 * posts have them. Of several words typed only the last is incomplete.
 */
enum completion_kind {
	COMPLETE_WORD,
	COMPLETE_NAME,
	COMPLETE_TAG,
	COMPLETE_SERIES,
	COMPLETE_AUTHOR,
	COMPLETE_SITE,
	COMPLETE_TITLE,
	COMPLETE_KINDS /* how many */
};

struct completion {
	enum completion_kind kind;
	struct str text; /* the whole text completed, as posts write it */
	uint32_t posts;  /* that have all of it */
};

struct completions {
	struct completion
		*v; /* words and names, tags, series, authors,
		       sites, titles; of each most posts first; in the arena */
	size_t n;
};

enum {
	COMPLETE_MAX = 50,          /* of one kind */
	COMPLETE_TEXT_MAX = 1 << 10 /* bytes; more is cut off */
};

/* "word"; never NULL. */
const char *completion_kind_name(enum completion_kind kind);

/* `text`: any bytes. At most `max` of each of those six; a text without a word
 * has none.
 */
MUST_CHECK enum status complete(struct completions *out, struct arena *arena,
				struct archive *archive, struct str text,
				size_t max, struct error *err);

#endif
