#include <inttypes.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/index/place.h"
#include "common/out/command.h"
#include "common/out/log.h"
#include "indexer/dump.h"
#include "indexer/merge_plan.h"
#include "indexer/permalink.h"
#include "indexer/report.h"
#include "indexer/stats.h"
#include "indexer/update.h"
#include "indexer/upkeep.h"

struct values {
	struct command_values command;
	const char *db;
	const char *format;
	const char *diagnostics;
	const char *permalink;
	struct format_options read;
	int quiet, verbose, json, dry_run, allow_mass_delete, mode;
	long jobs, memory, shards, keep, lock_timeout, max_delete;
};

static const struct option_row place_rows[] = {
	{.name = "db",
	 .kind = OPT_TEXT,
	 .arg = "DIR",
	 .help = "the index; default $NISBA_DB, then nisba.conf's",
	 .offset = offsetof(struct values, db)},
};

static const struct option_row read_rows[] = {
	{.name = "format",
	 .kind = OPT_TEXT,
	 .arg = "NAME",
	 .help = "read every file as this format",
	 .offset = offsetof(struct values, format)},
	{.name = "drafts",
	 .key = "index.drafts",
	 .kind = OPT_FLAG,
	 .help = "also take posts that are marked as drafts",
	 .offset = offsetof(struct values, read.drafts)},
	{.name = "all-types",
	 .key = "index.all-types",
	 .kind = OPT_FLAG,
	 .help = "also take what is neither post nor page",
	 .offset = offsetof(struct values, read.all_types)},
	{.name = "comments",
	 .key = "index.comments",
	 .kind = OPT_FLAG,
	 .help = "also take what readers wrote under posts",
	 .offset = offsetof(struct values, read.comments)},
	{.name = "permalink",
	 .key = "index.permalink",
	 .kind = OPT_TEXT,
	 .arg = "PATTERN",
	 .help = "addresses of posts without, as '/:year/:month/:title/'",
	 .offset = offsetof(struct values, permalink)},
	{.name = "diagnostics",
	 .kind = OPT_TEXT,
	 .arg = "FILE",
	 .help = "write problems with single posts to FILE, as JSON lines",
	 .offset = offsetof(struct values, diagnostics)},
	{.name = "quiet",
	 .letter = 'q',
	 .kind = OPT_FLAG,
	 .help = "print errors only",
	 .offset = offsetof(struct values, quiet)},
	{.name = "verbose",
	 .letter = 'v',
	 .kind = OPT_FLAG,
	 .help = "also print notes on single posts, and each file read",
	 .offset = offsetof(struct values, verbose)},
};

static const struct option_row build_rows[] = {
	{.name = "jobs",
	 .key = "index.jobs",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "index in N processes; default one a processor",
	 .offset = offsetof(struct values, jobs),
	 .min = 1,
	 .max = 256},
	{.name = "memory",
	 .kind = OPT_NUMBER,
	 .arg = "MIB",
	 .help = "take about so much memory, in fewer processes if need be",
	 .offset = offsetof(struct values, memory),
	 .min = 64,
	 .max = 1 << 20},
	{.name = "shards",
	 .key = "index.shards",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "build the index in N parts; default one for 100,000 posts",
	 .offset = offsetof(struct values, shards),
	 .min = 1,
	 .max = MERGE_SHARDS_MAX},
};

static const struct option_row update_rows[] = {
	{.name = "dry-run",
	 .letter = 'n',
	 .kind = OPT_FLAG,
	 .help = "say what would change, and change nothing",
	 .offset = offsetof(struct values, dry_run)},
	{.name = "max-delete",
	 .key = "index.max-delete",
	 .kind = OPT_NUMBER,
	 .arg = "PERCENT",
	 .help = "refuse to lose more of a source's posts than this",
	 .offset = offsetof(struct values, max_delete),
	 .min = 0,
	 .max = 100},
	{.name = "allow-mass-delete",
	 .kind = OPT_FLAG,
	 .help = "do not refuse",
	 .offset = offsetof(struct values, allow_mass_delete)},
};

static const struct option_row write_rows[] = {
	{.name = "keep",
	 .key = "index.keep",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "keep N older states of the index",
	 .offset = offsetof(struct values, keep),
	 .min = 0,
	 .max = 1000},
	{.name = "lock-timeout",
	 .key = "index.lock-timeout",
	 .kind = OPT_NUMBER,
	 .arg = "SECONDS",
	 .help = "wait so long for another indexer",
	 .offset = offsetof(struct values, lock_timeout),
	 .min = 0,
	 .max = 86400},
	{.name = "mode",
	 .key = "index.mode",
	 .kind = OPT_CHOICE,
	 .choices = "0644 0640",
	 .help = "who may read the index: everybody, or the group",
	 .offset = offsetof(struct values, mode)},
};

static const struct option_row stats_rows[] = {
	{.name = "json",
	 .kind = OPT_FLAG,
	 .help = "print JSON",
	 .offset = offsetof(struct values, json)},
};

