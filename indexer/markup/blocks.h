#ifndef INDEXER_MARKUP_BLOCKS_H
#define INDEXER_MARKUP_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/error.h"
#include "common/base/str.h"

/*
 * A page as a list of its elements in document order, with what is needed to
 * tell an article from what surrounds it: where each one's text stands, how
 * much of it there is, and in which paragraphs. An element's descendants
 * follow it up to `end`, so that sums over the whole tree are one pass from
 * the back to the front. Elements that only mark words (<b>, <i>) are none.
 */
enum block_kind {
	BLOCK_OTHER,
	BLOCK_DIV, /* <article>, <main> and <section> too */
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,
	BLOCK_LIST,
	BLOCK_ITEM,
	BLOCK_QUOTE,
	BLOCK_PRE,
	BLOCK_CODE,
	BLOCK_TABLE,
	BLOCK_ROW,
	BLOCK_CELL,
	BLOCK_FORM,
	BLOCK_FIGURE,
	BLOCK_FOOTER,
	BLOCK_LINK,
	BLOCK_SPAN,
	BLOCK_IMAGE,
	BLOCK_INPUT
};

/* What an element says that it holds, from the most to the least telling. */
enum block_claim {
	CLAIM_NONE,
	CLAIM_BODY, /* the text of a post: "entry-content" */
	CLAIM_POST, /* <article>, "hentry" */
	CLAIM_MAIN, /* what the page is for: <main> */
	CLAIM_LOOSE /* something of the kind: "content" */
};

enum block_flags {
	BLOCK_INLINE = 1 << 0, /* its text belongs to the paragraph around */
	BLOCK_SPLITS = 1 << 1, /* what has one in it is no mere paragraph */
	BLOCK_DENSE = 1 << 2,  /* its text is text, not a heading or a link */
	BLOCK_SCORED = 1 << 3, /* its text speaks for the elements around it */
	BLOCK_TITLE = 1 << 4,  /* <h1>, <h2> */
	BLOCK_GRID = 1 << 5,   /* <th>, <caption> and the like: real data */
	BLOCK_MIXED = 1 << 6,  /* has one in it that splits */
	BLOCK_AWAY = 1 << 7,   /* left out, by its name */
	BLOCK_PART = 1 << 8,   /* <article> */
	BLOCK_CORE = 1 << 9,   /* <main>, or said to be the article's body */
	BLOCK_IN_CODE = 1 << 10,
	BLOCK_IN_FIGURE = 1 << 11,
	BLOCK_IN_QUOTE = 1 << 12,
	BLOCK_IN_DATA = 1 << 13,  /* in a table that is no layout */
	BLOCK_LOCAL = 1 << 14,    /* a link into this page */
	BLOCK_HAS_PART = 1 << 15, /* with such an element in it */
	BLOCK_HAS_CORE = 1 << 16,
	BLOCK_BULK = 1 << 17, /* has the title and most of the text */
	BLOCK_INHERITED = BLOCK_IN_CODE | BLOCK_IN_FIGURE | BLOCK_IN_QUOTE
};

/* What stands in an element and its descendants, but for those left out. */
struct block_sums {
	uint32_t chars;
	uint32_t links;  /* tenths of characters in links */
	uint32_t dense;  /* characters in descendants that are BLOCK_DENSE */
	uint32_t titles; /* characters in headings */
	uint32_t items;  /* characters in lists */
	uint32_t commas;
	uint32_t paragraphs, images, list_items, inputs;
	uint16_t rows, columns;
	uint8_t grid, nested; /* table: real data; with tables in it */
};

struct block {
	enum block_kind kind;
	unsigned flags;
	enum block_claim claim;
	unsigned signs;           /* of names.h */
	int weight;               /* of its class and id */
	uint32_t class_hash;      /* 0: no class */
	uint32_t parent, end;     /* places in the list */
	uint32_t from, to;        /* its text in the page's */
	uint32_t own, own_commas; /* characters in it and in no other */
	uint32_t run, run_commas; /* of the paragraph being read */
	uint32_t n_runs;
	uint32_t n_parts; /* elements directly in it */
	float paragraphs; /* what its own text is worth, by paragraphs */
	float score;      /* as what holds the article, when rated */
	uint8_t rated;
	uint8_t gone; /* left out, with all in it */
	struct block_sums sums;
};

enum {
	BLOCKS_MAX = 1 << 16, /* more elements of a page are not told apart */
	BLOCKS_NONE = 0       /* the page itself, of which all are parts */
};

struct blocks {
	struct block *v; /* owned; v[0] is the page */
	size_t n, size;
	uint32_t kept; /* characters; what has more is not cut by its shape */
};

MUST_CHECK enum status blocks_begin(struct blocks *b, struct error *err);
void blocks_free(struct blocks *b);

/*
 * The next element, in `parent` (BLOCKS_NONE: in the page), whose text begins
 * at `from`; the caller fills in the rest. `*out` is its place, or `parent`
 * for those that are told apart no more.
 */
MUST_CHECK enum status blocks_open(uint32_t *out, struct blocks *b,
				   uint32_t parent, struct str name,
				   uint32_t from, struct error *err);
/* Is an element of this name one of the list even without class and id? */
int blocks_known(struct str name);
/* Text that has come to stand in `at`. */
void blocks_text(struct blocks *b, uint32_t at, struct str text);
/* <br><br>: the end of a paragraph of `at`. */
void blocks_break(struct blocks *b, uint32_t at);
void blocks_close(struct blocks *b, uint32_t at, uint32_t to);

/*
 * Sum up from the back to the front. `leaves_out`, when given, is asked for
 * each element once all in it is summed up; those it names are gone, and so
 * in no sum.
 */
typedef int blocks_test(const struct blocks *b, const struct block *block);
void blocks_measure(struct blocks *b, blocks_test *leaves_out);

/* Is `inner` in `outer`, or the same? */
static inline int blocks_within(const struct blocks *b, uint32_t inner,
				uint32_t outer)
{
	return outer <= inner && inner < b->v[outer].end;
}

/* The text of a <div> is one paragraph? Known once the page is read. */
static inline int block_is_paragraph(const struct block *b)
{
	return b->kind == BLOCK_PARAGRAPH ||
	       (b->kind == BLOCK_DIV && !(b->flags & BLOCK_MIXED) &&
		b->n_runs < 2);
}

/* The share of its text that is in links. */
static inline float block_link_density(const struct block *b)
{
	return b->sums.chars ? (float)b->sums.links / 10 / (float)b->sums.chars
			     : 0;
}

#endif
