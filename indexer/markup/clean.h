#ifndef INDEXER_MARKUP_CLEAN_H
#define INDEXER_MARKUP_CLEAN_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Any HTML to markup that a parser cannot be hurt by, piece by piece:
 * comments, declarations, scripts and styles are gone; tags have only the
 * attributes that readers use, quoted; references are decoded, and what is
 * left of '&' and '<' in text is escaped; deep nesting is cut. Content
 * between <!--htdig_noindex--> and <!--/htdig_noindex--> is gone.
 *
 * <html>, <head> and <body> become <x-html>, <x-head>, <x-body>, so that a
 * parser treats them as any element wherever they stand, and JSON-LD scripts
 * become <x-json> with their content as text.
 *
 * Linear in the input.
 */
struct html_flaws {
	unsigned long too_deep; /* elements that were not opened */
	unsigned long too_long; /* tags beyond HTML_TAG_LONG */
};

enum { HTML_TAG_LONG = 32 << 10 /* bytes no honest tag has */ };

struct html_clean {
	struct str rest;         /* borrowed; what is not read yet */
	int deep;                /* set by the caller: open no more elements */
	unsigned dropped;        /* elements not opened, still to be closed */
	int lost_quotes;         /* a quote is never closed: ignore quotes */
	unsigned long endless;   /* bits of raw elements whose end is missing */
	struct html_flaws flaws; /* so far */
};

#define HTML_CLEAN_INIT(html)                                                  \
	{                                                                      \
		(html), 0, 0, 0, 0,                                            \
		{                                                              \
			0, 0                                                   \
		}                                                              \
	}

/* Append the next run of text or tag to `out`; ST_END behind the last. */
MUST_CHECK enum status html_clean_next(struct buf *out, struct html_clean *c,
				       struct error *err);

#endif
