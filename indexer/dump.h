#ifndef INDEXER_DUMP_H
#define INDEXER_DUMP_H

#include "common/out/json.h"
#include "indexer/posts.h"

/* A post as it was read, as one line of JSON: what `nisba-index dump` shows. */
void dump_post(struct json *j, const struct posts_item *item);

#endif
