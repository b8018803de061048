#ifndef COMMON_TEXT_NAME_TABLE_H
#define COMMON_TEXT_NAME_TABLE_H

#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * What no rule of sounds can know: spellings of one name that do not sound
 * alike (Saladin, Salah ad-Din), and names that do but are two (Khomeini,
 * Khamenei). A plain text table, nisba-names(5): names.txt is compiled in, and
 * users add their own.
 *
 * A spelling is kept as the term that the index has of it (words.h): of
 * several written words, the joined one; of a name behind an article, the name.
 */
struct name_table_row {
	struct str term;
	uint32_t group; /* rows of one group are spellings of one name */
};

struct name_table_pair {
	struct str a, b; /* two names */
};

struct name_table {
	const struct name_table_row *rows; /* group by group */
	size_t row_count;
	const struct name_table_pair *pairs;
	size_t pair_count;
};

/* The table that is compiled in. */
const struct name_table *name_table_builtin(void);

enum {
	NAME_TABLE_MAX = 1 << 20, /* bytes of text */
	NAME_GROUP_MAX = 64,      /* spellings in a line */
};

/*
 * Read a table. All of *out lives in `arena`. ST_CONFIG names `path`, the line
 * and what is wrong with it; ST_LIMIT: the arena is full.
 */
MUST_CHECK enum status name_table_parse(struct name_table *out,
					struct arena *arena, struct str text,
					const char *path, struct error *err);

#endif
