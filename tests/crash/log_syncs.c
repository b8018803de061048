/*
 * Preloaded: a log of what a program has made sure of. Behind every sync and
 * every change of a name below NISBA_SYNC_ROOT, NISBA_SYNC_LOG/N.txt has what
 * happened and all names there are; N.data the bytes of the file that was
 * synced. NISBA_SYNC_IGNORE=file or =dir: such syncs are taken for nothing.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static FILE *names;
static unsigned events;

/* Numbers of files are used again; with the time of their birth they last. */
static void print_key(const char *path)
{
	struct statx s = {.stx_ino = 0};

	statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_INO | STATX_BTIME, &s);
	fprintf(names, "%llu.%lld.%u", (unsigned long long)s.stx_ino,
		(long long)s.stx_btime.tv_sec, s.stx_btime.tv_nsec);
}

static int print_name(const char *path, const struct stat *sb, int kind,
		      struct FTW *ftw)
{
	(void)sb;
	(void)ftw;
	fputs(kind == FTW_D ? "dir " : "file ", names);
	print_key(path);
	fprintf(names, " %s\n", path + strlen(getenv("NISBA_SYNC_ROOT")));
	return 0;
}

static void keep_bytes(const char *path, const char *to)
{
	char piece[65536];
	FILE *in = fopen(path, "re"), *out = fopen(to, "we");
	size_t n;

	while (in && out && (n = fread(piece, 1, sizeof(piece), in)) > 0)
		fwrite(piece, 1, n, out);
	if (!in || !out || fclose(out) != 0)
		_exit(99);
	fclose(in);
}

static int is_ignored(mode_t mode)
{
	const char *what = getenv("NISBA_SYNC_IGNORE");

	return what && !strcmp(what, S_ISDIR(mode) ? "dir" : "file");
}

static void note(const char *what, const char *path)
{
	const char *root = getenv("NISBA_SYNC_ROOT");
	char log[4096];

	if (!root || !getenv("NISBA_SYNC_LOG"))
		return;
	snprintf(log, sizeof(log), "%s/%u.txt", getenv("NISBA_SYNC_LOG"),
		 ++events);
	names = fopen(log, "we");
	if (!names)
		_exit(99);
	fprintf(names, "%s ", what);
	if (path)
		print_key(path);
	fputs("\n", names);
	nftw(root, print_name, 16, FTW_PHYS);
	fclose(names);
}

static void note_sync(int fd)
{
	char path[64], log[4096];
	struct stat sb;

	if (!getenv("NISBA_SYNC_LOG") || fstat(fd, &sb) != 0)
		return;
	if (is_ignored(sb.st_mode))
		return;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	snprintf(log, sizeof(log), "%s/%u.data", getenv("NISBA_SYNC_LOG"),
		 events + 1);
	if (S_ISREG(sb.st_mode))
		keep_bytes(path, log);
	if (!realpath(path, log))
		return;
	note(S_ISDIR(sb.st_mode) ? "sync-dir" : "sync-file", log);
}

int fsync(int fd)
{
	int result = (int)syscall(SYS_fsync, fd);

	if (result == 0)
		note_sync(fd);
	return result;
}

int rename(const char *from, const char *to)
{
	int result = (int)syscall(SYS_rename, from, to);

	note("rename", NULL);
	return result;
}

int link(const char *from, const char *to)
{
	int result = (int)syscall(SYS_link, from, to);

	note("link", NULL);
	return result;
}

int unlink(const char *path)
{
	int result = (int)syscall(SYS_unlink, path);

	note("unlink", NULL);
	return result;
}

int unlinkat(int dir, const char *path, int flags)
{
	int result = (int)syscall(SYS_unlinkat, dir, path, flags);

	if (result == 0)
		note("unlink", NULL);
	return result;
}
