#include "indexer/report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "common/out/json.h"
#include "common/out/log.h"
#include "common/out/text.h"

enum { REDRAW_MS = 100 };

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void wipe_line(struct report *r)
{
	if (r->terminal && r->shown_ms)
		fputs("\r\033[K", stderr);
	r->shown_ms = 0;
}

/* What the C library makes of the environment, which it is not asked for. */
static int has_utf8(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strcasestr(value, "UTF-8") ||
			       strcasestr(value, "UTF8");
	}
	return 0;
}

enum status report_open(struct report *r, const char *program, const char *path,
			struct error *err)
{
	r->program = program;
	r->terminal = isatty(STDERR_FILENO) && !r->quiet;
	r->blocks = has_utf8();
	r->began_ms = now_ms();
	r->shown_ms = 0;
	if (!path)
		return ST_OK;
	r->diagnostics = fopen(path, "we");
	if (!r->diagnostics)
		return error_set(err, ST_IO, "'%s': %s", path, strerror(errno));
	return ST_OK;
}

enum status report_close(struct report *r, struct error *err)
{
	FILE *f = r->diagnostics;

	wipe_line(r);
	r->diagnostics = NULL;
	if (f && fclose(f))
		return error_set(err, ST_IO, "diagnostics: %s",
				 strerror(errno));
	return ST_OK;
}

static struct str borrow(const char *s)
{
	return (struct str){s, strlen(s)};
}

static void write_json(struct report *r, enum diag_severity severity,
		       struct str path, const char *item, const char *message)
{
	struct sink sink = SINK_FILE(r->diagnostics);
	struct json j = JSON_INIT(&sink, JSON_DENSE);

	json_put_object(&j);
	json_put_member_string(&j, "path", path);
	json_put_member_string(&j, "item", borrow(item ? item : ""));
	json_put_member_string(&j, "severity",
			       borrow(diag_severity_name(severity)));
	json_put_member_string(&j, "reason", borrow(message));
	json_put_end(&j);
	json_put_newline(&j);
}

static void on_diag(void *ctx, enum diag_severity severity, struct str path,
		    const char *item, const char *message)
{
	struct report *r = ctx;

	if (r->diagnostics)
		write_json(r, severity, path, item, message);
	if (severity == DIAG_ERROR || (severity == DIAG_WARNING && !r->quiet) ||
	    r->verbose) {
		wipe_line(r);
		log_line(r->program, severity, path, item, message);
	}
}

struct diag report_diag(struct report *r)
{
	return (struct diag){.report = on_diag, .ctx = r};
}

static unsigned columns(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col
		       ? size.ws_col
		       : 80;
}

void report_progress(struct report *r, const struct progress *p)
{
	char line[PROGRESS_LINE_MAX];
	int64_t now;

	if (!r->terminal)
		return;
	now = now_ms();
	if (p->doing != r->doing) {
		r->doing = p->doing;
		r->doing_ms = now;
	} else if (now - r->shown_ms < REDRAW_MS)
		return;
	progress_line(line, p, now - r->doing_ms, columns(), r->blocks);
	fprintf(stderr, "\r%s\033[K", line);
	fflush(stderr);
	r->shown_ms = now;
}

void report_done(struct report *r, uint64_t posts, uint64_t words,
		 uint64_t bytes)
{
	if (!r->terminal)
		return;
	wipe_line(r);
	fprintf(stderr,
		"%" PRIu64 " posts, %" PRIu64
		" different words, %.1f MB in %.1f s\n",
		posts, words, (double)bytes / 1e6,
		(double)(now_ms() - r->began_ms) / 1000);
}

void report_file(void *ctx, char what, struct str path)
{
	struct report *r = ctx;
	struct sink sink = SINK_FILE(r->dry_run ? stdout : stderr);
	struct text text = TEXT_INIT(&sink, 0);
	const char letter[] = {what, ' ', '\0'};

	wipe_line(r);
	text_words(&text, letter);
	text_field(&text, path);
	text_words(&text, "\n");
	text_free(&text);
}

static void print_counts(FILE *f, const struct update_result *result)
{
	fprintf(f,
		"%" PRIu64 " added, %" PRIu64 " changed, %" PRIu64 " deleted\n",
		result->added, result->changed, result->deleted);
}

void report_update(struct report *r, const struct update_result *result)
{
	if (r->dry_run && result->rebuilt)
		printf("all would be built anew\n");
	else if (r->dry_run)
		print_counts(stdout, result);
	else if (result->rebuilt)
		report_done(r, result->all.posts, result->all.words,
			    result->all.bytes);
	else if (r->terminal && result->untouched)
		fprintf(stderr, "nothing has changed\n");
	else if (r->terminal) {
		wipe_line(r);
		fprintf(stderr, "%" PRIu64 " posts: ", result->all.posts);
		print_counts(stderr, result);
	}
}
