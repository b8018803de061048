#include "indexer/reader.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/arena.h"
#include "common/base/sandbox.h"
#include "common/index/record.h"
#include "common/text/utf8.h"
#include "indexer/reader_process.h"

enum {
	ARENA_MAX = 64 << 20, /* bytes of the lists of one post */
	SAID_MAX = 300        /* bytes of a report that are passed on */
};

/* A file that is read, or waits to be. */
struct job {
	struct walk_file file; /* its strings are in `names` */
	char *names;
	int fd;
	int sent;
	struct wire_request request;
	char why[WIRE_BAD_MAX][READER_WHY]; /* each of request.bad */
	unsigned posts;                     /* that have come, or are lost */
};

struct reader {
	struct reader_options options;
	struct diag *diag;
	struct reader_process process;
	struct job jobs[READER_AHEAD]; /* a ring */
	unsigned first, count;
	struct arena arena;
	char format[sizeof(((struct wire_post *)0)->format)];
	uint64_t total; /* bytes of the files before */
	int is_told;    /* what the sandbox lacks */
};

enum status reader_new(struct reader **out,
		       const struct reader_options *options, struct diag *diag,
		       struct error *err)
{
	struct reader *r = calloc(1, sizeof(*r));

	*out = r;
	if (!r)
		return error_set(err, ST_MEMORY, "out of memory");
	r->options = *options;
	if (!r->options.cpu_max_ms)
		r->options.cpu_max_ms = READER_CPU_MAX_MS;
	r->diag = diag;
	r->arena = (struct arena)ARENA_INIT(ARENA_MAX);
	return ST_OK;
}

static struct job *front(struct reader *r)
{
	return &r->jobs[r->first];
}

static void finish(struct reader *r)
{
	struct job *job = front(r);

	if (r->diag) /* its path goes with it */
		r->diag->path = (struct str){"", 0};
	r->total += job->file.size;
	close(job->fd);
	free(job->names);
	r->first = (r->first + 1) % READER_AHEAD;
	r->count--;
}

void reader_free(struct reader *r)
{
	char why[READER_WHY];

	if (!r)
		return;
	reader_process_end(&r->process, why);
	wire_in_free(&r->process.in);
	while (r->count)
		finish(r);
	arena_free(&r->arena);
	free(r);
}

int reader_has_room(const struct reader *r)
{
	return r->count < READER_AHEAD;
}

static char *copy(struct str *s, char *to)
{
	memcpy(to, s->p, s->len);
	s->p = to;
	return to + s->len;
}

enum status reader_add(struct reader *r, const struct walk_file *file, int fd,
		       struct error *err)
{
	struct job *job = &r->jobs[(r->first + r->count) % READER_AHEAD];
	char *names = malloc(file->path.len + file->name.len + 1);

	if (!names) {
		close(fd);
		return error_set(err, ST_MEMORY, "out of memory");
	}
	*job = (struct job){.file = *file, .names = names, .fd = fd};
	copy(&job->file.name, copy(&job->file.path, names));
	r->count++;
	return ST_OK;
}

/* Reports are about the file in front. */
static void report(struct reader *r, enum diag_severity severity,
		   const char *item, const char *message)
{
	if (r->diag)
		r->diag->path = front(r)->file.path;
	diag_report(r->diag, severity, item, "%s", message);
}

static const char *why_bad(const struct job *job, unsigned number)
{
	for (uint32_t i = 0; i < job->request.bad_count; i++)
		if (job->request.bad[i] == number)
			return job->why[i];
	return NULL;
}

static void report_post(struct reader *r, unsigned number, const char *why)
{
	char item[32];

	snprintf(item, sizeof(item), "post %u", number);
	report(r, DIAG_ERROR, item, why);
}

static void lose(struct reader *r, int again)
{
	if (r->options.lost)
		r->options.lost(r->options.ctx, &front(r)->file, again);
}

static int is_packed(struct str path)
{
	return path.len > 3 && memcmp(path.p + path.len - 3, ".gz", 3) == 0;
}

/* ST_LIMIT: it is told later, when there is room. */
static enum status send_job(struct reader *r, struct job *job,
			    struct error *err)
{
	struct str head = {(char *)&job->request, sizeof(job->request)};
	struct str path = job->file.path;
	enum status st;

	if (path.len > WIRE_PATH_MAX)
		path.len = WIRE_PATH_MAX;
	st = wire_send(r->process.requests, job->fd, head, path, 0, err);
	job->sent = st == ST_OK;
	return st;
}

