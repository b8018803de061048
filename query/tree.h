#ifndef QUERY_TREE_H
#define QUERY_TREE_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"

/*
 * A query as a tree. Leaves hold text as typed; what words it has is decided
 * later by the functions that cut posts. Flattened: no AND in an AND, no OR
 * in an OR, no group of one.
 */
enum node_kind {
	NODE_WORD,   /* a run without white space */
	NODE_PHRASE, /* between quotation marks */
	NODE_NEAR,   /* words and phrases within `window` words */
	NODE_AND,
	NODE_OR,
	NODE_NOT,   /* one kid */
	NODE_FIELD, /* one kid, looked for in `field` */
	NODE_ALL,   /* every post: what a query of exclusions starts from */
	NODE_NONE   /* an empty query */
};

enum node_flag {
	NODE_EXACT = 1, /* =word: without its kin */
	NODE_PREFIX = 2 /* word* */
};

enum query_field {
	QUERY_TITLE,
	QUERY_AUTHOR,
	QUERY_TAG,
	QUERY_SERIES,
	QUERY_SITE,
	QUERY_COMMENT,
	QUERY_LANG,
	QUERY_DATE,    /* published */
	QUERY_UPDATED, /* changed last */
	QUERY_ID,
	QUERY_FIELDS /* how many */
};

struct node {
	enum node_kind kind;
	unsigned flags;         /* enum node_flag */
	enum query_field field; /* NODE_FIELD */
	unsigned window;        /* NODE_NEAR: words between */
	size_t begin, len;      /* bytes of tree.query */
	struct str text;        /* NODE_WORD, NODE_PHRASE: without operators */
	struct node **kids;
	size_t kid_count;
};

struct tree_note {
	size_t begin, len; /* bytes of tree.query it speaks of */
	struct str text;   /* one sentence, lower case, no period */
};

enum { TREE_NOTES_MAX = 16, TREE_PRINT_MAX = 64 << 10 };

struct tree {
	struct arena arena; /* owns all of it */
	struct str query;   /* the query cleaned: valid UTF-8, NFC, spaces */
	struct node *root;  /* never NULL */
	struct tree_note notes[TREE_NOTES_MAX];
	size_t note_count;
};

/* -1: no field of that name, in any case. Aliases: by, category, blog ... */
int query_field_find(struct str name);
/* 1: what is looked for in it is a date. */
int query_field_is_date(enum query_field field);
/* "title"; never NULL. */
const char *query_field_name(enum query_field field);

/* 1: the same but for where they stand. */
int node_same(const struct node *a, const struct node *b);

/* Add a note, unless it says what another one says; past TREE_NOTES_MAX they
 * are dropped. */
void tree_add_note(struct tree *t, size_t begin, size_t len, const char *fmt,
		   ...) __attribute__((format(printf, 4, 5)));

/*
 * Append a canonical form, which parses to an equal tree, if only it may be as
 * long and as deep as its written-out parentheses make it.
 */
MUST_CHECK enum status tree_print(struct buf *out, const struct node *node,
				  struct error *err);

void tree_free(struct tree *t);

#endif
