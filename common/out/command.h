#ifndef COMMON_OUT_COMMAND_H
#define COMMON_OUT_COMMAND_H

#include <stddef.h>

#include "common/base/error.h"
#include "common/base/options.h"

/*
 * A program is a table of commands. command_main() does what all commands
 * share: it finds the command, reads its options, counts its operands, shows
 * help, and prints an error once.
 *
 *	nisba-query COMMAND [OPTION]... OPERAND...
 *	nisba-query --help, -h, --version, help [COMMAND]
 *	nisba-query options     (for scripts: see command_print_options())
 */
struct command {
	const char *name;
	/*
	 * `values`: a copy of `defaults` with the options read into it, gone
	 * after the call. `args`: the operands, NULL behind the last. What is
	 * returned becomes the exit code; unless it is ST_OK or ST_END, *err
	 * is printed.
	 */
	enum status (*run)(const void *values, int n, char **args,
			   struct error *err);
	const char *synopsis; /* its operands: "QUERY..."; "" for none */
	const char *summary;  /* one sentence with its period */
	const struct option_table *options; /* ends with OPTION_TABLE_END */
	const void *defaults;
	size_t values_size; /* bytes at defaults, at most COMMAND_VALUES_MAX */
	int min_args;       /* operands */
	int max_args;       /* -1: any number */
	/* Its values begin with struct command_values, its options have
	 * command_rows: nisba.conf is read, and sets the rows' keys. */
	int configured;
	const char *details; /* more help, lines of at most 79 bytes; or NULL */
};

struct command_values {
	int log_style;       /* enum log_style */
	const char *config;  /* --config; or NULL */
	struct config *file; /* what was read: never NULL in run() */
};

enum { COMMAND_ROWS = 2 };
extern const struct option_row command_rows[COMMAND_ROWS];

struct program {
	const char *name;    /* "nisba-query": before each error */
	const char *summary; /* one sentence with its period */
	const struct command *commands;
	size_t n;
	int (*exit_code)(enum status st); /* NULL: status_exit_code() */
};

enum { COMMAND_VALUES_MAX = 1024 };

/* What main() returns. Standard output is flushed and checked. */
int command_main(const struct program *p, int argc, char **argv);

/* NULL: no command of that name. */
const struct command *command_find(const struct program *p, const char *name);

/* An exit_code for searches: 0 found (ST_OK), 1 nothing (ST_END), 2 failed. */
int command_search_code(enum status st);

/*
 * A line for each option of each command: command, "--name", "-l", argument
 * and help, separated by tabs; the options of the program itself have no
 * command. The check of the man pages reads it, and completions can.
 */
void command_print_options(FILE *f, const struct program *p);

#endif
