#include "indexer/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t columns_of(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static void a_line_tells_rate_and_time(void **state)
{
	static const struct {
		struct progress p;
		int64_t ms;
		unsigned columns;
		int blocks;
		const char *line;
	} rows[] = {
		{{"reading", "posts", 3312, 50, 100},
		 2000,
		 80,
		 0,
		 "reading  #############.............   50%  0:02 left  "
		 "3,312 posts  1,656/s"},
		{{"reading", "posts", 3, 1, 100},
		 10,
		 48,
		 1,
		 "reading  ▏░░░░░░░░░░░░░░░    1%  3 posts"},
		{{"reading", "posts", 7, 101, 100},
		 10,
		 48,
		 1,
		 "reading  ████████████████  100%  7 posts"},
		{{"reading", "posts", 1234567, 10, 100},
		 600000,
		 39,
		 1,
		 "reading   10%  1:30:00 left"},
		{{"looking", "files", 5716, 0, 0},
		 200,
		 80,
		 1,
		 "looking  5,716 files"},
		{{"merging", "posts", 5716, 0, 0},
		 3723000,
		 80,
		 1,
		 "merging  1:02:03  5,716 posts"},
		{{"reading", "posts", 1, 1, 2}, 10, 10, 1, "reading"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char line[PROGRESS_LINE_MAX];

		progress_line(line, &rows[i].p, rows[i].ms, rows[i].columns,
			      rows[i].blocks);
		assert_string_equal(line, rows[i].line);
	}
}

static void it_never_fills_the_last_column(void **state)
{
	char line[PROGRESS_LINE_MAX];

	(void)state;
	for (unsigned columns = 16; columns < 200; columns++)
		for (uint64_t done = 0; done <= 1000; done += 37) {
			const struct progress p = {"reading", "posts",
						   UINT64_MAX / 1001 * done,
						   done, 1000};

			progress_line(line, &p, 100000000, columns, 1);
			assert_true(columns_of(line) < columns);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_tells_rate_and_time),
		cmocka_unit_test(it_never_fills_the_last_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
