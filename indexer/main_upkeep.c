#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "common/index/place.h"
#include "common/out/log.h"
#include "indexer/main_values.h"
#include "indexer/stats.h"
#include "indexer/upkeep.h"

/* nisba-index check, compact, rollback and stats. */

enum status index_check(const void *values, int n, char **args,
			struct error *err)
{
	const struct index_values *v = values;
	struct buf dir = BUF_INIT(4096);
	uint64_t posts = 0;
	int partly = 0;
	enum status st = index_place(&dir, v->db, v->command.file, err);

	(void)n;
	(void)args;
	if (st == ST_OK)
		st = upkeep_check(&posts, &partly, dir.p, err);
	if (st == ST_OK && partly)
		log_line("nisba-index", DIAG_WARNING, buf_str(&dir), NULL,
			 "may not be written to here, so its tables were not "
			 "looked through by Xapian; all are as they were "
			 "written, and every post can be read");
	if (st == ST_OK && isatty(STDERR_FILENO))
		fprintf(stderr, "%s is sound: %" PRIu64 " posts\n", dir.p,
			posts);
	buf_free(&dir);
	return st;
}

enum status index_compact(const void *values, int n, char **args,
			  struct error *err)
{
	const struct index_values *v = values;
	struct buf dir = BUF_INIT(4096);
	uint64_t before, after;
	enum status st = index_place(&dir, v->db, v->command.file, err);

	(void)n;
	(void)args;
	index_set_mode(v);
	if (st == ST_OK)
		st = upkeep_compact(&before, &after, dir.p, (unsigned)v->keep,
				    (unsigned)v->lock_timeout, err);
	if (st == ST_OK && isatty(STDERR_FILENO))
		fprintf(stderr, "%.1f MB, was %.1f MB\n", (double)after / 1e6,
			(double)before / 1e6);
	buf_free(&dir);
	return st;
}

enum status index_rollback(const void *values, int n, char **args,
			   struct error *err)
{
	const struct index_values *v = values;
	struct buf dir = BUF_INIT(4096);
	unsigned number = 0;
	enum status st = index_place(&dir, v->db, v->command.file, err);

	(void)n;
	(void)args;
	if (st == ST_OK)
		st = upkeep_rollback(&number, dir.p, (unsigned)v->lock_timeout,
				     err);
	if (st == ST_OK && isatty(STDERR_FILENO))
		fprintf(stderr, "generation %u is live\n", number);
	buf_free(&dir);
	return st;
}

enum status index_stats(const void *values, int n, char **args,
			struct error *err)
{
	const struct index_values *v = values;
	struct sink sink = SINK_FILE(stdout);
	struct buf dir = BUF_INIT(4096);
	enum status st = index_place(&dir, v->db, v->command.file, err);

	(void)n;
	(void)args;
	if (st == ST_OK)
		st = stats_show(&sink, dir.p, v->json, err);
	if (st == ST_OK)
		st = sink_finish(&sink, err);
	buf_free(&dir);
	return st;
}
