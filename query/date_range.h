#ifndef QUERY_DATE_RANGE_H
#define QUERY_DATE_RANGE_H

#include "common/base/date.h"
#include "common/base/str.h"

/* From the first to the last second, both included; DATE_NONE: open. */
struct date_range {
	int64_t from, to;
};

enum { DATE_RANGE_WORDS = 4 /* of the longest: "before 14 June 2006" */ };

/*
 * A range as people write it, in any case, `now` being the second it is asked
 * in (UTC):
 *
 *	2006   2006-06   2006-06-14   June 2006   14 June 2006
 *	today   yesterday   this year   last month   last week
 *	2006-06..2007   ..2007   2006..   with any of these at either end
 *	before 2003   after June 2006   since 2005   until yesterday
 *
 * Hyphens may stand for spaces (last-month). A week begins on Monday. 1: *out
 * is set. 0: it is no such range.
 */
int date_range_parse(struct date_range *out, struct str text, int64_t now);

#endif
