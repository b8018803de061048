#ifndef INDEXER_WIRE_H
#define INDEXER_WIRE_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"
#include "common/index/post.h"

/*
 * What a process that reads archives (reader_child.h) and the one that started
 * it (reader.h) say to each other. Both are this program on this machine, so
 * numbers are as the processor has them.
 *
 * To the child go requests, each with an open file, over a socket that keeps
 * messages apart. Back come frames over a pipe. The child has looked at bytes
 * of strangers: its frames are checked like any other input.
 */
enum {
	WIRE_BAD_MAX = 8,          /* posts of one file passed over */
	WIRE_FRAME_MAX = 96 << 20, /* bytes of a frame */
	WIRE_PATH_MAX = 128 << 10  /* bytes of a path */
};

/* Read this file; its path follows. */
struct wire_request {
	uint32_t skip;    /* frames that have arrived already */
	uint32_t careful; /* say everything at once */
	uint32_t bad_count;
	uint32_t bad[WIRE_BAD_MAX]; /* posts, from 1, that killed a reader */
};

enum wire_kind {
	WIRE_POST,   /* struct wire_post, its record, its comments */
	WIRE_LOST,   /* a post that cannot be read: why; value: whether it, or
			all behind it, may be there next time */
	WIRE_UNREAD, /* the file cannot be read: why; value: whether it may be
			possible next time */
	WIRE_DIAG,   /* value: enum diag_severity; item, NUL, message */
	WIRE_BESIDE, /* a file beside this one is wanted: its name */
	WIRE_READY,  /* it is locked in; value: bits of parts that hold */
	WIRE_BEAT,   /* it is alive */
	WIRE_DONE,   /* that was the file */
	WIRE_KINDS
};

struct wire_frame {
	uint32_t kind, value;
	struct str body; /* borrowed */
};

struct wire_post {
	uint64_t at;         /* bytes of the file read so far */
	uint32_t record_len; /* bytes, as record_encode() writes them */
	char format[20];     /* its name */
};

/* Frames on their way out. */
struct wire_out {
	int fd;
	struct buf waiting;
	int64_t flushed_ms; /* when */
};

/*
 * A frame in pieces. It leaves when much is waiting, or by wire_flush().
 * ST_IO: nobody listens any more. ST_LIMIT: the frame is too large.
 */
MUST_CHECK enum status wire_put(struct wire_out *w, enum wire_kind kind,
				uint32_t value, const struct str *pieces,
				size_t n, struct error *err);
MUST_CHECK enum status wire_flush(struct wire_out *w, struct error *err);
/* Flush what waits longer than a moment; `beat`: or else put a WIRE_BEAT. */
MUST_CHECK enum status wire_tick(struct wire_out *w, int beat,
				 struct error *err);
void wire_out_free(struct wire_out *w);

/* Frames on their way in; `fd` does not block. */
struct wire_in {
	int fd;
	char *p;
	size_t at, len, size; /* bytes: consumed, there, room */
};

/*
 * ST_OK: *frame, borrowed until the next call. ST_END: not whole yet.
 * ST_CORRUPT: no frame.
 */
MUST_CHECK enum status wire_take(struct wire_frame *frame, struct wire_in *w,
				 struct error *err);
/*
 * Read what is there. ST_OK: something came. ST_STALE: nothing is there now.
 * ST_END: the other end is closed.
 */
MUST_CHECK enum status wire_fill(struct wire_in *w, struct error *err);
void wire_in_clear(struct wire_in *w);
void wire_in_free(struct wire_in *w);

/*
 * A message with a file (fd < 0: without) over a socket; the sender keeps its
 * own. ST_LIMIT: no room just now, unless `wait`. ST_IO: nobody listens.
 */
MUST_CHECK enum status wire_send(int socket, int fd, struct str head,
				 struct str rest, int wait, struct error *err);
/*
 * *fd: the file, -1 if none came; *n: bytes put into `out`. ST_END. ST_STALE:
 * nothing is there now, unless `wait`.
 */
MUST_CHECK enum status wire_receive(int socket, int *fd, char *out, size_t size,
				    size_t *n, int wait, struct error *err);

#endif
