#include "indexer/formats/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <glob.h>

#include <cmocka.h>

#include "common/base/buf.h"
#include "indexer/formats/markdown_guard.h"
#include "indexer/formats/path_facts.h"

/* Golden files: NAME.md is read, NAME.md.expected says what must come out.
 * NISBA_GOLDEN_WRITE=1 writes what does, to be looked at and committed. */

static struct str slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	static char bytes[1 << 16];
	size_t n;

	if (!f)
		return STR("(no such file)");
	n = fread(bytes, 1, sizeof(bytes), f);
	fclose(f);
	return (struct str){bytes, n};
}

static void add_list(struct buf *b, const char *name, struct str_list list)
{
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < list.n; i++)
		assert_int_equal(buf_addf(b, &err, "%s: %.*s\n", name,
					  (int)list.v[i].len, list.v[i].p),
				 ST_OK);
}

static void add_line(struct buf *b, const char *name, struct str s)
{
	add_list(b, name, (struct str_list){&s, s.len > 0});
}

static void note(void *ctx, enum diag_severity severity, struct str path,
		 const char *item, const char *message)
{
	struct error err = ERROR_INIT;

	(void)path;
	assert_int_equal(buf_addf(ctx, &err, "%s: %s%s%s\n",
				  diag_severity_name(severity),
				  item ? item : "", item ? ": " : "", message),
			 ST_OK);
}

static void print_post(struct buf *b, const struct post *p)
{
	char published[DATE_MAX_LEN], updated[DATE_MAX_LEN];
	struct error err = ERROR_INIT;

	date_format_iso(published, p->published);
	date_format_iso(updated, p->updated);
	add_line(b, "title", p->title);
	add_line(b, "date", (struct str){published, strlen(published)});
	add_line(b, "updated", (struct str){updated, strlen(updated)});
	add_list(b, "author", p->authors);
	add_list(b, "tag", p->tags);
	add_list(b, "series", p->series);
	add_line(b, "url", p->url);
	add_line(b, "lang", p->lang);
	assert_int_equal(
		buf_addf(b, &err, "\n%.*s\n", (int)p->text.len, p->text.p),
		ST_OK);
}

/* All that the reader makes of a file: diagnostics, then posts. */
static void print_file(struct buf *b, const char *name, struct str bytes,
		       int drafts)
{
	struct diag diag = {.report = note, .ctx = b};
	struct format_input in = {.path = {name, strlen(name)},
				  .bytes = bytes,
				  .diag = &diag,
				  .options.drafts = drafts};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;
	enum status st;

	assert_int_equal(format_markdown.open(&reader, &in, &err), ST_OK);
	while ((st = format_markdown.next(reader, &post, &err)) == ST_OK)
		print_post(b, &post);
	assert_int_equal(st, ST_END);
	format_markdown.close(reader);
}

static void check_golden(const char *path)
{
	struct buf b = BUF_INIT(1 << 20);
	struct error err = ERROR_INIT;
	char expected[256];
	FILE *f;

	snprintf(expected, sizeof(expected), "%s.expected", path);
	print_file(&b, strrchr(path, '/') + 1, slurp(path), 0);
	assert_int_equal(buf_add(&b, STR(""), &err), ST_OK);
	if (getenv("NISBA_GOLDEN_WRITE")) {
		f = fopen(expected, "wb");
		assert_non_null(f);
		fwrite(b.p, 1, b.len, f);
		fclose(f);
	}
	if (!str_eq(slurp(expected), buf_str(&b)))
		fail_msg("%s became:\n%s", path, b.p);
	buf_free(&b);
}

static void golden_files_come_out_as_expected(void **state)
{
	glob_t g;

	(void)state;
	assert_int_equal(glob("tests/golden/markdown/*.md", 0, NULL, &g), 0);
	assert_int_equal(
		glob("tests/golden/markdown/*.mdx", GLOB_APPEND, NULL, &g), 0);
	assert_true(g.gl_pathc > 10);
	for (size_t i = 0; i < g.gl_pathc; i++)
		check_golden(g.gl_pathv[i]);
	globfree(&g);
}