/* A large file may take long before its first post: READER_BYTES_A_MS. */
static int64_t cpu_max_ms(struct reader *r)
{
	const struct job *job = front(r);
	unsigned ms = r->options.cpu_max_ms;
	uint64_t size = job->file.size;

	if (!job->request.careful && ms > READER_CPU_FIRST_MS)
		ms = READER_CPU_FIRST_MS;
	if (size > FORMAT_FILE_MAX || is_packed(job->file.path))
		size = FORMAT_FILE_MAX; /* or less, but who knows */
	return ms + (int64_t)(size / READER_BYTES_A_MS);
}

/* While a file is under suspicion, no other is sent behind it. */
static enum status send_jobs(struct reader *r, struct error *err)
{
	enum status st = ST_OK;

	if (!r->process.pid)
		st = reader_process_start(&r->process, r->options.format,
					  &r->options.read,
					  r->options.permalink, err);
	r->process.cpu_max_ms = cpu_max_ms(r);
	for (unsigned i = 0; st == ST_OK && i < r->count; i++) {
		struct job *job = &r->jobs[(r->first + i) % READER_AHEAD];

		if (!job->sent)
			st = send_job(r, job, err);
		if (front(r)->request.careful)
			break;
	}
	/* Full, or dead: the frames will show. */
	return st == ST_LIMIT || r->process.pid ? ST_OK : st;
}

/* The post that came next killed it twice, or it is one of too many. */
static int give_up(struct job *job, unsigned number, const char *why)
{
	struct wire_request *q = &job->request;

	if (why_bad(job, number) || q->bad_count == WIRE_BAD_MAX)
		return 1;
	snprintf(job->why[q->bad_count], READER_WHY, "%s", why);
	q->bad[q->bad_count++] = number;
	return 0;
}

/*
 * The process is dead. What it had not sent yet is lost with it, so the first
 * time nobody knows which post it was: then that file is read on carefully.
 */
static enum status bury(struct reader *r, struct error *err)
{
	struct job *job = front(r);
	const int was_ready = r->process.is_ready;
	char why[READER_WHY] = "";

	reader_process_end(&r->process, why);
	if (!was_ready)
		return error_set(err, ST_INTERNAL, "a reader %s at once", why);
	for (unsigned i = 0; i < r->count; i++)
		r->jobs[(r->first + i) % READER_AHEAD].sent = 0;
	if (!job->request.careful) {
		job->request.careful = 1;
		return send_jobs(r, err);
	}
	if (!give_up(job, job->posts + 1, why))
		return send_jobs(r, err);
	report_post(r, job->posts + 1, why);
	report(r, DIAG_ERROR, NULL, "the rest of it is left out");
	lose(r, 1);
	finish(r);
	return ST_STALE;
}

static void on_diag(struct reader *r, const struct wire_frame *frame)
{
	const char *nul = memchr(frame->body.p, '\0', frame->body.len);
	char item[SAID_MAX], message[2 * SAID_MAX];
	size_t len;

	front(r)->request.skip++;
	if (!nul || frame->value > DIAG_ERROR)
		return;
	len = (size_t)(nul - frame->body.p);
	snprintf(item, sizeof(item), "%.*s", (int)len, frame->body.p);
	snprintf(message, sizeof(message), "%.*s",
		 (int)(frame->body.len - len - 1), nul + 1);
	report(r, (enum diag_severity)frame->value, len ? item : NULL, message);
}

static void on_lost(struct reader *r, const struct wire_frame *frame)
{
	struct job *job = front(r);
	const char *why = why_bad(job, ++job->posts);
	char message[2 * SAID_MAX];

	job->request.skip++;
	snprintf(message, sizeof(message), "%.*s", (int)frame->body.len,
		 frame->body.p);
	report_post(r, job->posts, why ? why : message);
	lose(r, frame->value != 0);
}

static void on_unread(struct reader *r, const struct wire_frame *frame)
{
	char message[2 * SAID_MAX];

	front(r)->request.skip++;
	snprintf(message, sizeof(message), "%.*s", (int)frame->body.len,
		 frame->body.p);
	report(r, DIAG_ERROR, NULL, message);
	lose(r, frame->value != 0);
}

static enum status on_post(struct reader *r, struct reader_item *item,
			   struct str body, struct error *err)
{
	struct job *job = front(r);
	struct wire_post head;
	struct str record;
	const char *why;
	enum status st;

