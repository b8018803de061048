#include "query/pager.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *pager_command(void)
{
	const char *command = getenv("NISBA_PAGER");

	if (!command)
		command = getenv("PAGER");
	if (!command)
		command = "less -FRX";
	return strcmp(command, "cat") == 0 ? "" : command;
}

/* In the child. */
static void run_pager(const char *command, int input)
{
	dup2(input, STDIN_FILENO);
	signal(SIGPIPE, SIG_DFL);
	/* For a bare "less" as $PAGER: colours, and no screen of its own. */
	setenv("LESS", "FRX", 0);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

void pager_open(struct pager *p)
{
	const char *command = pager_command();
	int ends[2];
	pid_t pid;

	*p = PAGER_NONE;
	if (!command[0] || !isatty(STDOUT_FILENO) || fflush(stdout) != 0 ||
	    pipe2(ends, O_CLOEXEC) != 0)
		return;
	pid = fork();
	if (pid == 0)
		run_pager(command, ends[0]);
	close(ends[0]);
	if (pid > 0)
		p->terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	if (p->terminal >= 0 && dup2(ends[1], STDOUT_FILENO) >= 0) {
		p->pid = (int)pid;
		/* The reader may leave before the end, or interrupt. */
		signal(SIGPIPE, SIG_IGN);
		signal(SIGINT, SIG_IGN);
	}
	close(ends[1]);
}

int pager_close(struct pager *p)
{
	int status;

	if (!p->pid)
		return 0;
	(void)fflush(stdout);
	dup2(p->terminal, STDOUT_FILENO);
	close(p->terminal);
	while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
		;
	clearerr(stdout);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	*p = PAGER_NONE;
	return 1;
}
