#ifndef QUERY_LEX_DATE_H
#define QUERY_LEX_DATE_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "query/lex.h"

/* Dates of several words behind date: and updated:. */

/* 1: as it stands. */
int lex_is_date(struct str text);
/* 1: words behind it could make it one: "june", "last", "14". */
int lex_begins_date(struct str text);

/*
 * date:june 2006: where *t, which was read last, is no date, it takes as many
 * words as make one, as if they were quoted.
 */
MUST_CHECK enum status lex_join_date(struct token *t, struct lexer *lexer,
				     struct arena *arena, struct error *err);

#endif
