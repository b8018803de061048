#include "indexer/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/arena.h"
#include "common/text/utf8.h"
#include "indexer/beneath.h"

enum {
	PATH_BYTES_MAX = (WALK_DEPTH_MAX + 1) * 256, /* of a relative path */
	NAMES_MAX = 512 << 20 /* bytes of names in one directory */
};

static const int OPEN_DIR = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

struct entry {
	const char *name;
	int is_dir;
};

/* A directory on the way from the source to where the walk stands. */
struct level {
	int fd;
	struct arena names;
	struct entry *v; /* sorted */
	size_t n, size, next;
	size_t path_len; /* bytes of w->name that name it, '/' included */
};

struct walk {
	struct diag *diag;
	int root; /* the source: a directory, or the one file */
	int is_file, file_done, incomplete;
	size_t entries; /* in all levels */
	unsigned depth; /* levels in use */
	struct level levels[WALK_DEPTH_MAX + 1];
	struct buf name; /* of the current entry, as the disk has it */
	struct buf path; /* the same, escaped */
};

/* Escaping is undone by nobody: it only has to be clear and one to one. */
static enum status escape(struct buf *out, struct str name, struct error *err)
{
	int utf8 = utf8_valid(name);
	enum status st = ST_OK;

	buf_clear(out);
	for (size_t i = 0; st == ST_OK && i < name.len; i++) {
		unsigned char c = (unsigned char)name.p[i];

		if (c < 0x20 || c == 0x7f || c == '\\' || (c >= 0x80 && !utf8))
			st = buf_addf(out, err, "\\x%02x", c);
		else
			st = buf_add(out, (struct str){name.p + i, 1}, err);
	}
	return st;
}

static void report(struct walk *w, enum diag_severity severity,
		   const char *message)
{
	struct str was;
	struct error ignored;

	if (!w->diag || escape(&w->path, buf_str(&w->name), &ignored) != ST_OK)
		return;
	was = w->diag->path;
	w->diag->path = buf_str(&w->path);
	diag_report(w->diag, severity, NULL, "%s", message);
	w->diag->path = was;
}

static void report_unreadable(struct walk *w)
{
	w->incomplete = 1;
	report(w, DIAG_ERROR, strerror(errno));
}

static int is_passed_over(const char *name)
{
	return name[0] == '.' || name[strlen(name) - 1] == '~';
}

/*
 * The order of the whole paths that begin so: a directory's name counts with
 * its '/', which sorts behind '-' and '.' and before digits and letters.
 */
static int in_path_order(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	size_t i = 0;
	int c, d;

	while (x->name[i] && x->name[i] == y->name[i])
		i++;
	c = x->name[i] ? (unsigned char)x->name[i] : x->is_dir ? '/' : 0;
	d = y->name[i] ? (unsigned char)y->name[i] : y->is_dir ? '/' : 0;
	return c - d;
}

static int entry_is_dir(int fd, const struct dirent *e)
{
	struct stat sb;

	if (e->d_type != DT_UNKNOWN)
		return e->d_type == DT_DIR;
	return fstatat(fd, e->d_name, &sb, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISDIR(sb.st_mode);
}

static enum status add_entry(struct walk *w, struct level *level,
			     const struct dirent *e, struct error *err)
{
	struct str name = {e->d_name, strlen(e->d_name)};
	struct entry *v = level->v;
	enum status st;

	if (w->entries == WALK_ENTRIES_MAX)
		return error_set(err, ST_LIMIT, "more than %d files",
				 WALK_ENTRIES_MAX);
	if (level->n == level->size) {
		level->size = level->size ? level->size * 2 : 64;
		v = realloc(v, level->size * sizeof(*v));
		if (!v)
			return error_set(err, ST_MEMORY, "out of memory");
		level->v = v;
	}
	st = arena_str(&name, &level->names, name, err);
	if (st != ST_OK)
		return st;
	v[level->n++] = (struct entry){name.p, entry_is_dir(level->fd, e)};
	w->entries++;
	return ST_OK;
}

/* All names of a directory, sorted. What cannot be read is reported. */
static enum status list(struct walk *w, struct level *level, struct error *err)
{
	int copy = openat(level->fd, ".", OPEN_DIR);
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);
	const struct dirent *e;
	enum status st = ST_OK;

	if (!dir) {
		report_unreadable(w);
		if (copy >= 0)
			close(copy);
		return ST_OK;
	}
	while (st == ST_OK && (errno = 0, e = readdir(dir)) != NULL)
		if (!is_passed_over(e->d_name))
			st = add_entry(w, level, e, err);
	if (st == ST_OK && errno)
		report_unreadable(w);
	closedir(dir);
	if (level->n)
		qsort(level->v, level->n, sizeof(*level->v), in_path_order);
	return st;
}

