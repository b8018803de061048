#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/base/sandbox.h"

/*
 * Every attempt runs in a child that has locked itself in. It answers 0 when
 * what it tried went well, else its errno: that is the child's exit code.
 */
enum { KILLED = 200 /* and the signal's number */ };

static char folder[] = "/tmp/nisba-sandbox-XXXXXX";
static char inside[64], outside[64];
static struct sandbox_report here; /* what this kernel can do */

static int in_child(const struct sandbox *sandbox, int (*attempt)(void))
{
	struct sandbox_report report;
	int code;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		sandbox_enter(&report, sandbox);
		_exit(attempt());
	}
	assert_int_equal(waitpid(pid, &code, 0), pid);
	return WIFSIGNALED(code) ? KILLED + WTERMSIG(code) : WEXITSTATUS(code);
}

static int answer(long failed)
{
	return failed < 0 ? errno : 0;
}

static int opened(const char *path, int flags)
{
	return answer(open(path, flags, 0600));
}

static int reads_inside(void)
{
	return opened(inside, O_RDONLY);
}

static int reads_outside(void)
{
	return opened(outside, O_RDONLY);
}

static int reads_at_device(void)
{
	return opened("/dev/zero", O_RDONLY);
}

static int writes_inside(void)
{
	return opened(inside, O_WRONLY);
}

static int truncates_inside(void)
{
	return opened(inside, O_RDONLY | O_TRUNC);
}

static int creates_inside(void)
{
	char path[80];

	snprintf(path, sizeof(path), "%s/new", folder);
	return opened(path, O_RDONLY | O_CREAT);
}

static int removes_inside(void)
{
	return answer(unlink(inside));
}

static int makes_a_socket(void)
{
	return answer(socket(AF_INET, SOCK_STREAM, 0));
}

