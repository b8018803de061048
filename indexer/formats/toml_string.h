#ifndef INDEXER_FORMATS_TOML_STRING_H
#define INDEXER_FORMATS_TOML_STRING_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/base/str.h"

/* A place in a TOML text. */
struct toml_cursor {
	const char *p, *end;
	unsigned line; /* from 1 */
};

/*
 * Read the string whose quote `at` stands on (basic, literal, multi-line),
 * escapes decoded, and step behind it. `*out` is owned by the arena. ST_INPUT:
 * it is not closed, or an escape is wrong.
 */
MUST_CHECK enum status toml_string(struct str *out, struct toml_cursor *at,
				   struct arena *arena, struct error *err);

#endif
