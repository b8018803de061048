#ifndef INDEXER_READER_PROCESS_H
#define INDEXER_READER_PROCESS_H

#include <sys/types.h>

#include "common/base/error.h"
#include "indexer/reader_child.h"
#include "indexer/wire.h"

/* The reading process as its parent sees it. */
struct reader_process {
	pid_t pid;    /* 0: none runs */
	int requests; /* socket */
	int answers;  /* socket */
	struct wire_in in;
	int64_t cpu_max_ms; /* of processor time without news */
	int64_t cpu_ms;     /* its processor time when it last sent something */
	int64_t news_ms;    /* and when that was */
	int is_ready;       /* it is locked in, and has said so */
	const char *killed; /* why we ended it; NULL: we did not */
};

enum { READER_WHY = 80 /* bytes of a reason */ };

MUST_CHECK enum status reader_process_start(struct reader_process *p,
					    const struct format *format,
					    const struct format_options *read,
					    const char *permalink,
					    struct error *err);
/*
 * Its next frame. ST_END: it is dead, or was ended because it took too long;
 * reader_process_end() says which.
 */
MUST_CHECK enum status reader_process_frame(struct wire_frame *frame,
					    struct reader_process *p,
					    struct error *err);
/* End it, if it is not dead. `why`: what it died of. */
void reader_process_end(struct reader_process *p, char why[READER_WHY]);

#endif
