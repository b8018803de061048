#include "common/out/json.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct buf buf = BUF_INIT(1 << 16);
static struct sink sink = SINK_BUF(&buf);

static void wrote(const char *want)
{
	struct error err = ERROR_INIT;

	assert_int_equal(sink_finish(&sink, &err), ST_OK);
	assert_string_equal(buf_str(&buf).p, want);
	buf_free(&buf);
}

static void results(struct json *j)
{
	json_put_object(j);
	json_put_member_int(j, "total", -12);
	json_put_key(j, "notes");
	json_put_array(j);
	json_put_end(j);
	json_put_key(j, "marks");
	json_put_array(j);
	json_put_array(j);
	json_put_int(j, INT64_MAX);
	json_put_int(j, INT64_MIN);
	json_put_end(j);
	json_put_object(j);
	json_put_end(j);
	json_put_end(j);
	json_put_key(j, "exact");
	json_put_bool(j, 1);
	json_put_member_string(j, "query", STR("coup"));
	json_put_key(j, "suggestion");
	json_put_null(j);
	json_put_end(j);
	json_put_newline(j);
}

static void compact_is_one_line(void **state)
{
	struct json j = JSON_INIT(&sink, JSON_DENSE);

	(void)state;
	results(&j);
	json_put_bool(&j, 0);
	json_put_newline(&j);
	wrote("{\"total\":-12,\"notes\":[],\"marks\":[[9223372036854775807,"
	      "-9223372036854775808],{}],\"exact\":true,\"query\":\"coup\","
	      "\"suggestion\":null}\nfalse\n");
}

static void pretty_is_indented(void **state)
{
	struct json j = JSON_INIT(&sink, JSON_PRETTY);

	(void)state;
	results(&j);
	wrote("{\n"
	      "  \"total\": -12,\n"
	      "  \"notes\": [],\n"
	      "  \"marks\": [\n"
	      "    [9223372036854775807, -9223372036854775808],\n"
	      "    {}\n"
	      "  ],\n"
	      "  \"exact\": true,\n"
	      "  \"query\": \"coup\",\n"
	      "  \"suggestion\": null\n"
	      "}\n");
}

static void strings_are_escaped(void **state)
{
	static const struct {
		struct str in;
		const char *out;
	} rows[] = {
		{STR(""), "\"\""},
		{{NULL, 0}, "\"\""},
		{STR("a \"b\" \\ /"), "\"a \\\"b\\\" \\\\ /\""},
		{STR("\b\t\n\f\r\v"), "\"\\b\\t\\n\\f\\r\\u000B\""},
		{STR("\0\033\x7f"), "\"\\u0000\\u001B\\u007F\""},
		{STR("\u2028\u202E\uFEFF\xc2\x85"),
		 "\"\\u2028\\u202E\\uFEFF\\u0085\""},
		{STR("\U000E0041\U0001F600"), "\"\\uDB40\\uDC41\U0001F600\""},
		{STR("\u0627\u0644 caf\u00E9"), "\"\u0627\u0644 caf\u00E9\""},
		{STR("x\xff y\xe2\x82"), "\"x\uFFFD y\uFFFD\""},
		{STR("\uFFFD"), "\"\uFFFD\""},
	};
	struct json j = JSON_INIT(&sink, JSON_DENSE);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_put_string(&j, rows[i].in);
		wrote(rows[i].out);
	}
}

/* For those who take it for a page. */
static void tags_are_escaped_where_that_is_wanted(void **state)
{
	struct json j = JSON_INIT(&sink, JSON_DENSE);

	(void)state;
	json_put_array(&j);
	json_put_string(&j, STR("<b>"));
	j.no_tags = 1;
	json_put_string(&j, STR("a<b></script>"));
	json_put_end(&j);
	wrote("[\"<b>\",\"a\\u003Cb>\\u003C/script>\"]");
}

static void doubles_are_short(void **state)
{
	struct json j = JSON_INIT(&sink, JSON_DENSE);

	(void)state;
	json_put_array(&j);
	json_put_double(&j, 7.3149, 3);
	json_put_double(&j, 0.1, 15);
	json_put_double(&j, 2, 6);
	json_put_double(&j, 1e300, 6);
	json_put_double(&j, (double)NAN, 6);
	json_put_double(&j, (double)INFINITY, 6);
	json_put_end(&j);
	wrote("[7.31,0.1,2,1e+300,null,null]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compact_is_one_line),
		cmocka_unit_test(pretty_is_indented),
		cmocka_unit_test(strings_are_escaped),
		cmocka_unit_test(tags_are_escaped_where_that_is_wanted),
		cmocka_unit_test(doubles_are_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
