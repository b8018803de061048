#ifndef INDEXER_STATS_H
#define INDEXER_STATS_H

#include "common/base/error.h"
#include "common/out/sink.h"

/* Describe the live index of `dir`: what `nisba-index stats` shows. */
MUST_CHECK enum status stats_show(struct sink *out, const char *dir,
				  int as_json, struct error *err);

#endif
