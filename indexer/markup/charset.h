#ifndef INDEXER_MARKUP_CHARSET_H
#define INDEXER_MARKUP_CHARSET_H

#include "common/base/buf.h"
#include "common/base/diag.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Any bytes to valid UTF-8 with \n line ends: byte order mark, else
 * `declared` (may be empty; ISO-8859-1 is read as Windows-1252, as browsers
 * do), else UTF-8 if valid, else detected (uchardet), else Windows-1252.
 * Bytes that still make no sense become U+FFFD and one diagnostic.
 *
 * `*out` borrows `in` when nothing had to change, else `scratch`.
 */
MUST_CHECK enum status charset_to_utf8(struct str *out, struct buf *scratch,
				       struct str in, struct str declared,
				       struct diag *diag, struct error *err);

#endif
