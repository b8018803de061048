#ifndef QUERY_PLAN_BUILD_H
#define QUERY_PLAN_BUILD_H

#include "common/index/schema.h"
#include "query/cut.h"
#include "query/kin.h"
#include "query/plan.h"

enum {
	PLAN_RUN_MAX = 64, /* places of one phrase or compound */
	PLAN_ROOM_MAX = 16 /* of a query until its compounds are words */
};

/* Queries in the plan's arena. */
struct query_list {
	xap_query **v;
	size_t n;
};

/* A plan being made: what the files of the planner share. */
struct builder {
	struct plan *plan;
	struct tree *tree;
	const xap_db *posts;
	const xap_db *vocab; /* NULL: no kin */
	const struct kin_tables *tables;
	int64_t now;
	int exact;         /* nor with this */
	int hidden;        /* in a field or an exclusion: nothing to mark */
	int excluded;      /* inside an exclusion */
	const char *field; /* whose words these are; NULL: the text's */
	int filtering;     /* and it only restricts what is found */
	struct query_list bonus; /* becomes the plan's */
	unsigned places;         /* words as typed, so far */
	uint64_t postings;       /* posts of all their forms */
	uint64_t beside;         /* posts whose words' positions are compared */
	uint32_t close;          /* posts where nearness is looked up */
	int full;                /* no more words are searched */
	int paired; /* the word has a neighbour, which may confirm it */
};

/* Where a word is looked for. */
struct place_of {
	const char *prefix; /* of its terms: "" or a schema row's */
	int exact;          /* no kin */
	int fillable;       /* something else is looked for beside it */
	int value;          /* the whole text is one term, or with "" a date */
	uint32_t slot;      /* of that date */
};

/* Keep `q` for plan_free(); frees it when that fails. */
MUST_CHECK enum status plan_keep(struct builder *b, xap_query *q,
				 struct error *err);
/* Combine and keep; NULL parts are left out, one part is itself. */
MUST_CHECK enum status plan_combine(xap_query **out, struct builder *b,
				    enum xap_op op, xap_query *const *parts,
				    size_t n, uint32_t window,
				    struct error *err);

/* Room for `max` queries; a NULL added is none. */
MUST_CHECK enum status plan_list(struct query_list *out, struct builder *b,
				 size_t max, struct error *err);
void plan_list_add(struct query_list *list, xap_query *q);

/* A node of the tree, looked for in `where`; *out NULL: it has no words. */
MUST_CHECK enum status plan_node(xap_query **out, struct builder *b,
				 const struct node *node,
				 const struct place_of *where,
				 struct error *err);
/* The same of what is excluded: nothing of it is marked or adds weight. */
MUST_CHECK enum status plan_excluded(xap_query **out, struct builder *b,
				     const struct node *node,
				     const struct place_of *where,
				     struct error *err);
/* Every post. */
MUST_CHECK enum status plan_all(xap_query **out, struct builder *b,
				struct error *err);
/* 1: a child before child i is the same, and searched once. */
int plan_said_before(const struct node *node, size_t i);

/* The children of an AND, sorted by what they do to the matches. */
struct plan_parts {
	struct query_list words;    /* wanted, can be done without */
	struct query_list pieces;   /* of compounds among the words */
	struct query_list required; /* fields, dates */
	struct query_list excluded;
};
MUST_CHECK enum status plan_sort(struct plan_parts *p, struct builder *b,
				 const struct node *node,
				 const struct place_of *where,
				 struct error *err);
/* The words, combined by `op`, with what is required, without what is
 * excluded. */
MUST_CHECK enum status plan_join(xap_query **out, struct builder *b,
				 const struct plan_parts *p, enum xap_op op,
				 struct error *err);

/* Its weight times `factor`. */
MUST_CHECK enum status plan_scale(xap_query **q, struct builder *b,
				  double factor, struct error *err);
/* *q, or the other; that may be NULL. */
MUST_CHECK enum status plan_add_other(xap_query **q, struct builder *b,
				      xap_query *other, struct error *err);
