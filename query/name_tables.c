#include "query/name_tables.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/file.h"

enum { MEMORY_MAX = 64 << 20 /* bytes */ };

static enum status load(struct name_tables *t, const char *path,
			struct error *err)
{
	struct name_table *own = &t->own[t->all.n];
	struct buf text = BUF_INIT(NAME_TABLE_MAX);
	enum status st = file_read(&text, path, err);

	if (st == ST_OK)
		st = name_table_parse(own, &t->arena, buf_str(&text), path,
				      err);
	if (st == ST_OK)
		t->all.v[t->all.n++] = own;
	buf_free(&text);
	return st;
}

/* In a folder that is somebody else's it is not there either, as after sudo. */
static enum status load_if_there(struct name_tables *t, const char *path,
				 struct error *err)
{
	enum status st;

	if (access(path, F_OK) != 0 && errno == EACCES)
		return ST_OK;
	st = load(t, path, err);
	return st == ST_NOTFOUND ? ST_OK : st;
}

/* "" when there is no home. */
static void user_path(char out[PATH_MAX])
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	int n = 0;

	if (config && config[0] == '/')
		n = snprintf(out, PATH_MAX, "%s/nisba/names", config);
	else if (home && home[0] == '/')
		n = snprintf(out, PATH_MAX, "%s/.config/nisba/names", home);
	if (n <= 0 || n >= PATH_MAX)
		out[0] = '\0';
}

enum status name_tables_load(struct name_tables *out, const char *path,
			     struct error *err)
{
	char user[PATH_MAX];
	enum status st = ST_OK;

	*out = (struct name_tables){.arena = ARENA_INIT(MEMORY_MAX),
				    .all = {{name_table_builtin()}, 1}};
	if (path)
		return load(out, path, err);
	user_path(user);
	if (user[0])
		st = load_if_there(out, user, err);
	return st == ST_OK ? load_if_there(out, "/etc/nisba/names", err) : st;
}

void name_tables_free(struct name_tables *t)
{
	arena_free(&t->arena);
	*t = NAME_TABLES_INIT;
}
