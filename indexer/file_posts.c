#include "indexer/file_posts.h"

#include <stdlib.h>

#include "indexer/beneath.h"
#include "indexer/gunzip.h"

enum {
	PIECE = 64 << 10, /* bytes read at a time */
	FIRST = 32 << 10  /* bytes read first: all of most files */
};

struct file_posts {
	struct file_posts_input in;
	struct buf bytes;
	struct stream_file disk;
	struct stream disk_stream;
	struct stream ticking; /* the same, but that it ticks */
	struct stream stream;  /* of its content */
	struct gunzip *gunzip; /* between the two; NULL: it is not packed */
	const struct format *format; /* NULL: no file is open */
	void *reader;
	struct format_input input;
	int is_whole; /* `bytes` are all of it */
};

enum status file_posts_new(struct file_posts **out, struct error *err)
{
	struct file_posts *f = calloc(1, sizeof(*f));

	*out = f;
	if (!f)
		return error_set(err, ST_MEMORY, "out of memory");
	f->bytes = (struct buf)BUF_INIT(FORMAT_FILE_MAX);
	return ST_OK;
}

static void close_file(struct file_posts *f)
{
	if (f->format)
		f->format->close(f->reader);
	gunzip_free(f->gunzip);
	f->gunzip = NULL;
	f->format = NULL;
	f->reader = NULL;
}

void file_posts_free(struct file_posts *f)
{
	if (!f)
		return;
	close_file(f);
	buf_free(&f->bytes);
	free(f);
}

static enum status read_ticking(void *ctx, char *out, size_t size, size_t *n,
				struct error *err)
{
	struct file_posts *f = ctx;

	if (f->in.tick)
		f->in.tick(f->in.ctx);
	return f->disk_stream.read(f->disk_stream.ctx, out, size, n, err);
}

/* The content of the file, from its beginning. */
static enum status rewind_file(struct file_posts *f, int packed,
			       struct error *err)
{
	enum status st = ST_OK;

	gunzip_free(f->gunzip);
	f->gunzip = NULL;
	f->disk = (struct stream_file){f->in.fd, 0};
	f->disk_stream = stream_file(&f->disk);
	f->ticking = (struct stream){read_ticking, f};
	f->stream = f->ticking;
	if (packed)
		st = gunzip_open(&f->gunzip, &f->ticking, err);
	if (f->gunzip)
		f->stream = gunzip_stream(f->gunzip);
	return st;
}

static enum status read_head(struct file_posts *f, struct error *err)
{
	char head[FIRST];
	size_t n = 0;
	enum status st = stream_fill(&f->stream, head, sizeof(head), &n, err);

	buf_clear(&f->bytes);
	f->is_whole = n < sizeof(head);
	return st == ST_OK ? buf_add(&f->bytes, (struct str){head, n}, err)
			   : st;
}

static enum status read_all(struct file_posts *f, struct error *err)
{
	enum status st = ST_OK;
	char piece[PIECE];
	size_t n = 1;

	/* It may have ended early because it failed: that comes next. */
	if (f->is_whole && !f->gunzip) {
		st = f->stream.read(f->stream.ctx, piece, 1, &n, err);
		if (st != ST_OK)
			return st == ST_END ? ST_OK : st;
	}
	if (!f->gunzip)
		return beneath_read_fd(&f->bytes, f->in.fd, err);
	buf_clear(&f->bytes);
	while (st == ST_OK && n) {
		st = stream_fill(&f->stream, piece, sizeof(piece), &n, err);
		if (st == ST_OK)
			st = buf_add(&f->bytes, (struct str){piece, n}, err);
	}
	return st;
}

static struct str unpacked_name(struct str path)
{
	if (path.len > 3 && memcmp(path.p + path.len - 3, ".gz", 3) == 0)
		path.len -= 3;
	return path;
}

/* All of the file, or its beginning if the format wants no more. */
static enum status load(struct file_posts *f, const struct format **format,
			struct error *err)
{
	struct str path = f->in.path;
	enum status st = rewind_file(f, 0, err);
	int packed = 0;

	if (st == ST_OK)
		st = read_head(f, err);
	if (st == ST_OK && gunzip_is(buf_str(&f->bytes))) {
		packed = 1;
		path = unpacked_name(path);
		st = rewind_file(f, packed, err);
		if (st == ST_OK)
			st = read_head(f, err);
	}
	if (st != ST_OK)
		return st;
	*format = f->in.format;
	if (!*format)
		*format = format_sniff(path, buf_str(&f->bytes));
	if (!*format)
		return error_set(err, ST_NOTFOUND,
				 "no format recognises it: skipped");
	if ((*format)->streams || packed || !f->is_whole)
		st = rewind_file(f, packed, err);
	if (st != ST_OK || (*format)->streams)
		return st;
	return read_all(f, err);
}

enum status file_posts_open(struct file_posts *f,
			    const struct file_posts_input *in,
			    struct error *err)
{
	const struct format *format = NULL;
	enum status st;

	close_file(f);
	f->in = *in;
	st = load(f, &format, err);
	if (st != ST_OK)
		return st;
	f->input = (struct format_input){.path = in->path,
					 .bytes = buf_str(&f->bytes),
					 .diag = in->diag,
					 .options = in->options,
					 .beside = in->beside,
					 .beside_ctx = in->ctx};
	if (format->streams)
		f->input.stream = &f->stream;
	st = format->open(&f->reader, &f->input, err);
	if (st == ST_OK)
		f->format = format;
	return st;
}

enum status file_posts_next(struct file_posts *f, struct post *post,
			    struct error *err)
{
	return f->format->next(f->reader, post, err);
}

const struct format *file_posts_format(const struct file_posts *f)
{
	return f->format;
}

uint64_t file_posts_at(const struct file_posts *f)
{
	if (f->format->streams || f->gunzip)
		return (uint64_t)f->disk.at;
	return f->bytes.len;
}