static void leave(struct walk *w)
{
	struct level *level = &w->levels[--w->depth];

	w->entries -= level->n;
	free(level->v);
	arena_free(&level->names);
	/* The outermost is the root, which walk_read() needs. */
	if (w->depth > 0)
		close(level->fd);
}

/* Takes over `fd`; w->name names the directory, '/' included. */
static enum status enter(struct walk *w, int fd, struct error *err)
{
	struct level *level = &w->levels[w->depth++];

	*level = (struct level){.fd = fd,
				.names = ARENA_INIT(NAMES_MAX),
				.path_len = w->name.len};
	return list(w, level, err);
}

static enum status descend(struct walk *w, const char *name, struct error *err)
{
	enum status st;
	int fd;

	if (w->depth > WALK_DEPTH_MAX) {
		report(w, DIAG_ERROR, "passed over: nested too deeply");
		return ST_OK;
	}
	fd = openat(w->levels[w->depth - 1].fd, name, OPEN_DIR);
	if (fd < 0) {
		if (errno != ENOENT)
			report_unreadable(w);
		return ST_OK;
	}
	st = buf_add(&w->name, STR("/"), err);
	if (st != ST_OK) {
		close(fd);
		return st;
	}
	return enter(w, fd, err);
}

static int64_t nanoseconds(struct timespec t)
{
	int64_t ns;

	/* A disk may claim any year; then one as good as another. */
	if (__builtin_mul_overflow((int64_t)t.tv_sec, 1000000000, &ns) ||
	    __builtin_add_overflow(ns, (int64_t)t.tv_nsec, &ns))
		return t.tv_sec < 0 ? INT64_MIN : INT64_MAX;
	return ns;
}

static enum status fill(struct walk_file *out, struct walk *w,
			const struct stat *sb, struct error *err)
{
	enum status st = escape(&w->path, buf_str(&w->name), err);

	*out = (struct walk_file){.path = buf_str(&w->path),
				  .name = buf_str(&w->name),
				  .size = (uint64_t)sb->st_size,
				  .mtime_ns = nanoseconds(sb->st_mtim),
				  .ctime_ns = nanoseconds(sb->st_ctim)};
	return st;
}

/* 1: a regular file to hand out; 0: to be passed over, reported if need be. */
static int examine(struct walk *w, int fd, const char *name, struct stat *sb)
{
	if (fstatat(fd, name, sb, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno != ENOENT)
			report_unreadable(w);
		return 0;
	}
	if (S_ISREG(sb->st_mode))
		return 1;
	if (S_ISLNK(sb->st_mode))
		report(w, DIAG_NOTE, "passed over: a symbolic link");
	else if (S_ISDIR(sb->st_mode)) /* it was none a moment ago */
		w->incomplete = 1;
	else
		report(w, DIAG_WARNING, "passed over: not a regular file");
	return 0;
}

/* One step: `*found` when it led to a file. ST_END: nothing is left. */
static enum status step(struct walk *w, struct stat *sb, int *found,
			struct error *err)
{
	struct level *level = &w->levels[w->depth - 1];
	const struct entry *e;
	enum status st;

	*found = 0;
	if (level->next == level->n) {
		leave(w);
		return w->depth ? ST_OK : ST_END;
	}
	e = &level->v[level->next++];
	w->name.len = level->path_len;
	st = buf_add(&w->name, (struct str){e->name, strlen(e->name)}, err);
	if (st != ST_OK)
		return st;
	if (e->is_dir)
		return descend(w, e->name, err);
	*found = examine(w, level->fd, e->name, sb);
	return ST_OK;
}

enum status walk_next(struct walk *w, struct walk_file *out, struct error *err)
{
	enum status st = w->depth ? ST_OK : ST_END;
	struct stat sb;
	int found = 0;

