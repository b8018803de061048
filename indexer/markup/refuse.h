#ifndef INDEXER_MARKUP_REFUSE_H
#define INDEXER_MARKUP_REFUSE_H

#include "common/base/error.h"

/*
 * A post that has killed a process once is read again by the next one only to
 * get behind it: then everything that turns its markup into text refuses to.
 * One switch for the process, so that no reader of a format need know of it.
 */
void refuse_markup(int on);

/* ST_LIMIT while the switch is on. */
MUST_CHECK enum status refused_markup(struct error *err);

#endif
