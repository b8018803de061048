#include "common/xapian-c/types.hh"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The first failure since sync_forget(); each thread compacts its own. */
static thread_local int failed;

void sync_forget()
{
	failed = 0;
}

int sync_failure()
{
	return failed;
}

/*
 * Xapian's (1.4.22) compaction ends with fdatasync() and does not look at what
 * it says. Nobody would hear later of a write that failed: the kernel tells it
 * once. So the library's calls come here, because a program's own function
 * goes before one of the C library.
 */
extern "C" __attribute__((visibility("default"))) int fdatasync(int fd)
{
	long result = syscall(SYS_fdatasync, fd);

	if (result != 0 && !failed)
		failed = errno;
	return static_cast<int>(result);
}
