#include "indexer/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CHUNK = 64 << 10 /* bytes read at a time */ };

/* O_NONBLOCK: a FIFO must not make us wait for a writer. */
static const int OPEN_FILE =
	O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
static const int OPEN_DIR = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

/* Part by part. `name` is used up. */
static int open_parts(int root, char *name)
{
	int dir = root, fd;
	char *slash;

	while ((slash = strchr(name, '/')) != NULL) {
		*slash = '\0';
		fd = openat(dir, name, OPEN_DIR);
		if (dir != root)
			close(dir);
		if (fd < 0)
			return -1;
		dir = fd;
		name = slash + 1;
	}
	fd = openat(dir, name, OPEN_FILE);
	if (dir != root)
		close(dir);
	return fd;
}

/* Parts that are neither empty (so not absolute either) nor "..". */
static int is_inner(struct str path)
{
	size_t start = 0;

	for (size_t i = 0; i <= path.len; i++) {
		if (i < path.len && path.p[i] == '\0')
			return 0;
		if (i < path.len && path.p[i] != '/')
			continue;
		if (i == start ||
		    (i - start == 2 && memcmp(path.p + start, "..", 2) == 0))
			return 0;
		start = i + 1;
	}
	return 1;
}

static int open_beneath(int root, struct str path)
{
	struct open_how how = {.flags = (uint64_t)OPEN_FILE,
			       .resolve = RESOLVE_BENEATH |
					  RESOLVE_NO_SYMLINKS |
					  RESOLVE_NO_MAGICLINKS};
	char name[BENEATH_PATH_MAX];
	long fd;

	if (path.len >= sizeof(name) || !is_inner(path)) {
		errno = ENOENT;
		return -1;
	}
	memcpy(name, path.p, path.len);
	name[path.len] = '\0';
	fd = syscall(SYS_openat2, root, name, &how, sizeof(how));
	/*
	 * The kernel is too old, or a sandbox that does not know the call
	 * refuses it (EPERM), or the path is longer than it takes at once.
	 */
	if (fd < 0 &&
	    (errno == ENOSYS || errno == EPERM || errno == ENAMETOOLONG))
		return open_parts(root, name);
	return (int)fd;
}

static enum status not_opened(struct error *err)
{
	switch (errno) {
	case ENOENT:
		return error_set(err, ST_NOTFOUND, "no longer there");
	case ELOOP:
	case ENOTDIR:
	case ENXIO:
	case EXDEV:
		return error_set(err, ST_INPUT, "not a regular file");
	default:
		return error_set(err, ST_IO, "%s", strerror(errno));
	}
}

static enum status read_all(struct buf *out, int fd, struct error *err)
{
	char *chunk = malloc(CHUNK);
	enum status st = ST_OK;
	off_t at = 0;
	ssize_t n = 1;

	if (!chunk)
		return error_set(err, ST_MEMORY, "out of memory");
	while (st == ST_OK && n != 0) {
		n = pread(fd, chunk, CHUNK, at);
		if (n < 0 && errno != EINTR)
			st = error_set(err, ST_IO, "%s", strerror(errno));
		if (n <= 0)
			continue;
		st = buf_add(out, (struct str){chunk, (size_t)n}, err);
		at += n;
	}
	free(chunk);
	return st;
}

enum status beneath_read_fd(struct buf *out, int fd, struct error *err)
{
	struct stat sb;

	buf_clear(out);
	if (fstat(fd, &sb) != 0)
		return error_set(err, ST_IO, "%s", strerror(errno));
	if (!S_ISREG(sb.st_mode))
		return error_set(err, ST_INPUT, "not a regular file");
	/* Spares reading what is refused anyway. */
	if ((uintmax_t)sb.st_size > out->max)
		return error_set(err, ST_LIMIT, "more than %zu bytes",
				 out->max);
	return read_all(out, fd, err);
}

enum status beneath_open(int *fd, int root, struct str path, struct error *err)
{
	struct stat sb;

	*fd = open_beneath(root, path);
	if (*fd < 0)
		return not_opened(err);
	if (fstat(*fd, &sb) == 0 && S_ISREG(sb.st_mode))
		return ST_OK;
	close(*fd);
	return error_set(err, ST_INPUT, "not a regular file");
}

enum status beneath_read(struct buf *out, int root, struct str path,
			 struct error *err)
{
	int fd = open_beneath(root, path);
	enum status st;

	buf_clear(out);
	if (fd < 0)
		return not_opened(err);
	st = beneath_read_fd(out, fd, err);
	close(fd);
	return st;
}
