#include "query/main_search.h"

#include "common/out/log.h"
#include "query/formats.h"
#include "query/pager.h"
#include "query/queries.h"
#include "query/recency.h"

static const struct option_row search_rows[] = {
	{.name = "limit",
	 .key = "search.limit",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "print at most N posts",
	 .offset = offsetof(struct search_values, limit),
	 .min = 0,
	 .max = 10000},
	{.name = "offset",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "leave out the first N posts",
	 .offset = offsetof(struct search_values, offset),
	 .min = 0,
	 .max = 900000},
	{.name = "format",
	 .kind = OPT_CHOICE,
	 .choices = format_choices,
	 .help = "how to print the posts",
	 .offset = offsetof(struct search_values, format)},
	{.name = "match",
	 .kind = OPT_CHOICE,
	 .choices = "all any",
	 .help = "only posts with all words, or all with any of them",
	 .offset = offsetof(struct search_values, match)},
	{.name = "sort",
	 .kind = OPT_CHOICE,
	 .choices = "relevance newest oldest",
	 .help = "the order of the posts",
	 .offset = offsetof(struct search_values, sort)},
	{.name = "half-life",
	 .key = "search.half-life",
	 .kind = OPT_TEXT,
	 .arg = "TIME",
	 .help = "newer posts first of those that match as well: what a date "
		 "adds halves in this time, as 2y, 6m, 90d",
	 .offset = offsetof(struct search_values, half_life)},
	{.name = "batch",
	 .kind = OPT_TEXT,
	 .arg = "FILE",
	 .help = "answer queries from FILE, QID TAB QUERY a line; -: standard "
		 "input",
	 .offset = offsetof(struct search_values, batch)},
	{.name = "expand",
	 .kind = OPT_FLAG,
	 .help = "rank also by words that the best posts share",
	 .offset = offsetof(struct search_values, expand)},
	{.name = "no-collapse",
	 .kind = OPT_FLAG,
	 .help = "show posts of the same text each, not the best and how many",
	 .offset = offsetof(struct search_values, no_collapse)},
	{.name = "facets",
	 .kind = OPT_FLAG,
	 .help = "count the posts by year, author, tag, series, site, language",
	 .offset = offsetof(struct search_values, facets)},
	{.name = "timeline",
	 .kind = OPT_FLAG,
	 .help = "count the posts by month",
	 .offset = offsetof(struct search_values, timeline)},
	{.name = "from",
	 .kind = OPT_TEXT,
	 .arg = "DATE",
	 .help = "only posts of this date or later",
	 .offset = offsetof(struct search_values, from)},
	{.name = "to",
	 .kind = OPT_TEXT,
	 .arg = "DATE",
	 .help = "only posts of this date or earlier",
	 .offset = offsetof(struct search_values, to)},
	{.name = "author",
	 .kind = OPT_TEXT,
	 .arg = "NAME",
	 .help = "only posts by this author",
	 .offset = offsetof(struct search_values, author)},
	{.name = "tag",
	 .kind = OPT_TEXT,
	 .arg = "TAG",
	 .help = "only posts with this tag",
	 .offset = offsetof(struct search_values, tag)},
	{.name = "series",
	 .kind = OPT_TEXT,
	 .arg = "NAME",
	 .help = "only posts of this series",
	 .offset = offsetof(struct search_values, series)},
	{.name = "lang",
	 .kind = OPT_TEXT,
	 .arg = "CODE",
	 .help = "only posts in this language, as en",
	 .offset = offsetof(struct search_values, lang)},
	{.name = "site",
	 .kind = OPT_TEXT,
	 .arg = "NAME",
	 .help = "only posts of this site",
	 .offset = offsetof(struct search_values, site)},
};

static const struct option_row explain_rows[] = {
	{.name = "format",
	 .kind = OPT_CHOICE,
	 .choices = "text json",
	 .help = "print for people, or JSON",
	 .offset = offsetof(struct search_values, format)},
};

const struct option_table search_options[] = {OPTION_TABLE(command_rows),
					      {session_rows, SESSION_ROWS},
					      OPTION_TABLE(search_rows),
					      OPTION_TABLE_END};
const struct option_table explain_options[] = {OPTION_TABLE(command_rows),
					       {session_rows, SESSION_ROWS},
					       OPTION_TABLE(explain_rows),
					       OPTION_TABLE_END};

const struct search_values search_defaults = {.limit = 10, .match = -1};

/* The words of the command line as one query. */
static enum status join_words(struct buf *out, int n, char **args,
			      struct error *err)
{
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && i < n; i++)
		st = buf_addf(out, err, "%s%s", i ? " " : "", args[i]);
	return st;
}

static void print_notes(const struct tree *tree, struct str suggestion)
{
	struct buf text = BUF_INIT(64 << 10);

	if (suggestion.len &&
	    buf_addf(&text, NULL, "did you mean: %.*s", (int)suggestion.len,
		     suggestion.p) == ST_OK)
		log_line("nisba-query", DIAG_NOTE, STR(""), NULL, text.p);
	for (size_t i = 0; i < tree->note_count; i++) {
		buf_clear(&text);
		if (buf_add(&text, tree->notes[i].text, NULL) == ST_OK)
			log_line("nisba-query", DIAG_NOTE, STR(""), NULL,
				 buf_str(&text).p);
	}
	buf_free(&text);
}