static void drafts_are_read_when_asked_for(void **state)
{
	struct buf b = BUF_INIT(1 << 20);

	(void)state;
	print_file(&b, "a.md", STR("---\ntitle: T\ndraft: yes\n---\nText"), 0);
	assert_string_equal(b.p, "note: a draft: left out\n");
	buf_clear(&b);
	print_file(&b, "a.md", STR("---\ntitle: T\ndraft: yes\n---\nText"), 1);
	assert_string_equal(b.p, "title: T\n\nText\n");
	buf_free(&b);
}

static void a_post_too_large_is_lost_alone(void **state)
{
	struct format_input in = {.path = STR("a.md")};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;

	(void)state;
	in.bytes = (struct str){calloc(1, FORMAT_POST_MAX + 1),
				FORMAT_POST_MAX + 1};
	assert_int_equal(format_markdown.open(&reader, &in, &err), ST_OK);
	assert_int_equal(format_markdown.next(reader, &post, &err), ST_LIMIT);
	assert_int_equal(format_markdown.next(reader, &post, &err), ST_END);
	format_markdown.close(reader);
	free((char *)in.bytes.p);
}

/* Repeated to `bytes`; what the reader needs must stay under two seconds. */
static double seconds(const char *start, const char *unit, size_t bytes)
{
	size_t n = strlen(start), m = strlen(unit);
	char *text = malloc(bytes);
	struct buf b = BUF_INIT(64 << 20);
	clock_t t = clock();

	memcpy(text, start, n);
	for (; n + m <= bytes; n += m)
		memcpy(text + n, unit, m);
	print_file(&b, "a.md", (struct str){text, n}, 0);
	free(text);
	buf_free(&b);
	return (double)(clock() - t) / CLOCKS_PER_SEC;
}

static void hostile_markdown_takes_linear_time(void **state)
{
	static const struct {
		const char *start, *unit;
		size_t bytes;
	} rows[] = {
		{"", "![[]()", 600000},
		{"", "![[]()![[]()\n\n", 600000},
		{"", ">", 100000},
		{"", "> ", 100000},
		{"", "* ", 100000},
		{"", "1. ", 100000},
		{"", "- a\n ", 100000},
		{"* * * * * * * * * * * * * * * * * * * * a", "\n", 2000000},
		{"> > > > > > > > > > > > > > > > > > > > a\n", "a\n", 2000000},
		{"", "[", 1000000},
		{"", "[a](", 1000000},
		{"", "[a]: b\n", 1000000},
		{"", "*a _b ", 1000000},
		{"", "*_*_a", 1000000},
		{"", "<a b='", 1000000},
		{"", "<?", 1000000},
		{"", "<b>x ", 500000},
		{"", "<div>\n\n", 500000},
		{"", "`a``b", 1000000},
		{"{", "` `` ``` ", 1000000},
		{"", "{{", 1000000},
		{"", "{:", 1000000},
		{"", "{{<a", 1000000},
		{"", "{% %}", 1000000},
		{"", "|", 1000000},
		{"a|b\n-|-\n", "a|b\n", 1000000},
		{"", "&", 1000000},
		{"", "a\n=\n", 1000000},
		{"", "```\n", 1000000},
		{"", "\\", 1000000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		double t = seconds(rows[i].start, rows[i].unit, rows[i].bytes);

		/* Quadratic time took over 10 s without sanitizers; linear
		 * time takes up to 2 s with them on a busy machine. */
		if (t > 2)
			print_message("'%s': %.1f s\n", rows[i].unit, t);
		assert_true(t < 6);
	}
}

static void nested_lists_are_guarded(void **state)
{
	struct buf b = BUF_INIT(64 << 20);
	struct error err = ERROR_INIT;

	(void)state;
	for (int i = 0; i < 60; i++)
		assert_int_equal(buf_addf(&b, &err, "%*s- a\n", i * 2, ""),
				 ST_OK);
	assert_null(markdown_guard(buf_str(&b)));
	for (int i = 60; i < 2000; i++)
		assert_int_equal(buf_addf(&b, &err, "%*s- a\n", i * 2, ""),
				 ST_OK);
	assert_non_null(markdown_guard(buf_str(&b)));
	buf_free(&b);
}

static void paths_say_day_and_title(void **state)
{
	static const struct {
		const char *path, *day, *title;
	} rows[] = {
		{"2006-06-14-a-name.md", "2006-06-14", "A Name"},
		{"x/2006/06/14/a_name.html", "2006-06-14", "A Name"},
		{"2005/01/01/2006-06-14-x.md", "2006-06-14", "X"},
		{"2006-06-14.md", "2006-06-14", "2006 06 14"},
		{"2006/06/14/The-name/index.md", "2006-06-14", "The Name"},
		{"a/_index.md", "", "A"},
		{"2006-13-14-x.md", "", "2006 13 14 X"},
		{"2006-06-141-x.md", "", "2006 06 141 X"},
		{"12006-06-14-x.md", "", "12006 06 14 X"},
		{"index.md", "", ""},
		{".md", "", ".md"},
		{"", "", ""},
	};
	struct arena arena = ARENA_INIT(1 << 16);
	struct error err = ERROR_INIT;
	char day[DATE_MAX_LEN];
	struct str title;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str path = {rows[i].path, strlen(rows[i].path)};

		date_format_day(day, path_date(path));
		assert_string_equal(day, rows[i].day);
		assert_int_equal(path_title(&title, path, &arena, &err), ST_OK);
		assert_int_equal(title.len, strlen(rows[i].title));
		assert_memory_equal(title.p, rows[i].title, title.len);
	}
	arena_free(&arena);
}

