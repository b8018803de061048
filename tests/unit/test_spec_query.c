/*
 * tests/spec/query.txt: what a query means, as examples. Its head says how a
 * case is written.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "query/parse.h"

static const char SPEC[] = "tests/spec/query.txt";

enum { TEXT_MAX = 256 << 10 };

/* The canonical form writes parentheses out, so it is longer and deeper. */
static const struct query_limits roomy = {TREE_PRINT_MAX, 512, 64};

struct example {
	unsigned line;
	struct buf query;
	struct buf tree;
	struct buf notes; /* a line each */
};

static const char *hex_byte(struct buf *out, const char *p)
{
	char digits[3] = {p[0], p[1], '\0'}, byte = '\0';

	byte = (char)strtol(digits, NULL, 16);
	assert_int_equal(buf_add(out, (struct str){&byte, 1}, NULL), ST_OK);
	return p + 2;
}

/* \{TEXT}N: TEXT, N times. */
static const char *repeated(struct buf *out, const char *p)
{
	const char *close = strchr(p, '}');
	char *end;

	assert_non_null(close);
	for (long n = strtol(close + 1, &end, 10); n > 0; n--)
		assert_int_equal(buf_add(out,
					 (struct str){p, (size_t)(close - p)},
					 NULL),
				 ST_OK);
	return end;
}

static void unescape(struct buf *out, const char *p)
{
	while (*p && *p != '\n') {
		if (p[0] == '\\' && p[1] == 'x')
			p = hex_byte(out, p + 2);
		else if (p[0] == '\\' && p[1] == '{')
			p = repeated(out, p + 2);
		else
			assert_int_equal(
				buf_add(out, (struct str){p++, 1}, NULL),
				ST_OK);
	}
}

static void print(struct buf *out, struct str query,
		  const struct query_limits *limits, struct buf *notes)
{
	struct error err = ERROR_INIT;
	struct tree tree;

	assert_int_equal(tree_parse(&tree, query, limits, &err), ST_OK);
	assert_int_equal(tree_print(out, tree.root, &err), ST_OK);
	for (size_t i = 0; notes && i < tree.note_count; i++)
		assert_int_equal(buf_addf(notes, &err, "%.*s\n",
					  (int)tree.notes[i].text.len,
					  tree.notes[i].text.p),
				 ST_OK);
	tree_free(&tree);
}

static int differ(const struct example *e, const char *what, struct str want,
		  struct str got)
{
	if (str_eq(want, got))
		return 0;
	print_error("%s:%u: %.*s\n  %s wanted: %.*s\n  %s got:    %.*s\n", SPEC,
		    e->line, (int)e->query.len, buf_str(&e->query).p, what,
		    (int)want.len, want.p, what, (int)got.len, got.p);
	return 1;
}

/* How many faults the example shows; it is emptied for the next one. */
static int check(struct example *e)
{
	struct buf once = BUF_INIT(TEXT_MAX), twice = BUF_INIT(TEXT_MAX);
	struct buf notes = BUF_INIT(TEXT_MAX);
	int faults;

	print(&once, buf_str(&e->query), &QUERY_LIMITS_SHELL, &notes);
	print(&twice, buf_str(&once), &roomy, NULL);
	faults = differ(e, "tree", buf_str(&e->tree), buf_str(&once));
	faults += differ(e, "notes", buf_str(&e->notes), buf_str(&notes));
	faults += differ(e, "printed again", buf_str(&once), buf_str(&twice));
	buf_free(&once);
	buf_free(&twice);
	buf_free(&notes);
	buf_clear(&e->query);
	buf_clear(&e->tree);
	buf_clear(&e->notes);
	return faults;
}

static int is_row(const char *line, char kind)
{
	return line[0] == kind && (line[1] == ' ' || line[1] == '\n');
}

static const char *content(const char *line)
{
	return line[1] == ' ' ? line + 2 : line + 1;
}

static void the_examples_are_true(void **state)
{
	struct example e = {0, BUF_INIT(TEXT_MAX), BUF_INIT(TEXT_MAX),
			    BUF_INIT(TEXT_MAX)};
	static char line[64 << 10];
	unsigned number = 0, cases = 0;
	int faults = 0;
	FILE *f = fopen(SPEC, "r");

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		number++;
		if (is_row(line, '?')) {
			if (e.line)
				faults += check(&e);
			e.line = number;
			cases++;
			unescape(&e.query, content(line));
		} else if (is_row(line, '=')) {
			unescape(&e.tree, content(line));
		} else if (is_row(line, '!')) {
			unescape(&e.notes, content(line));
			assert_int_equal(buf_add(&e.notes, STR("\n"), NULL),
					 ST_OK);
		}
	}
	faults += check(&e);
	fclose(f);
	buf_free(&e.query);
	buf_free(&e.tree);
	buf_free(&e.notes);
	print_message("%u examples, %d faults\n", cases, faults);
	assert_true(cases > 100);
	assert_int_equal(faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_examples_are_true),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
