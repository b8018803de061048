#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "common/base/sandbox_part.h"
#include "common/base/sanitized.h"

/* Never above what holds already, which only root could raise. */
static int lower(int resource, rlim_t to)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return -1;
	if (to < limit.rlim_max)
		limit.rlim_max = to;
	if (limit.rlim_cur > limit.rlim_max)
		limit.rlim_cur = limit.rlim_max;
	return setrlimit(resource, &limit);
}

/* Bytes of address space in use; 0: unknown. */
static rlim_t address_space(void)
{
	char line[128];
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, line, sizeof(line) - 1);
	unsigned long pages = 0;

	if (fd >= 0)
		close(fd);
	line[n > 0 ? n : 0] = '\0';
	if (sscanf(line, "%lu", &pages) != 1)
		return 0;
	return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

/* What libraries and an inherited heap take is not what it may grow. */
static int limit_memory(size_t bytes)
{
	rlim_t used = address_space();

	if (used)
		return lower(RLIMIT_AS, used + bytes);
	/* Without /proc: less exact, and it leaves mapped files out. */
	return lower(RLIMIT_DATA, bytes);
}

int sandbox_limits(const struct sandbox *sandbox, char detail[SANDBOX_DETAIL])
{
	int failed = lower(RLIMIT_CORE, 0);

	failed |= lower(RLIMIT_NPROC, 0);
	if (sandbox->cpu_seconds)
		failed |= lower(RLIMIT_CPU, sandbox->cpu_seconds);
	if (sandbox->files)
		failed |= lower(RLIMIT_NOFILE, sandbox->files);
	if (sandbox->memory && !IS_SANITIZED)
		failed |= limit_memory(sandbox->memory);
	if (failed)
		snprintf(detail, SANDBOX_DETAIL, "%s", strerror(errno));
	else if (sandbox->memory && IS_SANITIZED)
		snprintf(detail, SANDBOX_DETAIL, "memory: not when sanitized");
	return !failed;
}
