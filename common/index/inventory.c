#include "common/index/inventory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xxhash.h>

#include "common/base/file.h"
#include "common/index/tree.h"

enum {
	FILE_MODE = 0644,
	CHUNK = 128 << 10 /* bytes hashed at a time */
};

/* What is known while a generation is listed. */
struct taker {
	struct arena *arena;
	const char *path; /* of the generation */
	const struct manifest *old;
	const char *old_path;
	struct manifest_file *v;
	size_t n, size;
	struct error *err;
};

static enum status io_error(const char *path, struct error *err)
{
	return error_set(err, ST_IO, "%s: %s", path, strerror(errno));
}

static int open_file(const char *path, struct stat *sb, struct error *err,
		     enum status *st)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	*st = ST_OK;
	if (fd < 0 || fstat(fd, sb) != 0)
		*st = io_error(path, err);
	else if (!S_ISREG(sb->st_mode))
		*st = error_set(err, ST_CORRUPT, "%s is not a file", path);
	return fd;
}

static enum status hash_fd(uint64_t *out, int fd, const char *path,
			   struct error *err)
{
	XXH3_state_t *state = XXH3_createState();
	char *chunk = malloc(CHUNK);
	enum status st = ST_OK;
	ssize_t n = 1;

	if (!state || !chunk)
		st = error_set(err, ST_MEMORY, "out of memory");
	else
		XXH3_64bits_reset(state);
	while (st == ST_OK && n > 0) {
		n = read(fd, chunk, CHUNK);
		if (n > 0)
			XXH3_64bits_update(state, chunk, (size_t)n);
		else if (n < 0 && errno == EINTR)
			n = 1;
		else if (n < 0)
			st = io_error(path, err);
	}
	if (st == ST_OK)
		*out = XXH3_64bits_digest(state);
	free(chunk);
	XXH3_freeState(state);
	return st;
}

enum status inventory_ends(uint64_t *out, int fd, uint64_t size,
			   const char *path, struct error *err)
{
	char ends[2 * INVENTORY_END];
	uint64_t from = size > INVENTORY_END ? size - INVENTORY_END : 0;
	ssize_t first = pread(fd, ends, INVENTORY_END, 0), last = -1;

	if (first >= 0)
		last = pread(fd, ends + first, INVENTORY_END, (off_t)from);
	if (last < 0)
		return io_error(path, err);
	*out = XXH3_64bits(ends, (size_t)(first + last));
	return ST_OK;
}

static int by_path(const void *a, const void *b)
{
	const struct manifest_file *x = a, *y = b;

	return strcmp(x->path.p, y->path.p);
}

/* The old row of the same file: same name, same inode, same size. */
static const struct manifest_file *known(const struct taker *t, struct str name,
					 const struct stat *sb)
{
	struct manifest_file key = {.path = name};
	const struct manifest_file *row;
	char path[TREE_PATH_MAX];
	struct error ignored;
	struct stat old;

	if (!t->old || t->old->file_count == 0)
		return NULL;
	row = bsearch(&key, t->old->files, t->old->file_count, sizeof(*row),
		      by_path);
	if (!row || row->size != (uint64_t)sb->st_size ||
	    tree_join(path, t->old_path, name.p, &ignored) != ST_OK ||
	    lstat(path, &old) != 0 || old.st_dev != sb->st_dev ||
	    old.st_ino != sb->st_ino)
		return NULL;
	return row;
}

static enum status hash_and_sync(struct manifest_file *f, int fd,
				 const struct stat *sb, const char *path,
				 struct error *err)
{
	enum status st = hash_fd(&f->xxh3, fd, path, err);
	/* Linked files were made under the umask of their day. */
	mode_t mode = file_mode(FILE_MODE);

	if (st != ST_OK)
		return st;
	if ((sb->st_mode & 07777) != mode && fchmod(fd, mode) != 0)
		return io_error(path, err);
	return fsync(fd) == 0 ? ST_OK : io_error(path, err);
}

static enum status take_file(struct taker *t, struct manifest_file *f)
{
	const struct manifest_file *row;
	char path[TREE_PATH_MAX];
	enum status st = tree_join(path, t->path, f->path.p, t->err);
	struct stat sb;
	int fd;

	if (st != ST_OK)
		return st;
	fd = open_file(path, &sb, t->err, &st);
	if (st == ST_OK) {
		f->size = (uint64_t)sb.st_size;
		row = known(t, f->path, &sb);
		if (row)
			f->xxh3 = row->xxh3;
		else
			st = hash_and_sync(f, fd, &sb, path, t->err);
		if (st == ST_OK)
			st = inventory_ends(&f->ends, fd, f->size, path,
					    t->err);
	}
	if (fd >= 0)
		close(fd);
	return st;
}

