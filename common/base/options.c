#include "common/base/options.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/guess.h"

enum {
	LONG_BASE = 256,  /* getopt's value for row i is LONG_BASE + i */
	HELP_COLUMN = 26, /* where the explanations start */
	HELP_WIDTH = 79
};

static const struct option_row help_row = {.name = "help",
					   .letter = 'h',
					   .kind = OPT_HELP,
					   .help = "show this help and exit"};

/* What getopt_long wants to know, made from the rows. */
struct grammar {
	struct option longs[OPTIONS_MAX + 1];
	char shorts[2 * OPTIONS_MAX + 3];
};

const struct option_row *options_at(const struct option_table *tables, size_t i)
{
	for (; tables && tables->rows; tables++) {
		if (i < tables->n)
			return &tables->rows[i];
		i -= tables->n;
	}
	return i == 0 ? &help_row : NULL;
}

static int has_value(const struct option_row *row)
{
	return row->kind != OPT_FLAG && row->kind != OPT_HELP;
}

const char *option_arg(const struct option_row *row)
{
	if (!has_value(row))
		return "";
	if (row->arg)
		return row->arg;
	return row->kind == OPT_CHOICE ? row->choices : "VALUE";
}

static void grammar_make(struct grammar *g, const struct option_table *tables)
{
	const struct option_row *row;
	char *s = g->shorts;

	memset(g, 0, sizeof(*g));
	*s++ = '-'; /* operands are given one by one, as 1 */
	*s++ = ':'; /* a missing value is ':' and not '?' */
	for (size_t i = 0; (row = options_at(tables, i)); i++) {
		assert(i < OPTIONS_MAX);
		g->longs[i].name = row->name;
		g->longs[i].has_arg = has_value(row) ? required_argument : 0;
		g->longs[i].val = LONG_BASE + (int)i;
		if (row->letter)
			*s++ = row->letter;
		if (row->letter && has_value(row))
			*s++ = ':';
	}
}

static const struct option_row *find_row(const struct option_table *tables,
					 int value)
{
	const struct option_row *row;

	if (value >= LONG_BASE)
		return options_at(tables, (size_t)(value - LONG_BASE));
	for (size_t i = 0; (row = options_at(tables, i)); i++)
		if (row->letter && row->letter == value)
			return row;
	return NULL;
}

static enum status missing(const struct option_row *row, struct error *err)
{
	return error_set(err, ST_USAGE, "--%s wants a value: --%s %s",
			 row->name, row->name, option_arg(row));
}

static enum status set_number(const struct option_row *row, const char *text,
			      long *value, struct error *err)
{
	long max = row->min || row->max ? row->max : LONG_MAX, number;
	char *end = NULL;

	errno = 0;
	number = strtol(text, &end, 10);
	if (errno || end == text || *end || strchr(" \t\n\v\f\r", *text) ||
	    number < row->min || number > max)
		return max == LONG_MAX
			       ? error_set(err, ST_USAGE,
					   "--%s wants a number, %ld or more, "
					   "not '%s'",
					   row->name, row->min, text)
			       : error_set(err, ST_USAGE,
					   "--%s wants a number from %ld to "
					   "%ld, not '%s'",
					   row->name, row->min, max, text);
	*value = number;
	return ST_OK;
}

static enum status set_choice(const struct option_row *row, const char *text,
			      int *value, struct error *err)
{
	const char *p = row->choices;
	size_t n;

	for (int i = 0; *p; i++) {
		n = strcspn(p, " ");
		if (n == strlen(text) && !memcmp(p, text, n)) {
			*value = i;
			return ST_OK;
		}
		p += n;
		p += strspn(p, " ");
	}
	return error_set(err, ST_USAGE, "--%s wants one of: %s, not '%s'",
			 row->name, row->choices, text);
}

static enum status set_value(const struct option_row *row, const char *text,
			     void *values, struct error *err)
{
	void *value = (char *)values + row->offset;

	switch (row->kind) {
	case OPT_FLAG:
		*(int *)value = 1;
		return ST_OK;
	case OPT_TEXT:
		/* "$UNSET" in a script: never meant. */
		if (!*text)
			return missing(row, err);
		*(const char **)value = text;
		return ST_OK;
	case OPT_NUMBER:
		return set_number(row, text, value, err);
	case OPT_CHOICE:
		return set_choice(row, text, value, err);
	case OPT_HELP:
		break;
	}
	return ST_END;
}

static enum status configure_flag(const char *text, int *value,
				  struct error *err)
{
	static const char *const words[] = {"no",  "yes", "false", "true",
					    "off", "on",  "0",     "1"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcasecmp(text, words[i])) {
			*value = i % 2;
			return ST_OK;
		}
	return error_set(err, ST_CONFIG, "wants yes or no, not '%s'", text);
}

static enum status configure_row(const struct option_row *row,
				 const struct config *c,
				 const struct config_entry *entry, void *values,
				 struct error *err)
{
	struct error e = ERROR_INIT;
	enum status st;

	if (row->kind == OPT_FLAG)
		st = configure_flag(entry->value,
				    (int *)((char *)values + row->offset), &e);
	else
		st = set_value(row, entry->value, values, &e);
	if (st == ST_OK)
		return ST_OK;
	/* The message as for an option, which has dashes before its name. */
	return error_set(err, ST_CONFIG, "%s:%u: %s%s%s", c->path, entry->line,
			 row->kind == OPT_FLAG ? row->name : "",
			 row->kind == OPT_FLAG ? " " : "",
			 e.msg + strspn(e.msg, "-"));
}

