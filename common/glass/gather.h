#ifndef COMMON_GLASS_GATHER_H
#define COMMON_GLASS_GATHER_H

#include "common/xapian-c/xap.h"

/*
 * Documents become a run (run.h), which merge.h makes a database of: what
 * xap_writer makes of the same documents, in a fraction of the time and memory,
 * because nothing that is there has to be looked up or changed.
 *
 * All postings are in memory until the end; inverter.h says how much that is.
 */
struct glass_gather;

/* A new file: ST_IO. `path` is borrowed until it is freed. */
MUST_CHECK enum status glass_gather_new(struct glass_gather **out,
					const char *path, struct error *err);
void glass_gather_free(struct glass_gather *g);

/* ST_LIMIT: a value in a slot above 127; more documents than Xapian numbers.
 * After a failure the file is there to be removed. */
MUST_CHECK enum status glass_gather_add(struct glass_gather *g, xap_doc *doc,
					struct error *err);
/* Nothing can be added any more; without this there is no run. */
MUST_CHECK enum status glass_gather_end(struct glass_gather *g,
					struct error *err);

#endif