/* Room for one more; the arena keeps the outgrown arrays, twice at most. */
static enum status grow(struct taker *t)
{
	size_t size = t->size ? t->size * 2 : 64;
	struct manifest_file *v = NULL;
	enum status st;

	if (t->n < t->size)
		return ST_OK;
	if (t->n >= INVENTORY_MAX)
		return error_set(t->err, ST_LIMIT, "%s: more than %d files",
				 t->path, INVENTORY_MAX);
	st = arena_array(&v, t->arena, size, sizeof(*v), t->err);
	if (st != ST_OK)
		return st;
	if (t->n)
		memcpy(v, t->v, t->n * sizeof(*v));
	t->v = v;
	t->size = size;
	return ST_OK;
}

static enum status add(struct taker *t, const char *sub, const char *name)
{
	char inner[TREE_PATH_MAX];
	enum status st = grow(t);

	if (st != ST_OK)
		return st;
	if (*sub)
		st = tree_join(inner, sub, name, t->err);
	t->v[t->n] = (struct manifest_file){0};
	if (st == ST_OK)
		st = arena_str(&t->v[t->n].path, t->arena,
			       *sub ? (struct str){inner, strlen(inner)}
				    : (struct str){name, strlen(name)},
			       t->err);
	if (st == ST_OK)
		t->n++;
	return st;
}

static int skipped(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..") ||
	       !strcmp(name, "flintlock") || !strcmp(name, "manifest.json");
}

static int is_dir(int parent, const char *name)
{
	struct stat sb;

	return fstatat(parent, name, &sb, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISDIR(sb.st_mode);
}

static enum status list(struct taker *t, const char *sub);

static enum status add_entry(struct taker *t, int fd, const char *sub,
			     const char *name)
{
	if (skipped(name))
		return ST_OK;
	if (!is_dir(fd, name))
		return add(t, sub, name);
	/* One level only, so this cannot go deep. */
	if (*sub)
		return error_set(t->err, ST_CORRUPT, "%s/%s/%s is a directory",
				 t->path, sub, name);
	return list(t, name);
}

/* List and sync the directory `sub` of the generation, "" for itself. */
static enum status list(struct taker *t, const char *sub)
{
	char path[TREE_PATH_MAX];
	enum status st = tree_join(path, t->path, sub, t->err);
	const struct dirent *e;
	DIR *dir;

	if (st != ST_OK)
		return st;
	dir = opendir(path);
	if (!dir)
		return io_error(path, t->err);
	while (st == ST_OK && (errno = 0, e = readdir(dir)) != NULL)
		st = add_entry(t, dirfd(dir), sub, e->d_name);
	if (st == ST_OK && errno)
		st = io_error(path, t->err);
	if (st == ST_OK && fsync(dirfd(dir)) != 0)
		st = io_error(path, t->err);
	closedir(dir);
	return st;
}

enum status inventory_take(struct manifest *m, struct arena *a,
			   const char *path, const struct manifest *old,
			   const char *old_path, struct error *err)
{
	struct taker t = {a, path, old, old_path, NULL, 0, 0, err};
	enum status st = list(&t, "");

	if (st == ST_OK && t.n)
		qsort(t.v, t.n, sizeof(*t.v), by_path);
	for (size_t i = 0; st == ST_OK && i < t.n; i++)
		st = take_file(&t, &t.v[i]);
	m->files = t.v;
	m->file_count = t.n;
	return st;
}

static enum status check_row(const struct manifest_file *f, const char *path,
			     struct error *err)
{
	char name[TREE_PATH_MAX];
	uint64_t hash = 0;
	struct stat sb;
	int fd = -1;
	enum status st = tree_join(name, path, f->path.p, err);

	if (st == ST_OK)
		fd = open_file(name, &sb, err, &st);
	if (st == ST_OK)
		st = hash_fd(&hash, fd, name, err);
	if (st == ST_OK && hash != f->xxh3)
		st = error_set(err, ST_CORRUPT, "%s is not as it was written",
			       name);
	if (fd >= 0)
		close(fd);
	return st;
}

enum status inventory_check(const struct manifest *m, const char *path,
			    struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < m->file_count; i++)
		st = check_row(&m->files[i], path, err);
	return st;
}

static int is_of(const struct manifest_file *f, struct str database)
{
	return f->path.len > database.len && f->path.p[database.len] == '/' &&
	       !memcmp(f->path.p, database.p, database.len);
}

enum status inventory_check_database(const struct manifest *m, const char *path,
				     struct str name, struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < m->file_count; i++)
		if (is_of(&m->files[i], name))
			st = check_row(&m->files[i], path, err);
	return st;
}
