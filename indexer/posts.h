#ifndef INDEXER_POSTS_H
#define INDEXER_POSTS_H

#include "common/base/diag.h"
#include "common/index/post.h"
#include "indexer/formats/format.h"
#include "indexer/walk.h"

/*
 * All posts of one source, in the order of its files: what the commands see
 * of walking, sniffing and reading. A file or post that cannot be read is
 * reported to the diag, and the next one comes.
 */
struct posts;

struct posts_options {
	const struct format *format; /* NULL: sniff each file */
	struct format_options read;
	const char *permalink; /* of posts without (permalink.h); NULL: none */
	/* Files to pass over: those of which it returns 0. NULL: none. */
	int (*wanted)(void *ctx, const struct walk_file *file);
	/* As of struct reader_options. NULL: nobody wants to know. */
	void (*lost)(void *ctx, const struct walk_file *file, int again);
	void *ctx;
	int walked; /* what the walk has to report was reported before */
};

struct posts_item {
	struct post post;   /* id and lang are filled in */
	struct str unique;  /* the id, made different from earlier posts' */
	struct str path;    /* of its file, relative to the source */
	const char *format; /* "markdown" */
	uint64_t bytes;     /* of archive read so far */
};

/* `diag` is borrowed, outlives *out, may be NULL. ST_NOTFOUND: no source. */
MUST_CHECK enum status posts_open(struct posts **out, const char *source,
				  const struct posts_options *options,
				  struct diag *diag, struct error *err);
/*
 * A post of that unique id is in the index already: the next of its id gets
 * another one.
 */
MUST_CHECK enum status posts_reserve(struct posts *p, struct str unique,
				     struct error *err);
/* ST_OK: *item, borrowed until the next call. ST_END: that was all. */
MUST_CHECK enum status posts_next(struct posts *p, struct posts_item *item,
				  struct error *err);
void posts_free(struct posts *p);

#endif
