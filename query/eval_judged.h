#ifndef QUERY_EVAL_JUDGED_H
#define QUERY_EVAL_JUDGED_H

#include "common/base/arena.h"
#include "common/base/error.h"

/*
 * Tables of queries and posts, as trec_eval reads them: judgements ("qid 0 id
 * grade") and runs ("qid Q0 id rank score name"). White space parts columns.
 */
struct eval_row {
	struct str qid, id;
	long value;   /* a judgement's grade, > 0: relevant */
	double score; /* a run's */
	size_t line;  /* where it stood, from 1 */
};

/* The rows of one query. */
struct eval_rows {
	const struct eval_row *v;
	size_t n;
};

struct eval_table {
	struct eval_row *v;
	size_t n;
};

enum { EVAL_ROWS_MAX = 10 * 1000 * 1000 };

/*
 * Of `text`, which must live as long. Rows are sorted by query, then by id.
 * ST_INPUT names the line that is none; ST_LIMIT: too many.
 */
MUST_CHECK enum status eval_read_judged(struct eval_table *out,
					struct arena *arena, struct str text,
					struct error *err);
/* Likewise; by query, the best score first, as trec_eval does. */
MUST_CHECK enum status eval_read_run(struct eval_table *out,
				     struct arena *arena, struct str text,
				     struct error *err);

/* The query's rows; none: v is NULL. */
struct eval_rows eval_rows_of(const struct eval_table *t, struct str qid);
/* The grade of a post, 0 when nobody judged it. */
long eval_grade(const struct eval_rows *judged, struct str id);

#endif
