#ifndef COMMON_INDEX_PLACE_H
#define COMMON_INDEX_PLACE_H

#include "common/base/buf.h"
#include "common/base/config.h"

/*
 * Where the index is: `db` if given (--db), else $NISBA_DB, else the
 * configuration's `db` (`c` may be NULL), else
 * $XDG_DATA_HOME/nisba/default or $HOME/.local/share/nisba/default; for root
 * without XDG_DATA_HOME /var/lib/nisba/default. ST_USAGE: nothing tells.
 */
MUST_CHECK enum status index_place(struct buf *out, const char *db,
				   const struct config *c, struct error *err);

#endif
