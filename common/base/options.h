#ifndef COMMON_BASE_OPTIONS_H
#define COMMON_BASE_OPTIONS_H

#include <stddef.h>
#include <stdio.h>

#include "common/base/config.h"
#include "common/base/error.h"

/*
 * Command line options as rows. The parser, --help, the check of the man page
 * and the completions all read the rows; adding an option is adding a row.
 *
 * A command declares a struct of values and one or more tables whose offsets
 * point into it. Tables can be shared by commands whose structs begin with
 * the same struct. Every command understands --help and -h without a row.
 */
enum option_kind {
	OPT_FLAG,   /* int: set to 1 */
	OPT_TEXT,   /* const char *: borrowed from argv; not empty */
	OPT_NUMBER, /* long: min..max */
	OPT_CHOICE, /* int: index into choices */
	OPT_HELP    /* ends the parsing with ST_END; no value */
};

struct option_row {
	const char *name; /* without dashes: "limit" */
	char letter;      /* 0: none */
	enum option_kind kind;
	const char *arg;     /* its argument in the help: "N" */
	const char *choices; /* OPT_CHOICE: separated by single spaces */
	const char *help;    /* a short phrase, no period */
	size_t offset;       /* of the value in the caller's struct */
	long min, max;       /* OPT_NUMBER; 0, 0: any number from 0 */
	const char *key;     /* in nisba.conf, "index.keep"; NULL: in none */
};

/* An array of tables ends with one whose rows are NULL. */
struct option_table {
	const struct option_row *rows;
	size_t n;
};

#define OPTION_TABLE(array)                                                    \
	{                                                                      \
		(array), sizeof(array) / sizeof((array)[0])                    \
	}
#define OPTION_TABLE_END                                                       \
	{                                                                      \
		NULL, 0                                                        \
	}

enum { OPTIONS_MAX = 64 /* rows of all tables of a command */ };

/*
 * Read argv[1..] into `values`, whose defaults the caller has set. Operands
 * may stand between options (they are moved to the end) and all that follows
 * "--" is one; the first is argv[*first_arg]. Behind an operand a "-word" that
 * no option explains is one as well, as in "maliki -sadr".
 *
 * ST_USAGE: the message names the option, its value and the way out.
 * ST_END: --help was asked for; what follows it was not read.
 * Uses getopt_long: not for two threads at once.
 */
MUST_CHECK enum status options_parse(const struct option_table *tables,
				     int argc, char **argv, void *values,
				     int *first_arg, struct error *err);

/*
 * Set what the configuration has of the rows' keys. A flag's value there is
 * yes or no. Values borrow from `c`. ST_CONFIG names file, line and value.
 */
MUST_CHECK enum status options_configure(const struct option_table *tables,
					 const struct config *c, void *values,
					 struct error *err);

/* The i-th row of all tables, --help last; NULL behind it. */
const struct option_row *options_at(const struct option_table *tables,
				    size_t i);

/* The word for a row's argument: "N", "text|json"; "" for a flag. */
const char *option_arg(const struct option_row *row);

/* One aligned entry a row, wrapped to 79 columns. */
void options_help(FILE *f, const struct option_table *tables);

#endif
