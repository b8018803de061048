#ifndef INDEXER_MARKUP_HTML_H
#define INDEXER_MARKUP_HTML_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * HTML fragments to the text a reader sees: tags gone, entities decoded,
 * block elements break words and paragraphs ("\n\n"), white space folded, alt
 * text kept, <script>, <style>, <template> and comments left out. Any bytes
 * that are valid UTF-8; broken markup is read as browsers would.
 * Linear in the input; depth and tag length are capped.
 * Appends to `out`; ST_LIMIT when that is full.
 */
MUST_CHECK enum status html_to_text(struct buf *out, struct str html,
				    struct error *err);

#endif
