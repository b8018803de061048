#ifndef INDEXER_REPORT_H
#define INDEXER_REPORT_H

#include <stdint.h>
#include <stdio.h>

#include "common/base/diag.h"

/*
 * Where the program's talk goes: problems to standard error, one line each,
 * and to --diagnostics FILE; progress to standard error when it is a terminal.
 */
struct report {
	const char *program;
	int verbose, quiet;
	FILE *diagnostics; /* NULL: none asked for */
	int terminal;      /* standard error is one */
	int64_t shown_ms;  /* when progress was last drawn */
	int64_t began_ms;
};

/* Opens `path` unless it is NULL. The caller closes it with report_close(). */
MUST_CHECK enum status report_open(struct report *r, const char *program,
				   const char *path, struct error *err);
MUST_CHECK enum status report_close(struct report *r, struct error *err);

/* A struct diag that reports here. */
struct diag report_diag(struct report *r);

/* Redraw the progress line, at most ten times a second. */
void report_progress(struct report *r, uint64_t posts, uint64_t bytes);
/* Wipe it, and say what was done, on a terminal only. */
void report_done(struct report *r, uint64_t posts, uint64_t words,
		 uint64_t bytes);

#endif
