#ifndef COMMON_BASE_CONFIG_H
#define COMMON_BASE_CONFIG_H

#include "common/base/arena.h"

/*
 * The configuration file, nisba.conf(5): "key = value" lines, some of them
 * under a [section], read by inih. A key is named "db" or, within a section,
 * "index.keep". Which keys there are stands in one table; what the value of a
 * key means is told by the option row that names it (see options_configure()).
 */
enum config_kind {
	CONFIG_TEXT, /* given once */
	CONFIG_PATH, /* the same, made absolute: from the file's folder or ~ */
	CONFIG_PATHS /* given any number of times */
};

struct config_key {
	const char *name;
	enum config_kind kind;
};

/* Ends with a key without a name. */
extern const struct config_key config_keys[];

struct config_entry {
	const struct config_key *key;
	const char *value; /* not empty */
	unsigned line;     /* in the file, from 1 */
};

struct config {
	const char *path; /* NULL: there is no file */
	struct config_entry *entries;
	size_t n;
	struct arena arena; /* holds all of it */
};

enum {
	CONFIG_FILE_MAX = 256 << 10, /* bytes */
	CONFIG_LINE_MAX = 4096,      /* bytes of a line, with its newline */
	CONFIG_ENTRIES_MAX = 4096
};

#define CONFIG_INIT                                                            \
	{                                                                      \
		NULL, NULL, 0, ARENA_INIT(4 << 20)                             \
	}

/*
 * Read `path`; if NULL, the first there is of $NISBA_CONFIG,
 * $XDG_CONFIG_HOME/nisba/nisba.conf (or ~/.config/...) and
 * /etc/nisba/nisba.conf; if there is none, the config is empty. Files that
 * were asked for by name must be there; /dev/null is none. ST_CONFIG: the
 * message names file, line and value. Freed in any case. Not for two threads at
 * once.
 */
MUST_CHECK enum status config_load(struct config *out, const char *path,
				   struct error *err);

/* The same from bytes that are said to come from `path`. */
MUST_CHECK enum status config_parse(struct config *out, const char *path,
				    struct str bytes, struct error *err);

void config_free(struct config *c);

/* The entry of this key; NULL: not in the file. `c` may be NULL. */
const struct config_entry *config_find(const struct config *c,
				       const char *name);
/* Its value; NULL: not in the file. */
const char *config_get(const struct config *c, const char *name);

/* All values of a key, in the order of the file: `*n` strings, borrowed. */
MUST_CHECK enum status config_all(char ***out, size_t *n, struct config *c,
				  const char *name, struct error *err);

#endif
