#ifndef QUERY_PARSE_H
#define QUERY_PARSE_H

#include "query/tree.h"

/*
 * Read what somebody typed. Nothing is a syntax error: what cannot be
 * understood is searched literally or left out, and a note says so.
 *
 *	two words        both (AND is understood between)
 *	"a phrase"       in this order
 *	=word ="phrase"  without its kin
 *	word*            every word that begins so
 *	-word NOT word   not in the post
 *	this OR that     binds looser than two words side by side
 *	this NEAR/5 that within five words
 *	title:word title:"phrase" title:(a b)
 *	( )              groups
 *
 * Operators are upper case; apostrophes never quote; a minus inside a word
 * (al-Maliki) is a hyphen.
 */
struct query_limits {
	size_t max_bytes;
	size_t max_words;   /* words and phrases */
	unsigned max_depth; /* groups in groups */
};

#define QUERY_LIMITS_SHELL ((struct query_limits){8192, 512, 8})
#define QUERY_LIMITS_WEB ((struct query_limits){1024, 32, 8})

/*
 * The caller frees *out with tree_free(), also after a failure. `query`: any
 * bytes. Fails only for want of memory.
 */
MUST_CHECK enum status tree_parse(struct tree *out, struct str query,
				  const struct query_limits *limits,
				  struct error *err);

#endif
