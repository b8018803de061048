#include "common/index/clone.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/index/tree.h"

typedef enum status clone_file(const char *from, const char *to,
			       struct error *err);

static enum status failed(const char *path, struct error *err)
{
	return error_set(err, ST_IO, "%s: %s", path, strerror(errno));
}

static enum status link_file(const char *from, const char *to,
			     struct error *err)
{
	return link(from, to) == 0 ? ST_OK : failed(to, err);
}

/* By the kernel where it can, else by hand; 0, or -1 with errno. */
static int copy_bytes(int from, int to)
{
	char piece[64 << 10];
	ssize_t n;

	if (ioctl(to, FICLONE, from) == 0)
		return 0;
	do
		n = copy_file_range(from, NULL, to, NULL, 1 << 30, 0);
	while (n > 0);
	if (n == 0 || (errno != EXDEV && errno != EINVAL && errno != ENOSYS &&
		       errno != EOPNOTSUPP))
		return (int)n;
	while ((n = read(from, piece, sizeof(piece))) > 0)
		for (ssize_t at = 0, m; at < n; at += m)
			if ((m = write(to, piece + at, (size_t)(n - at))) < 0)
				return -1;
	return (int)n;
}

static enum status copy_file(const char *from, const char *to,
			     struct error *err)
{
	int in = open(from, O_RDONLY | O_CLOEXEC), out;
	enum status st = ST_OK;

	if (in < 0)
		return failed(from, err);
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (out < 0 || copy_bytes(in, out) != 0)
		st = failed(to, err);
	if (out >= 0 && close(out) != 0 && st == ST_OK)
		st = failed(to, err);
	close(in);
	return st;
}

static int is_skipped(const char *name)
{
	return name[0] == '.' || strcmp(name, "flintlock") == 0;
}

static enum status clone(const char *from, const char *to, clone_file *each,
			 struct error *err)
{
	char source[TREE_PATH_MAX], dest[TREE_PATH_MAX];
	DIR *d = opendir(from);
	const struct dirent *e;
	enum status st;

	if (!d)
		return failed(from, err);
	st = tree_make(to, err);
	while (st == ST_OK && (errno = 0, e = readdir(d)) != NULL) {
		if (is_skipped(e->d_name))
			continue;
		st = tree_join(source, from, e->d_name, err);
		if (st == ST_OK)
			st = tree_join(dest, to, e->d_name, err);
		if (st == ST_OK)
			st = each(source, dest, err);
	}
	if (st == ST_OK && errno)
		st = failed(from, err);
	closedir(d);
	return st;
}

enum status clone_link(const char *from, const char *to, struct error *err)
{
	return clone(from, to, link_file, err);
}

enum status clone_copy(const char *from, const char *to, struct error *err)
{
	return clone(from, to, copy_file, err);
}
