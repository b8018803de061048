#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/base/sandbox_part.h"
#include "common/base/sanitized.h"

#define CALL(name) SCMP_SYS(name)
/* The argument has that value; clang warns without the unused datum. */
#define IS(argument, value) SCMP_CMP(argument, SCMP_CMP_EQ, (value), 0)

/* What stays allowed; `may`: only with that wish, 0: always. */
static const struct {
	int call;
	unsigned may;
} allowed[] = {
	/* Open files. */
	{CALL(read), 0},
	{CALL(readv), 0},
	{CALL(pread64), 0},
	{CALL(preadv), 0},
	{CALL(write), 0},
	{CALL(writev), 0},
	{CALL(pwrite64), 0},
	{CALL(lseek), 0},
	{CALL(fstat), 0},
	{CALL(close), 0},
	{CALL(close_range), 0},
	{CALL(dup), 0},
	{CALL(dup2), 0},
	{CALL(dup3), 0},
	{CALL(fcntl), 0},
	{CALL(fadvise64), 0},
	{CALL(poll), 0},
	{CALL(ppoll), 0},
	{CALL(select), 0},
	{CALL(pselect6), 0},
	/* Open sockets and pipes; none can be made. */
	{CALL(recvfrom), 0},
	{CALL(recvmsg), 0},
	{CALL(sendto), 0},
	{CALL(sendmsg), 0},
	{CALL(shutdown), 0},
	{CALL(getsockopt), 0},
	{CALL(getsockname), 0},
	{CALL(getpeername), 0},
	{CALL(accept), SANDBOX_ACCEPT},
	{CALL(accept4), SANDBOX_ACCEPT},
#if IS_SANITIZED
	/* How the sanitizer finds out whether it may read an address. */
	{CALL(pipe), 0},
	{CALL(pipe2), 0},
#endif
	/* Memory. */
	{CALL(brk), 0},
	{CALL(munmap), 0},
	{CALL(mremap), 0},
	{CALL(madvise), 0},
	{CALL(membarrier), 0},
	/* Time, itself, signals. */
	{CALL(clock_gettime), 0},
	{CALL(clock_getres), 0},
	{CALL(clock_nanosleep), 0},
	{CALL(nanosleep), 0},
	{CALL(gettimeofday), 0},
	{CALL(time), 0},
	{CALL(times), 0},
	{CALL(alarm), 0},
	{CALL(setitimer), 0},
	{CALL(getitimer), 0},
	{CALL(timer_create), 0},
	{CALL(timer_settime), 0},
	{CALL(timer_delete), 0},
	{CALL(getrusage), 0},
	{CALL(getrlimit), 0},
	{CALL(sysinfo), 0},
	{CALL(uname), 0},
	{CALL(getpid), 0},
	{CALL(gettid), 0},
	{CALL(getppid), 0},
	{CALL(getuid), 0},
	{CALL(geteuid), 0},
	{CALL(getgid), 0},
	{CALL(getegid), 0},
	{CALL(getcwd), 0},
	{CALL(getrandom), 0},
	{CALL(sched_yield), 0},
	{CALL(sched_getaffinity), 0},
	{CALL(futex), 0},
	{CALL(rseq), 0},
	{CALL(set_robust_list), 0},
	{CALL(rt_sigaction), 0},
	{CALL(rt_sigprocmask), 0},
	{CALL(rt_sigreturn), 0},
	{CALL(sigaltstack), 0},
	{CALL(restart_syscall), 0},
	{CALL(exit), 0},
	{CALL(exit_group), 0},
	/* Names of files; which ones is for Landlock. */
	{CALL(stat), SANDBOX_OPEN},
	{CALL(lstat), SANDBOX_OPEN},
	{CALL(newfstatat), SANDBOX_OPEN},
	{CALL(statfs), SANDBOX_OPEN},
	{CALL(fstatfs), SANDBOX_OPEN},
	{CALL(access), SANDBOX_OPEN},
	{CALL(faccessat), SANDBOX_OPEN},
	{CALL(faccessat2), SANDBOX_OPEN},
	{CALL(readlink), SANDBOX_OPEN},
	{CALL(readlinkat), SANDBOX_OPEN},
	{CALL(getdents64), SANDBOX_OPEN},
	{CALL(chdir), SANDBOX_OPEN},
	{CALL(fchdir), SANDBOX_OPEN},
};

