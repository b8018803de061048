#ifndef QUERY_PLAN_BUILD_H
#define QUERY_PLAN_BUILD_H

#include "common/index/schema.h"
#include "query/cut.h"
#include "query/kin.h"
#include "query/plan.h"

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
	int exact;    /* nor with this */
	int hidden;   /* in a field or an exclusion: nothing to mark */
	int excluded; /* inside an exclusion */
	struct query_list bonus; /* becomes the plan's */
	unsigned places;         /* words as typed, so far */
	uint64_t postings;       /* posts of all their forms */
	uint64_t beside;         /* posts whose words' positions are compared */
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
/* Let snippets mark `places`, one behind the other, as query word `word`;
 * they are borrowed from the plan's arena. */
MUST_CHECK enum status plan_mark(struct builder *b, unsigned word,
				 struct str typed, struct sought_place *places,
				 size_t n, struct error *err);

/*
 * Two words typed one after the other, as a name of two: posts that write it as
 * one word, and posts in which both stand together in spellings too loose for
 * either alone. `typed` is both words as typed, `word` the number of the first.
 * *out is NULL when there is nothing of the kind.
 */
MUST_CHECK enum status plan_pair(xap_query **out, struct builder *b,
				 const struct sought_place pair[2],
				 struct str typed, unsigned word,
				 const struct place_of *where,
				 struct error *err);

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
