#include <stddef.h>
#include <sys/stat.h>

#include "indexer/main_values.h"
#include "indexer/merge_plan.h"
#include "indexer/permalink.h"

static const struct option_row place_rows[] = {
	{.name = "db",
	 .kind = OPT_TEXT,
	 .arg = "DIR",
	 .help = "the index; default $NISBA_DB, then nisba.conf's",
	 .offset = offsetof(struct index_values, db)},
};

static const struct option_row read_rows[] = {
	{.name = "format",
	 .kind = OPT_TEXT,
	 .arg = "NAME",
	 .help = "read every file as this format",
	 .offset = offsetof(struct index_values, format)},
	{.name = "drafts",
	 .key = "index.drafts",
	 .kind = OPT_FLAG,
	 .help = "also take posts that are marked as drafts",
	 .offset = offsetof(struct index_values, read.drafts)},
	{.name = "all-types",
	 .key = "index.all-types",
	 .kind = OPT_FLAG,
	 .help = "also take what is neither post nor page",
	 .offset = offsetof(struct index_values, read.all_types)},
	{.name = "comments",
	 .key = "index.comments",
	 .kind = OPT_FLAG,
	 .help = "also take what readers wrote under posts",
	 .offset = offsetof(struct index_values, read.comments)},
	{.name = "permalink",
	 .key = "index.permalink",
	 .kind = OPT_TEXT,
	 .arg = "PATTERN",
	 .help = "addresses of posts without, as '/:year/:month/:title/'",
	 .offset = offsetof(struct index_values, permalink)},
	{.name = "diagnostics",
	 .kind = OPT_TEXT,
	 .arg = "FILE",
	 .help = "write problems with single posts to FILE, as JSON lines",
	 .offset = offsetof(struct index_values, diagnostics)},
	{.name = "quiet",
	 .letter = 'q',
	 .kind = OPT_FLAG,
	 .help = "print errors only",
	 .offset = offsetof(struct index_values, quiet)},
	{.name = "verbose",
	 .letter = 'v',
	 .kind = OPT_FLAG,
	 .help = "also print notes on single posts, and each file read",
	 .offset = offsetof(struct index_values, verbose)},
};

static const struct option_row build_rows[] = {
	{.name = "jobs",
	 .key = "index.jobs",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "index in N processes; default one a processor",
	 .offset = offsetof(struct index_values, jobs),
	 .min = 1,
	 .max = 256},
	{.name = "memory",
	 .kind = OPT_NUMBER,
	 .arg = "MIB",
	 .help = "take about so much memory, in fewer processes if need be",
	 .offset = offsetof(struct index_values, memory),
	 .min = 64,
	 .max = 1 << 20},
	{.name = "shards",
	 .key = "index.shards",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "build the index in N parts; default one for 100,000 posts",
	 .offset = offsetof(struct index_values, shards),
	 .min = 1,
	 .max = MERGE_SHARDS_MAX},
};

static const struct option_row update_rows[] = {
	{.name = "dry-run",
	 .letter = 'n',
	 .kind = OPT_FLAG,
	 .help = "say what would change, and change nothing",
	 .offset = offsetof(struct index_values, dry_run)},
	{.name = "max-delete",
	 .key = "index.max-delete",
	 .kind = OPT_NUMBER,
	 .arg = "PERCENT",
	 .help = "refuse to lose more of a source's posts than this",
	 .offset = offsetof(struct index_values, max_delete),
	 .min = 0,
	 .max = 100},
	{.name = "allow-mass-delete",
	 .kind = OPT_FLAG,
	 .help = "do not refuse",
	 .offset = offsetof(struct index_values, allow_mass_delete)},
};

static const struct option_row write_rows[] = {
	{.name = "keep",
	 .key = "index.keep",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "keep N older states of the index",
	 .offset = offsetof(struct index_values, keep),
	 .min = 0,
	 .max = 1000},
	{.name = "lock-timeout",
	 .key = "index.lock-timeout",
	 .kind = OPT_NUMBER,
	 .arg = "SECONDS",
	 .help = "wait so long for another indexer",
	 .offset = offsetof(struct index_values, lock_timeout),
	 .min = 0,
	 .max = 86400},
	{.name = "mode",
	 .key = "index.mode",
	 .kind = OPT_CHOICE,
	 .choices = "0644 0640",
	 .help = "who may read the index: everybody, or the group",
	 .offset = offsetof(struct index_values, mode)},
};

static const struct option_row stats_rows[] = {
	{.name = "json",
	 .kind = OPT_FLAG,
	 .help = "print JSON",
	 .offset = offsetof(struct index_values, json)},
};

const struct option_table index_build_options[] = {
	OPTION_TABLE(command_rows), OPTION_TABLE(place_rows),
	OPTION_TABLE(read_rows),    OPTION_TABLE(build_rows),
	OPTION_TABLE(write_rows),   OPTION_TABLE_END};
const struct option_table index_update_options[] = {OPTION_TABLE(command_rows),
						    OPTION_TABLE(place_rows),
						    OPTION_TABLE(read_rows),
						    OPTION_TABLE(build_rows),
						    OPTION_TABLE(write_rows),
						    OPTION_TABLE(update_rows),
						    OPTION_TABLE_END};
const struct option_table index_write_options[] = {
	OPTION_TABLE(command_rows), OPTION_TABLE(place_rows),
	OPTION_TABLE(write_rows), OPTION_TABLE_END};
const struct option_table index_place_options[] = {
	OPTION_TABLE(command_rows), OPTION_TABLE(place_rows), OPTION_TABLE_END};
const struct option_table index_dump_options[] = {
	OPTION_TABLE(command_rows), OPTION_TABLE(read_rows), OPTION_TABLE_END};
const struct option_table index_stats_options[] = {
	OPTION_TABLE(command_rows), OPTION_TABLE(place_rows),
	OPTION_TABLE(stats_rows), OPTION_TABLE_END};

const struct index_values index_defaults = {.keep = 1, .max_delete = 10};

static enum status unknown_format(const char *name, struct error *err)
{
	struct buf names = BUF_INIT(256);
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && format_at(i); i++)
		st = buf_addf(&names, err, "%s%s", i ? ", " : "",
			      format_at(i)->name);
	if (st == ST_OK)
		st = error_set(err, ST_USAGE, "no format '%s'; there are %s",
			       name, names.p);
	buf_free(&names);
	return st;
}

enum status index_read_options(struct posts_options *out,
			       const struct index_values *v, struct error *err)
{
	enum status st = ST_OK;

	*out = (struct posts_options){.read = v->read,
				      .permalink = v->permalink};
	if (v->permalink)
		st = permalink_check(v->permalink, err);
	if (st != ST_OK)
		return st;
	if (!v->format)
		return ST_OK;
	out->format = format_find(v->format);
	return out->format ? ST_OK : unknown_format(v->format, err);
}

/* Before anything is written. */
void index_set_mode(const struct index_values *v)
{
	static const mode_t masks[] = {022, 027}; /* as the choices of --mode */

	umask(masks[v->mode]);
}
