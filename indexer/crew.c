#include "indexer/crew.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/wire.h"

enum { LOOK_MS = 200 };

struct member {
	pid_t pid;
	int socket;
	int works;
};

struct crew {
	struct member members[CREW_MAX];
	unsigned n;
	enum status (*look)(void *ctx, struct error *err);
	void *ctx;
	uint64_t words;
};

static unsigned processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	return (unsigned)CPU_COUNT(&set);
}

unsigned crew_size(unsigned jobs, unsigned memory)
{
	const unsigned base = CREW_MEMORY_BASE;
	const unsigned room = memory > base ? (memory - base) / CREW_MEMORY : 1;
	unsigned n = jobs ? jobs : processors();

	if (memory && n > room)
		n = room;
	return n < 1 ? 1 : n > CREW_MAX ? CREW_MAX : n;
}

static enum status start(struct member *m, const char *dir, struct error *err)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return error_set(err, ST_IO, "cannot start a process: %s",
				 strerror(errno));
	m->pid = fork();
	if (m->pid == 0)
		worker_run(ends[1], dir);
	close(ends[1]);
	m->socket = ends[0];
	if (m->pid > 0)
		return ST_OK;
	close(ends[0]);
	return error_set(err, ST_IO, "cannot start a process: %s",
			 strerror(errno));
}

enum status crew_new(struct crew **out, unsigned n, const char *dir,
		     enum status (*look)(void *ctx, struct error *err),
		     void *ctx, struct error *err)
{
	struct crew *c = calloc(1, sizeof(*c));
	enum status st = ST_OK;

	*out = c;
	if (!c)
		return error_set(err, ST_MEMORY, "out of memory");
	c->look = look;
	c->ctx = ctx;
	while (st == ST_OK && c->n < n && c->n < CREW_MAX) {
		st = start(&c->members[c->n], dir, err);
		c->n += st == ST_OK;
	}
	return st;
}

static int wait_for(pid_t pid)
{
	int code = 0;

	while (waitpid(pid, &code, 0) < 0 && errno == EINTR)
		;
	return code;
}

void crew_free(struct crew *c)
{
	if (!c)
		return;
	/* Who has nothing to do goes when nobody can ask any more. */
	for (unsigned i = 0; i < c->n; i++) {
		close(c->members[i].socket);
		if (c->members[i].works)
			kill(c->members[i].pid, SIGKILL);
	}
	for (unsigned i = 0; i < c->n; i++)
		wait_for(c->members[i].pid);
	free(c);
}

uint64_t crew_words(const struct crew *c)
{
	return c->words;
}

static enum status died(struct crew *c, unsigned i, struct error *err)
{
	struct member m = c->members[i];
	int code;

	kill(m.pid, SIGKILL);
	code = wait_for(m.pid);
	close(m.socket);
	c->members[i] = c->members[--c->n];
	if (WIFEXITED(code) && WEXITSTATUS(code) == status_exit_code(ST_MEMORY))
		return error_set(err, ST_MEMORY,
				 "an indexing process ran out of memory; the "
				 "index is as it was");
	return error_set(err, ST_INTERNAL,
			 "an indexing process died (%s %d); the index is as it "
			 "was",
			 WIFSIGNALED(code) ? "signal" : "code",
			 WIFSIGNALED(code) ? WTERMSIG(code)
					   : WEXITSTATUS(code));
}

static enum status hear(struct crew *c, unsigned i, struct error *err)
{
	struct work_done done;
	size_t n;
	int fd = -1;
	enum status st = wire_receive(c->members[i].socket, &fd, (char *)&done,
				      sizeof(done), &n, 0, err);

	if (fd >= 0)
		close(fd);
	if (st == ST_STALE)
		return ST_OK;
	if (st != ST_OK || n != sizeof(done))
		return died(c, i, err);
	c->members[i].works = 0;
	c->words += done.words;
	if (done.err.status != ST_OK)
		*err = done.err;
	return done.err.status;
}

/* Until somebody is done, or a moment has passed. */
static enum status wait_a_moment(struct crew *c, struct error *err)
{
	struct pollfd polled[CREW_MAX];
	unsigned n = c->n;
	enum status st;

	for (unsigned i = 0; i < n; i++)
		polled[i] = (struct pollfd){.fd = c->members[i].socket,
					    .events = POLLIN};
	if (poll(polled, n, LOOK_MS) < 0 && errno != EINTR)
		return error_set(err, ST_IO, "poll: %s", strerror(errno));
	st = c->look(c->ctx, err);
	for (unsigned i = 0; st == ST_OK && i < n; i++)
		if (polled[i].revents)
			st = hear(c, i, err);
	return st;
}

static struct member *idle(struct crew *c)
{
	for (unsigned i = 0; i < c->n; i++)
		if (!c->members[i].works)
			return &c->members[i];
	return NULL;
}

enum status crew_give(struct crew *c, const struct work *work, int fd,
		      struct error *err)
{
	struct member *m;
	enum status st = ST_OK;

	while (st == ST_OK && !(m = idle(c)))
		st = wait_a_moment(c, err);
	if (st == ST_OK &&
	    wire_send(m->socket, fd,
		      (struct str){(const char *)work, sizeof(*work)}, STR(""),
		      1, err) != ST_OK)
		st = died(c, (unsigned)(m - c->members), err);
	else if (st == ST_OK)
		m->works = 1;
	if (fd >= 0)
		close(fd);
	return st;
}

static int somebody_works(const struct crew *c)
{
	for (unsigned i = 0; i < c->n; i++)
		if (c->members[i].works)
			return 1;
	return 0;
}

enum status crew_wait(struct crew *c, struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && somebody_works(c))
		st = wait_a_moment(c, err);
	return st;
}
