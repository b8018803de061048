#ifndef INDEXER_REPORT_H
#define INDEXER_REPORT_H

#include <stdint.h>
#include <stdio.h>

#include "common/base/diag.h"
#include "indexer/update.h"

/*
 * Where the program's talk goes: problems to standard error, one line each,
 * and to --diagnostics FILE; progress to standard error when it is a terminal.
 */
struct report {
	const char *program;
	int verbose, quiet, dry_run;
	FILE *diagnostics; /* NULL: none asked for */
	int terminal;      /* standard error is one */
	int blocks;        /* and has letters for a bar */
	int64_t shown_ms; /* when progress was last drawn; 0: it is not there */
	int64_t began_ms;
	const char *doing; /* as progress.h; since doing_ms */
	int64_t doing_ms;
};

/* Opens `path` unless it is NULL. The caller closes it with report_close(). */
MUST_CHECK enum status report_open(struct report *r, const char *program,
				   const char *path, struct error *err);
MUST_CHECK enum status report_close(struct report *r, struct error *err);

/* A struct diag that reports here. */
struct diag report_diag(struct report *r);

/* Redraw the progress line, at most ten times a second. */
void report_progress(struct report *r, const struct progress *p);
/* Wipe it, and say what was done, on a terminal only. */
void report_done(struct report *r, uint64_t posts, uint64_t words,
		 uint64_t bytes);

/* What update() tells of a file: to standard output when nothing else is done,
 * else to standard error. `ctx` is a struct report. */
void report_file(void *ctx, char what, struct str path);
/* What was done, or would be. */
void report_update(struct report *r, const struct update_result *result);

#endif
