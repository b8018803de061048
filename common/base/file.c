#include "common/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 16 << 10 /* bytes read at once */ };

static enum status failed(const char *path, struct error *err)
{
	int why = errno;
	enum status st = why == ENOENT || why == ENOTDIR ? ST_NOTFOUND : ST_IO;

	return error_set(err, st, "%s: %s", path, strerror(why));
}

static enum status not_regular(const char *path, struct error *err)
{
	return error_set(err, ST_INPUT, "%s: not a regular file", path);
}

/*
 * The size is asked first only to refuse a large file without reading it; a
 * file that grows meanwhile meets the buffer's ceiling.
 */
static enum status check(int fd, size_t max, const char *path,
			 struct error *err)
{
	struct stat sb;

	if (fstat(fd, &sb) < 0)
		return failed(path, err);
	if (!S_ISREG(sb.st_mode))
		return not_regular(path, err);
	if (sb.st_size > 0 && (uintmax_t)sb.st_size > max)
		return error_set(err, ST_LIMIT, "%s: more than %zu bytes", path,
				 max);
	return ST_OK;
}

static enum status read_all(struct buf *out, int fd, const char *path,
			    struct error *err)
{
	char chunk[CHUNK];
	ssize_t n;

	for (;;) {
		n = read(fd, chunk, sizeof(chunk));
		if (n == 0)
			return ST_OK;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed(path, err);
		if (buf_add(out, (struct str){chunk, (size_t)n}, err) != ST_OK)
			return error_context(err, "%s", path);
	}
}

unsigned file_mode(unsigned mode)
{
	mode_t mask = umask(022);

	umask(mask);
	return mode & ~mask;
}

enum status file_read(struct buf *out, const char *path, struct error *err)
{
	enum status st;
	int fd;

	buf_clear(out);
	/* O_NONBLOCK: opening a FIFO nobody writes to would wait for ever. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0 && errno == ENXIO) /* a socket */
		return not_regular(path, err);
	if (fd < 0)
		return failed(path, err);
	st = check(fd, out->max, path, err);
	if (st == ST_OK)
		st = read_all(out, fd, path, err);
	close(fd);
	return st;
}

static enum status write_all(int fd, struct str bytes, const char *path,
			     struct error *err)
{
	ssize_t n;

	while (bytes.len > 0) {
		n = write(fd, bytes.p, bytes.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed(path, err);
		bytes.p += n;
		bytes.len -= (size_t)n;
	}
	return ST_OK;
}

static enum status write_new(const char *path, struct str bytes,
			     struct error *err)
{
	enum status st;
	int fd;

	/* A leftover of a crashed run; O_EXCL refuses links set as a trap. */
	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd < 0)
		return failed(path, err);
	st = write_all(fd, bytes, path, err);
	if (st == ST_OK && fsync(fd) < 0)
		st = failed(path, err);
	/* Some file systems report a full disk only here. */
	if (close(fd) < 0 && st == ST_OK)
		st = failed(path, err);
	return st;
}

static enum status sync_folder_of(const char *path, struct error *err)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];

	if (!slash)
		return file_sync(".", err);
	if (slash == path)
		return file_sync("/", err);
	if ((size_t)(slash - path) >= sizeof(folder))
		return error_set(err, ST_IO, "%s: path too long", path);
	memcpy(folder, path, (size_t)(slash - path));
	folder[slash - path] = '\0';
	return file_sync(folder, err);
}

enum status file_replace(const char *path, struct str bytes, struct error *err)
{
	char beside[PATH_MAX];
	enum status st;
	int n;

	n = snprintf(beside, sizeof(beside), "%s.%ld.tmp", path,
		     (long)getpid());
	if (n < 0 || (size_t)n >= sizeof(beside))
		return error_set(err, ST_IO, "%s: path too long", path);
	st = write_new(beside, bytes, err);
	if (st == ST_OK && rename(beside, path) < 0)
		st = failed(path, err);
	if (st != ST_OK) {
		unlink(beside);
		return st;
	}
	return sync_folder_of(path, err);
}

enum status file_sync(const char *path, struct error *err)
{
	enum status st = ST_OK;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return failed(path, err);
	/* EINVAL: a file system that cannot; then there is nothing to lose. */
	if (fsync(fd) < 0 && errno != EINVAL)
		st = failed(path, err);
	close(fd);
	return st;
}
