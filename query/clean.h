#ifndef QUERY_CLEAN_H
#define QUERY_CLEAN_H

#include "query/parse.h"

/*
 * Set t->query to what was typed, of any bytes, as valid UTF-8 in Form C on
 * one line; notes say what had to change.
 */
MUST_CHECK enum status query_clean(struct tree *t, struct str query,
				   const struct query_limits *limits,
				   struct error *err);

#endif
