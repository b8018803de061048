#ifndef INDEXER_MARKUP_BASE64_H
#define INDEXER_MARKUP_BASE64_H

#include "common/base/str.h"

/*
 * Decode into `out`, which holds 3/4 of in.len or is `in` itself; returns the
 * bytes. What is no base64 is passed over; '=' ends it.
 */
size_t base64_decode(char *out, struct str in);

#endif
