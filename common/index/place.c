#include "common/index/place.h"

#include <stdlib.h>
#include <unistd.h>

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

enum status index_place(struct buf *out, const char *db, const struct config *c,
			struct error *err)
{
	const char *home;

	buf_clear(out);
	if (db || (db = variable("NISBA_DB")) || (db = config_get(c, "db")))
		return buf_addf(out, err, "%s", db);
	home = variable("XDG_DATA_HOME");
	if (home)
		return buf_addf(out, err, "%s/nisba/default", home);
	if (geteuid() == 0)
		return buf_add(out, STR("/var/lib/nisba/default"), err);
	home = variable("HOME");
	if (home)
		return buf_addf(out, err, "%s/.local/share/nisba/default",
				home);
	return error_set(err, ST_USAGE,
			 "no index: give --db DIR, set NISBA_DB, or put "
			 "'db = DIR' into nisba.conf");
}
