#include "indexer/reader_process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/base/sanitized.h"
#include "indexer/reader.h"

enum {
	PIPE_SIZE = 1 << 20, /* bytes that wait in it */
	LOOK_MS = 50,        /* how often its clock is looked at */
	SLOWNESS = IS_SANITIZED ? 3 : 1
};

static int64_t milliseconds(clockid_t clock)
{
	struct timespec t;

	if (clock_gettime(clock, &t) != 0)
		return 0;
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t cpu_of(pid_t pid)
{
	clockid_t clock;

	return clock_getcpuclockid(pid, &clock) == 0 ? milliseconds(clock) : 0;
}

struct ends {
	int requests[2], answers[2], frames[2]; /* ours, its */
};

static int make_pipe(int frames[2])
{
	if (pipe2(frames, O_CLOEXEC) != 0)
		return -1;
	/* More of it is only faster. */
	(void)fcntl(frames[0], F_SETPIPE_SZ, PIPE_SIZE);
	return fcntl(frames[0], F_SETFL, O_NONBLOCK);
}

static void close_both(const int pair[2])
{
	for (int i = 0; i < 2; i++)
		if (pair[i] >= 0)
			close(pair[i]);
}

static int make_ends(struct ends *e)
{
	const int type = SOCK_SEQPACKET | SOCK_CLOEXEC;

	*e = (struct ends){{-1, -1}, {-1, -1}, {-1, -1}};
	if (socketpair(AF_UNIX, type, 0, e->requests) == 0 &&
	    socketpair(AF_UNIX, type, 0, e->answers) == 0 &&
	    make_pipe(e->frames) == 0)
		return 0;
	close_both(e->requests);
	close_both(e->answers);
	close_both(e->frames);
	return -1;
}

enum status reader_process_start(struct reader_process *p,
				 const struct format *format,
				 const struct format_options *read,
				 const char *permalink, struct error *err)
{
	struct ends e;

	if (make_ends(&e) != 0)
		return error_set(err, ST_IO, "cannot start a reader: %s",
				 strerror(errno));
	p->pid = fork();
	if (p->pid == 0) {
		const struct reader_child child = {e.requests[1], e.answers[1],
						   e.frames[1],   format,
						   *read,         permalink};

		reader_child_run(&child);
	}
	close(e.requests[1]);
	close(e.answers[1]);
	close(e.frames[1]);
	p->requests = e.requests[0];
	p->answers = e.answers[0];
	p->in.fd = e.frames[0];
	wire_in_clear(&p->in);
	p->killed = NULL;
	p->is_ready = 0;
	p->cpu_ms = 0;
	p->news_ms = milliseconds(CLOCK_MONOTONIC);
	if (p->pid > 0)
		return ST_OK;
	p->pid = 0;
	close(e.requests[0]);
	close(e.answers[0]);
	close(e.frames[0]);
	return error_set(err, ST_IO, "cannot start a reader: %s",
			 strerror(errno));
}

/* Too long without news? Only what it computes counts, or a very long time. */
static void look_at(struct reader_process *p)
{
	if (cpu_of(p->pid) - p->cpu_ms > p->cpu_max_ms * SLOWNESS)
		p->killed = "takes too much processor time";
	else if (milliseconds(CLOCK_MONOTONIC) - p->news_ms >
		 READER_IDLE_MAX_MS)
		p->killed = "takes too long";
	if (p->killed)
		kill(p->pid, SIGKILL);
}

static enum status wait_for_news(struct reader_process *p, struct error *err)
{
	struct pollfd news = {.fd = p->in.fd, .events = POLLIN};
	enum status st;

	for (;;) {
		st = wire_fill(&p->in, err);
		if (st != ST_STALE)
			break;
		if (poll(&news, 1, LOOK_MS) == 0 && !p->killed)
			look_at(p);
	}
	p->cpu_ms = cpu_of(p->pid);
	p->news_ms = milliseconds(CLOCK_MONOTONIC);
	return st;
}

enum status reader_process_frame(struct wire_frame *frame,
				 struct reader_process *p, struct error *err)
{
	enum status st;

	for (;;) {
		st = wire_take(frame, &p->in, err);
		p->is_ready |= st == ST_OK;
		if (st != ST_END)
			return st;
		st = wait_for_news(p, err);
		if (st != ST_OK)
			return st;
	}
}

static void died_of(const struct reader_process *p, int code,
		    char why[READER_WHY])
{
	if (p->killed)
		snprintf(why, READER_WHY, "%s", p->killed);
	else if (WIFSIGNALED(code) && WTERMSIG(code) == SIGABRT)
		snprintf(why, READER_WHY,
			 "aborts its reader, for lack of memory perhaps");
	else if (WIFSIGNALED(code))
		snprintf(why, READER_WHY, "kills its reader (signal %d)",
			 WTERMSIG(code));
	else
		snprintf(why, READER_WHY, "ends its reader (code %d)",
			 WEXITSTATUS(code));
}

void reader_process_end(struct reader_process *p, char why[READER_WHY])
{
	int code = 0;

	if (!p->pid)
		return;
	/* Without requests it ends by itself, unless it is busy. */
	kill(p->pid, SIGKILL);
	while (waitpid(p->pid, &code, 0) < 0 && errno == EINTR)
		;
	died_of(p, code, why);
	close(p->requests);
	close(p->answers);
	close(p->in.fd);
	p->pid = 0;
}
