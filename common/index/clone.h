#ifndef COMMON_INDEX_CLONE_H
#define COMMON_INDEX_CLONE_H

#include "common/base/error.h"

/*
 * A database's folder (files only) in another generation: as hard links, when
 * nothing in it will change, or as copies, which share their blocks where the
 * file system can do that. `to` is made; glass's lock file is left out.
 */
MUST_CHECK enum status clone_link(const char *from, const char *to,
				  struct error *err);
MUST_CHECK enum status clone_copy(const char *from, const char *to,
				  struct error *err);

#endif