static void formats_are_known_by_content_and_suffix(void **state)
{
	static const struct {
		struct str path, head;
		const char *want; /* NULL: nobody */
	} rows[] = {
		{STR("a.md"), STR("Plain"), "markdown"},
		{STR("a.MD"), STR("Plain"), "markdown"},
		{STR("a.mdx"), STR(""), "markdown"},
		{STR("a"), STR("---\ntitle: x\n---\nText"), "markdown"},
		{STR("a"), STR("+++\ntitle = 'x'\n+++\nText"), "markdown"},
		{STR("a"), STR("[#]: subject: \"x\"\n"), "markdown"},
		{STR("a.json"), STR("{\"a\": 1}"), NULL},
		{STR("a.yaml"), STR("---\ntitle: x\n"), NULL},
		{STR("a.css"), STR("a { color: red }"), NULL},
		{STR("a.txt"), STR("Plain"), "text"},
		{STR("a.html"), STR("Plain"), "html"},
		{STR("a.md"), STR("\x89PNG\r\n\x1A\n"), NULL},
		{STR("a.md"), STR("a\0b, and more text behind it"), NULL},
		{STR("a.md"),
		 STR("\xFF\xFE"
		     "a\0b\0"),
		 "markdown"},
		{STR("a.md"), STR("\0a\0b\0c\0d"), "markdown"},
		{STR("a.md"), STR("\x01\x02\x03\x04\x05\x06\x0E\x0F\x10\x11"),
		 NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct format *f =
			format_sniff(rows[i].path, rows[i].head);

		assert_string_equal(f ? f->name : "nobody",
				    rows[i].want ? rows[i].want : "nobody");
	}
	assert_ptr_equal(format_find("markdown"), &format_markdown);
	assert_null(format_find("pdf"));
	assert_non_null(format_at(2));
	assert_null(format_at(99));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_files_come_out_as_expected),
		cmocka_unit_test(drafts_are_read_when_asked_for),
		cmocka_unit_test(a_post_too_large_is_lost_alone),
		cmocka_unit_test(hostile_markdown_takes_linear_time),
		cmocka_unit_test(nested_lists_are_guarded),
		cmocka_unit_test(paths_say_day_and_title),
		cmocka_unit_test(formats_are_known_by_content_and_suffix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
