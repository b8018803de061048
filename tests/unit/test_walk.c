#include "indexer/walk.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "indexer/beneath.h"

/* A temporary folder, open, and what was reported while walking it. */
struct place {
	char top[64];
	int fd;
	struct buf reports; /* "severity path: message", a line each */
	struct diag diag;
};

static void keep_report(void *ctx, enum diag_severity severity, struct str path,
			const char *item, const char *message)
{
	struct place *p = ctx;
	struct error err = ERROR_INIT;

	assert_null(item);
	assert_int_equal(buf_addf(&p->reports, &err, "%s %.*s: %s\n",
				  diag_severity_name(severity), (int)path.len,
				  path.p, message),
			 ST_OK);
}

static int set_up(void **state)
{
	struct place *p = test_calloc(1, sizeof(*p));

	snprintf(p->top, sizeof(p->top), "/tmp/nisba-walk-XXXXXX");
	if (!mkdtemp(p->top))
		return -1;
	p->fd = open(p->top, O_RDONLY | O_DIRECTORY);
	p->reports.max = 100000;
	p->diag.report = keep_report;
	p->diag.ctx = p;
	*state = p;
	return p->fd < 0 ? -1 : 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;
	char command[96];
	int failed;

	/* rm copes with paths that are too long to name. */
	snprintf(command, sizeof(command), "rm -rf %s", p->top);
	failed = system(command);

	close(p->fd);
	buf_free(&p->reports);
	test_free(p);
	return failed ? -1 : 0;
}

static void put(int dir, const char *name, const char *text)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static void make(int dir, const char *name)
{
	assert_int_equal(mkdirat(dir, name, 0755), 0);
}

/* All paths of a source, a line each. */
static void walk_all(struct buf *out, struct place *p, const char *source)
{
	struct error err = ERROR_INIT;
	struct walk_file file;
	struct walk *w = NULL;
	enum status st;

	buf_clear(out);
	assert_int_equal(walk_open(&w, source, &p->diag, &err), ST_OK);
	while ((st = walk_next(w, &file, &err)) == ST_OK)
		assert_int_equal(buf_addf(out, &err, "%.*s\n",
					  (int)file.path.len, file.path.p),
				 ST_OK);
	assert_int_equal(st, ST_END);
	assert_int_equal(walk_next(w, &file, &err), ST_END);
	assert_false(walk_incomplete(w));
	walk_free(w);
}

static void files_come_in_the_order_of_their_paths(void **state)
{
	static const char *const dirs[] = {"a", "a/b", "b", "empty"};
	static const char *const files[] = {"a.md",   "a-b.md",   "a0.md",
					    "a/z.md", "a/b/c.md", "a/b.md",
					    "b/x",    "Z.md",     "\xD9\x86"};
	struct place *p = *state;
	struct buf paths = BUF_INIT(1000);

	for (size_t i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++)
		make(p->fd, dirs[i]);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		put(p->fd, files[i], "x");
	walk_all(&paths, p, p->top);
	assert_string_equal(paths.p, "Z.md\na-b.md\na.md\na/b.md\na/b/c.md\n"
				     "a/z.md\na0.md\nb/x\n\xD9\x86\n");
	assert_int_equal(p->reports.len, 0);
	buf_free(&paths);
}

static void hidden_files_and_backups_are_passed_over(void **state)
{
	struct place *p = *state;
	struct buf paths = BUF_INIT(1000);

	make(p->fd, ".hg");
	put(p->fd, ".hg/x.md", "x");
	put(p->fd, ".hidden.md", "x");
	put(p->fd, "post.md~", "x");
	put(p->fd, "post.md", "x");
	walk_all(&paths, p, p->top);
	assert_string_equal(paths.p, "post.md\n");
	assert_int_equal(p->reports.len, 0);
	buf_free(&paths);
}

static void links_and_devices_are_reported_and_not_opened(void **state)
{
	struct place *p = *state;
	struct buf paths = BUF_INIT(1000);

	make(p->fd, "dir");
	put(p->fd, "dir/post.md", "x");
	assert_int_equal(symlinkat(".", p->fd, "dir/loop"), 0);
	assert_int_equal(symlinkat("/etc/passwd", p->fd, "out"), 0);
	assert_int_equal(symlinkat("gone", p->fd, "dangling"), 0);
	assert_int_equal(mkfifoat(p->fd, "fifo", 0644), 0);
	walk_all(&paths, p, p->top);
	assert_string_equal(paths.p, "dir/post.md\n");
	assert_string_equal(p->reports.p,
			    "note dangling: passed over: a symbolic link\n"
			    "note dir/loop: passed over: a symbolic link\n"
			    "warning fifo: passed over: not a regular file\n"
			    "note out: passed over: a symbolic link\n");
	buf_free(&paths);
}

