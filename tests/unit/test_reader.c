#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/base/sanitized.h"
#include "indexer/markup/html.h"
#include "indexer/reader.h"
#include "indexer/wire.h"

/*
 * A format of our own, for what real ones hopefully never do: a line is a
 * post, and some lines are deadly. "html WORD" is deadly only in its markup,
 * which a second process refuses to look at.
 */
struct lines {
	struct format_input in;
	struct str rest;
	struct buf text;
};

static void crash(void)
{
	signal(SIGSEGV, SIG_DFL); /* cmocka, sanitizers */
	raise(SIGSEGV);
}

static void loop(void)
{
	for (volatile unsigned i = 0;; i++)
		;
}

static void eat(void)
{
	for (;;) {
		char *volatile p = malloc(1 << 20);

		if (!p)
			abort();
		memset(p, 1, 1 << 20);
	}
}

static void stop(void)
{
	_exit(7);
}

/* What a reader must not be able to do. */
static void talk(void)
{
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
		raise(SIGKILL);
}

/* The pipe to its parent is there for whoever takes over a reader. */
static void lie(void)
{
	static const char nonsense[] = "This is no frame at all.";

	if (write(5, nonsense, sizeof(nonsense)) < 0)
		_exit(9);
}

/* A frame that is well made, but for the post in it. */
static void lie_well(void)
{
	static const struct {
		uint32_t kind, value, len;
		char body[12];
	} frame = {WIRE_POST, 0, 12, "not a post"};

	if (write(5, &frame, sizeof(frame)) < 0)
		_exit(9);
}

static const struct {
	const char *word;
	void (*act)(void);
} deeds[] = {{"crash", crash},     {"loop", loop}, {"eat", eat},
	     {"stop", stop},       {"talk", talk}, {"lie", lie},
	     {"liewell", lie_well}};

static void act(struct str line)
{
	for (size_t i = 0; i < sizeof(deeds) / sizeof(*deeds); i++)
		if (line.len == strlen(deeds[i].word) &&
		    memcmp(line.p, deeds[i].word, line.len) == 0)
			deeds[i].act();
}

static int sniff(struct str head)
{
	(void)head;
	return FORMAT_CERTAIN;
}

static enum status open_lines(void **reader, const struct format_input *in,
			      struct error *err)
{
	struct lines *l = calloc(1, sizeof(*l));

	(void)err;
	assert_non_null(l);
	l->in = *in;
	l->rest = in->bytes;
	l->text = (struct buf)BUF_INIT(1 << 20);
	*reader = l;
	return ST_OK;
}

static enum status next_line(void *reader, struct post *post, struct error *err)
{
	struct lines *l = reader;
	const char *end =
		l->rest.len ? memchr(l->rest.p, '\n', l->rest.len) : NULL;
	struct str line = {l->rest.p, 0};
	enum status st = ST_OK;

	if (!end)
		return ST_END;
	line.len = (size_t)(end - line.p);
	l->rest = (struct str){end + 1, l->rest.len - line.len - 1};
	diag_report(l->in.diag, DIAG_NOTE, NULL, "a line");
	if (line.len > 5 && memcmp(line.p, "html ", 5) == 0) {
		line = (struct str){line.p + 5, line.len - 5};
		buf_clear(&l->text);
		st = html_to_text(&l->text, line, err);
	}
	if (st == ST_OK)
		act(line);
	if (str_eq(line, STR("flawed")))
		st = error_set(err, ST_INPUT, "is flawed");
	if (str_eq(line, STR("unreadable")))
		st = error_set(err, ST_IO, "is unreadable");
	post->title = line;
	return st;
}

static void close_lines(void *reader)
{
	struct lines *l = reader;

	buf_free(&l->text);
	free(l);
}

static const struct format lines_format = {.name = "lines",
					   .suffixes = "lines",
					   .sniff = sniff,
					   .open = open_lines,
					   .next = next_line,
					   .close = close_lines};

