#ifndef INDEXER_FILE_POSTS_H
#define INDEXER_FILE_POSTS_H

#include "common/base/diag.h"
#include "indexer/formats/format.h"

/*
 * The posts of one open file, packed by gzip or not: sniffing and reading.
 * This is what a reader process runs (reader_child.h); it opens nothing.
 */
struct file_posts;

struct file_posts_input {
	int fd;                      /* borrowed */
	struct str path;             /* relative to its source; borrowed */
	const struct format *format; /* NULL: sniff it */
	struct format_options options;
	struct diag *diag;
	/* As in struct format_input. */
	enum status (*beside)(void *ctx, struct str *out, const char *name,
			      struct error *err);
	/* Called now and then while a large file is read; may be NULL. */
	void (*tick)(void *ctx);
	void *ctx;
};

/* One serves all files, one after the other; it owns the memory. */
MUST_CHECK enum status file_posts_new(struct file_posts **out,
				      struct error *err);
void file_posts_free(struct file_posts *f);

/* Ends the file before. ST_NOTFOUND: no format recognises it. */
MUST_CHECK enum status file_posts_open(struct file_posts *f,
				       const struct file_posts_input *in,
				       struct error *err);
/* As `next` of struct format. */
MUST_CHECK enum status file_posts_next(struct file_posts *f, struct post *post,
				       struct error *err);
/* What it is read as. */
const struct format *file_posts_format(const struct file_posts *f);
/* Bytes of it read so far, as the disk has it. */
uint64_t file_posts_at(const struct file_posts *f);

#endif
