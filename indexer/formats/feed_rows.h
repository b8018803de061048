#ifndef INDEXER_FORMATS_FEED_ROWS_H
#define INDEXER_FORMATS_FEED_ROWS_H

#include "indexer/formats/feed_read.h"

/* What the elements of RSS, RDF and Atom say, and of their usual modules. */

/* The row for an element in a place; NULL: nobody knows it. */
const struct feed_row *feed_row_find(const struct feed_table *table,
				     enum feed_place place,
				     const struct xml_name *name);

#endif