/* What came of it: titles, and what was reported, one a line. */
struct found {
	struct buf posts, reports;
	unsigned notes;
	char lost[100]; /* files of which something was */
};

static void on_report(void *ctx, enum diag_severity severity, struct str path,
		      const char *item, const char *message)
{
	struct found *f = ctx;
	struct error err;

	if (severity == DIAG_NOTE)
		f->notes++;
	else
		assert_int_equal(buf_addf(&f->reports, &err, "%.*s: %s%s%s\n",
					  (int)path.len, path.p,
					  item ? item : "", item ? ": " : "",
					  message),
				 ST_OK);
}

static void on_lost(void *ctx, const struct walk_file *file, int again)
{
	struct found *f = ctx;
	size_t len = strlen(f->lost);

	snprintf(f->lost + len, sizeof(f->lost) - len, "%.*s%s ",
		 (int)file->path.len, file->path.p, again ? " again" : "");
}

static int file_of(const char *content)
{
	FILE *f = tmpfile();
	int fd;

	assert_non_null(f);
	fputs(content, f);
	fflush(f);
	fd = dup(fileno(f));
	fclose(f);
	return fd;
}

static struct walk_file named(const char *name)
{
	struct str s = {name, strlen(name)};

	return (struct walk_file){.path = s, .name = s};
}

static void add(struct reader *r, const char *name, const char *content)
{
	const struct walk_file file = named(name);
	struct error err = ERROR_INIT;

	assert_true(reader_has_room(r));
	assert_int_equal(reader_add(r, &file, file_of(content), &err), ST_OK);
}

static struct reader *start(struct diag *diag, struct found *f)
{
	const struct reader_options options = {.format = &lines_format,
					       .lost = on_lost,
					       .ctx = f,
					       .cpu_max_ms = 200};
	struct error err = ERROR_INIT;
	struct reader *r;

	*f = (struct found){BUF_INIT(1 << 20), BUF_INIT(1 << 20), 0, ""};
	*diag = (struct diag){.report = on_report, .ctx = f};
	assert_int_equal(reader_new(&r, &options, diag, &err), ST_OK);
	return r;
}

static void finish(struct reader *r, struct found *f, const char *posts,
		   const char *reports)
{
	struct error err = ERROR_INIT;
	struct reader_item item;
	enum status st;

	while ((st = reader_next(r, &item, &err)) == ST_OK || st == ST_STALE)
		if (st == ST_OK)
			assert_int_equal(buf_addf(&f->posts, &err, "%u%.*s ",
						  item.number,
						  (int)item.post.title.len,
						  item.post.title.p),
					 ST_OK);
	assert_int_equal(st, ST_END);
	assert_string_equal(buf_str(&f->posts).p, posts);
	assert_string_equal(buf_str(&f->reports).p, reports);
	reader_free(r);
	buf_free(&f->posts);
	buf_free(&f->reports);
}

static void files_are_read_in_order(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r = start(&diag, &f);

	(void)state;
	add(r, "one", "a\nb\n");
	add(r, "empty", "");
	add(r, "two", "c\n");
	finish(r, &f, "1a 2b 1c ", "");
}

static void a_deadly_post_costs_itself_only(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r = start(&diag, &f);

	(void)state;
	add(r, "one", "a\nb\n");
	add(r, "two", "c\nhtml crash\nd\nhtml stop\ne\n");
	add(r, "three", "f\n");
	finish(r, &f, "1a 2b 1c 3d 5e 1f ",
	       "two: post 2: kills its reader (signal 11)\n"
	       "two: post 4: ends its reader (code 7)\n");
}

static void notes_come_once_whatever_dies(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r = start(&diag, &f);
	struct error err = ERROR_INIT;
	struct reader_item item;
	enum status st;

	(void)state;
	add(r, "one", "a\nb\nhtml stop\nc\n");
	while ((st = reader_next(r, &item, &err)) == ST_OK || st == ST_STALE)
		;
	assert_int_equal(f.notes, 4);
	finish(r, &f, "", "one: post 3: ends its reader (code 7)\n");
}

