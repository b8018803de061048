#ifndef INDEXER_FORMATS_BYLINE_H
#define INDEXER_FORMATS_BYLINE_H

#include <stdint.h>

#include "common/base/str.h"

enum { BYLINE_AUTHORS_MAX = 8 };

/* "By Amal Haddad and Omar, 2004-07-01", taken apart. */
struct byline {
	struct str authors[BYLINE_AUTHORS_MAX]; /* borrowed from the line */
	size_t n;
	int64_t date; /* DATE_NONE: none that can be read */
	int rest;     /* it has words ("and friends") that are in neither */
};

/* 1 and *out when `line` is a byline. */
int byline_read(struct byline *out, struct str line);

/* The same for names alone, without "By". */
void byline_read_names(struct byline *out, struct str names);

#endif
