#ifndef INDEXER_MARKUP_URL_H
#define INDEXER_MARKUP_URL_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/* Begins with a scheme ("http:"): needs no base. */
int url_is_absolute(struct str url);

/*
 * Append the reference `url` as seen from `base` (RFC 3986, section 5.2). With
 * a base that is not absolute, or an absolute url, that is `url` itself.
 */
MUST_CHECK enum status url_resolve(struct buf *out, struct str base,
				   struct str url, struct error *err);

#endif
