#include "common/index/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/base/date.h"
#include "common/base/file.h"
#include "common/index/stub.h"
#include "common/index/tree.h"

enum {
	FILE_MODE = 0644,
	HOLDER_MAX = 256, /* bytes of the lock file's text */
	POLL_MS = 50
};

/* 0: held now; -1: held by somebody else or, with errno, not lockable. */
static int try_lock(int fd)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	return fcntl(fd, F_OFD_SETLK, &whole);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* "pid 12 on host since ...", from a file that anybody may have written. */
static void read_holder(char out[HOLDER_MAX + 32], int fd)
{
	char text[HOLDER_MAX], *part[3], *rest = NULL;
	ssize_t n = pread(fd, text, sizeof(text) - 1, 0);
	size_t parts = 0;

	text[n > 0 ? n : 0] = '\0';
	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || (unsigned char)*p >= 0x7f)
			*p = ' ';
	for (char *p = strtok_r(text, " ", &rest); p && parts < 3;
	     p = strtok_r(NULL, " ", &rest))
		part[parts++] = p;
	if (parts == 3)
		snprintf(out, HOLDER_MAX + 32, "pid %s on %s since %s", part[0],
			 part[1], part[2]);
	else
		snprintf(out, HOLDER_MAX + 32, "another process");
}

/* A failure is no harm: the text is only for others' messages. */
static void write_holder(int fd)
{
	char host[128] = "", since[DATE_MAX_LEN], text[HOLDER_MAX];
	int n;

	if (gethostname(host, sizeof(host) - 1) != 0 || !host[0])
		snprintf(host, sizeof(host), "localhost");
	date_format_iso(since, (int64_t)time(NULL));
	n = snprintf(text, sizeof(text), "%ld %s %s\n", (long)getpid(), host,
		     since);
	if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)n, 0) != n)
		return;
}

static enum status locked(int fd, const char *dir, struct error *err)
{
	char holder[HOLDER_MAX + 32];

	read_holder(holder, fd);
	return error_set(err, ST_LOCKED, "%s is being updated by %s", dir,
			 holder);
}

static enum status wait_for(int fd, const char *dir, unsigned timeout_s,
			    struct error *err)
{
	const struct timespec pause = {0, POLL_MS * 1000000L};
	int64_t end = now_ms() + (int64_t)timeout_s * 1000;

	while (try_lock(fd) != 0) {
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN && errno != EACCES)
			return error_set(err, ST_IO, "%s/lock: %s", dir,
					 strerror(errno));
		if (now_ms() >= end || nanosleep(&pause, NULL) != 0)
			return locked(fd, dir, err);
	}
	return ST_OK;
}

enum status lock_take(struct lock *out, const char *dir, unsigned timeout_s,
		      struct error *err)
{
	char path[TREE_PATH_MAX];
	enum status st = tree_make(dir, err);
	int fd;

	if (st == ST_OK)
		st = tree_join(path, dir, "lock", err);
	if (st != ST_OK)
		return st;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
		  FILE_MODE);
	if (fd < 0)
		return error_set(err, ST_IO, "%s: %s", path, strerror(errno));
	st = wait_for(fd, dir, timeout_s, err);
	if (st == ST_OK)
		st = stub_check_local(dir, err);
	if (st != ST_OK) {
		close(fd);
		return st;
	}
	/* Not ours to change when it belongs to somebody else. */
	(void)!fchmod(fd, file_mode(FILE_MODE));
	write_holder(fd);
	out->fd = fd;
	return ST_OK;
}

void lock_drop(struct lock *lock)
{
	struct flock whole = {.l_type = F_UNLCK, .l_whence = SEEK_SET};

	if (lock->fd < 0)
		return;
	/* Closing is not enough while a child still has a copy. */
	fcntl(lock->fd, F_OFD_SETLK, &whole);
	lock_forget(lock);
}

void lock_forget(struct lock *lock)
{
	if (lock->fd >= 0)
		close(lock->fd);
	lock->fd = -1;
}