static void odd_names_are_escaped_and_read(void **state)
{
	static const char *const names[] = {"a\nb", "a\\x0ab", "caf\xE9",
					    "\x1B[31m"};
	struct place *p = *state;
	struct buf paths = BUF_INIT(1000), text = BUF_INIT(1000);
	struct error err = ERROR_INIT;
	struct walk_file file;
	struct walk *w = NULL;
	size_t n = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		put(p->fd, names[i], names[i]);
	walk_all(&paths, p, p->top);
	assert_string_equal(paths.p,
			    "\\x1b[31m\na\\x0ab\na\\x5cx0ab\ncaf\\xe9\n");
	assert_int_equal(walk_open(&w, p->top, NULL, &err), ST_OK);
	while (walk_next(w, &file, &err) == ST_OK) {
		assert_int_equal(walk_read(w, &file, &text, &err), ST_OK);
		assert_true(str_eq(buf_str(&text), file.name));
		n++;
	}
	assert_int_equal(n, 4);
	walk_free(w);
	buf_free(&text);
	buf_free(&paths);
}

static void sizes_and_times_are_those_of_the_file(void **state)
{
	const struct timespec times[2] = {{1, 2}, {1150243200, 123456789}};
	struct place *p = *state;
	struct error err = ERROR_INIT;
	struct walk_file file;
	struct walk *w = NULL;

	put(p->fd, "post.md", "seven..");
	assert_int_equal(utimensat(p->fd, "post.md", times, 0), 0);
	assert_int_equal(walk_open(&w, p->top, NULL, &err), ST_OK);
	assert_int_equal(walk_next(w, &file, &err), ST_OK);
	assert_int_equal(file.size, 7);
	assert_true(file.mtime_ns == 1150243200123456789);
	assert_true(file.ctime_ns > file.mtime_ns);
	walk_free(w);
}

static void a_single_file_is_a_source(void **state)
{
	struct place *p = *state;
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT(100);
	struct walk_file file;
	struct walk *w = NULL;
	char source[96];

	put(p->fd, "feed.xml", "<rss/>");
	assert_int_equal(symlinkat("feed.xml", p->fd, "link.xml"), 0);
	snprintf(source, sizeof(source), "%s/link.xml", p->top);
	assert_int_equal(walk_open(&w, source, NULL, &err), ST_OK);
	assert_int_equal(walk_next(w, &file, &err), ST_OK);
	assert_string_equal(file.path.p, "link.xml");
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(walk_read(w, &file, &text, &err), ST_OK);
		assert_string_equal(text.p, "<rss/>");
	}
	assert_int_equal(walk_next(w, &file, &err), ST_END);
	walk_free(w);
	buf_free(&text);
}

static void sources_that_are_none_are_named(void **state)
{
	struct place *p = *state;
	struct error err = ERROR_INIT;
	struct walk *w = NULL;
	char source[96], want[200];

	snprintf(source, sizeof(source), "%s/none", p->top);
	snprintf(want, sizeof(want), "no such source: %s", source);
	assert_int_equal(walk_open(&w, source, NULL, &err), ST_NOTFOUND);
	assert_string_equal(err.msg, want);
	assert_int_equal(walk_open(&w, "", NULL, &err), ST_NOTFOUND);
	assert_int_equal(mkfifoat(p->fd, "fifo", 0644), 0);
	snprintf(source, sizeof(source), "%s/fifo", p->top);
	snprintf(want, sizeof(want), "%s is neither a file nor a directory",
		 source);
	assert_int_equal(walk_open(&w, source, NULL, &err), ST_INPUT);
	assert_string_equal(err.msg, want);
	assert_null(w);
}

static void what_changed_behind_the_walk_is_a_status(void **state)
{
	struct place *p = *state;
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT(10);
	struct walk_file file;
	struct walk *w = NULL;

	make(p->fd, "dir");
	put(p->fd, "dir/post.md", "0123456789");
	assert_int_equal(walk_open(&w, p->top, NULL, &err), ST_OK);
	assert_int_equal(walk_next(w, &file, &err), ST_OK);
	assert_int_equal(walk_read(w, &file, &text, &err), ST_OK);
	put(p->fd, "dir/post.md", "0123456789+");
	assert_int_equal(walk_read(w, &file, &text, &err), ST_LIMIT);
	assert_string_equal(err.msg, "dir/post.md: more than 10 bytes");
	assert_int_equal(unlinkat(p->fd, "dir/post.md", 0), 0);
	assert_int_equal(walk_read(w, &file, &text, &err), ST_NOTFOUND);
	assert_int_equal(symlinkat("/etc/passwd", p->fd, "dir/post.md"), 0);
	assert_int_equal(walk_read(w, &file, &text, &err), ST_INPUT);
	assert_int_equal(unlinkat(p->fd, "dir/post.md", 0), 0);
	assert_int_equal(mkfifoat(p->fd, "dir/post.md", 0644), 0);
	assert_int_equal(walk_read(w, &file, &text, &err), ST_INPUT);
	assert_int_equal(renameat(p->fd, "dir", p->fd, "was"), 0);
	assert_int_equal(symlinkat("was", p->fd, "dir"), 0);
	assert_int_equal(walk_read(w, &file, &text, &err), ST_INPUT);
	walk_free(w);
	buf_free(&text);
}