/* Refused so that libc, and our own code, try the older way. */
static const int unknown[] = {CALL(clone3), CALL(openat2), CALL(statx)};

enum {
	ALLOWED_COUNT = sizeof(allowed) / sizeof(allowed[0]),
	UNKNOWN_COUNT = sizeof(unknown) / sizeof(unknown[0])
};

/* O_TMPFILE and O_APPEND write only with an access mode that is refused. */
#define WRITING (O_ACCMODE | O_CREAT | O_TRUNC)

/* Calls that are harmless with some values of one argument only. */
static const struct {
	int call;
	unsigned may;
	struct scmp_arg_cmp argument;
} allowed_with[] = {
	{CALL(open), SANDBOX_OPEN, {1, SCMP_CMP_MASKED_EQ, WRITING, O_RDONLY}},
	{CALL(openat),
	 SANDBOX_OPEN,
	 {2, SCMP_CMP_MASKED_EQ, WRITING, O_RDONLY}},
	/* fstat() of newer libcs: an open file and an empty name. */
	{CALL(newfstatat),
	 0,
	 {3, SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH}},
	/* isatty() */
	{CALL(ioctl), 0, {1, SCMP_CMP_EQ, TCGETS, 0}},
	{CALL(ioctl), 0, {1, SCMP_CMP_EQ, TIOCGWINSZ, 0}},
	/* Limits are asked for; root could raise them. */
	{CALL(prlimit64), 0, {2, SCMP_CMP_EQ, 0, 0}},
	/* Never executable, as no library is loaded any more. */
	{CALL(mprotect), 0, {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}},
	{CALL(mmap), 0, {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}},
};

enum { WITH_COUNT = sizeof(allowed_with) / sizeof(allowed_with[0]) };

static int allow_with(scmp_filter_ctx filter, int call,
		      const struct scmp_arg_cmp *argument)
{
	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1,
				      argument);
}

/* abort() */
static int allow_killing_itself(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp self = {0, SCMP_CMP_EQ,
					  (scmp_datum_t)getpid(), 0};

	return allow_with(filter, CALL(tgkill), &self);
}

static int add_rules(scmp_filter_ctx filter, const struct sandbox *sandbox)
{
	int failed = allow_killing_itself(filter);

	/* A tree of calls, not a list: the kernel runs it for each call when
	 * it is loaded. Older libraries make the list. */
	(void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	for (size_t i = 0; i < UNKNOWN_COUNT; i++)
		failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
					   unknown[i], 0);
	for (size_t i = 0; i < ALLOWED_COUNT; i++)
		if ((allowed[i].may & sandbox->may) == allowed[i].may)
			failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW,
						   allowed[i].call, 0);
	for (size_t i = 0; i < WITH_COUNT; i++)
		if ((allowed_with[i].may & sandbox->may) == allowed_with[i].may)
			failed |= allow_with(filter, allowed_with[i].call,
					     &allowed_with[i].argument);
	return failed;
}

int sandbox_seccomp(const struct sandbox *sandbox, char detail[SANDBOX_DETAIL])
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int failed;

	if (!filter) {
		snprintf(detail, SANDBOX_DETAIL, "no filter: out of memory");
		return 0;
	}
	failed = add_rules(filter, sandbox);
	if (failed)
		snprintf(detail, SANDBOX_DETAIL, "no filter: a rule fails");
	if (!failed) {
		failed = seccomp_load(filter);
		if (failed)
			snprintf(detail, SANDBOX_DETAIL, "%s",
				 failed == -EINVAL ? "not in this kernel"
						   : strerror(-failed));
	}
	seccomp_release(filter);
	return !failed;
}
