#include <stddef.h>

#include "common/out/command.h"
#include "common/out/text.h"
#include "query/main_names.h"
#include "query/session.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL };

struct values {
	struct common_values common;
	long limit, offset;
	int format, sort;
	int match; /* enum match_mode - 1 */
};

static const struct option_row search_rows[] = {
	{.name = "limit",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "print at most N posts",
	 .offset = offsetof(struct values, limit),
	 .min = 1,
	 .max = 10000},
	{.name = "offset",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "leave out the first N posts",
	 .offset = offsetof(struct values, offset),
	 .min = 0,
	 .max = 900000},
	{.name = "format",
	 .kind = OPT_CHOICE,
	 .choices = "text json jsonl",
	 .help = "print for people, as one JSON object, or one a post",
	 .offset = offsetof(struct values, format)},
	{.name = "match",
	 .kind = OPT_CHOICE,
	 .choices = "all any",
	 .help = "only posts with all words, or all with any of them",
	 .offset = offsetof(struct values, match)},
	{.name = "sort",
	 .kind = OPT_CHOICE,
	 .choices = "relevance newest oldest",
	 .help = "the order of the posts",
	 .offset = offsetof(struct values, sort)},
};

static const struct option_row explain_rows[] = {
	{.name = "format",
	 .kind = OPT_CHOICE,
	 .choices = "text json",
	 .help = "print for people, or JSON",
	 .offset = offsetof(struct values, format)},
};

static const struct option_table search_options[] = {OPTION_TABLE(session_rows),
						     OPTION_TABLE(search_rows),
						     OPTION_TABLE_END};
static const struct option_table explain_options[] = {
	OPTION_TABLE(session_rows), OPTION_TABLE(explain_rows),
	OPTION_TABLE_END};

static const struct values defaults = {.limit = 10, .match = -1};

/* The words of the command line as one query. */
static enum status join_words(struct buf *out, int n, char **args,
			      struct error *err)
{
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && i < n; i++)
		st = buf_addf(out, err, "%s%s", i ? " " : "", args[i]);
	return st;
}

static void print_notes(const struct tree *tree)
{
	struct sink sink = SINK_FILE(stderr);
	struct text text = TEXT_INIT(&sink, 0);

	for (size_t i = 0; i < tree->note_count; i++) {
		text_words(&text, "nisba-query: ");
		text_field(&text, tree->notes[i].text);
		text_words(&text, "\n");
	}
	text_free(&text);
}

/* A question to an opened archive. */
struct question {
	const struct values *values;
	struct session session;
	struct buf query;
	struct answer_options options;
};

static enum status question_open(struct question *q, const struct values *v,
				 int n, char **args, struct error *err)
{
	enum status st;

	*q = (struct question){
		.values = v,
		.query = BUF_INIT(16 << 20),
		.options = {.limit = (uint32_t)v->limit,
			    .offset = (uint32_t)v->offset,
			    .match = (enum match_mode)(v->match + 1),
			    .sort = (enum sort_order)v->sort,
			    .exact = v->common.exact,
			    .tables = &q->session.tables.all,
			    .limits = QUERY_LIMITS_SHELL}};
	st = session_open(&q->session, &v->common, err);
	return st == ST_OK ? join_words(&q->query, n, args, err) : st;
}

static void question_close(struct question *q)
{
	session_close(&q->session);
	buf_free(&q->query);
}

static void render(struct sink *out, const struct question *q,
		   const struct answer *a)
{
	switch ((enum format)q->values->format) {
	case FORMAT_TEXT:
		render_text(out, a, &q->session.render);
		break;
	case FORMAT_JSON:
		render_json(out, a);
		break;
	case FORMAT_JSONL:
		render_jsonl(out, a);
		break;
	}
}

static enum status run_search(const void *values, int n, char **args,
			      struct error *err)
{
	struct sink sink = SINK_FILE(stdout);
	struct answer answer = {.n = 0};
	struct question q;
	enum status st = question_open(&q, values, n, args, err);

	if (st == ST_OK)
		st = answer_query(&answer, &q.session.archive,
				  buf_str(&q.query), &q.options, err);
	if (st == ST_OK) {
		render(&sink, &q, &answer);
		st = sink_finish(&sink, err);
		if (q.values->format != FORMAT_JSON)
			print_notes(&answer.tree);
	}
	/* A page behind the last one is a page of something found. */
	if (st == ST_OK && answer.total == 0)
		st = ST_END;
	answer_free(&answer);
	question_close(&q);
	return st;
}

static enum status run_explain(const void *values, int n, char **args,
			       struct error *err)
{
	struct sink sink = SINK_FILE(stdout);
	struct answer answer = {.n = 0};
	struct question q;
	enum status st = question_open(&q, values, n, args, err);

	if (st == ST_OK)
		st = answer_plan(&answer, &q.session.archive, buf_str(&q.query),
				 &q.options, err);
	if (st == ST_OK) {
		if (q.values->format == FORMAT_TEXT)
			render_explain_text(&sink, &answer, &q.session.render);
		else
			render_explain_json(&sink, &answer);
		st = sink_finish(&sink, err);
		if (q.values->format == FORMAT_TEXT)
			print_notes(&answer.tree);
	}
	answer_free(&answer);
	question_close(&q);
	return st;
}

static const struct command commands[] = {
	{.name = "search",
	 .run = run_search,
	 .synopsis = "QUERY...",
	 .summary = "Find posts, the best first.",
	 .options = search_options,
	 .defaults = &defaults,
	 .values_size = sizeof(defaults),
	 .min_args = 1,
	 .max_args = -1},
	{.name = "names",
	 .run = run_names,
	 .synopsis = "NAME...",
	 .summary = "List the spellings of a name in the archive.",
	 .options = names_options,
	 .defaults = &names_defaults,
	 .values_size = sizeof(names_defaults),
	 .min_args = 0,
	 .max_args = -1},
	{.name = "explain",
	 .run = run_explain,
	 .synopsis = "QUERY...",
	 .summary = "Show how a query is understood, word by word.",
	 .options = explain_options,
	 .defaults = &defaults,
	 .values_size = sizeof(defaults),
	 .min_args = 1,
	 .max_args = -1},
};

static const struct program program = {
	.name = "nisba-query",
	.summary = "Search blog archives under any spelling.",
	.commands = commands,
	.n = sizeof(commands) / sizeof(commands[0]),
	.exit_code = command_search_code,
};

int main(int argc, char **argv)
{
	return command_main(&program, argc, argv);
}
