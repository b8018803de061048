#ifndef QUERY_NAME_TABLES_H
#define QUERY_NAME_TABLES_H

#include "query/kin.h"

/* The tables of names in use: what is compiled in, and what users add. */
struct name_tables {
	struct arena arena;
	struct name_table own[KIN_TABLES_MAX];
	struct kin_tables all; /* for the plan */
};

/* No table, not even the one compiled in. */
#define NAME_TABLES_INIT ((struct name_tables){.all = {{NULL}, 0}})

/*
 * `path`, when it is not NULL, is read instead of the user's own table,
 * $XDG_CONFIG_HOME/nisba/names, and the machine's, /etc/nisba/names, which need
 * not be there, or may lie where this user may not look. ST_CONFIG names file
 * and line. Freed in any case.
 */
MUST_CHECK enum status name_tables_load(struct name_tables *out,
					const char *path, struct error *err);
void name_tables_free(struct name_tables *t);

#endif
