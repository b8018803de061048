#ifndef INDEXER_MAIN_VALUES_H
#define INDEXER_MAIN_VALUES_H

#include "common/out/command.h"
#include "indexer/posts.h"

/* What the commands of nisba-index are told, by options and nisba.conf, and
 * what they do. */
struct index_values {
	struct command_values command;
	const char *db;
	const char *format;
	const char *diagnostics;
	const char *permalink;
	struct format_options read;
	int quiet, verbose, json, dry_run, allow_mass_delete, mode;
	long jobs, memory, shards, keep, lock_timeout, max_delete;
};

extern const struct index_values index_defaults;
extern const struct option_table index_build_options[], index_update_options[],
	index_write_options[], index_place_options[], index_dump_options[],
	index_stats_options[];

/* How sources are read. ST_USAGE: there is no such format, or the pattern of
 * permanent links is none. */
MUST_CHECK enum status index_read_options(struct posts_options *out,
					  const struct index_values *v,
					  struct error *err);
/* Who may read what is written from here on. */
void index_set_mode(const struct index_values *v);

/* As struct command's run. */
MUST_CHECK enum status index_rebuild(const void *values, int n, char **args,
				     struct error *err);
MUST_CHECK enum status index_update(const void *values, int n, char **args,
				    struct error *err);
MUST_CHECK enum status index_check(const void *values, int n, char **args,
				   struct error *err);
MUST_CHECK enum status index_compact(const void *values, int n, char **args,
				     struct error *err);
MUST_CHECK enum status index_rollback(const void *values, int n, char **args,
				      struct error *err);
MUST_CHECK enum status index_dump(const void *values, int n, char **args,
				  struct error *err);
MUST_CHECK enum status index_stats(const void *values, int n, char **args,
				   struct error *err);

#endif
