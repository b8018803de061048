#ifndef INDEXER_MARKUP_XML_OPEN_H
#define INDEXER_MARKUP_XML_OPEN_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"
#include "indexer/markup/xml_repair.h"
#include "indexer/markup/xml_tag.h"

/*
 * The elements that are open while XML is repaired, so that each start gets
 * its end. Names are compared as they stand in the source.
 */
struct xml_open {
	unsigned depth;
	unsigned post; /* depth of the <item> or <entry>; 0: in none */
	struct xml_open_name {
		unsigned char len;
		char name[XML_NAME_MAX];
	} v[XML_REPAIR_DEPTH_MAX];
};

void xml_open_begin(struct xml_open *o);

/* Of the innermost; empty: none is open. */
struct str xml_open_name(const struct xml_open *o);

/* Elements of HTML that have no end tag; they stand in feeds unescaped. */
int xml_open_is_void(struct str name);

/*
 * Append "<name", after the ends of what a new post closes (how many in
 * *closed). *shown is 0 when it was too deep: then nothing was appended,
 * and its end, should it come, may close another of its name.
 */
MUST_CHECK enum status xml_open_start(struct xml_open *o, struct buf *out,
				      struct str name, int *shown,
				      unsigned *closed, struct error *err);

/*
 * Append "</name>" after the ends of what is open within it, if it is open at
 * all. *odd: how many of those there were, or 1 when it was not open.
 */
MUST_CHECK enum status xml_open_end(struct xml_open *o, struct buf *out,
				    struct str name, unsigned *odd,
				    struct error *err);

MUST_CHECK enum status xml_open_end_all(struct xml_open *o, struct buf *out,
					struct error *err);

#endif
