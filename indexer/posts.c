#include "indexer/posts.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define HASH_FUNCTION(key, len, hash) ((hash) = (unsigned)XXH3_64bits(key, len))
#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "common/base/arena.h"
#include "common/text/stem.h"
#include "indexer/beneath.h"
#include "indexer/gunzip.h"
#include "indexer/walk.h"

enum {
	IDS_MAX = 1 << 30,    /* bytes of ids, to find posts of one id */
	BESIDE_MAX = 1 << 20, /* bytes of a list that stands beside posts */
	PIECE = 64 << 10      /* bytes read at a time */
};

struct seen {
	UT_hash_handle hh;
	unsigned count;
	size_t len; /* bytes of id */
	char id[];
};

struct posts {
	struct posts_options options;
	struct diag *diag;
	struct walk *walk;
	struct walk_file file;
	struct buf bytes;
	int fd; /* of the open file; -1: none is */
	struct stream_file disk;
	struct stream disk_stream;
	struct stream stream;  /* of its content */
	struct gunzip *gunzip; /* between the two; NULL: it is not packed */
	const struct format *format; /* of the open file; NULL: none is */
	void *reader;
	struct format_input input;
	unsigned number; /* of the post in its file, from 1 */
	struct seen *seen;
	struct arena ids;
	struct buf id, unique;
	/* The last file that a reader asked for beside its own. */
	struct {
		struct buf path, bytes;
		enum status st;
	} beside;
	uint64_t total; /* bytes of the files before */
};

enum status posts_open(struct posts **out, const char *source,
		       const struct posts_options *options, struct diag *diag,
		       struct error *err)
{
	struct posts *p = calloc(1, sizeof(*p));
	enum status st;

	*out = NULL;
	if (!p)
		return error_set(err, ST_LIMIT, "out of memory");
	p->options = *options;
	p->diag = diag;
	p->fd = -1;
	p->bytes = (struct buf)BUF_INIT(FORMAT_FILE_MAX);
	p->ids = (struct arena)ARENA_INIT(IDS_MAX);
	p->id = p->unique = (struct buf)BUF_INIT(64 << 10);
	p->beside.path = (struct buf)BUF_INIT(64 << 10);
	p->beside.bytes = (struct buf)BUF_INIT(BESIDE_MAX);
	st = walk_open(&p->walk, source, diag, err);
	if (st != ST_OK) {
		posts_free(p);
		return st;
	}
	*out = p;
	return ST_OK;
}

static void close_file(struct posts *p)
{
	if (p->format)
		p->format->close(p->reader);
	if (p->fd >= 0) {
		p->total += p->file.size;
		close(p->fd);
	}
	gunzip_free(p->gunzip);
	p->gunzip = NULL;
	p->fd = -1;
	p->format = NULL;
	p->reader = NULL;
}

void posts_free(struct posts *p)
{
	if (!p)
		return;
	close_file(p);
	walk_free(p->walk);
	HASH_CLEAR(hh, p->seen);
	arena_free(&p->ids);
	buf_free(&p->bytes);
	buf_free(&p->id);
	buf_free(&p->unique);
	buf_free(&p->beside.path);
	buf_free(&p->beside.bytes);
	free(p);
}

/* The content of the open file, from its beginning. */
static enum status rewind_file(struct posts *p, int packed, struct error *err)
{
	enum status st = ST_OK;

	gunzip_free(p->gunzip);
	p->gunzip = NULL;
	p->disk_stream = stream_file(&p->disk);
	p->disk = (struct stream_file){p->fd, 0};
	p->stream = p->disk_stream;
	if (packed)
		st = gunzip_open(&p->gunzip, &p->disk_stream, err);
	if (p->gunzip)
		p->stream = gunzip_stream(p->gunzip);
	return st;
}

static enum status read_head(struct posts *p, struct error *err)
{
	char head[FORMAT_HEAD_SIZE];
	size_t n;
	enum status st = stream_fill(&p->stream, head, sizeof(head), &n, err);

	buf_clear(&p->bytes);
	return st == ST_OK ? buf_add(&p->bytes, (struct str){head, n}, err)
			   : st;
}

static enum status read_all(struct posts *p, struct error *err)
{
	enum status st = ST_OK;
	char piece[PIECE];
	size_t n = 1;

	if (!p->gunzip)
		return beneath_read_fd(&p->bytes, p->fd, err);
	buf_clear(&p->bytes);
	while (st == ST_OK && n) {
		st = stream_fill(&p->stream, piece, sizeof(piece), &n, err);
		if (st == ST_OK)
			st = buf_add(&p->bytes, (struct str){piece, n}, err);
	}
	return st;
}

static struct str unpacked_name(struct str path)
{
	if (path.len > 3 && memcmp(path.p + path.len - 3, ".gz", 3) == 0)
		path.len -= 3;
	return path;
}

/* All of the open file, or its beginning if the format wants no more. */
static enum status load(struct posts *p, struct error *err)
{
	struct str path = p->file.path;
	enum status st = rewind_file(p, 0, err);
	int packed = 0;

	if (st == ST_OK)
		st = read_head(p, err);
	if (st == ST_OK && gunzip_is(buf_str(&p->bytes))) {
		packed = 1;
		path = unpacked_name(path);
		st = rewind_file(p, packed, err);
		if (st == ST_OK)
			st = read_head(p, err);
	}
	if (st != ST_OK)
		return st;
	p->format = p->options.format;
	if (!p->format)
		p->format = format_sniff(path, buf_str(&p->bytes));
	st = rewind_file(p, packed, err);
	if (st != ST_OK || !p->format || p->format->streams)
		return st;
	return read_all(p, err);
}

static struct str folder_of(struct str path)
{
	const char *slash = path.len ? memrchr(path.p, '/', path.len) : NULL;

