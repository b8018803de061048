#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "common/base/sandbox.h"
#include "common/out/log.h"
#include "query/cgi/serve.h"

/*
 * nisba.cgi: CGI/1.1 when a web server starts it for one request, FastCGI when
 * it is started with a listening socket as its standard input. Command line
 * arguments of a CGI come from strangers (RFC 3875, 4.4): they are not looked
 * at.
 */
enum {
	MEMORY_MAX = 256 << 20, /* bytes it may grow */
	CPU_SECONDS = 10,       /* of a CGI process */
	FILES_MAX = 1024,       /* five a shard */
	IDLE_SECONDS = 30, /* shorter than a server's patience, see below */
	RENEW = 75         /* exit code of a process that is worn */
};

static const char *get_variable(void *ctx, const char *name)
{
	(void)ctx;
	return getenv(name);
}

static const char *get_parameter(void *ctx, const char *name)
{
	return FCGX_GetParam(name, ctx);
}

static void say(const struct error *err)
{
	log_line("nisba.cgi", DIAG_ERROR, STR(""), NULL, err->msg);
}

/* Before a byte of the request is looked at. */
static void lock_in(struct sandbox_report *report, const struct site *site,
		    int is_fastcgi)
{
	/* Name tables and the template have been read. */
	const char *const readable[] = {site->dir.p, NULL};
	const struct sandbox sandbox = {
		.may = SANDBOX_OPEN | (is_fastcgi ? SANDBOX_ACCEPT : 0),
		.readable = readable,
		.cpu_seconds = is_fastcgi ? 0 : CPU_SECONDS,
		.memory = MEMORY_MAX,
		.files = FILES_MAX};

	sandbox_enter(report, &sandbox);
}

/* Nothing has been written to a CGI's standard output before serve() is done,
 * and FastCGI's server answers for a process that is gone. */
static void give_up_cgi(int number)
{
	struct str bytes = serve_gave_up();

	(void)number;
	(void)!write(STDOUT_FILENO, bytes.p, bytes.len);
	_exit(0);
}

static void give_up(int number)
{
	(void)number;
	_exit(1);
}

/* Nobody has asked for long: servers of shards will close the connections. */
static void go_to_sleep(int number)
{
	(void)number;
	_exit(RENEW);
}

/*
 * Who is locked in cannot connect. So where shards are on other machines this
 * process only starts the one that serves, again and again, each time that
 * it is worn; in it this returns.
 */
static void start_again_and_again(void)
{
	const pid_t here = getpid();
	int code = 0;
	pid_t pid;

	for (;;) {
		pid = fork();
		if (pid == 0)
			break;
		while (pid > 0 && waitpid(pid, &code, 0) < 0 && errno == EINTR)
			;
		if (pid < 0 || !WIFEXITED(code) || WEXITSTATUS(code) != RENEW)
			_exit(1);
	}
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != here)
		_exit(1);
}

static void set_alarm(int timer, unsigned seconds)
{
	const struct itimerval in = {.it_value = {.tv_sec = seconds}};

	setitimer(timer, &in, NULL);
}

/*
 * Searching ends by itself (SEARCH_MS); this is for what does not. Work is
 * counted apart from waiting: on a machine that is busy with others a page
 * that comes late is better than none.
 */
static void limit_time(void (*then)(int))
{
	signal(SIGPROF, then);
	signal(SIGALRM, then);
	set_alarm(ITIMER_PROF, SEARCH_SECONDS);
	set_alarm(ITIMER_REAL, WAIT_SECONDS);
}

static void lift_limit(void)
{
	set_alarm(ITIMER_PROF, 0);
	set_alarm(ITIMER_REAL, 0);
}

static int write_all(struct str bytes)
{
	ssize_t n;

	while (bytes.len) {
		n = write(STDOUT_FILENO, bytes.p, bytes.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes.p += n;
		bytes.len -= (size_t)n;
	}
	return 0;
}

static int run_cgi(struct server *server)
{
	const struct cgi_env env = {get_variable, NULL};
	struct response response = RESPONSE_INIT;
	int failed;

	limit_time(give_up_cgi);
	serve(&response, server, &env);
	lift_limit();
	failed = write_all(buf_str(&response.bytes));
	buf_free(&response.bytes);
	return failed ? 1 : 0;
}

static int run_fastcgi(struct server *server)
{
	struct response response = RESPONSE_INIT;
	FCGX_Request request;
	struct cgi_env env = {get_parameter, NULL};

	if (FCGX_InitRequest(&request, 0, 0) != 0)
		return 1;
	for (;;) {
		signal(SIGALRM, go_to_sleep);
		set_alarm(ITIMER_REAL, server->is_far ? IDLE_SECONDS : 0);
		if (FCGX_Accept_r(&request) != 0)
			break;
		env.ctx = request.envp;
		limit_time(give_up);
		serve(&response, server, &env);
		lift_limit();
		FCGX_PutStr(response.bytes.p, (int)response.bytes.len,
			    request.out);
		FCGX_Finish_r(&request);
		if (serve_is_worn(server))
			return RENEW;
	}
	buf_free(&response.bytes);
	return 0;
}

static int print_sandbox(const struct sandbox_report *report)
{
	struct buf text = BUF_INIT(4096);
	struct error err = ERROR_INIT;
	int failed = sandbox_report_text(&text, report, &err) != ST_OK ||
		     write_all(buf_str(&text)) != 0;

	buf_free(&text);
	return failed;
}

static const char usage[] =
	"usage: nisba.cgi [--sandbox-report | --version | --help]\n\n"
	"Search blog archives from a web page. A web server runs it, by CGI "
	"or\n"
	"FastCGI: see nisba.cgi(8).\n\n"
	"      --sandbox-report   say how far this machine locks it in\n"
	"      --version          show the version\n"
	"  -h, --help             show this help\n";

/* Asked by a person: what to do; 0: go on to the report. */
static const char *on_shell(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--sandbox-report") == 0)
		return NULL;
	if (argc == 2 && strcmp(argv[1], "--version") == 0)
		return "nisba.cgi " NISBA_VERSION "\n";
	return usage;
}

int main(int argc, char **argv)
{
	struct sandbox_report report;
	struct error err = ERROR_INIT;
	struct server server = {NULL};
	struct site site;
	enum status st;
	int is_cgi = getenv("GATEWAY_INTERFACE") || getenv("REQUEST_METHOD");
	int is_fastcgi = !is_cgi && FCGX_Init() == 0 && !FCGX_IsCGI();
	const char *text;
	int code;

	if (!is_cgi && !is_fastcgi && (text = on_shell(argc, argv))) {
		fputs(text, text == usage && argc < 2 ? stderr : stdout);
		return text == usage && argc < 2 ? 64 : 0;
	}
	signal(SIGPIPE, SIG_IGN);
	st = site_open(&site, &err);
	server.site = &site;
	if (st == ST_OK && (is_cgi || is_fastcgi))
		serve_reach(&server);
	if (server.is_far && is_fastcgi) {
		serve_end(&server);
		start_again_and_again();
		serve_reach(&server);
	}
	lock_in(&report, &site, is_fastcgi);
	if (!is_cgi && !is_fastcgi) {
		code = print_sandbox(&report);
	} else if (st != ST_OK) {
		say(&err);
		code = write_all(serve_broken()) ? 1 : 0;
	} else {
		code = is_fastcgi ? run_fastcgi(&server) : run_cgi(&server);
	}
	serve_end(&server);
	site_close(&site);
	_exit(code);
}