static struct str text_of(const char *s)
{
	return (struct str){s, s ? strlen(s) : 0};
}

/* Without its dates. */
static struct filter read_filter(const struct search_values *v)
{
	struct filter f = FILTER_NONE;

	f.author = text_of(v->author);
	f.tag = text_of(v->tag);
	f.series = text_of(v->series);
	f.site = text_of(v->site);
	f.lang = text_of(v->lang);
	return f;
}

/* A question to an opened archive. */
struct question {
	const struct search_values *values;
	struct session session;
	struct buf query;
	struct filter filter;
	struct answer_options options;
	int found; /* posts, for any query */
};

static enum status question_open(struct question *q,
				 const struct search_values *v, int n,
				 char **args, struct error *err)
{
	enum status st;

	*q = (struct question){
		.values = v,
		.query = BUF_INIT(16 << 20),
		.filter = read_filter(v),
		.options = {.limit = (uint32_t)v->limit,
			    .offset = (uint32_t)v->offset,
			    .match = (enum match_mode)(v->match + 1),
			    .sort = (enum sort_order)v->sort,
			    .exact = v->common.exact,
			    .suggest = !formats[v->format].ids_only,
			    .ids_only = formats[v->format].ids_only,
			    .expand = v->expand,
			    .all_copies = v->no_collapse ||
					  formats[v->format].ids_only,
			    .facets = v->facets || v->timeline,
			    .filter = &q->filter,
			    .tables = &q->session.tables.all,
			    .limits = QUERY_LIMITS_SHELL}};
	st = session_open(&q->session, &v->common, err);
	if (st == ST_OK)
		st = filter_dates(&q->filter, v->from, v->to, err);
	if (st == ST_OK && v->half_life)
		st = recency_parse(&q->options.half_life, v->half_life, err);
	q->session.render.facets = v->facets;
	q->session.render.timeline = v->timeline;
	return st == ST_OK ? join_words(&q->query, n, args, err) : st;
}

static void question_close(struct question *q)
{
	session_close(&q->session);
	buf_free(&q->query);
}

/* Without words there must be something else to choose posts by. */
static enum status check_words(const struct search_values *v, int n,
			       struct error *err)
{
	if (n || v->batch || v->facets || v->timeline || v->from || v->to ||
	    v->author || v->tag || v->series || v->lang || v->site)
		return ST_OK;
	return error_set(err, ST_USAGE,
			 "no query; give some words, or a restriction such as "
			 "--from or --tag");
}

static enum status answer_one(struct question *q, struct str qid,
			      struct str query, struct error *err)
{
	struct answer answer = {.n = 0};
	enum status st = answer_query(&answer, &q->session.archive, query,
				      &q->options, err);

	answer.qid = qid;
	if (st == ST_OK) {
		if (!formats[q->values->format].has_notes && !qid.len)
			print_notes(&answer.tree, answer.suggestion);
		st = format_answer(q->values->format, &answer,
				   &q->session.render, err);
	}
	/* A page behind the last one is a page of something found. */
	q->found |= answer.total > 0;
	answer_free(&answer);
	return st;
}

static enum status answer_line(void *ctx, const struct queries_line *line,
			       struct error *err)
{
	return answer_one(ctx, line->qid, line->query, err);
}

enum status run_search(const void *values, int n, char **args,
		       struct error *err)
{
	struct question q;
	enum status st = check_words(values, n, err);

	if (st != ST_OK)
		return st;
	st = question_open(&q, values, n, args, err);
	if (st == ST_OK && (n || !q.values->batch))
		st = answer_one(&q, STR(""), buf_str(&q.query), err);
	if (st == ST_OK && q.values->batch)
		st = queries_read(q.values->batch, answer_line, &q, err);
	if (st == ST_OK && !q.found)
		st = ST_END;
	question_close(&q);
	return st;
}

/* Explain has two formats; text is the first of both tables. */
static enum status write_explanation(const struct question *q,
				     const struct answer *a, struct error *err)
{
	struct sink sink = SINK_FILE(stdout);
	struct pager pager = PAGER_NONE;
	enum status st;

	if (q->values->format == FORMAT_TEXT) {
		print_notes(&a->tree, a->suggestion);
		pager_open(&pager);
		render_explain_text(&sink, a, &q->session.render);
	} else {
		render_explain_json(&sink, a);
	}
	st = sink_finish(&sink, err);
	return pager_close(&pager) ? ST_OK : st;
}

enum status run_explain(const void *values, int n, char **args,
			struct error *err)
{
	struct answer answer = {.n = 0};
	struct question q;
	enum status st = question_open(&q, values, n, args, err);

	if (st == ST_OK)
		do {
			answer_free(&answer);
			answer = (struct answer){.n = 0};
			st = answer_plan(&answer, &q.session.archive,
					 buf_str(&q.query), &q.options, err);
		} while (archive_ask_again(&q.session.archive, st, err));
	if (st == ST_OK)
		st = write_explanation(&q, &answer, err);
	answer_free(&answer);
	question_close(&q);
	return st;
}
