#ifndef INDEXER_MARKUP_REGIONS_H
#define INDEXER_MARKUP_REGIONS_H

#include "common/base/str.h"
#include "indexer/markup/blocks.h"
#include "indexer/markup/names.h"

/* Which part of a page an element is, by its name and attributes. */
struct region {
	unsigned signs;      /* of its class and id */
	int weight;          /* for what they say, or against it */
	uint32_t class_hash; /* 0: no class */
	unsigned flags;      /* of blocks.h, to be added to its block's */
	int hidden;          /* shown to nobody, or not about the post */
	enum block_claim claim;
	int others; /* about other posts, or by others */
};

/* `flags`: the element's tag_flags(). */
struct region region_of(const struct names *names, struct str name,
			unsigned flags, const char *const *atts);

#endif