static void what_is_lost_is_told(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r = start(&diag, &f);

	(void)state;
	add(r, "one", "a\nflawed\nb\n");
	add(r, "two", "c\nunreadable\nd\n");
	add(r, "three", "e\n");
	finish(r, &f, "1a 3b 1c 1e ",
	       "one: post 2: is flawed\ntwo: post 2: is unreadable\n");
	assert_string_equal(f.lost, "one two again ");
}

static void what_kills_twice_ends_its_file(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r = start(&diag, &f);

	(void)state;
	add(r, "one", "a\nstop\nb\n");
	add(r, "two", "c\n");
	finish(r, &f, "1a 1c ",
	       "one: post 2: ends its reader (code 7)\n"
	       "one: the rest of it is left out\n");
	assert_string_equal(f.lost, "one again ");
}

static void too_many_deadly_posts_end_their_file(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r = start(&diag, &f);
	struct buf content = BUF_INIT(1 << 10), reports = BUF_INIT(1 << 12);
	struct error err = ERROR_INIT;

	(void)state;
	for (unsigned i = 1; i <= 10; i++) {
		assert_int_equal(buf_add(&content, STR("html stop\n"), &err),
				 ST_OK);
		if (i < 10)
			assert_int_equal(buf_addf(&reports, &err,
						  "one: post %u: ends its "
						  "reader (code 7)\n",
						  i),
					 ST_OK);
	}
	assert_int_equal(buf_add(&reports,
				 STR("one: the rest of it is left out\n"),
				 &err),
			 ST_OK);
	add(r, "one", content.p);
	add(r, "two", "c\n");
	finish(r, &f, "1c ", reports.p);
	buf_free(&content);
	buf_free(&reports);
}

static void memory_is_limited(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r;

	(void)state;
	if (IS_SANITIZED)
		return;
	r = start(&diag, &f);
	add(r, "one", "a\nhtml eat\nb\n");
	finish(r, &f, "1a 3b ",
	       "one: post 2: aborts its reader, for lack of memory perhaps\n");
}

static void processor_time_is_limited(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r = start(&diag, &f);

	(void)state;
	add(r, "one", "a\nhtml loop\nb\n");
	finish(r, &f, "1a 3b ", "one: post 2: takes too much processor time\n");
}

static void a_reader_cannot_talk(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r = start(&diag, &f);

	(void)state;
	add(r, "one", "talk\nb\n");
	finish(r, &f, "1talk 2b ", "");
}

static void lies_are_not_believed(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r = start(&diag, &f);

	(void)state;
	add(r, "one", "a\nhtml lie\nb\nhtml liewell\nc\n");
	add(r, "two", "d\n");
	finish(r, &f, "1a 3b 5c 1d ",
	       "one: post 2: makes its reader talk nonsense\n"
	       "one: post 4: makes its reader talk nonsense\n");
}

static void one_that_is_left_early_ends(void **state)
{
	struct found f;
	struct diag diag;
	struct reader *r = start(&diag, &f);
	struct error err = ERROR_INIT;
	struct reader_item item;

	(void)state;
	for (int i = 0; i < READER_AHEAD; i++)
		add(r, "one", "a\nb\n");
	assert_false(reader_has_room(r));
	assert_int_equal(reader_next(r, &item, &err), ST_OK);
	reader_free(r);
	buf_free(&f.posts);
	buf_free(&f.reports);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_read_in_order),
		cmocka_unit_test(a_deadly_post_costs_itself_only),
		cmocka_unit_test(notes_come_once_whatever_dies),
		cmocka_unit_test(what_is_lost_is_told),
		cmocka_unit_test(what_kills_twice_ends_its_file),
		cmocka_unit_test(too_many_deadly_posts_end_their_file),
		cmocka_unit_test(memory_is_limited),
		cmocka_unit_test(processor_time_is_limited),
		cmocka_unit_test(a_reader_cannot_talk),
		cmocka_unit_test(lies_are_not_believed),
		cmocka_unit_test(one_that_is_left_early_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
