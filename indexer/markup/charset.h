#ifndef INDEXER_MARKUP_CHARSET_H
#define INDEXER_MARKUP_CHARSET_H

#include "common/base/buf.h"
#include "common/base/diag.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Any bytes to valid UTF-8 with \n line ends: byte order mark, else UTF-16 by
 * its NULs, else UTF-8 if valid (few texts in another encoding are by chance,
 * and many pages declare what they are not), else `declared` (may be empty;
 * ISO-8859-1 is read as Windows-1252, as browsers do), else UTF-8 with stray
 * Windows-1252 bytes when nine of ten of its characters are UTF-8, else
 * detected (uchardet), else Windows-1252. UTF-8 that was encoded twice is
 * repaired (mojibake.h). What was guessed or repaired is reported, once each.
 *
 * Control characters but tab and newline are gone (form feeds are newlines),
 * C1 controls are read as Windows-1252, and bytes that still make no sense
 * become U+FFFD.
 *
 * `*out` borrows `in` when nothing had to change, else `scratch`, which is
 * cleared first. ST_LIMIT when that is full.
 */
MUST_CHECK enum status charset_to_utf8(struct str *out, struct buf *scratch,
				       struct str in, struct str declared,
				       struct diag *diag, struct error *err);

/*
 * Load every converter now, for a process that will not be allowed to open
 * files. They stay as long as it lives (1.5 ms, 2 MB of shared libraries).
 */
void charset_prepare(void);

/* 1: UTF-16 or UTF-32, by its mark or its NULs. */
int charset_is_wide(struct str in);

#endif
