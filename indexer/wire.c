#include "indexer/wire.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	PIECE = 64 << 10, /* bytes worth a system call */
	ROOM = 256 << 10, /* bytes read at a time */
	MOMENT_MS = 100
};

struct head {
	uint32_t kind, value, len;
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum status wire_flush(struct wire_out *w, struct error *err)
{
	struct str rest = buf_str(&w->waiting);

	while (rest.len) {
		ssize_t n = write(w->fd, rest.p, rest.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return error_set(err, ST_IO, "%s", strerror(errno));
		rest = (struct str){rest.p + n, rest.len - (size_t)n};
	}
	buf_clear(&w->waiting);
	w->flushed_ms = now_ms();
	return ST_OK;
}

enum status wire_put(struct wire_out *w, enum wire_kind kind, uint32_t value,
		     const struct str *pieces, size_t n, struct error *err)
{
	struct head head = {kind, value, 0};
	size_t len = 0;
	enum status st;

	for (size_t i = 0; i < n; i++) {
		if (pieces[i].len > WIRE_FRAME_MAX - len)
			return error_set(err, ST_LIMIT, "more than %d bytes",
					 WIRE_FRAME_MAX);
		len += pieces[i].len;
	}
	head.len = (uint32_t)len;
	w->waiting.max = WIRE_FRAME_MAX + 2 * PIECE;
	st = buf_add(&w->waiting, (struct str){(char *)&head, sizeof(head)},
		     err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = buf_add(&w->waiting, pieces[i], err);
	return st == ST_OK && w->waiting.len >= PIECE ? wire_flush(w, err) : st;
}

enum status wire_tick(struct wire_out *w, int beat, struct error *err)
{
	enum status st = ST_OK;

	if (now_ms() - w->flushed_ms < MOMENT_MS)
		return ST_OK;
	if (beat)
		st = wire_put(w, WIRE_BEAT, 0, NULL, 0, err);
	return st == ST_OK ? wire_flush(w, err) : st;
}

void wire_out_free(struct wire_out *w)
{
	buf_free(&w->waiting);
}

enum status wire_take(struct wire_frame *frame, struct wire_in *w,
		      struct error *err)
{
	struct head head;

	if (w->len - w->at < sizeof(head))
		return ST_END;
	memcpy(&head, w->p + w->at, sizeof(head));
	if (head.kind >= WIRE_KINDS || head.len > WIRE_FRAME_MAX)
		return error_set(err, ST_CORRUPT,
				 "a frame of kind %u, %u bytes", head.kind,
				 head.len);
	if (w->len - w->at - sizeof(head) < head.len)
		return ST_END;
	*frame = (struct wire_frame){
		head.kind, head.value, {w->p + w->at + sizeof(head), head.len}};
	w->at += sizeof(head) + head.len;
	return ST_OK;
}

/* Frames that were taken make room first. */
static enum status make_room(struct wire_in *w, struct error *err)
{
	size_t size = w->size;
	char *p;

	if (w->at) {
		memmove(w->p, w->p + w->at, w->len - w->at);
		w->len -= w->at;
		w->at = 0;
	}
	if (w->size - w->len >= ROOM)
		return ST_OK;
	if (size > 2 * (size_t)WIRE_FRAME_MAX)
		return error_set(err, ST_LIMIT, "a frame without an end");
	size = size ? size * 2 : 2 * (size_t)ROOM;
	p = realloc(w->p, size);
	if (!p)
		return error_set(err, ST_MEMORY, "out of memory");
	w->p = p;
	w->size = size;
	return ST_OK;
}

enum status wire_fill(struct wire_in *w, struct error *err)
{
	enum status st = make_room(w, err);
	ssize_t n;

	if (st != ST_OK)
		return st;
	do
		n = read(w->fd, w->p + w->len, w->size - w->len);
	while (n < 0 && errno == EINTR);
	if (n < 0 && errno == EAGAIN)
		return error_set(err, ST_STALE, "nothing there");
	if (n < 0)
		return error_set(err, ST_IO, "%s", strerror(errno));
	w->len += (size_t)n;
	return n ? ST_OK : ST_END;
}

void wire_in_clear(struct wire_in *w)
{
	w->at = w->len = 0;
}

void wire_in_free(struct wire_in *w)
{
	free(w->p);
	*w = (struct wire_in){.fd = w->fd};
}

/* Room for one file; a union for its alignment. */
union control {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr align;
};

static void attach(struct msghdr *m, union control *control, int fd)
{
	struct cmsghdr *c;

	memset(control, 0, sizeof(*control));
	m->msg_control = control->bytes;
	m->msg_controllen = sizeof(control->bytes);
	c = CMSG_FIRSTHDR(m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(c), &fd, sizeof(fd));
}

enum status wire_send(int socket, int fd, struct str head, struct str rest,
		      int wait, struct error *err)
{
	struct iovec parts[2] = {{(void *)(uintptr_t)head.p, head.len},
				 {(void *)(uintptr_t)rest.p, rest.len}};
	struct msghdr m = {.msg_iov = parts, .msg_iovlen = 2};
	union control control;
	ssize_t n;

	if (fd >= 0)
		attach(&m, &control, fd);
	do
		n = sendmsg(socket, &m,
			    MSG_NOSIGNAL | (wait ? 0 : MSG_DONTWAIT));
	while (n < 0 && errno == EINTR);
	if (n < 0 && errno == EAGAIN)
		return error_set(err, ST_LIMIT, "no room");
	return n < 0 ? error_set(err, ST_IO, "%s", strerror(errno)) : ST_OK;
}

static int attached(struct msghdr *m)
{
	const struct cmsghdr *c = CMSG_FIRSTHDR(m);
	int fd = -1;

	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS &&
	    c->cmsg_len == CMSG_LEN(sizeof(fd)))
		memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	return fd;
}

enum status wire_receive(int socket, int *fd, char *out, size_t size, size_t *n,
			 int wait, struct error *err)
{
	struct iovec part = {out, size};
	union control control;
	struct msghdr m = {.msg_iov = &part,
			   .msg_iovlen = 1,
			   .msg_control = control.bytes,
			   .msg_controllen = sizeof(control.bytes)};
	ssize_t got;

	do
		got = recvmsg(socket, &m,
			      MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
	while (got < 0 && errno == EINTR);
	if (got == 0)
		return ST_END;
	if (got < 0 && errno == EAGAIN)
		return error_set(err, ST_STALE, "nothing there");
	if (got < 0)
		return error_set(err, ST_IO, "%s", strerror(errno));
	*n = (size_t)got;
	*fd = attached(&m);
	return ST_OK;
}