static int makes_a_unix_socket(void)
{
	int pair[2];

	return answer(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
}

static int executes(void)
{
	char *const none[] = {NULL};

	return answer(execve("/bin/true", none, none));
}

static int forks(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return answer(pid);
}

static int traces(void)
{
	return answer(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static int signals_its_parent(void)
{
	return answer(kill(getppid(), 0));
}

static int maps_executable(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? errno : 0;
}

static int raises_its_limits(void)
{
	struct rlimit limit = {64, 64};

	return answer(setrlimit(RLIMIT_NOFILE, &limit));
}

static int opens_many(void)
{
	for (int i = 0; i < 40; i++)
		if (dup(0) < 0)
			return errno;
	return 0;
}

static int takes_much_memory(void)
{
	char *volatile p = malloc(200 << 20);

	if (!p)
		return ENOMEM;
	memset(p, 1, 200 << 20);
	free(p);
	return 0;
}

static int takes_little_memory(void)
{
	char *volatile p = malloc(20 << 20);

	if (!p)
		return ENOMEM;
	memset(p, 1, 20 << 20);
	free(p);
	return 0;
}

static int never_ends(void)
{
	for (volatile unsigned i = 0;; i++)
		;
	return 0;
}

static int aborts(void)
{
	abort();
}

/* All that an innocent program does. */
static int works(void)
{
	struct timespec now;
	struct stat sb;
	char *text = NULL;
	size_t n;
	FILE *f = open_memstream(&text, &n);

	if (!f || fprintf(f, "%d", 7) < 0 || fclose(f))
		return errno;
	free(text);
	if (fstat(0, &sb) || clock_gettime(CLOCK_REALTIME, &now))
		return errno;
	if (write(1, "", 0) < 0)
		return errno;
	errno = 0;
	isatty(0);
	return errno == EPERM ? errno : 0;
}

static int is_one_of(int answer, const int *wanted)
{
	for (; *wanted; wanted++)
		if (answer == *wanted)
			return 1;
	return 0;
}

/* `part` is what stops it; without that part nothing is known. */
static void refuses(const struct sandbox *sandbox, enum sandbox_part part,
		    const char *what, int (*attempt)(void))
{
	static const int refusals[] = {EPERM, EACCES, ENOSYS, 0};
	int code;

	if (!here.part[part].holds)
		return;
	code = in_child(sandbox, attempt);
	if (!is_one_of(code, refusals))
		fail_msg("it %s: %d", what, code);
}

static void without_files_nothing_is_opened_or_made(void **state)
{
	const struct sandbox sandbox = {.may = 0};

	(void)state;
	assert_int_equal(in_child(&sandbox, works), 0);
	refuses(&sandbox, SANDBOX_LANDLOCK, "reads inside", reads_inside);
	refuses(&sandbox, SANDBOX_SECCOMP, "reads inside", reads_inside);
	refuses(&sandbox, SANDBOX_SECCOMP, "reads a device", reads_at_device);
	refuses(&sandbox, SANDBOX_SECCOMP, "makes a socket", makes_a_socket);
	refuses(&sandbox, SANDBOX_SECCOMP, "makes a unix socket",
		makes_a_unix_socket);
	refuses(&sandbox, SANDBOX_SECCOMP, "executes", executes);
	refuses(&sandbox, SANDBOX_SECCOMP, "forks", forks);
	refuses(&sandbox, SANDBOX_SECCOMP, "traces", traces);
	refuses(&sandbox, SANDBOX_SECCOMP, "signals its parent",
		signals_its_parent);
	refuses(&sandbox, SANDBOX_SECCOMP, "maps executable memory",
		maps_executable);
}

static void with_files_only_those_named_are_read(void **state)
{
	const char *const readable[] = {inside, "/nonexistent/path", NULL};
	const struct sandbox sandbox = {.may = SANDBOX_OPEN,
					.readable = readable};

	(void)state;
	assert_int_equal(in_child(&sandbox, reads_inside), 0);
	refuses(&sandbox, SANDBOX_LANDLOCK, "reads outside", reads_outside);
	refuses(&sandbox, SANDBOX_LANDLOCK, "reads a device", reads_at_device);
}

static void nothing_is_written(void **state)
{
	const char *const readable[] = {folder, NULL};
	const struct sandbox sandbox = {.may = SANDBOX_OPEN,
					.readable = readable};

	(void)state;
	assert_int_equal(in_child(&sandbox, reads_inside), 0);
	refuses(&sandbox, SANDBOX_SECCOMP, "writes", writes_inside);
	refuses(&sandbox, SANDBOX_SECCOMP, "truncates", truncates_inside);
	refuses(&sandbox, SANDBOX_SECCOMP, "creates", creates_inside);
	refuses(&sandbox, SANDBOX_SECCOMP, "removes", removes_inside);
	assert_int_equal(access(inside, F_OK), 0);
}

static void resources_are_limited(void **state)
{
	const struct sandbox sandbox = {
		.cpu_seconds = 1, .memory = 100 << 20, .files = 32};
	int code;

	(void)state;
	assert_int_equal(in_child(&sandbox, opens_many), EMFILE);
	assert_int_equal(in_child(&sandbox, takes_little_memory), 0);
	if (!*here.part[SANDBOX_LIMITS].detail)
		assert_int_equal(in_child(&sandbox, takes_much_memory), ENOMEM);
	if (geteuid() != 0 || here.part[SANDBOX_SECCOMP].holds)
		assert_int_not_equal(in_child(&sandbox, raises_its_limits), 0);
	code = in_child(&sandbox, never_ends);
	assert_true(code == KILLED + SIGXCPU || code == KILLED + SIGKILL);
}

static void an_abort_is_seen(void **state)
{
	const struct sandbox sandbox = {.may = 0};

	(void)state;
	assert_int_equal(in_child(&sandbox, aborts), KILLED + SIGABRT);
}

/* The first sandbox is to the second what an old kernel would be. */
static int enters_again(void)
{
	const struct sandbox all = {.memory = 100 << 20, .files = 16};
	struct sandbox_report report;

	sandbox_enter(&report, &all);
	for (int i = 0; i < SANDBOX_PARTS; i++)
		if (report.part[i].holds || !*report.part[i].detail)
			return i + 1;
	return 0;
}

static void a_kernel_that_refuses_is_reported(void **state)
{
	const struct sandbox sandbox = {.may = 0};

	(void)state;
	if (here.part[SANDBOX_SECCOMP].holds)
		assert_int_equal(in_child(&sandbox, enters_again), 0);
}

static void the_report_names_every_part(void **state)
{
	struct buf text = BUF_INIT(4096);
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(sandbox_report_text(&text, &here, &err), ST_OK);
	for (int i = 0; i < SANDBOX_PARTS; i++)
		assert_non_null(strstr(text.p, sandbox_part_name(i)));
	print_message("%s", text.p);
	buf_free(&text);
}

/* What holds is learnt in a child: there is no way back. */
static void learn_what_holds(void)
{
	const struct sandbox all = {.memory = 100 << 20, .files = 32};
	int fds[2];
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	if (pid == 0) {
		sandbox_enter(&here, &all);
		_exit(write(fds[1], &here, sizeof(here)) != sizeof(here));
	}
	assert_int_equal(read(fds[0], &here, sizeof(here)), sizeof(here));
	waitpid(pid, NULL, 0);
	close(fds[0]);
	close(fds[1]);
}

static void write_file(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	close(fd);
}

static int set_up(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(inside, sizeof(inside), "%s/inside", folder);
	snprintf(outside, sizeof(outside), "%s/outside", folder);
	write_file(inside);
	write_file(outside);
	learn_what_holds();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(inside);
	unlink(outside);
	rmdir(folder);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_report_names_every_part),
		cmocka_unit_test(without_files_nothing_is_opened_or_made),
		cmocka_unit_test(with_files_only_those_named_are_read),
		cmocka_unit_test(nothing_is_written),
		cmocka_unit_test(resources_are_limited),
		cmocka_unit_test(an_abort_is_seen),
		cmocka_unit_test(a_kernel_that_refuses_is_reported),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
