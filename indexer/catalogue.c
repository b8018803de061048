#include "indexer/catalogue.h"

#include <stdlib.h>
#include <unistd.h>

#include "common/base/hash.h"
#include "indexer/walk.h"

enum {
	PIECE = 256 << 10, /* bytes hashed at a time */
	LOOK_FILES = 32    /* seen between two looks */
};

struct row {
	struct catalogue_file file;
	size_t index;
	UT_hash_handle hh;
};

struct catalogue {
	struct arena arena;
	struct row *by_path; /* a uthash table of `rows` */
	struct row **rows;
	size_t n, size;
	const struct state *old;
	struct walk *walk;
	struct diag *diag;
};

static struct row *find(const struct catalogue *c, struct str path)
{
	struct row *row = NULL;

	HASH_FIND(hh, c->by_path, path.p, path.len, row);
	return row;
}

static enum status add(struct row **out, struct catalogue *c,
		       const struct catalogue_file *file, struct error *err)
{
	struct row *row = NULL;
	enum status st = arena_alloc(&row, &c->arena, sizeof(*row), err);

	if (st == ST_OK && c->n == c->size) {
		size_t size = c->size ? 2 * c->size : 1024;
		struct row **rows = reallocarray(c->rows, size, sizeof(*rows));

		if (!rows)
			return error_set(err, ST_MEMORY, "out of memory");
		c->rows = rows;
		c->size = size;
	}
	if (st != ST_OK)
		return st;
	*row = (struct row){.file = *file, .index = c->n};
	st = arena_str(&row->file.now.path, &c->arena, file->now.path, err);
	if (st != ST_OK)
		return st;
	HASH_ADD_KEYPTR(hh, c->by_path, row->file.now.path.p,
			row->file.now.path.len, row);
	if (!row->hh.tbl)
		return error_set(err, ST_MEMORY, "out of memory");
	c->rows[c->n++] = row;
	*out = row;
	return ST_OK;
}

/* What was there before; all of it gone until the walk meets it. */
static enum status add_old(struct catalogue *c, const struct state_source *was,
			   struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < was->count; i++) {
		const struct state_file *old = &c->old->files[was->first + i];
		struct row *row;

		st = add(&row, c,
			 &(struct catalogue_file){FILE_GONE, *old, old}, err);
	}
	return st;
}

/* 1: *out; 0: it cannot be read now. */
static int hash_file(uint64_t *out, struct catalogue *c,
		     const struct walk_file *file)
{
	static char piece[PIECE];
	XXH3_state_t state;
	struct error ignored = ERROR_INIT;
	ssize_t n;
	int fd;

	if (walk_open_file(c->walk, file, &fd, &ignored) != ST_OK)
		return 0;
	XXH3_64bits_reset(&state);
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		XXH3_64bits_update(&state, piece, (size_t)n);
	close(fd);
	*out = XXH3_64bits_digest(&state);
	return n == 0;
}

static int times_tell(const struct catalogue *c, const struct state_file *old,
		      const struct walk_file *file)
{
	const int64_t sure = c->old->began_ns - CATALOGUE_TICK_NS;

	return old->size == file->size && old->mtime_ns == file->mtime_ns &&
	       old->ctime_ns == file->ctime_ns && file->mtime_ns < sure &&
	       file->ctime_ns < sure;
}

/* A new file that cannot be read is reported by who reads it. */
static void tell_unread(struct catalogue *c, const struct walk_file *file)
{
	struct str was;

	if (!c->diag)
		return;
	was = c->diag->path;
	c->diag->path = file->path;
	diag_report(c->diag, DIAG_WARNING, NULL,
		    "cannot be read; the index keeps what it has of it");
	c->diag->path = was;
}

static void judge(struct catalogue *c, struct catalogue_file *f,
		  const struct walk_file *file)
{
	f->now.size = file->size;
	f->now.mtime_ns = file->mtime_ns;
	f->now.ctime_ns = file->ctime_ns;
	if (f->old && times_tell(c, f->old, file)) {
		f->verdict = FILE_SAME;
		return;
	}
	f->now.hash = 0;
	/* What is there and cannot be read keeps its posts. */
	if (!hash_file(&f->now.hash, c, file)) {
		f->verdict = f->old ? FILE_UNKNOWN : FILE_NEW;
		if (f->old)
			tell_unread(c, file);
		return;
	}
	f->verdict = !f->old                       ? FILE_NEW
		     : f->old->hash == f->now.hash ? FILE_SAME
						   : FILE_CHANGED;
}

static enum status see(struct catalogue *c, const struct walk_file *file,
		       struct error *err)
{
	struct catalogue_file new = {.verdict = FILE_NEW,
				     .now = {.path = file->path}};
	struct row *row = find(c, file->path);
	enum status st = row ? ST_OK : add(&row, c, &new, err);

