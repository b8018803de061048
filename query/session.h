#ifndef QUERY_SESSION_H
#define QUERY_SESSION_H

#include "common/out/command.h"
#include "query/archive.h"
#include "query/name_tables.h"
#include "query/render.h"

/* What every command of nisba-query starts with: an archive to ask, tables of
 * names, and how to print. A command's values begin with these. */
struct common_values {
	struct command_values command;
	const char *db, *names;
	int colour, exact, no_table;
	long timeout; /* of shards; 0: SHARDS_TIMEOUT_MS */
};

enum { SESSION_ROWS = 6 };
extern const struct option_row session_rows[SESSION_ROWS];

struct session {
	struct archive archive;
	struct name_tables tables;
	struct render_options render;
};

/* Closed in any case. */
MUST_CHECK enum status session_open(struct session *out,
				    const struct common_values *values,
				    struct error *err);
void session_close(struct session *s);

#endif
