/* The table of formats is what --format offers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/formats.h"

static void choices_are_the_rows(void **state)
{
	const char *p = format_choices;

	(void)state;
	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		size_t n = strlen(formats[i].name);

		assert_memory_equal(p, formats[i].name, n);
		assert_int_equal(p[n], i + 1 < FORMAT_COUNT ? ' ' : '\0');
		p += n + 1;
		assert_non_null(formats[i].answer);
		assert_non_null(formats[i].media_type);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(choices_are_the_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