	if (st == ST_OK)
		judge(c, &row->file, file);
	return st;
}

/* Length of its folder with the slash, when it is a posts.csv that changed. */
static size_t list_folder(const struct catalogue_file *f)
{
	static const char name[] = "posts.csv";
	struct str path = f->now.path;
	size_t len = sizeof(name) - 1;

	if (f->verdict == FILE_SAME || path.len < len ||
	    memcmp(path.p + path.len - len, name, len) != 0)
		return SIZE_MAX;
	len = path.len - len;
	return len && path.p[len - 1] != '/' ? SIZE_MAX : len;
}

/* Rows by path. */
static int in_order(const void *a, const void *b)
{
	return str_order((*(struct row *const *)a)->file.now.path,
			 (*(struct row *const *)b)->file.now.path);
}

static int is_below(struct str path, struct str folder)
{
	return path.len > folder.len &&
	       (folder.len == 0 || !memcmp(path.p, folder.p, folder.len));
}

/* Where the first path at or behind `folder` is. */
static size_t first_below(struct row *const *sorted, size_t n,
			  struct str folder)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_order(sorted[middle]->file.now.path, folder) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * Substack's posts.csv speaks of the files around it: when it changed, they
 * are read again. Paths below a folder stand together when they are sorted.
 * A list in a folder that was just marked has nothing to add; so this takes as
 * many looks at a file as there are folders around it, at most.
 */
static enum status spread_lists(struct catalogue *c, struct error *err)
{
	struct row **sorted = calloc(c->n + 1, sizeof(struct row *));
	struct str done = {NULL, 0};

	if (!sorted)
		return error_set(err, ST_MEMORY, "out of memory");
	if (c->n)
		memcpy(sorted, c->rows, c->n * sizeof(struct row *));
	qsort(sorted, c->n, sizeof(struct row *), in_order);
	for (size_t i = 0; i < c->n; i++) {
		const struct catalogue_file *list = &sorted[i]->file;
		struct str folder = {list->now.path.p, list_folder(list)};

		if (folder.len == SIZE_MAX ||
		    (done.p && is_below(list->now.path, done)))
			continue;
		done = folder;
		for (size_t k = first_below(sorted, c->n, folder);
		     k < c->n && is_below(sorted[k]->file.now.path, folder);
		     k++)
			if (sorted[k]->file.verdict == FILE_SAME)
				sorted[k]->file.verdict = FILE_CHANGED;
	}
	free(sorted);
	return ST_OK;
}

static enum status see_all(struct catalogue *c,
			   const struct catalogue_look *look, struct error *err)
{
	struct walk_file file;
	uint64_t seen = 0;
	enum status st = ST_OK;

	while (st == ST_OK && (st = walk_next(c->walk, &file, err)) == ST_OK) {
		st = see(c, &file, err);
		if (st == ST_OK && look && ++seen % LOOK_FILES == 0)
			st = look->look(look->ctx, seen, err);
	}
	for (size_t i = 0; i < c->n && walk_incomplete(c->walk); i++)
		if (c->rows[i]->file.verdict == FILE_GONE)
			c->rows[i]->file.verdict = FILE_UNKNOWN;
	return st == ST_END ? ST_OK : st;
}

enum status catalogue_scan(struct catalogue **out, const char *source,
			   const struct state *old,
			   const struct state_source *was,
			   const struct catalogue_look *look, struct diag *diag,
			   struct error *err)
{
	struct catalogue *c = calloc(1, sizeof(*c));
	enum status st;

	*out = c;
	if (!c)
		return error_set(err, ST_MEMORY, "out of memory");
	c->arena = (struct arena)ARENA_INIT(STATE_MAX);
	c->old = old;
	c->diag = diag;
	st = walk_open(&c->walk, source, diag, err);
	if (st == ST_OK && was)
		st = add_old(c, was, err);
	if (st == ST_OK)
		st = see_all(c, look, err);
	/* There may be hundreds of sources; its files are not needed more. */
	walk_free(c->walk);
	c->walk = NULL;
	return st == ST_OK ? spread_lists(c, err) : st;
}

void catalogue_free(struct catalogue *c)
{
	if (!c)
		return;
	walk_free(c->walk);
	HASH_CLEAR(hh, c->by_path);
	arena_free(&c->arena);
	free(c->rows);
	free(c);
}

const struct catalogue_file *catalogue_at(const struct catalogue *c, size_t i)
{
	return i < c->n ? &c->rows[i]->file : NULL;
}

long catalogue_find(const struct catalogue *c, struct str path)
{
	const struct row *row = find(c, path);

	return row ? (long)row->index : -1;
}
