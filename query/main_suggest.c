#include "query/main_suggest.h"

#include <stdio.h>

#include "query/complete.h"
#include "query/formats.h"
#include "query/related.h"
#include "query/render_complete.h"

enum { ARENA_MAX = 64 << 20 /* bytes for one answer */ };
enum suggest_format { SUGGEST_TEXT, SUGGEST_JSON };

static const struct option_row limit_rows[] = {
	{.name = "limit",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "print at most N, of each kind",
	 .offset = offsetof(struct suggest_values, limit),
	 .min = 1,
	 .max = COMPLETE_MAX},
};

static const struct option_row suggest_rows[] = {
	{.name = "format",
	 .kind = OPT_CHOICE,
	 .choices = "text json",
	 .help = "print for people, or JSON",
	 .offset = offsetof(struct suggest_values, format)},
};

static const struct option_row related_rows[] = {
	{.name = "format",
	 .kind = OPT_CHOICE,
	 .choices = format_choices,
	 .help = "how to print the posts",
	 .offset = offsetof(struct suggest_values, format)},
};

const struct option_table suggest_options[] = {OPTION_TABLE(command_rows),
					       {session_rows, SESSION_ROWS},
					       OPTION_TABLE(limit_rows),
					       OPTION_TABLE(suggest_rows),
					       OPTION_TABLE_END};
const struct option_table related_options[] = {OPTION_TABLE(command_rows),
					       {session_rows, SESSION_ROWS},
					       OPTION_TABLE(limit_rows),
					       OPTION_TABLE(related_rows),
					       OPTION_TABLE_END};
const struct suggest_values suggest_defaults = {.limit = 10};

/* Words of the command line as one text. */
static enum status join(struct buf *out, int n, char **args, struct error *err)
{
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && i < n; i++)
		st = buf_addf(out, err, "%s%s", i ? " " : "", args[i]);
	return st;
}

enum status run_suggest(const void *values, int n, char **args,
			struct error *err)
{
	const struct suggest_values *v = values;
	struct arena arena = ARENA_INIT(ARENA_MAX);
	struct buf text = BUF_INIT(4 << 20);
	struct sink sink = SINK_FILE(stdout);
	struct completions found = {NULL, 0};
	struct session s;
	enum status st = session_open(&s, &v->common, err);

	if (st == ST_OK)
		st = join(&text, n, args, err);
	if (st == ST_OK)
		do
			st = complete(&found, &arena, &s.archive,
				      buf_str(&text), (size_t)v->limit, err);
		while (archive_ask_again(&s.archive, st, err));
	if (st == ST_OK) {
		if (v->format == SUGGEST_JSON)
			completions_json(&sink, buf_str(&text), &found);
		else
			completions_text(&sink, &found, &s.render);
		st = sink_finish(&sink, err);
	}
	if (st == ST_OK && found.n == 0)
		st = ST_END;
	session_close(&s);
	buf_free(&text);
	arena_free(&arena);
	return st;
}

enum status run_related(const void *values, int n, char **args,
			struct error *err)
{
	const struct suggest_values *v = values;
	struct answer_options options = {.limit = (uint32_t)v->limit,
					 .limits = QUERY_LIMITS_SHELL};
	struct answer answer = {.n = 0};
	struct session s;
	enum status st = session_open(&s, &v->common, err);

	(void)n;
	options.tables = &s.tables.all;
	if (st == ST_OK)
		do {
			answer_free(&answer);
			answer = (struct answer){.n = 0};
			st = related_posts(
				&answer, &s.archive,
				(struct str){args[0], strlen(args[0])},
				&options, err);
		} while (archive_ask_again(&s.archive, st, err));
	if (st == ST_OK) {
		s.render.heading = 0;
		st = format_answer(v->format, &answer, &s.render, err);
	}
	if (st == ST_OK && answer.n == 0)
		st = ST_END;
	answer_free(&answer);
	session_close(&s);
	return st;
}