	if (w->is_file) {
		if (w->file_done++)
			return ST_END;
		if (fstat(w->root, &sb) != 0)
			return error_set(err, ST_IO, "%s: %s", w->name.p,
					 strerror(errno));
		return fill(out, w, &sb, err);
	}
	while (st == ST_OK && !found)
		st = step(w, &sb, &found, err);
	return st == ST_OK ? fill(out, w, &sb, err) : st;
}

enum status walk_read(struct walk *w, const struct walk_file *file,
		      struct buf *out, struct error *err)
{
	enum status st = w->is_file
				 ? beneath_read_fd(out, w->root, err)
				 : beneath_read(out, w->root, file->name, err);

	if (st != ST_OK)
		error_context(err, "%.*s", (int)file->path.len, file->path.p);
	return st;
}

/* The folder of a path with its slash; empty: the source itself. */
static struct str folder_of(struct str path)
{
	const char *slash = path.len ? memrchr(path.p, '/', path.len) : NULL;

	return (struct str){path.p, slash ? (size_t)(slash - path.p) + 1 : 0};
}

enum status walk_open_beside(struct walk *w, const struct walk_file *file,
			     const char *name, int *fd, struct error *err)
{
	struct buf path = BUF_INIT(PATH_BYTES_MAX);
	struct str folder = folder_of(file->name);
	enum status st;

	if (strncmp(name, "../", 3) == 0) {
		name += 3;
		if (!folder.len)
			return error_set(err, ST_NOTFOUND, "no such file");
		folder.len--;
		folder = folder_of(folder);
	}
	if (w->is_file)
		return error_set(err, ST_NOTFOUND, "no such file");
	st = buf_add(&path, folder, err);
	if (st == ST_OK)
		st = buf_add(&path, (struct str){name, strlen(name)}, err);
	if (st == ST_OK)
		st = beneath_open(fd, w->root, buf_str(&path), err);
	buf_free(&path);
	return st;
}

enum status walk_open_file(struct walk *w, const struct walk_file *file,
			   int *fd, struct error *err)
{
	enum status st = ST_OK;

	if (!w->is_file)
		st = beneath_open(fd, w->root, file->name, err);
	else if ((*fd = fcntl(w->root, F_DUPFD_CLOEXEC, 0)) < 0)
		st = error_set(err, ST_IO, "%s", strerror(errno));
	return st;
}

int walk_incomplete(const struct walk *w)
{
	return w->incomplete;
}

static enum status open_root(struct walk *w, const char *source,
			     struct error *err)
{
	struct stat sb;

	/* O_NONBLOCK: a FIFO must not make us wait for a writer. */
	w->root = open(source, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (w->root < 0 && (errno == ENOENT || errno == ENOTDIR))
		return error_set(err, ST_NOTFOUND, "no such source: %s",
				 source);
	if (w->root < 0 || fstat(w->root, &sb) != 0)
		return error_set(err, ST_IO, "%s: %s", source, strerror(errno));
	if (!S_ISREG(sb.st_mode) && !S_ISDIR(sb.st_mode))
		return error_set(err, ST_INPUT,
				 "%s is neither a file nor a directory",
				 source);
	w->is_file = S_ISREG(sb.st_mode);
	return ST_OK;
}

static enum status start(struct walk *w, const char *source, struct error *err)
{
	const char *slash = strrchr(source, '/');
	const char *name = slash ? slash + 1 : source;
	enum status st = open_root(w, source, err);

	if (st != ST_OK)
		return st;
	if (w->is_file)
		return buf_add(&w->name, (struct str){name, strlen(name)}, err);
	st = enter(w, w->root, err);
	/* An unreadable source is not an empty one. */
	if (st == ST_OK && w->incomplete)
		st = error_set(err, ST_IO, "cannot read %s", source);
	return st;
}

enum status walk_open(struct walk **out, const char *source, struct diag *diag,
		      struct error *err)
{
	struct walk *w = calloc(1, sizeof(*w));
	enum status st;

	if (!w)
		return error_set(err, ST_MEMORY, "out of memory");
	w->diag = diag;
	w->root = -1;
	w->name.max = PATH_BYTES_MAX - 1;
	w->path.max = 4 * PATH_BYTES_MAX;
	st = start(w, source, err);
	if (st == ST_OK)
		*out = w;
	else
		walk_free(w);
	return st;
}

void walk_free(struct walk *w)
{
	if (!w)
		return;
	while (w->depth)
		leave(w);
	if (w->root >= 0)
		close(w->root);
	buf_free(&w->path);
	buf_free(&w->name);
	free(w);
}
