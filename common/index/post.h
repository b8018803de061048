#ifndef COMMON_INDEX_POST_H
#define COMMON_INDEX_POST_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/date.h"
#include "common/base/str.h"

struct str_list {
	const struct str *v;
	size_t n;
};

/*
 * One blog post as an archive states it: what readers produce, the index
 * stores and `dump` prints. Plain data; whoever fills it in says how long its
 * members live. All text is valid UTF-8, white space at the ends removed;
 * what an archive does not state is empty.
 */
struct post {
	struct str id;    /* its identity across runs: front matter id, else
			     permalink, else path */
	struct str url;   /* permalink, as stated; may be site-relative */
	struct str title; /* one line */
	struct str site;  /* the blog's name */
	struct str lang;  /* BCP 47 primary subtag, lower case: "en", "ar" */
	struct str_list authors;
	struct str_list tags;   /* tags and categories, in order, no repeats */
	struct str_list series; /* that it is a part of, likewise */
	int64_t published;      /* DATE_NONE: unknown */
	int64_t updated;        /* DATE_NONE: unknown */
	struct str text;        /* plain text, paragraphs separated by \n\n */
	struct str comments; /* likewise, of its readers; empty unless asked */
};

#endif