static const struct option_table build_options[] = {
	OPTION_TABLE(command_rows), OPTION_TABLE(place_rows),
	OPTION_TABLE(read_rows),    OPTION_TABLE(build_rows),
	OPTION_TABLE(write_rows),   OPTION_TABLE_END};
static const struct option_table update_options[] = {OPTION_TABLE(command_rows),
						     OPTION_TABLE(place_rows),
						     OPTION_TABLE(read_rows),
						     OPTION_TABLE(build_rows),
						     OPTION_TABLE(write_rows),
						     OPTION_TABLE(update_rows),
						     OPTION_TABLE_END};
static const struct option_table write_options[] = {
	OPTION_TABLE(command_rows), OPTION_TABLE(place_rows),
	OPTION_TABLE(write_rows), OPTION_TABLE_END};
static const struct option_table place_options[] = {
	OPTION_TABLE(command_rows), OPTION_TABLE(place_rows), OPTION_TABLE_END};
static const struct option_table dump_options[] = {
	OPTION_TABLE(command_rows), OPTION_TABLE(read_rows), OPTION_TABLE_END};
static const struct option_table stats_options[] = {
	OPTION_TABLE(command_rows), OPTION_TABLE(place_rows),
	OPTION_TABLE(stats_rows), OPTION_TABLE_END};

static const struct values defaults = {.keep = 1, .max_delete = 10};

static volatile sig_atomic_t stop_signal;

/* The first signal ends the run after the post at hand, the second at once. */
static void on_signal(int number)
{
	if (stop_signal)
		_exit(128 + number);
	stop_signal = number;
}

