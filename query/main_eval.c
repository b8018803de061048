#include "query/main_eval.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/file.h"
#include "query/answer.h"
#include "query/eval.h"
#include "query/queries.h"

enum {
	FILE_BYTES_MAX = 1 << 30,
	ARENA_BYTES_MAX = 1 << 30,
	QUERIES_MAX = 1000 * 1000 /* that are judged */
};

static const struct option_row option_rows[] = {
	{.name = "per-query",
	 .kind = OPT_FLAG,
	 .help = "print a line for each query, too",
	 .offset = offsetof(struct eval_values, per_query)},
	{.name = "expand",
	 .kind = OPT_FLAG,
	 .help = "rank also by words that the best posts share",
	 .offset = offsetof(struct eval_values, expand)},
	{.name = "against",
	 .kind = OPT_TEXT,
	 .arg = "RUN",
	 .help = "compare with a run, as search --format trec prints it",
	 .offset = offsetof(struct eval_values, against)},
	{.name = "match",
	 .kind = OPT_CHOICE,
	 .choices = "all any",
	 .help = "only posts with all words, or all with any of them",
	 .offset = offsetof(struct eval_values, match)},
};

const struct option_table eval_options[] = {OPTION_TABLE(command_rows),
					    {session_rows, SESSION_ROWS},
					    OPTION_TABLE(option_rows),
					    OPTION_TABLE_END};
const struct eval_values eval_defaults = {.match = -1};

/* The scores of each judged query, by this index and by the other run. */
struct series {
	double *v[EVAL_MEASURES]; /* malloc */
};

struct evaluation {
	const struct eval_values *values;
	struct session session;
	struct arena arena; /* the tables */
	struct buf judged_text, run_text;
	struct eval_table judged, run;
	struct series ours, theirs;
	size_t queries; /* judged */
	size_t size;    /* of the series */
	struct sink sink;
};

static void print(struct sink *out, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void print(struct sink *out, const char *fmt, ...)
{
	char text[64];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n > 0)
		sink_add(out, (struct str){text, (size_t)n < sizeof(text)
							 ? (size_t)n
							 : sizeof(text) - 1});
}

static void print_scores(struct evaluation *e, struct str name,
			 const struct eval_scores *s)
{
	sink_add(&e->sink, name);
	for (int m = 0; m < EVAL_MEASURES; m++)
		print(&e->sink, "\t%.4f", s->v[m]);
	sink_add(&e->sink, STR("\n"));
}

static enum status grow(struct series *s, size_t size, struct error *err)
{
	for (int m = 0; m < EVAL_MEASURES; m++) {
		double *v = realloc(s->v[m], size * sizeof(*v));

		if (!v)
			return error_set(err, ST_MEMORY, "out of memory");
		s->v[m] = v;
	}
	return ST_OK;
}

static enum status keep_scores(struct evaluation *e,
			       const struct eval_scores *ours,
			       const struct eval_scores *theirs,
			       struct error *err)
{
	enum status st = ST_OK;

	if (e->queries == QUERIES_MAX)
		return error_set(err, ST_LIMIT, "more than %d queries",
				 QUERIES_MAX);
	if (e->queries == e->size) {
		e->size = e->size ? 2 * e->size : 256;
		st = grow(&e->ours, e->size, err);
		if (st == ST_OK)
			st = grow(&e->theirs, e->size, err);
	}
	if (st != ST_OK)
		return st;
	for (int m = 0; m < EVAL_MEASURES; m++) {
		e->ours.v[m][e->queries] = ours->v[m];
		e->theirs.v[m][e->queries] = theirs->v[m];
	}
	e->queries++;
	return ST_OK;
}

static enum status score_run(struct eval_scores *out, struct evaluation *e,
			     struct str qid, const struct eval_rows *judged,
			     struct arena *arena, struct error *err)
{
	struct eval_rows found = eval_rows_of(&e->run, qid);
	struct str *ids = NULL;
	enum status st =
		arena_array(&ids, arena, found.n + 1, sizeof(*ids), err);

	for (size_t i = 0; st == ST_OK && i < found.n; i++)
		ids[i] = found.v[i].id;
	if (st == ST_OK)
		eval_ranking(out, judged, ids, found.n);
	return st;
}

static enum status score_answer(struct eval_scores *out, struct answer *a,
				const struct eval_rows *judged,
				struct error *err)
{
	struct str *ids = NULL;
	enum status st =
		arena_array(&ids, &a->arena, a->n + 1, sizeof(*ids), err);

	for (size_t i = 0; st == ST_OK && i < a->n; i++)
		ids[i] = a->results[i].post.id;
	if (st == ST_OK)
		eval_ranking(out, judged, ids, a->n);
	return st;
}

