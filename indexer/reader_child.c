#include "indexer/reader_child.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/base/sandbox.h"
#include "common/base/sanitized.h"
#include "common/index/record.h"
#include "indexer/beneath.h"
#include "indexer/file_posts.h"
#include "indexer/markup/charset.h"
#include "indexer/markup/refuse.h"
#include "indexer/settle.h"
#include "indexer/wire.h"

enum {
	BESIDE_MAX = 1 << 20, /* bytes of a list that stands beside posts */
	FILES_MAX = 4096,     /* closed one by one on old kernels */
	OWN_FILES = 6,        /* 0, 1, 2 and what struct reader_child names */
	FAR_FILES = 16        /* where they are moved to meanwhile */
};

struct child {
	const struct reader_child *c;
	struct wire_out out;
	struct file_posts *file;
	struct settle *settle;
	struct diag diag;
	struct buf record;
	struct wire_request request;
	struct str path;
	uint32_t frames; /* of this file, also those that are skipped */
	/* The last file that was asked for beside another. */
	struct {
		struct buf path, bytes;
		enum status st;
	} beside;
};

/* Nobody is left to be told anything. */
static void check(enum status st)
{
	if (st != ST_OK)
		_exit(1);
}

/* Frames that have arrived before this process took over stay away. */
static void put(struct child *k, enum wire_kind kind, uint32_t value,
		const struct str *pieces, size_t n)
{
	struct error err;

	if (k->frames++ < k->request.skip) {
		check(wire_tick(&k->out, 1, &err));
		return;
	}
	check(wire_put(&k->out, kind, value, pieces, n, &err));
	if (k->request.careful)
		check(wire_flush(&k->out, &err));
}

static void put_words(struct child *k, enum wire_kind kind, uint32_t value,
		      const char *words)
{
	struct str s = {words, strlen(words)};

	put(k, kind, value, &s, 1);
}

static void on_diag(void *ctx, enum diag_severity severity, struct str path,
		    const char *item, const char *message)
{
	struct str pieces[3] = {{item ? item : "", item ? strlen(item) : 0},
				{"", 1},
				{message, strlen(message)}};

	(void)path;
	put(ctx, WIRE_DIAG, severity, pieces, 3);
}

static void on_tick(void *ctx)
{
	struct child *k = ctx;
	struct error err;

	check(wire_tick(&k->out, 1, &err));
}

static struct str folder_of(struct str path)
{
	const char *slash = path.len ? memrchr(path.p, '/', path.len) : NULL;

	return (struct str){path.p, slash ? (size_t)(slash - path.p) : 0};
}

static enum status ask_beside(struct child *k, const char *name,
			      struct error *err)
{
	struct str wanted = {name, strlen(name)};
	enum status st = ST_IO;
	int fd = -1;
	size_t n;

	check(wire_put(&k->out, WIRE_BESIDE, 0, &wanted, 1, err));
	check(wire_flush(&k->out, err));
	check(wire_receive(k->c->answers, &fd, (char *)&st, sizeof(st), &n, 1,
			   err));
	if (n != sizeof(st) || (st == ST_OK) != (fd >= 0))
		_exit(1);
	if (fd < 0)
		return st;
	st = beneath_read_fd(&k->beside.bytes, fd, err);
	close(fd);
	return st;
}

/* All posts of a folder ask for the same list: it is read once. */
static enum status read_beside(void *ctx, struct str *out, const char *name,
			       struct error *err)
{
	struct child *k = ctx;
	struct buf path = BUF_INIT(WIRE_PATH_MAX);
	enum status st = buf_addf(&path, err, "%.*s/%s",
				  (int)folder_of(k->path).len, k->path.p, name);

	if (st == ST_OK && !str_eq(buf_str(&path), buf_str(&k->beside.path))) {
		buf_clear(&k->beside.path);
		buf_clear(&k->beside.bytes);
		st = buf_add(&k->beside.path, buf_str(&path), err);
		if (st == ST_OK)
			k->beside.st = ask_beside(k, name, err);
	}
	buf_free(&path);
	if (st == ST_OK && k->beside.st != ST_OK)
		st = error_set(err, k->beside.st, "cannot read %s", name);
	*out = buf_str(&k->beside.bytes);
	return st;
}

static int is_bad(const struct wire_request *r, uint32_t number)
{
	for (uint32_t i = 0; i < r->bad_count; i++)
		if (r->bad[i] == number)
			return 1;
	return 0;
}

/* Of a file that is one post; empty for others. */
static struct str place(const struct child *k, uint32_t number)
{
	const struct format *f = file_posts_format(k->file);

	if (number == 1 &&
	    (f == &format_markdown || f == &format_html || f == &format_text))
		return k->path;
	return (struct str){"", 0};
}

/* Its own fault: reading it once more will not help. */
static int is_flaw(enum status st)
{
	return st == ST_INPUT || st == ST_LIMIT;
}

static void put_post(struct child *k, struct post *post, uint32_t number)
{
	struct wire_post head = {.at = file_posts_at(k->file)};
	struct error err = ERROR_INIT;
	struct str pieces[3];

	if (k->frames < k->request.skip) {
		put(k, WIRE_POST, 0, NULL, 0);
		return;
	}
	strncpy(head.format, file_posts_format(k->file)->name,
		sizeof(head.format) - 1);
	buf_clear(&k->record);
	if (settle_post(k->settle, post, place(k, number), &err) != ST_OK ||
	    record_encode(&k->record, post, &err) != ST_OK) {
		put_words(k, WIRE_LOST, !is_flaw(err.status), err.msg);
		return;
	}
	head.record_len = (uint32_t)k->record.len;
	pieces[0] = (struct str){(char *)&head, sizeof(head)};
	pieces[1] = buf_str(&k->record);
	pieces[2] = post->comments;
	put(k, WIRE_POST, 0, pieces, 3);
}

