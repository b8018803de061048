#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/golden_post.h"
#include "tests/unit/growth.h"

#include "indexer/markup/json_repair.h"

enum { HOSTILE_BYTES = 4 << 20 };

/* Like golden_check(), but posts that fail are described too. */
static int check(const char *name)
{
	struct buf in = BUF_INIT(1 << 20), got = BUF_INIT(1 << 20);
	struct format_input input = {.options = {0, 0, 0}};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;
	enum status st;
	char path[256];
	int same;

	snprintf(path, sizeof(path), "tests/golden/%s", name);
	golden_load(&in, path);
	input.bytes = buf_str(&in);
	assert_int_equal(format_json.open(&reader, &input, &err), ST_OK);
	while ((st = format_json.next(reader, &post, &err)) != ST_END) {
		if (st == ST_OK)
			golden_describe(&got, &post);
		else
			golden_member(&got, "error",
				      (struct str){err.msg, strlen(err.msg)});
		assert_int_equal(buf_add(&got, STR("----\n"), &err), ST_OK);
	}
	format_json.close(reader);
	snprintf(path, sizeof(path), "tests/golden/%s.post", name);
	same = golden_same(&got, path);
	buf_free(&in);
	buf_free(&got);
	return same;
}

static void json_becomes_posts(void **state)
{
	(void)state;
	assert_true(check("json/ghost.json"));
	assert_true(check("json/blogger-api.json"));
	assert_true(check("json/jsonfeed.json"));
}

static void json_is_told_from_other_json(void **state)
{
	(void)state;
	assert_true(format_json.sniff(STR("{\"posts\": [")) > 0);
	assert_true(format_json.sniff(STR(" [{\"kind\":\"blogger#post\"")) > 0);
	assert_true(format_json.sniff(STR("{\"meta\":{\"exported_on\":1")) > 0);
	assert_int_equal(format_json.sniff(STR("{\"posts\": 3}")), 0);
	assert_int_equal(format_json.sniff(STR("{\"title\": \"x\"}\ntext")), 0);
	assert_int_equal(format_json.sniff(STR("\"posts\": [")), 0);
	assert_int_equal(format_json.sniff(STR("")), 0);
}

static void strings_are_made_sound(void **state)
{
	static const char *const rows[][2] = {
		{"{\"a\":1}", "{\"a\":1}"},
		{"\"a\nb\tc\"", "\"a b c\""},
		{"\"\\n\\\"\\\\\"", "\"\\n\\\"\\\\\""},
		{"\"\\x\"", "\"\\\\x\""},
		{"\"\\u12\"", "\"\\\\u12\""},
		{"\"\\u0041\\u0000\"", "\"\\u0041\\uFFFD\""},
		{"\"\\ud83d\"", "\"\\uFFFD\""},
		{"\"\\ude00\\ud83d\"", "\"\\uFFFD\\uFFFD\""},
		{"\"\\ud83d\\ude00\"", "\"\\ud83d\\ude00\""},
		{"\"open", "\"open\""},
		{"\"open\\", "\"open\\\\\""},
	};
	struct buf out = BUF_INIT(1000);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str in = {rows[i][0], strlen(rows[i][0])};

		buf_clear(&out);
		assert_int_equal(json_repair(&out, in, NULL), ST_OK);
		assert_string_equal(out.p, rows[i][1]);
	}
	buf_free(&out);
}

static void read_all(struct str bytes)
{
	struct format_input in = {.bytes = bytes};
	struct error err = ERROR_INIT;
	void *reader = NULL;
	struct post post;

	if (format_json.open(&reader, &in, &err) == ST_OK)
		while (format_json.next(reader, &post, &err) != ST_END)
			;
	format_json.close(reader);
}

static void hostile_files_end_soon(void **state)
{
	static const char *const rows[][2] = {
		{"", "["},
		{"", "{\"a\":"},
		{"{\"posts\":[", "[],"},
		{"{\"posts\":[", "{},"},
		{"{\"posts\":[{\"title\":\"", "\\"},
		{"{\"posts\":[{\"html\":\"", "<p>"},
		{"{\"posts\":[{\"tags\":[", "\"a\","},
		{"{\"posts\":[{", "\"title\":\"x\","},
	};
	static const char *const ends[] = {"", "0]}", "\"a\"]}]}"};

	(void)state;
	for (size_t i = 0; i < 3 * sizeof(rows) / sizeof(*rows); i++) {
		const char *const *row = rows[i / 3];
		struct growth g = {row[0], row[1], ends[i % 3],
				   HOSTILE_BYTES / strlen(row[1])};

		growth_is_linear(&g, read_all);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_becomes_posts),
		cmocka_unit_test(json_is_told_from_other_json),
		cmocka_unit_test(strings_are_made_sound),
		cmocka_unit_test(hostile_files_end_soon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
