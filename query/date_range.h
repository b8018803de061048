#ifndef QUERY_DATE_RANGE_H
#define QUERY_DATE_RANGE_H

#include "common/base/date.h"
#include "common/base/str.h"

/* From the first to the last second, both included; DATE_NONE: open. */
struct date_range {
	int64_t from, to;
};

/*
 * "2006", "2006-06", "2006-06-14", "2006-06..2007", "..2007", "2006..".
 * 1: *out is set. 0: it is no such range.
 */
int date_range_parse(struct date_range *out, struct str text);

#endif