	return (struct str){path.p, slash ? (size_t)(slash - path.p) : 0};
}

/* All posts of a folder ask for the same list: it is read once. */
static enum status read_beside(void *ctx, struct str *out, const char *name,
			       struct error *err)
{
	struct posts *p = ctx;
	struct buf path = BUF_INIT(64 << 10);
	enum status st = buf_addf(&path, err, "%.*s/%s",
				  (int)folder_of(p->file.name).len,
				  p->file.name.p, name);

	if (st == ST_OK && !str_eq(buf_str(&path), buf_str(&p->beside.path))) {
		buf_clear(&p->beside.path);
		st = buf_add(&p->beside.path, buf_str(&path), err);
		if (st == ST_OK)
			p->beside.st = walk_read_beside(p->walk, &p->file, name,
							&p->beside.bytes, err);
	}
	buf_free(&path);
	if (st == ST_OK && p->beside.st != ST_OK)
		st = error_set(err, p->beside.st, "cannot read %s", name);
	*out = buf_str(&p->beside.bytes);
	return st;
}

/* p->format stays NULL when nothing can be read from it. */
static enum status open_reader(struct posts *p, struct error *err)
{
	enum status st = load(p, err);

	if (st != ST_OK || !p->format)
		return st;
	p->input = (struct format_input){.path = p->file.path,
					 .bytes = buf_str(&p->bytes),
					 .diag = p->diag,
					 .options = p->options.read,
					 .beside = read_beside,
					 .beside_ctx = p};
	if (p->format->streams)
		p->input.stream = &p->stream;
	p->number = 0;
	return p->format->open(&p->reader, &p->input, err);
}

/* A file that does not open is reported; then p->format stays NULL. */
static enum status open_file(struct posts *p, struct error *err)
{
	struct error why = ERROR_INIT;
	enum status st = walk_next(p->walk, &p->file, err);

	if (st != ST_OK)
		return st;
	if (p->diag)
		p->diag->path = p->file.path;
	st = walk_open_file(p->walk, &p->file, &p->fd, &why);
	if (st == ST_OK)
		st = open_reader(p, &why);
	if (st == ST_OK && !p->format)
		diag_report(p->diag, DIAG_NOTE, NULL,
			    "no format recognises it: skipped");
	if (st != ST_OK)
		diag_report(p->diag, DIAG_ERROR, NULL, "%s", why.msg);
	if (st != ST_OK || !p->format)
		close_file(p);
	return ST_OK;
}

/* The id: what the post says, else its permalink, else its place. */
static enum status fill_id(struct posts *p, struct post *post,
			   struct error *err)
{
	enum status st = ST_OK;

	if (post->id.len)
		return ST_OK;
	if (post->url.len) {
		post->id = post->url;
		return ST_OK;
	}
	buf_clear(&p->id);
	st = buf_add(&p->id, p->file.path, err);
	if (st == ST_OK && p->number > 1)
		st = buf_addf(&p->id, err, "#%u", p->number);
	post->id = buf_str(&p->id);
	return st;
}

/* The second post of an id is "id~2": both are kept, and it is reported. */
static enum status fill_unique(struct posts *p, struct posts_item *item,
			       struct error *err)
{
	struct str id = item->post.id;
	struct seen *s = NULL;
	enum status st;

	item->unique = id;
	HASH_FIND(hh, p->seen, id.p, id.len, s);
	if (s) {
		s->count++;
		diag_report(p->diag, DIAG_WARNING, NULL,
			    "post %u has the id of an earlier post: '%.*s'",
			    p->number, id.len > 100 ? 100 : (int)id.len, id.p);
		buf_clear(&p->unique);
		st = buf_add(&p->unique, id, err);
		if (st == ST_OK)
			st = buf_addf(&p->unique, err, "~%u", s->count);
		item->unique = buf_str(&p->unique);
		return st;
	}
	st = arena_alloc(&s, &p->ids, sizeof(*s) + id.len, err);
	if (st != ST_OK)
		return st;
	memcpy(s->id, id.p, id.len);
	s->len = id.len;
	s->count = 1;
	HASH_ADD_KEYPTR(hh, p->seen, s->id, s->len, s);
	return s->hh.tbl ? ST_OK : error_set(err, ST_LIMIT, "out of memory");
}

static enum status fill(struct posts *p, struct posts_item *item,
			struct error *err)
{
	enum status st = fill_id(p, &item->post, err);

	if (st == ST_OK)
		st = fill_unique(p, item, err);
	item->path = p->file.path;
	item->format = p->format->name;
	item->bytes = p->total + (p->format->streams ? (uint64_t)p->disk.at
						     : p->file.size);
	if (!item->post.lang.len) {
		item->post.lang = lang_by_script(item->post.text);
		if (!item->post.lang.len)
			item->post.lang = STR("en");
	}
	return st;
}

enum status posts_next(struct posts *p, struct posts_item *item,
		       struct error *err)
{
	for (;;) {
		struct error why = ERROR_INIT;
		enum status st;

		while (!p->format) {
			st = open_file(p, err);
			if (st != ST_OK)
				return st;
		}
		*item = (struct posts_item){.unique = {NULL, 0}};
		item->post.published = item->post.updated = DATE_NONE;
		p->number++;
		st = p->format->next(p->reader, &item->post, &why);
		if (st == ST_OK)
			return fill(p, item, err);
		if (st != ST_END)
			diag_report(p->diag, DIAG_ERROR, NULL, "post %u: %s",
				    p->number, why.msg);
		/* ST_INPUT and ST_LIMIT lose one post, not the file. */
		if (st != ST_INPUT && st != ST_LIMIT)
			close_file(p);
	}
}