	if (body.len < sizeof(head))
		return error_set(err, ST_CORRUPT, "half a post");
	memcpy(&head, body.p, sizeof(head));
	body = (struct str){body.p + sizeof(head), body.len - sizeof(head)};
	if (head.record_len > body.len)
		return error_set(err, ST_CORRUPT, "half a post");
	record = (struct str){body.p, head.record_len};
	arena_clear(&r->arena);
	st = record_decode(&item->post, &r->arena, record, err);
	if (st != ST_OK)
		return st;
	item->post.comments =
		(struct str){body.p + record.len, body.len - record.len};
	if (!utf8_valid(item->post.comments))
		return error_set(err, ST_CORRUPT, "comments not in UTF-8");
	memcpy(r->format, head.format, sizeof(r->format) - 1);
	item->format = r->format;
	item->file = &job->file;
	if (r->diag)
		r->diag->path = job->file.path;
	item->number = ++job->posts;
	item->bytes = r->total + head.at;
	job->request.skip++;
	why = why_bad(job, item->number);
	if (why)
		report_post(r, item->number, why);
	return ST_OK;
}

static enum status on_beside(struct reader *r, struct str wanted,
			     struct error *err)
{
	enum status st = ST_NOTFOUND;
	struct error why = ERROR_INIT;
	char name[PATH_MAX];
	int fd = -1;

	if (r->options.beside && wanted.len < sizeof(name) &&
	    !memchr(wanted.p, '\0', wanted.len)) {
		memcpy(name, wanted.p, wanted.len);
		name[wanted.len] = '\0';
		st = r->options.beside(r->options.ctx, &fd, &front(r)->file,
				       name, &why);
	}
	if (st != ST_OK)
		fd = -1;
	/* If nobody listens, the next frame says so. */
	if (wire_send(r->process.answers, fd,
		      (struct str){(char *)&st, sizeof(st)}, STR(""), 1,
		      err) != ST_OK)
		err->status = ST_OK;
	if (fd >= 0)
		close(fd);
	return ST_OK;
}

/* Old kernels and containers lack parts of the sandbox: said once. */
static void on_ready(struct reader *r, uint32_t holds)
{
	if (r->is_told)
		return;
	r->is_told = 1;
	if (r->diag)
		r->diag->path = STR("sandbox");
	for (unsigned i = 0; i < SANDBOX_PARTS; i++)
		if (!(holds & 1U << i))
			diag_report(r->diag, DIAG_NOTE, NULL,
				    "archives are read without %s here",
				    sandbox_part_name(i));
}

/* ST_OK: *item. ST_STALE: another frame is wanted. ST_CORRUPT. */
static enum status on_frame(struct reader *r, struct reader_item *item,
			    const struct wire_frame *frame, int *finished,
			    struct error *err)
{
	switch ((enum wire_kind)frame->kind) {
	case WIRE_POST:
		return on_post(r, item, frame->body, err);
	case WIRE_LOST:
		on_lost(r, frame);
		return ST_STALE;
	case WIRE_UNREAD:
		on_unread(r, frame);
		return ST_STALE;
	case WIRE_DIAG:
		on_diag(r, frame);
		return ST_STALE;
	case WIRE_BESIDE:
		if (on_beside(r, frame->body, err) != ST_OK)
			return ST_CORRUPT;
		return ST_STALE;
	case WIRE_DONE:
		*finished = 1;
		return ST_STALE;
	case WIRE_READY:
		on_ready(r, frame->value);
		return ST_STALE;
	case WIRE_BEAT:
	case WIRE_KINDS:
		break;
	}
	return ST_STALE;
}

enum status reader_next(struct reader *r, struct reader_item *item,
			struct error *err)
{
	enum status st = ST_OK;
	int finished = 0;

	if (!r->count)
		return ST_END;
	st = send_jobs(r, err);
	while (st == ST_OK && !finished) {
		struct wire_frame frame;
		struct error why = ERROR_INIT;

		st = reader_process_frame(&frame, &r->process, &why);
		if (st == ST_OK)
			st = on_frame(r, item, &frame, &finished, &why);
		if (st == ST_OK)
			break;
		if (st == ST_MEMORY)
			return error_set(err, st, "%s", why.msg);
		if (st == ST_CORRUPT || st == ST_LIMIT)
			r->process.killed = "makes its reader talk nonsense";
		if (st == ST_STALE)
			st = ST_OK;
		else
			st = bury(r, err);
		if (st == ST_STALE)
			return ST_STALE;
	}
	if (!finished || st != ST_OK)
		return st;
	finish(r);
	return ST_STALE;
}
