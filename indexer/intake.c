#include "indexer/intake.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/index/record.h"

enum { RECORD_MAX = 32 << 20 };

/* A post that was put, and its file. */
struct arrival {
	struct state_post post;
	size_t file; /* in the catalogue */
};

struct intake {
	char *source;
	const struct state *old;
	struct posts_options options;
	struct diag *diag;
	struct catalogue *catalogue;
	struct posts *posts; /* NULL until the first is asked for */
	struct arena arena;  /* the arrivals' ids */
	struct arrival *arrivals;
	size_t n, size;
	struct arrival latest;
	struct buf record;
	size_t record_len; /* behind it come the comments */
};

static int wanted(void *ctx, const struct walk_file *file)
{
	const struct intake *in = ctx;
	long i = catalogue_find(in->catalogue, file->path);
	enum catalogue_verdict verdict;

	if (i < 0)
		return 0; /* it came behind the scan: next time */
	verdict = catalogue_at(in->catalogue, (size_t)i)->verdict;
	return verdict == FILE_NEW || verdict == FILE_CHANGED;
}

enum status intake_open(struct intake **out, const char *source,
			const struct state *old, const struct state_source *was,
			const struct posts_options *options, struct diag *diag,
			struct error *err)
{
	struct intake *in = calloc(1, sizeof(*in));

	*out = in;
	if (!in)
		return error_set(err, ST_LIMIT, "out of memory");
	in->arena = (struct arena)ARENA_INIT(STATE_MAX);
	in->record = (struct buf)BUF_INIT(RECORD_MAX);
	in->old = old;
	in->diag = diag;
	in->options = *options;
	in->options.wanted = wanted;
	in->options.ctx = in;
	in->options.walked = 1;
	in->source = strdup(source);
	if (!in->source)
		return error_set(err, ST_LIMIT, "out of memory");
	return catalogue_scan(&in->catalogue, source, old, was, diag, err);
}

void intake_free(struct intake *in)
{
	if (!in)
		return;
	posts_free(in->posts);
	catalogue_free(in->catalogue);
	arena_free(&in->arena);
	buf_free(&in->record);
	free(in->arrivals);
	free(in->source);
	free(in);
}

const struct catalogue *intake_catalogue(const struct intake *in)
{
	return in->catalogue;
}

struct intake_counts intake_count(const struct intake *in)
{
	struct intake_counts n = {0};
	const struct catalogue_file *f;

	for (size_t i = 0; (f = catalogue_at(in->catalogue, i)); i++) {
		n.same += f->verdict == FILE_SAME || f->verdict == FILE_UNKNOWN;
		n.changed += f->verdict == FILE_CHANGED;
		n.added += f->verdict == FILE_NEW;
		n.gone += f->verdict == FILE_GONE;
	}
	return n;
}

static int stays(const struct catalogue_file *f)
{
	return f->verdict == FILE_SAME || f->verdict == FILE_UNKNOWN;
}

/* Ids of posts that stay are taken. */
static enum status begin(struct intake *in, struct error *err)
{
	const struct catalogue_file *f;
	enum status st =
		posts_open(&in->posts, in->source, &in->options, in->diag, err);

	for (size_t i = 0; st == ST_OK && (f = catalogue_at(in->catalogue, i));
	     i++)
		for (size_t k = 0; st == ST_OK && stays(f) && k < f->old->count;
		     k++)
			st = posts_reserve(
				in->posts,
				in->old->posts[f->old->first + k].unique, err);
	return st;
}

static enum status hash_post(uint64_t *out, struct intake *in,
			     const struct post *post, struct error *err)
{
	enum status st;

	buf_clear(&in->record);
	st = record_encode(&in->record, post, err);
	in->record_len = in->record.len;
	if (st == ST_OK)
		st = buf_add(&in->record, post->comments, err);
	if (st == ST_OK)
		*out = XXH3_64bits(in->record.p, in->record.len);
	return st;
}

enum status intake_next(struct intake *in, struct posts_item *item,
			uint64_t *hash, struct error *err)
{
	enum status st = in->posts ? ST_OK : begin(in, err);

	if (st == ST_OK)
		st = posts_next(in->posts, item, err);
	if (st == ST_OK)
		st = hash_post(hash, in, &item->post, err);
	if (st != ST_OK)
		return st;
	in->latest.post.hash = *hash;
	in->latest.post.unique = item->unique;
	in->latest.file = (size_t)catalogue_find(in->catalogue, item->path);
	return ST_OK;
}

struct str intake_record(const struct intake *in)
{
	return (struct str){in->record.p, in->record_len};
}

enum status intake_put(struct intake *in, uint32_t shard, uint32_t docid,
		       struct error *err)
{
	struct arrival *a;

	if (in->n == in->size) {
		size_t size = in->size ? 2 * in->size : 1024;

		a = reallocarray(in->arrivals, size, sizeof(*a));
		if (!a)
			return error_set(err, ST_LIMIT, "out of memory");
		in->arrivals = a;
		in->size = size;
	}
	a = &in->arrivals[in->n++];
	*a = in->latest;
	a->post.shard = shard;
	a->post.docid = docid;
	return arena_str(&a->post.unique, &in->arena, in->latest.post.unique,
			 err);
}

/* Files come in the order of the walk, and so do their posts. */
static enum status store_arrivals(const struct intake *in, size_t file,
				  size_t first, struct state *next,
				  struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = first;
	     st == ST_OK && i < in->n && in->arrivals[i].file == file; i++)
		st = state_add_post(next, &in->arrivals[i].post, err);
	return st;
}

static enum status store_old(const struct intake *in,
			     const struct state_file *old, struct state *next,
			     struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < old->count; i++)
		st = state_add_post(next, &in->old->posts[old->first + i], err);
	return st;
}

/* Where each file's arrivals begin; `n` of them. */
static size_t *first_arrivals(const struct intake *in, size_t n)
{
	size_t *first = calloc(n + 1, sizeof(*first));

	for (size_t i = in->n; first && i; i--)
		first[in->arrivals[i - 1].file] = i - 1;
	return first;
}

enum status intake_store(const struct intake *in, struct state *next,
			 struct error *err)
{
	const struct catalogue_file *f;
	size_t n = 0, *first;
	enum status st;

	while (catalogue_at(in->catalogue, n))
		n++;
	first = first_arrivals(in, n);
	if (!first)
		return error_set(err, ST_LIMIT, "out of memory");
	st = state_add_source(
		next, (struct str){in->source, strlen(in->source)}, err);
	for (size_t i = 0; st == ST_OK && (f = catalogue_at(in->catalogue, i));
	     i++) {
		if (f->verdict == FILE_GONE)
			continue;
		st = state_add_file(
			next, f->verdict == FILE_UNKNOWN ? f->old : &f->now,
			err);
		if (st == ST_OK)
			st = stays(f) ? store_old(in, f->old, next, err)
				      : store_arrivals(in, i, first[i], next,
						       err);
	}
	free(first);
	return st;
}
