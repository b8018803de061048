#ifndef COMMON_GLASS_WRITER_H
#define COMMON_GLASS_WRITER_H

#include "common/xapian-c/xap.h"

/*
 * A new database of many documents at once, which Xapian then opens as one of
 * its own: the same as xap_writer makes of the same documents, in a fraction of
 * the time and memory, because nothing that is there has to be looked up or
 * changed. Documents get numbers from 1 on.
 *
 * All postings are in memory until the end (inverter.h says how much that is).
 * Nothing is synced: what is written this way is merged, by xap_compact(),
 * before anybody needs it.
 */
struct glass_writer;

/* A new folder `path`, whose parent is there: ST_IO if there is something. */
MUST_CHECK enum status glass_writer_new(struct glass_writer **out,
					const char *path, struct error *err);
void glass_writer_free(struct glass_writer *w);

/* ST_LIMIT: a value in a slot above 127; more documents than Xapian numbers.
 * After a failure the database is there to be removed. */
MUST_CHECK enum status glass_writer_add(struct glass_writer *w, xap_doc *doc,
					struct error *err);
/* Nothing can be added any more; without this there is no database. */
MUST_CHECK enum status glass_writer_finish(struct glass_writer *w,
					   struct error *err);

#endif
