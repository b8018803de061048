#include "query/recency.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "common/index/schema.h"
#include "query/ranking.h"

enum { DAY = 86400 /* seconds */, YEARS_MAX = 1000 };

static const struct unit {
	const char *name; /* its first letter will do, or an s behind it */
	int64_t seconds;
} units[] = {
	{"day", DAY},
	{"week", 7 * DAY},
	{"month", 365 * DAY / 12},
	{"year", 365 * DAY},
};

/* NULL: none of that name. */
static const struct unit *find_unit(const char *name)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		size_t n = strlen(units[i].name);

		if (strncasecmp(name, units[i].name, 1) == 0 && !name[1])
			return &units[i];
		if (strncasecmp(name, units[i].name, n) == 0 &&
		    (!name[n] || strcasecmp(name + n, "s") == 0))
			return &units[i];
	}
	return NULL;
}

enum status recency_parse(int64_t *half_life, const char *text,
			  struct error *err)
{
	const struct unit *unit;
	char *end = NULL;
	long n = text[0] >= '0' && text[0] <= '9' ? strtol(text, &end, 10) : 0;

	while (end && *end == ' ')
		end++;
	unit = end ? find_unit(end) : NULL;
	if (!unit || n < 1 ||
	    n > (int64_t)YEARS_MAX * 365 * DAY / unit->seconds)
		return error_set(err, ST_USAGE,
				 "--half-life %s is no time; write it as 2y, "
				 "6m, 3w or 90d",
				 text);
	*half_life = n * unit->seconds;
	return ST_OK;
}

/* What the best post weighs; 0: there is none. */
static enum status best_weight(double *out, const xap_db *posts,
			       const xap_query *query,
			       const struct xap_search *weighing,
			       struct error *err)
{
	struct xap_search how = *weighing;
	xap_matches *matches = NULL;
	struct xap_hit hit;
	enum status st;

	how.count = 1;
	how.without_data = 1;
	st = xap_search(&matches, posts, query, &how, err);
	if (st == ST_OK)
		st = xap_matches_next(matches, &hit, err);
	*out = st == ST_OK ? hit.weight : 0;
	xap_matches_free(matches);
	return st == ST_END ? ST_OK : st;
}

enum status recency_add(xap_query **query, const xap_db *posts,
			const struct xap_search *how, int64_t half_life,
			struct error *err)
{
	xap_query *both[2] = {*query, NULL};
	double best;
	enum status st = best_weight(&best, posts, *query, how, err);

	if (st == ST_OK)
		st = xap_query_recency(&both[1], SLOT_DATE, (double)time(NULL),
				       (double)half_life,
				       ranking.recency * best, err);
	if (st == ST_OK)
		st = xap_query_combine(query, XAP_AND_MAYBE, both, 2, 0, err);
	if (st == ST_OK)
		xap_query_free(both[0]);
	xap_query_free(both[1]);
	return st;
}
