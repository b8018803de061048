#ifndef INDEXER_MARKUP_SAX_H
#define INDEXER_MARKUP_SAX_H

#include "common/base/error.h"
#include "common/base/str.h"
#include "indexer/markup/clean.h"

enum {
	SAX_DEPTH_MAX = 256 /* elements open at once, about */
};

/*
 * What happens in an HTML document, in order. Names are lower case. Each
 * start has its end, void elements too. Comments, scripts and styles are left
 * out; a JSON-LD script is an element "x-json" with text. `atts` is NULL or
 * name, value, ..., NULL; a value may be NULL. Everything is borrowed for the
 * call. A handler that fails ends the parse.
 */
struct sax_handler {
	MUST_CHECK enum status (*start)(void *ctx, struct str name,
					const char *const *atts,
					struct error *err);
	MUST_CHECK enum status (*end)(void *ctx, struct str name,
				      struct error *err);
	MUST_CHECK enum status (*text)(void *ctx, struct str text,
				       struct error *err);
};

/*
 * `html`: valid UTF-8. Linear; no network, no entities from elsewhere.
 * `flaws`: what was cut; may be NULL.
 */
MUST_CHECK enum status sax_parse(const struct sax_handler *handler, void *ctx,
				 struct str html, struct html_flaws *flaws,
				 struct error *err);

/* The value of an attribute; NULL when the element has none of that name. */
const char *sax_attribute(const char *const *atts, const char *name);

#endif
