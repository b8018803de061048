#ifndef INDEXER_READER_CHILD_H
#define INDEXER_READER_CHILD_H

#include "indexer/formats/format.h"

/*
 * The process that reads archives: takes requests (wire.h), reads their files
 * and writes frames, until nobody asks any more. It is locked in before it
 * looks at the first byte: no file, no socket, no program can it open, and its
 * memory is limited.
 */
enum {
	READER_MEMORY_MAX = 256 << 20 /* bytes it may grow */
};

struct reader_child {
	int requests; /* socket: struct wire_request and a path, with a file */
	int answers;  /* socket: an enum status, with a file beside */
	int frames;   /* pipe */
	const struct format *format; /* NULL: sniff each file */
	struct format_options options;
	const char *permalink; /* NULL: no pattern */
};

/* For a process just forked; never returns. All other files are closed. */
void reader_child_run(const struct reader_child *c) __attribute__((noreturn));

#endif
