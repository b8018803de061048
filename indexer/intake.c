#include "indexer/intake.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/index/record.h"

enum { RECORD_MAX = 32 << 20 };

/* A post that was put or kept, and its file. */
struct arrival {
	struct state_post post;
	size_t file; /* in the catalogue */
};

struct arrivals {
	struct arrival *v;
	size_t n, size;
};

/* What became of a file that was read. */
enum fate {
	READ,
	PARTLY, /* a post of it is lost */
	UNREAD  /* not to its end: to be read again */
};

struct intake {
	char *source;
	const struct state *old;
	struct posts_options options;
	struct diag *diag;
	struct catalogue *catalogue;
	struct posts *posts; /* NULL until the first is asked for */
	struct arena arena;  /* the arrivals' ids */
	struct arrivals come, kept;
	unsigned char *fates; /* enum fate, of the catalogue's files */
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

static void on_lost(void *ctx, const struct walk_file *file, int again)
{
	struct intake *in = ctx;
	long i = catalogue_find(in->catalogue, file->path);
	const enum fate fate = again ? UNREAD : PARTLY;

	if (i >= 0 && in->fates[i] < fate)
		in->fates[i] = (unsigned char)fate;
}

enum status intake_open(struct intake **out, const char *source,
			const struct state *old, const struct state_source *was,
			const struct posts_options *options,
			const struct catalogue_look *look, struct diag *diag,
			struct error *err)
{
	struct intake *in = calloc(1, sizeof(*in));

	*out = in;
	if (!in)
		return error_set(err, ST_MEMORY, "out of memory");
	in->arena = (struct arena)ARENA_INIT(STATE_MAX);
	in->record = (struct buf)BUF_INIT(RECORD_MAX);
	in->old = old;
	in->diag = diag;
	in->options = *options;
	in->options.wanted = wanted;
	in->options.lost = on_lost;
	in->options.ctx = in;
	in->options.walked = 1;
	in->source = strdup(source);
	if (!in->source)
		return error_set(err, ST_MEMORY, "out of memory");
	return catalogue_scan(&in->catalogue, source, old, was, look, diag,
			      err);
}

void intake_free(struct intake *in)
{
	if (!in)
		return;
	posts_free(in->posts);
	catalogue_free(in->catalogue);
	arena_free(&in->arena);
	buf_free(&in->record);
	free(in->come.v);
	free(in->kept.v);
	free(in->fates);
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
		if (f->verdict == FILE_CHANGED || f->verdict == FILE_NEW)
			n.bytes += f->now.size;
	}
	return n;
}

static int stays(const struct catalogue_file *f)
{
	return f->verdict == FILE_SAME || f->verdict == FILE_UNKNOWN;
}

static size_t count_files(const struct intake *in)
{
	size_t n = 0;

	while (catalogue_at(in->catalogue, n))
		n++;
	return n;
}

/* Ids of posts that stay are taken. */
static enum status begin(struct intake *in, struct error *err)
{
	const struct catalogue_file *f;
	enum status st = ST_OK;

	in->fates = calloc(count_files(in) + 1, sizeof(*in->fates));
	if (!in->fates)
		return error_set(err, ST_MEMORY, "out of memory");
	st = posts_open(&in->posts, in->source, &in->options, in->diag, err);
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

static enum status add(struct intake *in, struct arrivals *to,
		       const struct arrival *arrival, struct error *err)
{
	struct arrival *a;

	if (to->n == to->size) {
		size_t size = to->size ? 2 * to->size : 1024;

		a = reallocarray(to->v, size, sizeof(*a));
		if (!a)
			return error_set(err, ST_MEMORY, "out of memory");
		to->v = a;
		to->size = size;
	}
	a = &to->v[to->n++];
	*a = *arrival;
	return arena_str(&a->post.unique, &in->arena, arrival->post.unique,
			 err);
}

enum status intake_put(struct intake *in, uint32_t shard, uint32_t docid,
		       struct error *err)
{
	in->latest.post.shard = shard;
	in->latest.post.docid = docid;
	return add(in, &in->come, &in->latest, err);
}

void intake_tell(const struct intake *in,
		 void (*file)(void *ctx, char what, struct str path), void *ctx)
{
	static const char letters[] = {[FILE_CHANGED] = 'M',
				       [FILE_NEW] = 'A',
				       [FILE_GONE] = 'D',
				       [FILE_UNKNOWN] = 0};
	const struct catalogue_file *f;

	for (size_t i = 0; file && (f = catalogue_at(in->catalogue, i)); i++)
		if (letters[f->verdict])
			file(ctx, letters[f->verdict], f->now.path);
}

int intake_is_unsure(const struct intake *in, size_t file)
{
	const struct catalogue_file *f = catalogue_at(in->catalogue, file);

	if (!in->fates || !f->old || f->verdict == FILE_GONE)
		return 0;
	/* Which one is lost of many, nobody knows. */
	return in->fates[file] == UNREAD ||
	       (in->fates[file] == PARTLY && f->old->count == 1);
}

enum status intake_keep(struct intake *in, size_t file,
			const struct state_post *post, struct error *err)
{
	const struct arrival kept = {.post = *post, .file = file};

	return add(in, &in->kept, &kept, err);
}

/* Files come in the order of the walk, and so do their posts: *at moves on. */
static enum status store_arrivals(const struct arrivals *from, size_t *at,
				  size_t file, struct state *next,
				  struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && *at < from->n && from->v[*at].file == file)
		st = state_add_post(next, &from->v[(*at)++].post, err);
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

/* Where each file's arrivals begin. */
static size_t *first_arrivals(const struct intake *in)
{
	size_t *first = calloc(count_files(in) + 1, sizeof(*first));

	for (size_t i = in->come.n; first && i; i--)
		first[in->come.v[i - 1].file] = i - 1;
	return first;
}

/* Of no file that is: so it will have to be read. */
static struct state_file unread(const struct state_file *now)
{
	return (struct state_file){.path = now->path};
}

/* `*kept`: how many of those that stay are stored. */
static enum status store_file(const struct intake *in, size_t i, size_t first,
			      size_t *kept, struct state *next,
			      struct error *err)
{
	const struct catalogue_file *f = catalogue_at(in->catalogue, i);
	struct state_file row = f->now;
	enum status st;

	if (f->verdict == FILE_UNKNOWN)
		row = *f->old;
	else if (in->fates && in->fates[i] == UNREAD)
		row = unread(&f->now);
	st = state_add_file(next, &row, err);
	if (st == ST_OK && stays(f))
		return store_old(in, f->old, next, err);
	if (st == ST_OK)
		st = store_arrivals(&in->come, &first, i, next, err);
	return st == ST_OK ? store_arrivals(&in->kept, kept, i, next, err) : st;
}

enum status intake_store(const struct intake *in, struct state *next,
			 struct error *err)
{
	const struct catalogue_file *f;
	size_t *first = first_arrivals(in), kept = 0;
	enum status st;

	if (!first)
		return error_set(err, ST_MEMORY, "out of memory");
	st = state_add_source(
		next, (struct str){in->source, strlen(in->source)}, err);
	for (size_t i = 0; st == ST_OK && (f = catalogue_at(in->catalogue, i));
	     i++)
		if (f->verdict != FILE_GONE)
			st = store_file(in, i, first[i], &kept, next, err);
	free(first);
	return st;
}
