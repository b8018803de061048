#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/golden_post.h"
#include "tests/unit/growth.h"

#include "indexer/formats/entry_split.h"

enum { HOSTILE_BYTES = 4 << 20 };

static void exports_become_posts(void **state)
{
	struct buf in = BUF_INIT(1 << 20), got = BUF_INIT(1 << 20);
	struct format_input input = {.options = {.drafts = 1, .comments = 1}};

	(void)state;
	assert_true(golden_check(&format_mt, "mt/export.txt"));
	golden_load(&in, "tests/golden/mt/export.txt");
	input.bytes = buf_str(&in);
	assert_true(golden_read_input(&got, &format_mt, &input));
	assert_true(golden_same(&got, "tests/golden/mt/all.txt.post"));
	buf_free(&in);
	buf_free(&got);
}

static void they_are_told_from_text(void **state)
{
	static const struct {
		const char *head, *format;
	} rows[] = {
		{"TITLE: x\nDATE: 1\n-----\nBODY:\nx\n-----\n", "mt"},
		{"AUTHOR: y\r\nTITLE: x\r\nDATE: 1\r\n-----\r\nBODY:\r\n",
		 "mt"},
		{"TITLE: x\nDATE: 1\n\nWords.\n", "text"},
		{"Words\n\nDATE: 1\n-----\nBODY:\n", "text"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str head = {rows[i].head, strlen(rows[i].head)};

		assert_string_equal(format_sniff(STR("a.txt"), head)->name,
				    rows[i].format);
	}
}

static void add(struct buf *b, const char *s)
{
	assert_int_equal(buf_add(b, (struct str){s, strlen(s)}, NULL), ST_OK);
}

/* Posts, and how many failed. */
static size_t count_posts(struct str bytes, size_t *failed)
{
	struct format_input in = {.bytes = bytes};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;
	enum status st;
	size_t n = 0;

	*failed = 0;
	assert_int_equal(format_mt.open(&reader, &in, &err), ST_OK);
	while ((st = format_mt.next(reader, &post, &err)) != ST_END) {
		n += st == ST_OK;
		*failed += st != ST_OK;
	}
	format_mt.close(reader);
	return n;
}

static void an_endless_entry_costs_no_other(void **state)
{
	struct buf b = BUF_INIT(64 << 20);
	size_t failed;

	(void)state;
	add(&b, "TITLE: first\n-----\nBODY:\nx\n-----\n--------\n");
	add(&b, "TITLE: long\n-----\nBODY:\n");
	while (b.len < ENTRY_MAX + 100000)
		add(&b, "A line of no interest, as there are so many.\n");
	add(&b, "-----\n--------\nTITLE: last\n-----\nBODY:\nx\n-----\n");
	assert_int_equal(count_posts(buf_str(&b), &failed), 2);
	assert_int_equal(failed, 1);
	buf_clear(&b);
	while (b.len < 3 * ENTRY_MAX)
		add(&b, "a line that never ends, ");
	add(&b, "\n--------\nTITLE: last\n-----\nBODY:\nx\n-----\n");
	assert_int_equal(count_posts(buf_str(&b), &failed), 1);
	assert_int_equal(failed, 1);
	buf_free(&b);
}

static void read_all(struct str bytes)
{
	size_t failed;

	count_posts(bytes, &failed);
}

static void hostile_files_end_soon(void **state)
{
	static const char *const rows[][2] = {
		{"", "--------\n"},
		{"", "--------\nTITLE: x\n"},
		{"TITLE: x\n", "-----\n"},
		{"TITLE: x\n", "-----\n\n"},
		{"TITLE: x\n", "-----\nBODY:\n"},
		{"TITLE: x\n", "-----\nCOMMENT:\nAUTHOR: x\nx\n"},
		{"TITLE: x\n", "CATEGORY: x\n"},
		{"TAGS: ", "\"a\", "},
		{"TITLE: x\n-----\nBODY:\n", "\n"},
		{"TITLE: x\n-----\nBODY:\n", "a\n"},
		{"", "\n"},
		{"", "-"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct growth g = {rows[i][0], rows[i][1], "",
				   HOSTILE_BYTES / strlen(rows[i][1])};

		growth_is_linear(&g, read_all);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exports_become_posts),
		cmocka_unit_test(they_are_told_from_text),
		cmocka_unit_test(an_endless_entry_costs_no_other),
		cmocka_unit_test(hostile_files_end_soon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
