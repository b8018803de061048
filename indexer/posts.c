#include "indexer/posts.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/base/arena.h"
#include "common/base/hash.h"
#include "indexer/reader.h"
#include "indexer/walk.h"

enum {
	IDS_MAX = 1 << 30, /* bytes of ids, to find posts of one id */
	ID_SHOWN = 100     /* bytes of one in a report */
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
	struct reader *reader;
	enum status walked; /* ST_OK: there may be more files */
	struct error why;   /* of `walked` */
	struct seen *seen;
	struct arena ids;
	struct buf id, unique;
};

static enum status open_beside(void *ctx, int *fd, const struct walk_file *file,
			       const char *name, struct error *err)
{
	struct posts *p = ctx;

	return walk_open_beside(p->walk, file, name, fd, err);
}

static void on_lost(void *ctx, const struct walk_file *file, int again)
{
	const struct posts *p = ctx;

	if (p->options.lost)
		p->options.lost(p->options.ctx, file, again);
}

enum status posts_open(struct posts **out, const char *source,
		       const struct posts_options *options, struct diag *diag,
		       struct error *err)
{
	struct posts *p = calloc(1, sizeof(*p));
	const struct reader_options reading = {.format = options->format,
					       .read = options->read,
					       .permalink = options->permalink,
					       .beside = open_beside,
					       .lost = on_lost,
					       .ctx = p};
	enum status st;

	*out = NULL;
	if (!p)
		return error_set(err, ST_MEMORY, "out of memory");
	p->options = *options;
	p->diag = diag;
	p->ids = (struct arena)ARENA_INIT(IDS_MAX);
	p->id = p->unique = (struct buf)BUF_INIT(64 << 10);
	st = walk_open(&p->walk, source, options->walked ? NULL : diag, err);
	if (st == ST_OK)
		st = reader_new(&p->reader, &reading, diag, err);
	if (st != ST_OK) {
		posts_free(p);
		return st;
	}
	*out = p;
	return ST_OK;
}

void posts_free(struct posts *p)
{
	if (!p)
		return;
	reader_free(p->reader);
	walk_free(p->walk);
	HASH_CLEAR(hh, p->seen);
	arena_free(&p->ids);
	buf_free(&p->id);
	buf_free(&p->unique);
	free(p);
}

/* A file that does not open is reported. */
static enum status add_file(struct posts *p, const struct walk_file *file,
			    struct error *err)
{
	struct error why = ERROR_INIT;
	int fd;

	if (walk_open_file(p->walk, file, &fd, &why) == ST_OK)
		return reader_add(p->reader, file, fd, err);
	if (p->diag)
		p->diag->path = file->path;
	diag_report(p->diag, DIAG_ERROR, NULL, "%s", why.msg);
	on_lost(p, file, 1);
	return ST_OK;
}

/* The walk goes some files ahead; what ends it is told after their posts. */
static enum status add_files(struct posts *p, struct error *err)
{
	struct walk_file file;
	enum status st = ST_OK;

	while (st == ST_OK && p->walked == ST_OK &&
	       reader_has_room(p->reader)) {
		p->walked = walk_next(p->walk, &file, &p->why);
		if (p->walked == ST_OK &&
		    (!p->options.wanted ||
		     p->options.wanted(p->options.ctx, &file)))
			st = add_file(p, &file, err);
	}
	return st;
}

/* The id: what the post says, else its permalink, else its place. */
static enum status fill_id(struct posts *p, struct post *post,
			   const struct reader_item *read, struct error *err)
{
	enum status st = ST_OK;

	if (post->id.len)
		return ST_OK;
	if (post->url.len) {
		post->id = post->url;
		return ST_OK;
	}
	buf_clear(&p->id);
	st = buf_add(&p->id, read->file->path, err);
	if (st == ST_OK && read->number > 1)
		st = buf_addf(&p->id, err, "#%u", read->number);
	post->id = buf_str(&p->id);
	return st;
}

static enum status add_seen(struct posts *p, struct str id, unsigned count,
			    struct error *err)
{
	struct seen *s = NULL;
	enum status st;

	HASH_FIND(hh, p->seen, id.p, id.len, s);
	if (s) {
		s->count = count > s->count ? count : s->count;
		return ST_OK;
	}
	st = arena_alloc(&s, &p->ids, sizeof(*s) + id.len, err);
	if (st != ST_OK)
		return st;
	memcpy(s->id, id.p, id.len);
	s->len = id.len;
	s->count = count;
	HASH_ADD_KEYPTR(hh, p->seen, s->id, s->len, s);
	return s->hh.tbl ? ST_OK : error_set(err, ST_MEMORY, "out of memory");
}

enum status posts_reserve(struct posts *p, struct str unique, struct error *err)
{
	struct str id = unique;
	unsigned count = 0;
	size_t at = unique.len;
	enum status st;

	while (at && unique.p[at - 1] >= '0' && unique.p[at - 1] <= '9')
		at--;
	/* "id~2": the number is taken, and so is "id~2" itself. */
	if (at > 1 && unique.p[at - 1] == '~' && unique.len - at < 8 &&
	    at < unique.len) {
		for (size_t i = at; i < unique.len; i++)
			count = count * 10 + (unsigned)(unique.p[i] - '0');
		id.len = at - 1;
		st = add_seen(p, id, count, err);
		if (st != ST_OK)
			return st;
	}
	return add_seen(p, unique, 1, err);
}

static void report_repeated(struct posts *p, unsigned number, struct str id)
{
	char post[32];

	snprintf(post, sizeof(post), "post %u", number);
	diag_report(p->diag, DIAG_WARNING, post,
		    "has the id of an earlier post: '%.*s'",
		    id.len > ID_SHOWN ? ID_SHOWN : (int)id.len, id.p);
}

/* The second post of an id is "id~2": both are kept, and it is reported. */
static enum status fill_unique(struct posts *p, struct posts_item *item,
			       const struct reader_item *read,
			       struct error *err)
{
	struct str id = item->post.id;
	struct seen *s = NULL;
	enum status st;

	item->unique = id;
	HASH_FIND(hh, p->seen, id.p, id.len, s);
	if (s) {
		s->count++;
		report_repeated(p, read->number, id);
		buf_clear(&p->unique);
		st = buf_add(&p->unique, id, err);
		if (st == ST_OK)
			st = buf_addf(&p->unique, err, "~%u", s->count);
		item->unique = buf_str(&p->unique);
		return st;
	}
	return add_seen(p, id, 1, err);
}

static enum status fill(struct posts *p, struct posts_item *item,
			const struct reader_item *read, struct error *err)
{
	enum status st;

	*item = (struct posts_item){.post = read->post,
				    .path = read->file->path,
				    .format = read->format,
				    .bytes = read->bytes};
	st = fill_id(p, &item->post, read, err);
	if (st == ST_OK)
		st = fill_unique(p, item, read, err);
	return st;
}

enum status posts_next(struct posts *p, struct posts_item *item,
		       struct error *err)
{
	struct reader_item read;
	enum status st;

	do {
		st = add_files(p, err);
		if (st == ST_OK)
			st = reader_next(p->reader, &read, err);
	} while (st == ST_STALE);
	if (st == ST_OK)
		return fill(p, item, &read, err);
	if (st == ST_END && p->walked != ST_END) {
		*err = p->why;
		return p->walked;
	}
	return st;
}
