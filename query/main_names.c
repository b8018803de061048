#include "query/main_names.h"

#include <stdio.h>
#include <string.h>

#include "common/out/command.h"
#include "common/out/log.h"
#include "common/text/utf8.h"
#include "query/batch.h"
#include "query/names.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL };
enum {
	NAME_BYTES_MAX = 1024, /* of one name asked for */
	ARENA_MAX = 64 << 20   /* bytes for one answer */
};

static const struct option_row rows[] = {
	{.name = "format",
	 .kind = OPT_CHOICE,
	 .choices = "text json jsonl",
	 .help = "print for people, as JSON, or as JSON on one line a name",
	 .offset = offsetof(struct names_values, format)},
	{.name = "batch",
	 .kind = OPT_TEXT,
	 .arg = "FILE",
	 .help = "read names from FILE, one a line; -: standard input",
	 .offset = offsetof(struct names_values, batch)},
	{.name = "all",
	 .kind = OPT_FLAG,
	 .help = "list all names of the archive by families",
	 .offset = offsetof(struct names_values, all)},
};

const struct option_table names_options[] = {OPTION_TABLE(command_rows),
					     {session_rows, SESSION_ROWS},
					     OPTION_TABLE(rows),
					     OPTION_TABLE_END};
const struct names_values names_defaults = {.format = FORMAT_TEXT};

struct asking {
	const struct names_values *values;
	struct session session;
	struct sink sink;
	struct arena arena;
	size_t found; /* spellings */
	size_t asked; /* names */
};

/* NULL: no kin. */
static const struct kin_tables *tables(const struct asking *a)
{
	return a->values->common.exact ? NULL : &a->session.tables.all;
}

static enum status ask(struct asking *a, struct str name, struct error *err)
{
	const struct render_options *render = &a->session.render;
	struct spellings s;
	enum status st;

	arena_clear(&a->arena);
	st = spellings_of(&s, &a->arena, a->session.archive.vocab, tables(a),
			  name, err);
	if (st != ST_OK)
		return st;
	a->found += s.n;
	if (a->values->format != FORMAT_TEXT) {
		names_json(&a->sink, name, &s,
			   a->values->format == FORMAT_JSONL);
	} else {
		if (a->asked)
			sink_add(&a->sink, STR("\n"));
		names_text(&a->sink, name, &s, render);
	}
	a->asked++;
	return ST_OK;
}

/* A name from outside: what is none is a message, not a crash. */
static enum status check_name(struct str name, struct error *err)
{
	if (name.len == 0)
		return error_set(err, ST_USAGE, "an empty name");
	if (name.len > NAME_BYTES_MAX)
		return error_set(err, ST_USAGE,
				 "a name of %zu bytes, at most %d", name.len,
				 NAME_BYTES_MAX);
	if (!utf8_valid(name))
		return error_set(err, ST_USAGE, "a name that is not UTF-8");
	if (memchr(name.p, '\0', name.len))
		return error_set(err, ST_USAGE, "a name with a NUL in it");
	return ST_OK;
}

static enum status ask_raw(struct asking *a, struct str raw, struct error *err)
{
	struct buf nfc = BUF_INIT(16 * NAME_BYTES_MAX);
	struct str name;
	enum status st = check_name(raw, err);

	if (st == ST_OK)
		st = utf8_nfc(&name, &nfc, raw, err);
	if (st == ST_OK)
		st = ask(a, name, err);
	buf_free(&nfc);
	return st;
}

/* 1: the name is to blame, so that the next one may do better. */
static int is_of_one_name(enum status st)
{
	return st == ST_USAGE || st == ST_LIMIT;
}

/* For a program, so that it has an answer for each line. */
static void answer_nothing(struct asking *a, struct str line)
{
	const struct spellings none = {NULL, 0};

	if (a->values->format != FORMAT_TEXT)
		names_json(&a->sink, line, &none,
			   a->values->format == FORMAT_JSONL);
}

/* Every line that can be: the others are named, and make it fail at last. */
static enum status ask_lines(struct asking *a, struct batch *b,
			     struct error *err)
{
	size_t refused = 0, lines = 0;
	struct str line;
	enum status st;

	for (; (st = batch_next(b, &line, err)) != ST_END; lines++) {
		if (st == ST_OK && line.len == 0) {
			answer_nothing(a, line);
			continue;
		}
		if (st == ST_OK)
			st = ask_raw(a, line, err);
		if (st == ST_OK)
			continue;
		if (!is_of_one_name(st))
			return st;
		batch_context(b, err);
		log_line("nisba-query", DIAG_ERROR, STR(""), NULL, err->msg);
		answer_nothing(a, line);
		refused++;
	}
	if (refused)
		return error_set(err, ST_USAGE, "%zu of %zu lines are no names",
				 refused, lines);
	return ST_OK;
}

static enum status ask_batch(struct asking *a, const char *path,
			     struct error *err)
{
	struct batch *b = NULL;
	enum status st = batch_open(&b, path, NAME_BYTES_MAX, err);

	if (st == ST_OK)
		st = ask_lines(a, b, err);
	batch_free(b);
	return st;
}

static enum status show_family(void *ctx, const struct family *family,
			       struct error *err)
{
	struct asking *a = ctx;

	(void)err;
	a->found += family->spellings.n;
	if (a->values->format == FORMAT_TEXT)
		family_text(&a->sink, family, &a->session.render);
	else
		family_json(&a->sink, family);
	return ST_OK;
}

static enum status ask_all(struct asking *a, int n, char **args,
			   struct error *err)
{
	enum status st = ST_OK;

	if (a->values->all)
		return spellings_all(a->session.archive.vocab, tables(a),
				     show_family, a, err);
	for (int i = 0; st == ST_OK && i < n; i++)
		st = ask_raw(a, (struct str){args[i], strlen(args[i])}, err);
	if (st == ST_OK && a->values->batch)
		st = ask_batch(a, a->values->batch, err);
	return st;
}

/* Names to ask for, in one of three ways. */
static enum status check_values(const struct names_values *v, int n,
				char **args, struct error *err)
{
	if (n == 0 && !v->batch && !v->all)
		return error_set(err, ST_USAGE,
				 "no name; give one, or --batch FILE, or "
				 "--all");
	if (v->all && (n || v->batch))
		return error_set(err, ST_USAGE,
				 "--all lists every name; leave out '%s'",
				 n ? args[0] : v->batch);
	return ST_OK;
}

enum status run_names(const void *values, int n, char **args, struct error *err)
{
	struct asking a = {.values = values,
			   .sink = SINK_FILE(stdout),
			   .arena = ARENA_INIT(ARENA_MAX)};
	enum status st = check_values(values, n, args, err);

	if (st != ST_OK)
		return st;
	st = session_open(&a.session, &a.values->common, err);
	if (st == ST_OK)
		st = ask_all(&a, n, args, err);
	if (st == ST_OK)
		st = sink_finish(&a.sink, err);
	if (st == ST_OK && a.found == 0)
		st = ST_END;
	session_close(&a.session);
	arena_free(&a.arena);
	return st;
}
