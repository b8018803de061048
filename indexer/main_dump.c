#include <stdio.h>

#include "indexer/dump.h"
#include "indexer/main_values.h"
#include "indexer/report.h"

/* nisba-index dump. */

static enum status dump_source(struct json *j, const char *source,
			       const struct posts_options *options,
			       struct diag *diag, struct error *err)
{
	struct posts_item item;
	struct posts *posts = NULL;
	enum status st = posts_open(&posts, source, options, diag, err);

	while (st == ST_OK && (st = posts_next(posts, &item, err)) == ST_OK) {
		dump_post(j, &item);
		if (j->sink->failed.status != ST_OK)
			break;
	}
	posts_free(posts);
	return st == ST_END ? ST_OK : st;
}

enum status index_dump(const void *values, int n, char **args,
		       struct error *err)
{
	const struct index_values *v = values;
	struct report report = {.quiet = v->quiet, .verbose = v->verbose};
	struct posts_options options;
	struct sink sink = SINK_FILE(stdout);
	struct json j = JSON_INIT(&sink, JSON_DENSE);
	struct diag diag;
	enum status st = index_read_options(&options, v, err), closed;

	if (st == ST_OK)
		st = report_open(&report, "nisba-index", v->diagnostics, err);
	if (st != ST_OK)
		return st;
	diag = report_diag(&report);
	for (int i = 0; st == ST_OK && i < n; i++)
		st = dump_source(&j, args[i], &options, &diag, err);
	if (st == ST_OK)
		st = sink_finish(&sink, err);
	closed = report_close(&report, st == ST_OK ? err : NULL);
	return st == ST_OK ? closed : st;
}
