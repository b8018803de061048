#ifndef INDEXER_READER_H
#define INDEXER_READER_H

#include "common/base/diag.h"
#include "common/index/post.h"
#include "indexer/formats/format.h"
#include "indexer/walk.h"

/*
 * Reads files of an archive in a process of its own (reader_child.h), some
 * files ahead of who takes their posts.
 *
 * A post that kills the process, or takes more than READER_CPU_MAX_MS there,
 * is reported by its number and left out; another process goes on behind it.
 * When a second try fails too, or too many posts of a file do so, the rest of
 * that file is left out. What the process sends is believed no more than the
 * archive itself.
 */
enum {
	READER_CPU_MAX_MS = 5000,    /* processor time without any news */
	READER_CPU_FIRST_MS = 1000,  /* until the first suspicion */
	READER_BYTES_A_MS = 10000,   /* of the file, on top of these: a slow
					machine parses so many */
	READER_IDLE_MAX_MS = 600000, /* time without any news */
	READER_AHEAD = 16            /* files */
};

struct reader;

struct reader_options {
	const struct format *format; /* NULL: sniff each file */
	struct format_options read;
	const char *permalink; /* a pattern for addresses; NULL: none */
	/* A file beside `file`, as walk_open_beside(). */
	enum status (*beside)(void *ctx, int *fd, const struct walk_file *file,
			      const char *name, struct error *err);
	/*
	 * Told when something of a file was lost. `again`: not all of it was
	 * read, and another time it may be. May be NULL.
	 */
	void (*lost)(void *ctx, const struct walk_file *file, int again);
	void *ctx;
	unsigned cpu_max_ms; /* 0: READER_CPU_MAX_MS */
};

/* A post, and where it stands. Borrowed until the next call. */
struct reader_item {
	struct post post;
	const struct walk_file *file;
	const char *format; /* its name */
	unsigned number;    /* of the post in its file, from 1 */
	uint64_t bytes;     /* of all files so far */
};

/* `diag` is borrowed, outlives *out, may be NULL. */
MUST_CHECK enum status reader_new(struct reader **out,
				  const struct reader_options *options,
				  struct diag *diag, struct error *err);
void reader_free(struct reader *r);

/* 1: it takes another file. */
int reader_has_room(const struct reader *r);
/* Read this file too. `fd` is taken over, also on failure. */
MUST_CHECK enum status reader_add(struct reader *r,
				  const struct walk_file *file, int fd,
				  struct error *err);
/*
 * ST_OK: *item. ST_STALE: a file is finished, there is room for another.
 * ST_END: no file is left. ST_INTERNAL, ST_IO: no process can be started.
 */
MUST_CHECK enum status reader_next(struct reader *r, struct reader_item *item,
				   struct error *err);

#endif
