#ifndef QUERY_FILTER_H
#define QUERY_FILTER_H

#include "common/base/error.h"
#include "common/xapian-c/xap.h"
#include "query/date_range.h"

/*
 * Which posts a search is restricted to, beside its query: what the options
 * --from, --to, --author, --tag, --series, --site and --lang say, and the links
 * of a web page's facets. Empty strings and DATE_NONE restrict nothing.
 */
struct filter {
	struct str author, tag, series, site, lang;
	int64_t from, to; /* published, both included */
};

#define FILTER_NONE ((struct filter){.from = DATE_NONE, .to = DATE_NONE})

/*
 * Read --from and --to, as date: reads dates: the first second of one, the
 * last of the other. NULL restricts nothing. ST_USAGE: not a date.
 */
MUST_CHECK enum status filter_dates(struct filter *out, const char *from,
				    const char *to, struct error *err);

/*
 * *out: a query for the posts that pass, of no weight; NULL: all do. The
 * caller frees it. An author, tag, series or site is meant whole if the archive
 * has it so ("Basel Haddad", in any case), else posts that have its words pass.
 */
MUST_CHECK enum status filter_query(xap_query **out, const struct filter *f,
				    const xap_db *posts, struct error *err);

#endif