enum status options_configure(const struct option_table *tables,
			      const struct config *c, void *values,
			      struct error *err)
{
	const struct config_entry *entry;
	const struct option_row *row;
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && (row = options_at(tables, i)); i++) {
		entry = row->key ? config_find(c, row->key) : NULL;
		if (entry)
			st = configure_row(row, c, entry, values, err);
	}
	return st;
}

/* `word` as typed, "limt" or "limt=5": the row whose name is nearest. */
static const char *nearest(const struct option_table *tables, const char *word)
{
	const struct option_row *row;
	struct guess g = {word, NULL, 0};
	char name[64];
	size_t n = strcspn(word, "=");

	if (n >= sizeof(name))
		return NULL;
	memcpy(name, word, n);
	name[n] = '\0';
	g.word = name;
	for (size_t i = 0; (row = options_at(tables, i)); i++)
		guess_try(&g, row->name);
	return g.best;
}

/* 1: the letter that is no option is the first byte of a longer one. */
static int is_foreign(int letter)
{
	/* getopt hands on a char, which has a sign on some machines. */
	return letter < 0 || (letter >= 0x80 && letter < LONG_BASE);
}

/* The argument that getopt does not know: it has gone on to the next one,
 * unless it stopped at a byte within. */
static const char *unknown_arg(char **argv)
{
	const char *next = argv[optind];

	if (is_foreign(optopt) && next && next[0] == '-' &&
	    strchr(next, optopt))
		return next;
	return argv[optind - 1];
}

static enum status unknown(const struct option_table *tables, const char *arg,
			   struct error *err)
{
	const struct option_row *row = optopt ? find_row(tables, optopt) : NULL;
	const char letter[] = {'-', (char)optopt, '\0'};
	const char *near;

	if (row)
		return error_set(err, ST_USAGE, "--%s takes no value",
				 row->name);
	if (optopt)
		return error_set(err, ST_USAGE,
				 "unknown option '%s'; try --help, or write "
				 "'--' before words that begin with '-'",
				 is_foreign(optopt) ? arg : letter);
	near = nearest(tables, arg + strspn(arg, "-"));
	if (near)
		return error_set(err, ST_USAGE,
				 "unknown option '%s'; did you mean '--%s'?",
				 arg, near);
	return error_set(err, ST_USAGE, "unknown option '%s'; try --help", arg);
}

static int is_long_name(const struct option_table *tables, const char *name)
{
	const struct option_row *row;

	for (size_t i = 0; (row = options_at(tables, i)); i++)
		if (!strcmp(row->name, name))
			return 1;
	return 0;
}

/* 1: "-penguin", which is neither letters "-qv" nor "--limit" mistyped. */
static int is_dash_word(const struct option_table *tables, const char *arg)
{
	const struct option_row *row;

	if (arg[0] != '-' || arg[1] == '-' || !arg[1] || !arg[2] ||
	    is_long_name(tables, arg + 1))
		return 0;
	for (arg++; *arg; arg++) {
		row = find_row(tables, (unsigned char)*arg);
		if (!row)
			return 1;
		if (has_value(row))
			return 0;
	}
	return 0;
}

enum status options_parse(const struct option_table *tables, int argc,
			  char **argv, void *values, int *first_arg,
			  struct error *err)
{
	enum status st = ST_OK;
	struct grammar g;
	int c, operands = 0;

	grammar_make(&g, tables);
	opterr = 0;
	optind = 0; /* glibc and musl: start anew, forget what came before */
	while (st == ST_OK &&
	       (c = getopt_long(argc, argv, g.shorts, g.longs, NULL)) != -1) {
		if (c == '?')
			st = unknown(tables, unknown_arg(argv), err);
		else if (c == ':')
			st = missing(find_row(tables, optopt), err);
		else if (c == 1)
			argv[++operands] = optarg;
		else
			st = set_value(find_row(tables, c), optarg, values,
				       err);
		while (operands && optind < argc &&
		       is_dash_word(tables, argv[optind]))
			argv[++operands] = argv[optind++];
	}
	*first_arg = optind - operands;
	memmove(argv + *first_arg, argv + 1, (size_t)operands * sizeof(*argv));
	return st;
}

/* "  -n, --limit N"; returns its width. */
static int print_left(FILE *f, const struct option_row *row)
{
	const char *arg = option_arg(row);
	int n;

	if (row->letter)
		n = fprintf(f, "  -%c, --%s%s", row->letter, row->name,
			    *arg ? " " : "");
	else
		n = fprintf(f, "      --%s%s", row->name, *arg ? " " : "");
	for (; *arg; arg++, n++)
		fputc(*arg == ' ' ? '|' : *arg, f);
	return n;
}

/* Words of `text` from column `col` on, wrapped, aligned at HELP_COLUMN. */
static void print_right(FILE *f, const char *text, int col)
{
	int first = 1;

	if (col > HELP_COLUMN - 2)
		col = fprintf(f, "\n") - 1;
	while (*text) {
		int n = (int)strcspn(text, " ");

		if (!first && col + 1 + n > HELP_WIDTH) {
			fputc('\n', f);
			col = 0;
			first = 1;
		}
		if (first)
			col += fprintf(f, "%*s", HELP_COLUMN - col, "");
		else
			col += fprintf(f, " ");
		col += fprintf(f, "%.*s", n, text);
		first = 0;
		text += n;
		text += strspn(text, " ");
	}
	fputc('\n', f);
}

void options_help(FILE *f, const struct option_table *tables)
{
	const struct option_row *row;

	for (size_t i = 0; (row = options_at(tables, i)); i++)
		print_right(f, row->help, print_left(f, row));
}
