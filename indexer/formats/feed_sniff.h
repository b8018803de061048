#ifndef INDEXER_FORMATS_FEED_SNIFF_H
#define INDEXER_FORMATS_FEED_SNIFF_H

#include "common/base/str.h"

/* What the beginning of a file shows of an XML archive. */
enum feed_sniffed {
	FEED_SNIFFED_NOTHING,
	FEED_SNIFFED_XML,    /* comments and the like, its root comes later */
	FEED_SNIFFED_INSIDE, /* a root we know, behind other text */
	FEED_SNIFFED_WXR_IN, /* the same, of a WordPress export */
	FEED_SNIFFED_FEED,   /* RSS, RDF or Atom */
	FEED_SNIFFED_WXR     /* a WordPress export */
};

enum feed_sniffed feed_sniff(struct str head);

#endif
