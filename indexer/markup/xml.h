#ifndef INDEXER_MARKUP_XML_H
#define INDEXER_MARKUP_XML_H

#include "common/base/diag.h"
#include "common/base/error.h"
#include "common/base/stream.h"
#include "indexer/markup/xml_space.h"

/*
 * What happens in an XML file of any size and in any state of repair, in
 * order: charset (charset_stream.h), repair (xml_repair.h), then expat. The
 * handler may pause between two events, so that a reader gives one post at a
 * time.
 */
struct xml_name {
	enum xml_space space;
	struct str local; /* without prefix */
};

/*
 * `atts`: name, value, ..., NULL; names with their prefix. Everything is
 * borrowed for the call. A handler that fails ends the parse.
 */
struct xml_handler {
	MUST_CHECK enum status (*start)(void *ctx, const struct xml_name *name,
					const char *const *atts,
					struct error *err);
	MUST_CHECK enum status (*end)(void *ctx, const struct xml_name *name,
				      struct error *err);
	MUST_CHECK enum status (*text)(void *ctx, struct str text,
				       struct error *err);
};

struct xml;

/* `in`, `handler`, `ctx` and `diag` are borrowed and outlive *out. */
MUST_CHECK enum status xml_open(struct xml **out, const struct stream *in,
				const struct xml_handler *handler, void *ctx,
				struct diag *diag, struct error *err);
void xml_free(struct xml *x);

/*
 * Go on until the handler calls xml_pause(): ST_OK. ST_END: that was all; what
 * was repaired has been reported. What the handler fails with ends it too.
 */
MUST_CHECK enum status xml_next(struct xml *x, struct error *err);

/* From a handler: xml_next() returns before the next event. */
void xml_pause(struct xml *x);

/* xml:lang and xml:base at the current element; empty: none. Borrowed until
 * the next event. The base is absolute when the outermost one was. */
struct str xml_lang(const struct xml *x);
struct str xml_base(const struct xml *x);

/* The value of an attribute; empty when there is none of that name. */
struct str xml_attribute(const char *const *atts, const char *name);

#endif
