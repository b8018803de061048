#include "indexer/formats/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Fields as one line: '|' between them, '/' behind a record. */
static void records_have_fields(void **state)
{
	static const char *const rows[][2] = {
		{"", ""},
		{"a", "a/"},
		{"a,b\nc,d\n", "a|b/c|d/"},
		{"a,b\r\nc,\r\n", "a|b/c|/"},
		{"\"a,b\",\"c\nd\"\n", "a,b|c\nd/"},
		{"\"a \"\"b\"\"\",c", "a \"b\"|c/"},
		{"\"a", "a/"},
		{"\"a\"b", "ab/"},
		{"\n", "/"},
	};
	struct buf out = BUF_INIT(100);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str rest = {rows[i][0], strlen(rows[i][0])};
		struct str want = {rows[i][1], strlen(rows[i][1])};
		struct error err = ERROR_INIT;
		struct str raw;
		int last;

		buf_clear(&out);
		while (csv_next(&raw, &last, &rest)) {
			assert_int_equal(csv_value(&out, raw, &err), ST_OK);
			assert_int_equal(
				buf_add(&out, last ? STR("/") : STR("|"), &err),
				ST_OK);
		}
		if (!str_eq(buf_str(&out), want))
			print_error("'%s': '%s'\n", rows[i][0], out.p);
		assert_true(str_eq(buf_str(&out), want));
	}
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_have_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
