#include <signal.h>
#include <unistd.h>

#include "common/index/place.h"
#include "indexer/main_values.h"
#include "indexer/report.h"
#include "indexer/update.h"

/* nisba-index rebuild and update. */

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

static struct rebuild_options build_options_of(const struct index_values *v,
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
static enum status find_sources(char ***args, size_t *n,
				const struct index_values *v, struct error *err)
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

/* What rebuild and update share; `run` is what they do. */
static enum status
run_build(const struct index_values *v, char **args, size_t n,
	  enum status (*run)(struct report *report, const char *dir,
			     char **args, size_t n,
			     const struct index_values *v, struct error *err),
	  struct error *err)
{
	struct report report = {.quiet = v->quiet,
				.verbose = v->verbose,
				.dry_run = v->dry_run};
	struct buf dir = BUF_INIT(4096);
	enum status st, closed;

	catch_signals();
	index_set_mode(v);
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
			      char **args, size_t n,
			      const struct index_values *v, struct error *err)
{
	struct rebuild_options options = build_options_of(v, report);
	struct diag diag = report_diag(report);
	struct rebuild_result result;
	enum status st = index_read_options(&options.posts, v, err);

	if (st == ST_OK)
		st = rebuild(&result, dir, args, n, &options, &diag, err);
	if (st == ST_OK)
		report_done(report, result.posts, result.words, result.bytes);
	return st;
}

static enum status do_update(struct report *report, const char *dir,
			     char **args, size_t n,
			     const struct index_values *v, struct error *err)
{
	struct update_options options = {
		.rebuild = build_options_of(v, report),
		.dry_run = v->dry_run,
		.guard = {(unsigned)v->max_delete, v->allow_mass_delete}};
	struct diag diag = report_diag(report);
	struct update_result result;
	enum status st = index_read_options(&options.rebuild.posts, v, err);

	if (st == ST_OK)
		st = update(&result, dir, args, n, &options, &diag, err);
	if (st != ST_OK)
		return st;
	report_update(report, &result);
	return ST_OK;
}

enum status index_rebuild(const void *values, int n, char **args,
			  struct error *err)
{
	return run_build(values, args, (size_t)n, do_rebuild, err);
}

enum status index_update(const void *values, int n, char **args,
			 struct error *err)
{
	return run_build(values, args, (size_t)n, do_update, err);
}