/* 1: there is room for so many more places; else a note says so, once. */
int plan_has_room(struct builder *b, size_t places);
/* What was typed from one place to another. */
struct str plan_between(struct str text, const struct cut_place *first,
			const struct cut_place *last);

/* A word of one place; *place is borrowed from the plan. */
MUST_CHECK enum status
plan_single(xap_query **out, struct builder *b, const struct cut_place *cut,
	    struct str typed, const struct place_of *where,
	    struct sought_place **place, struct error *err);
/* A word of several places, at consecutive positions. `pieces`: takes its
 * places, each alone; NULL: they are not wanted. */
MUST_CHECK enum status
plan_sequence(xap_query **out, struct builder *b, const struct cut_place *v,
	      size_t n, struct str typed, const struct place_of *where,
	      struct query_list *pieces, struct error *err);

/* The terms of a place: as typed, without its article, and their kin. */
MUST_CHECK enum status plan_widen(struct sought_place *out, struct builder *b,
				  const struct cut_place *place,
				  const struct place_of *where,
				  struct error *err);
/* The posts of all its terms, added up. */
uint32_t plan_posts(const struct sought_place *place);
/* A term; several, combined by `op`. */
MUST_CHECK enum status plan_term(xap_query **out, struct builder *b,
				 const char *prefix, struct str term,
				 struct error *err);
MUST_CHECK enum status plan_any(xap_query **out, struct builder *b,
				const struct place_of *where,
				const struct sought_term *terms, size_t n,
				enum xap_op op, struct error *err);
/* Any of the terms, weighed as one; the first, as typed, weighs `typed` times
 * its own weight more. */
MUST_CHECK enum status plan_family(xap_query **out, struct builder *b,
				   const struct place_of *where,
				   const struct sought_term *terms, size_t n,
				   double typed, struct error *err);
/* Let snippets mark `places`, one behind the other, as query word `word`, or
 * if they are hidden keep them for who wants an explanation; they are borrowed
 * from the plan's arena. */
MUST_CHECK enum status plan_mark(struct builder *b, unsigned word,
				 struct str typed, struct sought_place *places,
				 size_t n, struct error *err);

/*
 * Two words typed one after the other, as a name of two: posts that write it as
 * one word, and posts in which both stand together in spellings too loose for
 * either alone. `typed` is both words as typed, `word` the number of the first.
 * `out`: what each of the two is found by as well; NULL when there is nothing
 * of the kind. `apart`: each is also looked for alone.
 */
MUST_CHECK enum status plan_pair(xap_query *out[2], struct builder *b,
				 const struct sought_place pair[2],
				 struct str typed, unsigned word, int apart,
				 const struct place_of *where,
				 struct error *err);

/* Let posts gain weight in which those two stand close together. */
MUST_CHECK enum status plan_close(struct builder *b,
				  const struct sought_place pair[2],
				  const struct place_of *where,
				  struct error *err);
/* Let posts gain weight that are found anyhow and have `q`, too. */
MUST_CHECK enum status plan_add_bonus(struct builder *b, xap_query *q,
				      double factor, struct error *err);

/*
 * The words of `text`, typed in one run, a query each. `pieces`: the words of
 * its compounds, each alone, for posts that need not have all; there is room
 * for as many as bytes in the query.
 */
MUST_CHECK enum status plan_words(struct query_list *out,
				  struct query_list *pieces, struct builder *b,
				  struct str text, const struct place_of *where,
				  struct error *err);
/* The same as one phrase; *out NULL: it has no words. */
MUST_CHECK enum status plan_phrase(xap_query **out, struct builder *b,
				   struct str text,
				   const struct place_of *where,
				   struct error *err);
/* word*: completions from the archive. */
MUST_CHECK enum status plan_prefix(xap_query **out, struct builder *b,
				   struct str text,
				   const struct place_of *where,
				   struct error *err);
/* A single place as a term or an OR of terms, for NEAR; NULL: it is not one. */
MUST_CHECK enum status plan_place(xap_query **out, struct builder *b,
				  struct str text, const struct place_of *where,
				  struct error *err);

#endif
