#ifndef COMMON_TEXT_HEADING_H
#define COMMON_TEXT_HEADING_H

#include "common/base/str.h"

/*
 * Lines where capitals tell nothing of names: headings in Title Case or in ALL
 * CAPS. Such a line has two words or more that could be in lower case, and so
 * many of them begin with a capital that no sentence would.
 */
enum { HEADING_MAX = 200 /* bytes; longer lines are prose */ };

/* `line`: without its newline. */
int heading_line(struct str line);

#endif
