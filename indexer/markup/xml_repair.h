#ifndef INDEXER_MARKUP_XML_REPAIR_H
#define INDEXER_MARKUP_XML_REPAIR_H

#include "common/base/buf.h"
#include "common/base/diag.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * A filter that makes of any text one well-formed XML document, piece by
 * piece: what was well-formed keeps its meaning, and what was not loses as
 * little as can be.
 *
 * - Control characters are gone, '&' and '<' that begin nothing are text,
 *   HTML's named references are their characters.
 * - Each element is closed, and what closes none is gone. An <item> in an
 *   <item>, or an <entry> in an <entry>, begins when that one was never
 *   closed, so the damage of a post ends with it.
 * - A CDATA section whose end is missing ends where its element does.
 * - Document types, comments and processing instructions are left out. No
 *   entity is ever expanded or fetched: a reference to a declared one is text.
 * - Tags, names, attributes (xml_tag.h) and depth have limits.
 *
 * All stands in one element more, <x>, so that there may be junk around the
 * root, or several roots. Linear in the input.
 */
struct xml_repair;

enum { XML_REPAIR_DEPTH_MAX = 128 /* elements open at once; more are text */ };

MUST_CHECK enum status xml_repair_new(struct xml_repair **out,
				      struct error *err);
void xml_repair_free(struct xml_repair *r);

/*
 * Append to `out` what `in` becomes, as far as it can be told. `in` is valid
 * UTF-8 and does not end within a character.
 */
MUST_CHECK enum status xml_repair_add(struct xml_repair *r, struct buf *out,
				      struct str in, struct error *err);
/* Append the rest, with all elements closed. */
MUST_CHECK enum status xml_repair_end(struct xml_repair *r, struct buf *out,
				      struct error *err);

/* Report what was repaired: each kind once, with its count and first line. */
void xml_repair_report(const struct xml_repair *r, struct diag *diag);

#endif
