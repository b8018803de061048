#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/golden_post.h"
#include "tests/unit/growth.h"

#include "indexer/markup/mime.h"

enum { HOSTILE_BYTES = 4 << 20 };

static void messages_become_posts(void **state)
{
	(void)state;
	assert_true(golden_check(&format_mbox, "mbox/list.mbox"));
}

static void encoded_words_are_decoded(void **state)
{
	static const char *const rows[][2] = {
		{"plain", "plain"},
		{"=?utf-8?Q?a_b=3D?=", "a b="},
		{"=?UTF-8?b?Y2Fmw6k=?=", "caf\xC3\xA9"},
		{"x =?utf-8?q?a?= y", "x a y"},
		{"=?utf-8?q?a?=\n =?utf-8?q?b?=", "ab"},
		{"=?utf-8?q?a?= b", "a b"},
		{"=?iso-8859-6?b?x+Tq6OU=?=", "\xD8\xA7\xD9\x84\xD9\x8A\xD9\x88"
					      "\xD9\x85"},
		{"=?nonsense?q?caf=E9?=", "caf\xC3\xA9"},
		{"=?utf-8?x?a?=", "=?utf-8?x?a?="},
		{"=?utf-8?q?a", "=?utf-8?q?a"},
		{"=?=?=?", "=?=?=?"},
		{"a\n b", "a  b"},
		{"caf\xE9", "caf\xC3\xA9"},
	};
	struct buf out = BUF_INIT(1 << 16);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str in = {rows[i][0], strlen(rows[i][0])};

		buf_clear(&out);
		assert_int_equal(mime_decode_words(&out, in, NULL), ST_OK);
		assert_string_equal(out.p, rows[i][1]);
	}
	buf_free(&out);
}

static void parameters_are_found(void **state)
{
	struct str type = STR("a/b; x=1;\n Charset=\"u t\"; boundary=z;y");

	(void)state;
	assert_true(str_eq(mime_parameter(type, "charset"), STR("u t")));
	assert_true(str_eq(mime_parameter(type, "boundary"), STR("z")));
	assert_true(str_eq(mime_parameter(type, "x"), STR("1")));
	assert_int_equal(mime_parameter(type, "none").len, 0);
	assert_int_equal(mime_parameter(STR("a"), "none").len, 0);
}

static void mailboxes_are_told_from_text(void **state)
{
	struct str box = STR("From a@b Mon\nSubject: x\n\ntext\n");
	struct str letter = STR("From here on\nnothing is known.\n");

	(void)state;
	assert_ptr_equal(format_sniff(STR("a"), box), &format_mbox);
	assert_ptr_equal(format_sniff(STR("a.txt"), box), &format_mbox);
	assert_ptr_equal(format_sniff(STR("a.txt"), letter), &format_text);
}

static void read_all(struct str bytes)
{
	struct format_input in = {.bytes = bytes};
	struct error err = ERROR_INIT;
	void *reader = NULL;
	struct post post;

	assert_int_equal(format_mbox.open(&reader, &in, &err), ST_OK);
	while (format_mbox.next(reader, &post, &err) != ST_END)
		;
	format_mbox.close(reader);
}

static void hostile_files_end_soon(void **state)
{
	static const char *const rows[][2] = {
		{"From a\nSubject: ", "=?"},
		{"From a\nSubject: ", "=?utf-8?q?a?= "},
		{"From a\nSubject: ", "\n "},
		{"From a\nContent-Type: multipart/a", ";"},
		{"From a\nContent-Type: multipart/a; boundary=b\n\n", "--b\n"},
		{"From a\n", "Subject: x\n"},
		{"", "From a\n"},
		{"", "From a\nA-b:\n"},
		{"From a\nSubject: x\n\n", "From "},
		{"From a\nSubject: x\n\n", "\n"},
		{"From a\nContent-Type: multipart/a; boundary=b\n\n",
		 "--b\nContent-Type: multipart/a; boundary=b\n\n"},
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
		cmocka_unit_test(messages_become_posts),
		cmocka_unit_test(encoded_words_are_decoded),
		cmocka_unit_test(parameters_are_found),
		cmocka_unit_test(mailboxes_are_told_from_text),
		cmocka_unit_test(hostile_files_end_soon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