/* Every post of the open file. A flaw loses one of them, and so does memory
 * that is short, unless it stays so. */
static void read_posts(struct child *k)
{
	enum { STARVED_MAX = 8 /* one behind the other */ };
	uint32_t number = 0;
	unsigned starved = 0;
	enum status st;

	do {
		struct error err = ERROR_INIT;
		struct post post = {.published = DATE_NONE,
				    .updated = DATE_NONE};

		number++;
		refuse_markup(is_bad(&k->request, number));
		st = file_posts_next(k->file, &post, &err);
		if (st == ST_OK)
			put_post(k, &post, number);
		else if (st != ST_END)
			put_words(k, WIRE_LOST, !is_flaw(st), err.msg);
		starved = st == ST_MEMORY ? starved + 1 : 0;
	} while (st == ST_OK || is_flaw(st) ||
		 (st == ST_MEMORY && starved < STARVED_MAX));
	refuse_markup(0);
}

static void read_file(struct child *k, int fd)
{
	struct file_posts_input in = {.fd = fd,
				      .path = k->path,
				      .format = k->c->format,
				      .options = k->c->options,
				      .diag = &k->diag,
				      .beside = read_beside,
				      .tick = on_tick,
				      .ctx = k};
	struct error err = ERROR_INIT;
	enum status st;

	k->frames = 0;
	k->diag.path = k->path;
	st = file_posts_open(k->file, &in, &err);
	if (st == ST_OK)
		read_posts(k);
	else if (st == ST_NOTFOUND)
		diag_report(&k->diag, DIAG_NOTE, NULL, "%s", err.msg);
	else
		put_words(k, WIRE_UNREAD, !is_flaw(st), err.msg);
	k->request.skip = 0;
	put(k, WIRE_DONE, 0, NULL, 0);
	check(wire_tick(&k->out, 0, &err));
}

/* The next request. What is finished leaves before it waits for long. */
static void serve(struct child *k) __attribute__((noreturn));
static void serve(struct child *k)
{
	static char message[sizeof(k->request) + WIRE_PATH_MAX];
	struct error err = ERROR_INIT;
	enum status st;
	size_t n;
	int fd;

	for (;;) {
		st = wire_receive(k->c->requests, &fd, message, sizeof(message),
				  &n, 0, &err);
		if (st == ST_STALE) {
			check(wire_flush(&k->out, &err));
			st = wire_receive(k->c->requests, &fd, message,
					  sizeof(message), &n, 1, &err);
		}
		if (st != ST_OK || fd < 0 || n < sizeof(k->request))
			_exit(st == ST_END ? 0 : 1);
		memcpy(&k->request, message, sizeof(k->request));
		k->path = (struct str){message + sizeof(k->request),
				       n - sizeof(k->request)};
		read_file(k, fd);
		close(fd);
	}
}

static void close_from(int first)
{
	if (syscall(SYS_close_range, first, ~0U, 0) == 0)
		return;
	for (int fd = first; fd < FILES_MAX; fd++)
		close(fd);
}

/*
 * Only these files stay open: an index, its lock, a terminal are none of its
 * business. A sanitizer's last words are worth hearing.
 */
static void keep_files(struct reader_child *c)
{
	int *const keep[] = {&c->requests, &c->answers, &c->frames};
	int null = open("/dev/null", O_RDWR), far[3];

	for (int i = 0; i < 3; i++)
		far[i] = fcntl(*keep[i], F_DUPFD, FAR_FILES);
	for (int i = 0; i < (IS_SANITIZED ? 2 : 3); i++)
		if (dup2(null, i) < 0)
			_exit(1);
	for (int i = 0; i < 3; i++) {
		*keep[i] = 3 + i;
		if (dup2(far[i], 3 + i) < 0)
			_exit(1);
	}
	close_from(OWN_FILES);
}

/*
 * The parent decides when to stop; when it is gone, so is this. Its handlers
 * stay behind, but a sanitizer's.
 */
static void follow_parent(void)
{
	static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

	for (size_t i = 0; i < sizeof(deadly) / sizeof(*deadly); i++)
		if (!IS_SANITIZED)
			signal(deadly[i], SIG_DFL);
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}

static uint32_t parts_that_hold(const struct sandbox_report *report)
{
	uint32_t bits = 0;

	for (unsigned i = 0; i < SANDBOX_PARTS; i++)
		if (report->part[i].holds)
			bits |= 1U << i;
	return bits;
}

void reader_child_run(const struct reader_child *c)
{
	static struct child k;
	static struct sandbox_report report;
	const struct sandbox sandbox = {.memory = READER_MEMORY_MAX,
					.files = 64};
	struct reader_child own = *c;
	struct error err = ERROR_INIT;

	follow_parent();
	keep_files(&own);
	charset_prepare();
	k = (struct child){.c = &own,
			   .out = {.fd = own.frames},
			   .diag = {.report = on_diag, .ctx = &k},
			   .record = BUF_INIT(WIRE_FRAME_MAX)};
	k.beside.path = (struct buf)BUF_INIT(WIRE_PATH_MAX);
	k.beside.bytes = (struct buf)BUF_INIT(BESIDE_MAX);
	check(file_posts_new(&k.file, &err));
	check(settle_new(&k.settle, own.permalink, &err));
	sandbox_enter(&report, &sandbox);
	check(wire_put(&k.out, WIRE_READY, parts_that_hold(&report), NULL, 0,
		       &err));
	check(wire_flush(&k.out, &err));
	serve(&k);
}
