#ifndef INDEXER_MARKUP_ENTITY_NAMES_H
#define INDEXER_MARKUP_ENTITY_NAMES_H

#include <stdint.h>

/* One named character of HTML. */
struct entity_name {
	const char *name;
	uint32_t c;
	int old; /* browsers accept it without a semicolon */
};

/* NULL: no such name. Names differ by case: &Eacute; and &eacute;. */
const struct entity_name *entity_name_find(const char *name);

#endif
