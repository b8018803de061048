#ifndef COMMON_GLASS_INVERTER_H
#define COMMON_GLASS_INVERTER_H

#include "common/glass/run.h"
#include "common/xapian-c/doc.h"

/*
 * Postings and positions of documents that come one after the other, term by
 * term. In memory a term has its postings packed behind one another: about two
 * thirds of the bytes of the text that they are of.
 */
struct glass_inverter;

MUST_CHECK enum status glass_inverter_new(struct glass_inverter **out,
					  struct error *err);
void glass_inverter_free(struct glass_inverter *v);

/* A sorted document (doc.h); numbers ascend, from 1. */
MUST_CHECK enum status glass_inverter_add(struct glass_inverter *v,
					  uint32_t docid, const xap_doc *doc,
					  struct error *err);
/* All of it, in the order of terms, as a run has it; it is written once. */
MUST_CHECK enum status glass_inverter_write(struct glass_inverter *v,
					    struct glass_run_writer *run,
					    struct error *err);

#endif