static void catch_signals(void)
{
	struct sigaction action = {.sa_handler = on_signal};

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

static enum status tick(void *ctx, const struct progress *progress,
			struct error *err)
{
	if (stop_signal)
		return error_set(err, ST_STOPPED,
				 "stopped: the index is as it was");
	report_progress(ctx, progress);
	return ST_OK;
}

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

static enum status read_options(struct posts_options *out,
				const struct values *v, struct error *err)
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

static struct rebuild_options build_options_of(const struct values *v,
					       struct report *report)
{
	return (struct rebuild_options){
		.keep = (unsigned)v->keep,
		.jobs = (unsigned)v->jobs,
		.memory = (unsigned)v->memory,
		.shards = (unsigned)v->shards,
		.lock_timeout = (unsigned)v->lock_timeout,
		.tick = tick,
		.file = v->verbose || v->dry_run ? report_file : NULL,
		.ctx = report};
}

/* The sources of the command line, else those of the configuration. */
static enum status find_sources(char ***args, size_t *n, const struct values *v,
				struct error *err)
{
	enum status st;

	if (*n)
		return ST_OK;
	st = config_all(args, n, v->command.file, "source", err);
	if (st != ST_OK || *n)
		return st;
	return error_set(err, ST_USAGE,
			 "no sources; name a folder or file, or put 'source = "
			 "PATH' into %s",
			 v->command.file->path ? v->command.file->path
					       : "nisba.conf");
}

/* Before anything is written. */
static void set_mode(const struct values *v)
{
	static const mode_t masks[] = {022, 027}; /* as the choices of --mode */

	umask(masks[v->mode]);
}

/* What rebuild and update share; `run` is what they do. */
static enum status run_build(
	const struct values *v, char **args, size_t n,
	enum status (*run)(struct report *report, const char *dir, char **args,
			   size_t n, const struct values *v, struct error *err),
	struct error *err)
{
	struct report report = {.quiet = v->quiet,
				.verbose = v->verbose,
				.dry_run = v->dry_run};
	struct buf dir = BUF_INIT(4096);
	enum status st, closed;

	catch_signals();
	set_mode(v);
	st = find_sources(&args, &n, v, err);
	if (st == ST_OK)
		st = index_place(&dir, v->db, v->command.file, err);
	if (st == ST_OK)
		st = report_open(&report, "nisba-index", v->diagnostics, err);
	if (st == ST_OK) {
		st = run(&report, dir.p, args, n, v, err);
		closed = report_close(&report, st == ST_OK ? err : NULL);
		if (st == ST_OK)
			st = closed;
	}
	buf_free(&dir);
	return st;
}

static enum status do_rebuild(struct report *report, const char *dir,
			      char **args, size_t n, const struct values *v,
			      struct error *err)
{
	struct rebuild_options options = build_options_of(v, report);
	struct diag diag = report_diag(report);
	struct rebuild_result result;
	enum status st = read_options(&options.posts, v, err);

	if (st == ST_OK)
		st = rebuild(&result, dir, args, n, &options, &diag, err);
	if (st == ST_OK)
		report_done(report, result.posts, result.words, result.bytes);
	return st;
}

static enum status do_update(struct report *report, const char *dir,
			     char **args, size_t n, const struct values *v,
			     struct error *err)
{
	struct update_options options = {
		.rebuild = build_options_of(v, report),
		.dry_run = v->dry_run,
		.guard = {(unsigned)v->max_delete, v->allow_mass_delete}};
	struct diag diag = report_diag(report);
	struct update_result result;
	enum status st = read_options(&options.rebuild.posts, v, err);

	if (st == ST_OK)
		st = update(&result, dir, args, n, &options, &diag, err);
	if (st != ST_OK)
		return st;
	report_update(report, &result);
	return ST_OK;
}

static enum status run_rebuild(const void *values, int n, char **args,
			       struct error *err)
{
	return run_build(values, args, (size_t)n, do_rebuild, err);
}

static enum status run_update(const void *values, int n, char **args,
			      struct error *err)
{
	return run_build(values, args, (size_t)n, do_update, err);
}

static enum status run_check(const void *values, int n, char **args,
			     struct error *err)
{
	const struct values *v = values;
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

static enum status run_compact(const void *values, int n, char **args,
			       struct error *err)
{
	const struct values *v = values;
	struct buf dir = BUF_INIT(4096);
	uint64_t before, after;
	enum status st = index_place(&dir, v->db, v->command.file, err);

	(void)n;
	(void)args;
	set_mode(v);
	if (st == ST_OK)
		st = upkeep_compact(&before, &after, dir.p, (unsigned)v->keep,
				    (unsigned)v->lock_timeout, err);
	if (st == ST_OK && isatty(STDERR_FILENO))
		fprintf(stderr, "%.1f MB, was %.1f MB\n", (double)after / 1e6,
			(double)before / 1e6);
	buf_free(&dir);
	return st;
}

static enum status run_rollback(const void *values, int n, char **args,
				struct error *err)
{
	const struct values *v = values;
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

static enum status run_dump(const void *values, int n, char **args,
			    struct error *err)
{
	const struct values *v = values;
	struct report report = {.quiet = v->quiet, .verbose = v->verbose};
	struct posts_options options;
	struct sink sink = SINK_FILE(stdout);
	struct json j = JSON_INIT(&sink, JSON_DENSE);
	struct diag diag;
	enum status st = read_options(&options, v, err), closed;

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

static enum status run_stats(const void *values, int n, char **args,
			     struct error *err)
{
	const struct values *v = values;
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

static const struct command commands[] = {
	{.name = "update",
	 .run = run_update,
	 .synopsis = "[SOURCE...]",
	 .summary = "Bring the index up to date with the archives.",
	 .options = update_options,
	 .defaults = &defaults,
	 .values_size = sizeof(defaults),
	 .min_args = 0,
	 .max_args = -1,
	 .configured = 1},
	{.name = "rebuild",
	 .run = run_rebuild,
	 .synopsis = "[SOURCE...]",
	 .summary = "Build a new index beside the live one, then publish it.",
	 .options = build_options,
	 .defaults = &defaults,
	 .values_size = sizeof(defaults),
	 .min_args = 0,
	 .max_args = -1,
	 .configured = 1},
	{.name = "check",
	 .run = run_check,
	 .synopsis = "",
	 .summary = "Read all of the index and see that it is sound.",
	 .options = place_options,
	 .defaults = &defaults,
	 .values_size = sizeof(defaults),
	 .min_args = 0,
	 .max_args = 0,
	 .configured = 1},
	{.name = "rollback",
	 .run = run_rollback,
	 .synopsis = "",
	 .summary = "Go back to the state of the index before this one.",
	 .options = write_options,
	 .defaults = &defaults,
	 .values_size = sizeof(defaults),
	 .min_args = 0,
	 .max_args = 0,
	 .configured = 1},
	{.name = "compact",
	 .run = run_compact,
	 .synopsis = "",
	 .summary = "Pack the index as tightly as it can be.",
	 .options = write_options,
	 .defaults = &defaults,
	 .values_size = sizeof(defaults),
	 .min_args = 0,
	 .max_args = 0,
	 .configured = 1},
	{.name = "dump",
	 .run = run_dump,
	 .synopsis = "SOURCE...",
	 .summary = "Print the posts as they are read, a JSON object a line.",
	 .options = dump_options,
	 .defaults = &defaults,
	 .values_size = sizeof(defaults),
	 .min_args = 1,
	 .max_args = -1,
	 .configured = 1},
	{.name = "stats",
	 .run = run_stats,
	 .synopsis = "",
	 .summary = "Describe the index.",
	 .options = stats_options,
	 .defaults = &defaults,
	 .values_size = sizeof(defaults),
	 .min_args = 0,
	 .max_args = 0,
	 .configured = 1},
};

static const struct program program = {
	.name = "nisba-index",
	.summary = "Make blog archives searchable.",
	.commands = commands,
	.n = sizeof(commands) / sizeof(commands[0]),
};

int main(int argc, char **argv)
{
	return command_main(&program, argc, argv);
}
