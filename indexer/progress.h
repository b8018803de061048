#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

/* How far a run is. */
struct progress {
	const char *doing;    /* "reading" */
	const char *what;     /* "posts" */
	uint64_t count;       /* of these */
	uint64_t done, total; /* bytes; total 0: nobody knows */
};

enum {
	PROGRESS_LINE_MAX = 512, /* bytes, the NUL too */
	PROGRESS_SURE_MS = 1000  /* before this no time is guessed */
};

/*
 * One line of less than `columns` columns, `ms` after this began:
 *
 *	reading  ███████████▌░░░░░░░░░░   52%  0:03 left  3,312 posts  1,204/s
 *
 * What does not fit is left out, from the end; narrow ones have no bar.
 *`blocks`: the terminal has these; else the bar is of # and dots.
 */
void progress_line(char out[PROGRESS_LINE_MAX], const struct progress *p,
		   int64_t ms, unsigned columns, int blocks);

#endif
