#ifndef QUERY_RELATED_H
#define QUERY_RELATED_H

#include "query/answer.h"

/*
 * Posts like one of the archive: those that share its most telling words,
 * without itself. The answer is as a query's: the words are what it marks, its
 * query string is the id. ST_NOTFOUND: no post has that id. The caller frees
 * *out with answer_free(), also after a failure.
 */
enum {
	RELATED_WORDS = 24, /* of the post, to look for */
	RELATED_SHARE = 5   /* a word in more than one post of so many tells
			       nothing */
};

MUST_CHECK enum status related_posts(struct answer *out,
				     struct archive *archive, struct str id,
				     const struct answer_options *options,
				     struct error *err);

#endif
