#include "common/out/command.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/guess.h"
#include "common/out/log.h"
#include "common/out/sink.h"

static const struct option_row version_row = {
	.name = "version",
	.kind = OPT_FLAG,
	.help = "show the version and exit"};

const struct command *command_find(const struct program *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->commands[i].name, name))
			return &p->commands[i];
	return NULL;
}

int command_search_code(enum status st)
{
	return st == ST_OK ? 0 : st == ST_END ? 1 : 2;
}

static void print_program_help(const struct program *p)
{
	const struct command *c = p->commands;

	printf("usage: %s COMMAND [OPTION]... [ARGUMENT]...\n\n%s\n\n", p->name,
	       p->summary);
	for (size_t i = 0; i < p->n; i++)
		printf("  %-10s %s\n", c[i].name, c[i].summary);
	printf("\n'%s COMMAND --help' explains a command, 'man %s' all of "
	       "them.\n",
	       p->name, p->name);
}

static void print_command_help(const struct program *p, const struct command *c)
{
	printf("usage: %s %s [OPTION]...%s%s\n\n%s\n\n", p->name, c->name,
	       *c->synopsis ? " " : "", c->synopsis, c->summary);
	options_help(stdout, c->options);
	if (c->details)
		printf("\n%s", c->details);
}

static void print_option(FILE *f, const char *command,
			 const struct option_row *row)
{
	char letter[3] = {'-', row->letter, 0};

	fprintf(f, "%s\t--%s\t%s\t%s\t%s\n", command, row->name,
		row->letter ? letter : "", option_arg(row), row->help);
}

void command_print_options(FILE *f, const struct program *p)
{
	const struct option_row *row;

	print_option(f, "", options_at(NULL, 0));
	print_option(f, "", &version_row);
	for (size_t c = 0; c < p->n; c++)
		for (size_t i = 0;
		     (row = options_at(p->commands[c].options, i)); i++)
			print_option(f, p->commands[c].name, row);
}

static enum status unknown(const struct program *p, const char *name,
			   struct error *err)
{
	struct guess g = {name, NULL, 0};

	if (*name == '-')
		return error_set(err, ST_USAGE,
				 "unknown option '%s'; options follow the "
				 "command, try '%s --help'",
				 name, p->name);
	for (size_t i = 0; i < p->n; i++)
		guess_try(&g, p->commands[i].name);
	if (g.best)
		return error_set(err, ST_USAGE,
				 "no command '%s'; did you mean '%s'?", name,
				 g.best);
	return error_set(err, ST_USAGE, "no command '%s'; try '%s --help'",
			 name, p->name);
}

static enum status count_args(const struct program *p, const struct command *c,
			      int n, struct error *err)
{
	if (n < c->min_args)
		return error_set(err, ST_USAGE, "usage: %s %s [OPTION]... %s",
				 p->name, c->name, c->synopsis);
	if (c->max_args >= 0 && n > c->max_args)
		return error_set(err, ST_USAGE,
				 "%s: %d arguments are too many; try '%s %s "
				 "--help'",
				 c->name, n, p->name, c->name);
	return ST_OK;
}

const struct option_row command_rows[COMMAND_ROWS] = {
	{.name = "config",
	 .kind = OPT_TEXT,
	 .arg = "FILE",
	 .help = "the configuration; default $NISBA_CONFIG, then the user's, "
		 "then /etc/nisba/nisba.conf",
	 .offset = offsetof(struct command_values, config)},
	{.name = "log-format",
	 .kind = OPT_CHOICE,
	 .choices = "text json",
	 .help = "print problems for people, or as JSON lines",
	 .offset = offsetof(struct command_values, log_style)},
};

/*
 * The configuration that the command line names, else that of old. Options are
 * read twice, since they go over it: here from a copy, which is left in
 * disorder.
 */
static enum status configure(const struct command *c, int argc, char **argv,
			     void *values, struct config *config,
			     struct error *err)
{
	char **copy = calloc((size_t)argc + 1, sizeof(*copy));
	const char *path;
	enum status st;
	int first;

	if (!copy)
		return error_set(err, ST_MEMORY, "out of memory");
	memcpy(copy, argv, (size_t)argc * sizeof(*copy));
	st = options_parse(c->options, argc, copy, values, &first, err);
	path = ((struct command_values *)values)->config;
	log_set_style(((struct command_values *)values)->log_style);
	if (st == ST_OK)
		st = config_load(config, path, err);
	free(copy);
	memcpy(values, c->defaults, c->values_size);
	((struct command_values *)values)->file = config;
	return st == ST_OK ? options_configure(c->options, config, values, err)
			   : st;
}

static enum status run(const struct program *p, const struct command *c,
		       int argc, char **argv, struct error *err)
{
	alignas(max_align_t) char values[COMMAND_VALUES_MAX];
	struct config config = CONFIG_INIT;
	enum status st = ST_OK;
	int first = argc;

	assert(c->values_size <= sizeof(values));
	if (c->values_size)
		memcpy(values, c->defaults, c->values_size);
	if (c->configured)
		st = configure(c, argc, argv, values, &config, err);
	if (st == ST_OK)
		st = options_parse(c->options, argc, argv, values, &first, err);
	if (st == ST_END) {
		print_command_help(p, c);
		st = ST_OK;
	} else {
		if (st == ST_OK)
			st = count_args(p, c, argc - first, err);
		if (st == ST_OK)
			st = c->run(values, argc - first, argv + first, err);
	}
	config_free(&config);
	return st;
}

/* help [COMMAND] */
static enum status help(const struct program *p, const char *name,
			struct error *err)
{
	const struct command *c = name ? command_find(p, name) : NULL;

	if (name && !c)
		return unknown(p, name, err);
	if (c)
		print_command_help(p, c);
	else
		print_program_help(p);
	return ST_OK;
}

static enum status dispatch(const struct program *p, int argc, char **argv,
			    struct error *err)
{
	const char *name = argc > 1 ? argv[1] : "";
	const struct command *c = command_find(p, name);

	if (c)
		return run(p, c, argc - 1, argv + 1, err);
	if (!*name)
		return error_set(err, ST_USAGE, "no command; try '%s --help'",
				 p->name);
	if (!strcmp(name, "--help") || !strcmp(name, "-h"))
		return help(p, NULL, err);
	if (!strcmp(name, "help"))
		return help(p, argc > 2 ? argv[2] : NULL, err);
	if (!strcmp(name, "options"))
		command_print_options(stdout, p);
	else if (!strcmp(name, "--version"))
		printf("%s %s\n", p->name, NISBA_VERSION);
	else
		return unknown(p, name, err);
	return ST_OK;
}

int command_main(const struct program *p, int argc, char **argv)
{
	struct sink out = SINK_FILE(stdout);
	struct error err = ERROR_INIT, late = ERROR_INIT;
	enum status st = dispatch(p, argc, argv, &err), flushed;

	if (ferror(stdout))
		flushed = error_set(&late, ST_IO, "cannot write the output");
	else
		flushed = sink_finish(&out, &late);
	if (st != ST_OK && st != ST_END)
		log_line(p->name, DIAG_ERROR, STR(""), NULL, err.msg);
	else if (flushed != ST_OK) {
		log_line(p->name, DIAG_ERROR, STR(""), NULL, late.msg);
		st = flushed;
	}
	return p->exit_code ? p->exit_code(st) : status_exit_code(st);
}
