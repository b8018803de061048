#include "common/index/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/file.h"

enum { DIR_MODE = 0755, DEPTH_MAX = 4 };

static enum status io_error(const char *path, struct error *err)
{
	return error_set(err, ST_IO, "%s: %s", path, strerror(errno));
}

enum status tree_join(char out[TREE_PATH_MAX], const char *dir,
		      const char *name, struct error *err)
{
	int n = snprintf(out, TREE_PATH_MAX, "%s/%s", dir, name);

	if (n < 0 || n >= TREE_PATH_MAX)
		return error_set(err, ST_LIMIT, "path too long: %.200s...",
				 dir);
	return ST_OK;
}

/* `path` holds the directory; it is cut to the one above and restored. */
static enum status sync_above(char *path, struct error *err)
{
	char *slash = strrchr(path, '/');
	enum status st;

	if (!slash)
		return file_sync(".", err);
	if (slash == path)
		return file_sync("/", err);
	*slash = '\0';
	st = file_sync(path, err);
	*slash = '/';
	return st;
}

static enum status make_one(char *path, struct error *err)
{
	struct stat sb;

	if (stat(path, &sb) == 0) {
		errno = ENOTDIR;
		return S_ISDIR(sb.st_mode) ? ST_OK : io_error(path, err);
	}
	if (errno != ENOENT)
		return io_error(path, err);
	if (mkdir(path, DIR_MODE) != 0)
		return errno == EEXIST ? ST_OK : io_error(path, err);
	return sync_above(path, err);
}

enum status tree_make(const char *path, struct error *err)
{
	char copy[TREE_PATH_MAX];
	size_t len = strlen(path);
	enum status st = ST_OK;

	while (len > 1 && path[len - 1] == '/')
		len--;
	if (len == 0 || len >= sizeof(copy))
		return error_set(err, ST_LIMIT, "path empty or too long");
	memcpy(copy, path, len);
	copy[len] = '\0';
	for (size_t i = 1; st == ST_OK && i <= len; i++) {
		char was = copy[i];

		if ((was != '/' && was != '\0') || copy[i - 1] == '/')
			continue;
		copy[i] = '\0';
		st = make_one(copy, err);
		copy[i] = was;
	}
	return st;
}

static int remove_at(int parent, const char *name, unsigned depth);

/* Takes over `fd`. */
static int empty_dir(int fd, unsigned depth)
{
	DIR *dir = fdopendir(fd);
	struct dirent *e;
	int result = 0, saved;

	if (!dir) {
		close(fd);
		return -1;
	}
	for (errno = 0; result == 0 && (e = readdir(dir));) {
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			result = remove_at(fd, e->d_name, depth);
		if (result == 0)
			errno = 0;
	}
	saved = errno;
	if (saved)
		result = -1;
	closedir(dir);
	errno = saved;
	return result;
}

/* A file, or a directory with at most DEPTH_MAX levels; -1 sets errno. */
static int remove_at(int parent, const char *name, unsigned depth)
{
	int fd;

	if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return -1;
	if (depth == DEPTH_MAX) {
		errno = ELOOP;
		return -1;
	}
	fd = openat(parent, name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || empty_dir(fd, depth + 1) != 0)
		return -1;
	return unlinkat(parent, name, AT_REMOVEDIR);
}

enum status tree_remove(const char *path, struct error *err)
{
	if (remove_at(AT_FDCWD, path, 0) != 0)
		return error_set(err, ST_IO, "cannot remove %s: %s", path,
				 strerror(errno));
	return ST_OK;
}

uint64_t tree_size(const char *path)
{
	DIR *d = opendir(path);
	const struct dirent *e;
	uint64_t size = 0;
	struct stat sb;

	while (d && (e = readdir(d)) != NULL)
		if (fstatat(dirfd(d), e->d_name, &sb, AT_SYMLINK_NOFOLLOW) ==
			    0 &&
		    S_ISREG(sb.st_mode))
			size += (uint64_t)sb.st_size;
	if (d)
		closedir(d);
	return size;
}
