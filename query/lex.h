#ifndef QUERY_LEX_H
#define QUERY_LEX_H

#include "common/base/str.h"

/* The tokens of a cleaned query (tree.h). Every byte belongs to one. */
enum token_kind {
	TOKEN_END,
	TOKEN_WORD,   /* text: as typed */
	TOKEN_PHRASE, /* text: without its quotation marks */
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_NOT,
	TOKEN_NEAR,   /* number: words */
	TOKEN_MINUS,  /* before what follows without a space */
	TOKEN_EQUALS, /* the same */
	TOKEN_FIELD   /* number: the field; what follows is looked for in it */
};

struct token {
	enum token_kind kind;
	size_t begin, len; /* bytes of the query */
	struct str text;
	unsigned number;
	int unclosed; /* TOKEN_PHRASE: its end was missing */
	int star;     /* TOKEN_WORD: ends in *, which text does not have */
};

struct lexer {
	struct str query;
	size_t at;
	int tight; /* nothing but an operator stood before, without a space */
};

struct token lex_next(struct lexer *l);

#endif
