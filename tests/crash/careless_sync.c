/* Preloaded: what is to be synced is not, and nobody is told. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

int fsync(int fd)
{
	(void)fd;
	return 0;
}

int fdatasync(int fd)
{
	(void)fd;
	return 0;
}

int syncfs(int fd)
{
	(void)fd;
	return 0;
}

void sync(void)
{
}

int sync_file_range(int fd, off64_t from, off64_t n, unsigned flags)
{
	(void)fd;
	(void)from;
	(void)n;
	(void)flags;
	return 0;
}
