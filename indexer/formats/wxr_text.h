#ifndef INDEXER_FORMATS_WXR_TEXT_H
#define INDEXER_FORMATS_WXR_TEXT_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * A post as WordPress stores it to HTML: a blank line begins a paragraph, and
 * the tags of its shortcodes ([caption id="1"], [/caption]) and of translation
 * plugins ([:en]) are gone; what stands between them stays. Linear.
 */
MUST_CHECK enum status wxr_text(struct buf *out, struct str stored,
				struct error *err);

#endif
