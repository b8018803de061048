/* Preloaded: the time of day is NISBA_CLOCK_SHIFT seconds off. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *out)
{
	const char *shift = getenv("NISBA_CLOCK_SHIFT");
	int result = (int)syscall(SYS_clock_gettime, clock, out);

	if (result == 0 && clock == CLOCK_REALTIME && shift)
		out->tv_sec += atol(shift);
	return result;
}

time_t time(time_t *out)
{
	struct timespec now = {0, 0};

	clock_gettime(CLOCK_REALTIME, &now);
	if (out)
		*out = now.tv_sec;
	return now.tv_sec;
}
