#include <stddef.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/index/place.h"
#include "common/out/command.h"
#include "common/out/text.h"
#include "query/answer.h"
#include "query/render.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL };
enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

struct values {
	const char *db;
	long limit, offset;
	int format, colour, sort, exact;
	int match; /* enum match_mode - 1 */
};

static const struct option_row common_rows[] = {
	{.name = "db",
	 .kind = OPT_TEXT,
	 .arg = "DIR",
	 .help = "the index; default $NISBA_DB",
	 .offset = offsetof(struct values, db)},
	{.name = "color",
	 .kind = OPT_CHOICE,
	 .choices = "auto always never",
	 .help = "colour what was found",
	 .offset = offsetof(struct values, colour)},
	{.name = "exact",
	 .kind = OPT_FLAG,
	 .help = "search words as they are written, without their kin",
	 .offset = offsetof(struct values, exact)},
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

static const struct option_table search_options[] = {
	OPTION_TABLE(common_rows), OPTION_TABLE(search_rows), OPTION_TABLE_END};
static const struct option_table explain_options[] = {
	OPTION_TABLE(common_rows), OPTION_TABLE(explain_rows),
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

static int use_colour(const struct values *v)
{
	const char *no = getenv("NO_COLOR");

	if (v->colour != COLOUR_AUTO)
		return v->colour == COLOUR_ALWAYS;
	return isatty(STDOUT_FILENO) && !(no && *no);
}

static size_t terminal_width(void)
{
	struct winsize size;

	if (!isatty(STDOUT_FILENO) ||
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0)
		return 0;
	return size.ws_col > 100 ? 100 : size.ws_col;
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

struct session {
	const struct values *values;
	struct buf dir, query;
	struct archive archive;
	struct answer_options options;
	struct render_options render;
};

static enum status session_open(struct session *s, const struct values *v,
				int n, char **args, struct error *err)
{
	enum status st;

	*s = (struct session){
		.values = v,
		.dir = BUF_INIT(4096),
		.query = BUF_INIT(16 << 20),
		.archive = {.gen = GENERATION_INIT},
		.options = {.limit = (uint32_t)v->limit,
			    .offset = (uint32_t)v->offset,
			    .match = (enum match_mode)(v->match + 1),
			    .sort = (enum sort_order)v->sort,
			    .exact = v->exact,
			    .limits = QUERY_LIMITS_SHELL},
		.render = {.colour = use_colour(v),
			   .width = terminal_width(),
			   .heading = isatty(STDOUT_FILENO)}};
	st = index_place(&s->dir, v->db, err);
	if (st == ST_OK)
		st = join_words(&s->query, n, args, err);
	return st == ST_OK ? archive_open(&s->archive, s->dir.p, err) : st;
}

static void session_close(struct session *s)
{
	archive_close(&s->archive);
	buf_free(&s->dir);
	buf_free(&s->query);
}

static void render(struct sink *out, const struct session *s,
		   const struct answer *a)
{
	switch ((enum format)s->values->format) {
	case FORMAT_TEXT:
		render_text(out, a, &s->render);
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
	struct session s;
	enum status st = session_open(&s, values, n, args, err);

	if (st == ST_OK)
		st = answer_query(&answer, &s.archive, buf_str(&s.query),
				  &s.options, err);
	if (st == ST_OK) {
		render(&sink, &s, &answer);
		st = sink_finish(&sink, err);
		if (s.values->format != FORMAT_JSON)
			print_notes(&answer.tree);
	}
	/* A page behind the last one is a page of something found. */
	if (st == ST_OK && answer.total == 0)
		st = ST_END;
	answer_free(&answer);
	session_close(&s);
	return st;
}

static enum status run_explain(const void *values, int n, char **args,
			       struct error *err)
{
	struct sink sink = SINK_FILE(stdout);
	struct answer answer = {.n = 0};
	struct session s;
	enum status st = session_open(&s, values, n, args, err);

	if (st == ST_OK)
		st = answer_plan(&answer, &s.archive, buf_str(&s.query),
				 &s.options, err);
	if (st == ST_OK) {
		if (s.values->format == FORMAT_TEXT)
			render_explain_text(&sink, &answer, &s.render);
		else
			render_explain_json(&sink, &answer);
		st = sink_finish(&sink, err);
		if (s.values->format == FORMAT_TEXT)
			print_notes(&answer.tree);
	}
	answer_free(&answer);
	session_close(&s);
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