static enum status ask(void *ctx, const struct queries_line *line,
		       struct error *err)
{
	struct evaluation *e = ctx;
	const struct answer_options options = {
		.limit = EVAL_DEPTH,
		.match = (enum match_mode)(e->values->match + 1),
		.exact = e->values->common.exact,
		.expand = e->values->expand,
		.ids_only = 1,
		.all_copies = 1,
		.tables = &e->session.tables.all,
		.limits = QUERY_LIMITS_SHELL};
	struct eval_rows judged = eval_rows_of(&e->judged, line->qid);
	struct eval_scores ours, theirs = {{0}};
	struct answer answer = {.n = 0};
	enum status st;

	if (!eval_ranking(&ours, &judged, NULL, 0))
		return ST_OK;
	st = answer_query(&answer, &e->session.archive, line->query, &options,
			  err);
	if (st == ST_OK)
		st = score_answer(&ours, &answer, &judged, err);
	if (st == ST_OK)
		st = score_run(&theirs, e, line->qid, &judged, &answer.arena,
			       err);
	answer_free(&answer);
	if (st == ST_OK && e->values->per_query)
		print_scores(e, line->qid, &ours);
	return st == ST_OK ? keep_scores(e, &ours, &theirs, err) : st;
}

static struct eval_scores means(const struct series *s, size_t n)
{
	struct eval_scores out = {{0}};

	for (int m = 0; m < EVAL_MEASURES; m++) {
		for (size_t i = 0; i < n; i++)
			out.v[m] += s->v[m][i];
		out.v[m] /= (double)n;
	}
	return out;
}

static void print_summary(struct evaluation *e)
{
	struct eval_scores ours = means(&e->ours, e->queries);
	struct eval_scores theirs = means(&e->theirs, e->queries);
	struct eval_scores chance;

	print_scores(e, STR("all"), &ours);
	if (!e->values->against)
		return;
	print_scores(e, STR("against"), &theirs);
	for (int m = 0; m < EVAL_MEASURES; m++)
		chance.v[m] =
			eval_chance(e->ours.v[m], e->theirs.v[m], e->queries);
	print_scores(e, STR("chance"), &chance);
}

static void print_heading(struct evaluation *e)
{
	sink_add(&e->sink, STR("query"));
	for (int m = 0; m < EVAL_MEASURES; m++)
		print(&e->sink, "\t%s", eval_name((enum eval_measure)m));
	sink_add(&e->sink, STR("\n"));
}

static enum status read_tables(struct evaluation *e, const char *judged,
			       struct error *err)
{
	enum status st = file_read(&e->judged_text, judged, err);

	if (st == ST_OK) {
		st = eval_read_judged(&e->judged, &e->arena,
				      buf_str(&e->judged_text), err);
		if (st != ST_OK)
			error_context(err, "%s", judged);
	}
	if (st != ST_OK || !e->values->against)
		return st;
	st = file_read(&e->run_text, e->values->against, err);
	if (st == ST_OK) {
		st = eval_read_run(&e->run, &e->arena, buf_str(&e->run_text),
				   err);
		if (st != ST_OK)
			error_context(err, "%s", e->values->against);
	}
	return st;
}

static void free_evaluation(struct evaluation *e)
{
	for (int m = 0; m < EVAL_MEASURES; m++) {
		free(e->ours.v[m]);
		free(e->theirs.v[m]);
	}
	session_close(&e->session);
	arena_free(&e->arena);
	buf_free(&e->judged_text);
	buf_free(&e->run_text);
}

enum status run_eval(const void *values, int n, char **args, struct error *err)
{
	struct evaluation e = {.values = values,
			       .arena = ARENA_INIT(ARENA_BYTES_MAX),
			       .judged_text = BUF_INIT(FILE_BYTES_MAX),
			       .run_text = BUF_INIT(FILE_BYTES_MAX),
			       .sink = SINK_FILE(stdout)};
	enum status st = session_open(&e.session, &e.values->common, err);

	(void)n;
	if (st == ST_OK)
		st = read_tables(&e, args[1], err);
	if (st == ST_OK) {
		print_heading(&e);
		st = queries_read(args[0], ask, &e, err);
	}
	if (st == ST_OK && e.queries == 0)
		st = error_set(err, ST_INPUT,
			       "no query of '%s' has a relevant post in '%s'",
			       args[0], args[1]);
	if (st == ST_OK) {
		print_summary(&e);
		st = sink_finish(&e.sink, err);
	}
	free_evaluation(&e);
	return st;
}
