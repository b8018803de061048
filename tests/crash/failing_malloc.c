/*
 * Preloaded: the NISBA_FAIL_AT-th allocation of a program and its children
 * fails, as if memory had run out, and so do the next NISBA_FAIL_MORE. The
 * count is in the file NISBA_FAIL_COUNT, which they share. It begins with the
 * program: what libraries allocate while they are loaded (libxapian does, and
 * ends the process without) is nothing that a program could answer for.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static unsigned long *count, at, more;
static int is_running;

/* dlsym() itself allocates before we know where to. */
static char early[65536];
static size_t used;

static void *take_early(size_t n)
{
	void *p = early + used;

	used += (n + 15) & ~(size_t)15;
	if (used > sizeof(early))
		_exit(99);
	return p;
}

static int is_early(const void *p)
{
	return (const char *)p >= early &&
	       (const char *)p < early + sizeof(early);
}

static unsigned long number(const char *name)
{
	const char *value = getenv(name);

	return value ? strtoul(value, NULL, 10) : 0;
}

static void open_count(void)
{
	const char *path = getenv("NISBA_FAIL_COUNT");
	int fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666) : -1;
	void *p;

	if (fd < 0 || ftruncate(fd, sizeof(*count)) != 0)
		return;
	p = mmap(NULL, sizeof(*count), PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		 0);
	close(fd);
	if (p != MAP_FAILED)
		count = p;
}

/* With the first allocation, which comes before any constructor of ours. */
static int is_ready(void)
{
	static int begun;

	if (real_realloc)
		return 1;
	if (begun)
		return 0;
	begun = 1;
	real_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
	real_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
	real_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
	at = number("NISBA_FAIL_AT");
	more = number("NISBA_FAIL_MORE");
	open_count();
	return 1;
}

static int fails(void)
{
	unsigned long n;

	if (!count || !is_running)
		return 0;
	n = __atomic_add_fetch(count, 1, __ATOMIC_RELAXED);
	if (!at || n < at || n > at + more)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t n)
{
	if (!is_ready())
		return take_early(n);
	return fails() ? NULL : real_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	if (!is_ready())
		return take_early(n * size);
	return fails() ? NULL : real_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	if (is_early(p) || !is_ready())
		return take_early(n);
	return fails() ? NULL : real_realloc(p, n);
}

void free(void *p)
{
	static void (*real_free)(void *);

	if (is_early(p))
		return;
	if (!real_free)
		real_free = (void (*)(void *))dlsym(RTLD_NEXT, "free");
	real_free(p);
}

/* Libraries are loaded before, main() comes in it. */
int __libc_start_main(int (*program)(int, char **, char **), int argc,
		      char **argv, void (*init)(void), void (*fini)(void),
		      void (*rtld_fini)(void), void *stack_end);
int __libc_start_main(int (*program)(int, char **, char **), int argc,
		      char **argv, void (*init)(void), void (*fini)(void),
		      void (*rtld_fini)(void), void *stack_end)
{
	int (*start)(int (*)(int, char **, char **), int, char **,
		     void (*)(void), void (*)(void), void (*)(void), void *);

	is_ready();
	start = (__typeof__(start))dlsym(RTLD_NEXT, "__libc_start_main");
	is_running = 1;
	return start(program, argc, argv, init, fini, rtld_fini, stack_end);
}