static void nothing_outside_can_be_asked_for(void **state)
{
	static const struct str paths[] = {
		{"..", 2}, {"../x", 4}, {"a/../../x", 9}, {"/etc/passwd", 11},
		{"", 0},   {"a//b", 4}, {"a\0b", 3},      {"post.md/", 8}};
	struct place *p = *state;
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT(100000);

	put(p->fd, "post.md", "x");
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		assert_int_equal(beneath_read(&text, p->fd, paths[i], &err),
				 ST_NOTFOUND);
	assert_int_equal(beneath_read(&text, p->fd, STR("."), &err), ST_INPUT);
	buf_free(&text);
}

/* `count` directories in each other, a file post.md in every one. */
static void nest(struct place *p, const char *name, size_t count)
{
	int dir = dup(p->fd);

	for (size_t i = 0; i < count; i++) {
		int next;

		make(dir, name);
		next = openat(dir, name, O_RDONLY | O_DIRECTORY);
		assert_true(next >= 0);
		put(next, "post.md", "x");
		close(dir);
		dir = next;
	}
	close(dir);
}

static void deep_nesting_ends(void **state)
{
	struct place *p = *state;
	struct error err = ERROR_INIT;
	struct walk_file file;
	struct walk *w = NULL;
	size_t n = 0;

	nest(p, "d", 300);
	assert_int_equal(walk_open(&w, p->top, &p->diag, &err), ST_OK);
	while (walk_next(w, &file, &err) == ST_OK)
		n++;
	assert_int_equal(n, WALK_DEPTH_MAX);
	assert_int_equal(p->diag.count[DIAG_ERROR], 1);
	assert_non_null(strstr(p->reports.p, "nested too deeply"));
	walk_free(w);
}

static void paths_longer_than_the_kernel_takes_are_read(void **state)
{
	struct place *p = *state;
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT(100);
	struct walk_file file;
	struct walk *w = NULL;
	char name[256];
	size_t n = 0;

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	nest(p, name, WALK_DEPTH_MAX);
	assert_int_equal(walk_open(&w, p->top, NULL, &err), ST_OK);
	while (walk_next(w, &file, &err) == ST_OK) {
		assert_int_equal(walk_read(w, &file, &text, &err), ST_OK);
		assert_string_equal(text.p, "x");
		n++;
	}
	assert_int_equal(n, WALK_DEPTH_MAX);
	walk_free(w);
	buf_free(&text);
}

static void an_unreadable_directory_makes_it_incomplete(void **state)
{
	struct place *p = *state;
	struct error err = ERROR_INIT;
	struct walk_file file;
	struct walk *w = NULL;

	make(p->fd, "dir");
	assert_int_equal(fchmodat(p->fd, "dir", 0, 0), 0);
	if (faccessat(p->fd, "dir", R_OK, 0) == 0)
		skip(); /* root may read it */
	assert_int_equal(walk_open(&w, p->top, &p->diag, &err), ST_OK);
	assert_int_equal(walk_next(w, &file, &err), ST_END);
	assert_true(walk_incomplete(w));
	assert_string_equal(p->reports.p, "error dir: Permission denied\n");
	walk_free(w);
	assert_int_equal(fchmodat(p->fd, "dir", 0755, 0), 0);
}

#define WITH_PLACE(test)                                                       \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(files_come_in_the_order_of_their_paths),
		WITH_PLACE(hidden_files_and_backups_are_passed_over),
		WITH_PLACE(links_and_devices_are_reported_and_not_opened),
		WITH_PLACE(odd_names_are_escaped_and_read),
		WITH_PLACE(sizes_and_times_are_those_of_the_file),
		WITH_PLACE(a_single_file_is_a_source),
		WITH_PLACE(sources_that_are_none_are_named),
		WITH_PLACE(what_changed_behind_the_walk_is_a_status),
		WITH_PLACE(nothing_outside_can_be_asked_for),
		WITH_PLACE(deep_nesting_ends),
		WITH_PLACE(paths_longer_than_the_kernel_takes_are_read),
		WITH_PLACE(an_unreadable_directory_makes_it_incomplete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
