#include "query/date_range.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Wednesday, 14 June 2006, 10:00 UTC */
static const int64_t now = 1150279200;

static const struct {
	const char *text, *want; /* first and last day; "-": open */
} examples[] = {
	{"2006", "2006-01-01 2006-12-31"},
	{"2004-02", "2004-02-01 2004-02-29"},
	{"2006-06-14", "2006-06-14 2006-06-14"},
	{"2006-06..2007", "2006-06-01 2007-12-31"},
	{"..2007", "- 2007-12-31"},
	{"2006..", "2006-01-01 -"},
	{"june 2006", "2006-06-01 2006-06-30"},
	{"Dec 2005", "2005-12-01 2005-12-31"},
	{"june-2006", "2006-06-01 2006-06-30"},
	{"14 June 2006", "2006-06-14 2006-06-14"},
	{"June 14, 2006", "2006-06-14 2006-06-14"},
	{"today", "2006-06-14 2006-06-14"},
	{"Yesterday", "2006-06-13 2006-06-13"},
	{"this week", "2006-06-12 2006-06-18"},
	{"last week", "2006-06-05 2006-06-11"},
	{"last-month", "2006-05-01 2006-05-31"},
	{"this year", "2006-01-01 2006-12-31"},
	{"last year", "2005-01-01 2005-12-31"},
	{"before 2003", "- 2002-12-31"},
	{"until june 2003", "- 2003-06-30"},
	{"after 2005-06", "2005-07-01 -"},
	{"since yesterday", "2006-06-13 -"},
	{"june 2005..yesterday", "2005-06-01 2006-06-13"},
	{"", NULL},
	{"..", NULL},
	{"june", NULL},
	{"iraq 2006", NULL},
	{"before", NULL},
	{"before before 2003", NULL},
	{"2006-13", NULL},
	{"2006-02-30", NULL},
	{"last", NULL},
};

static void add_day(char *out, int64_t date)
{
	char day[DATE_MAX_LEN] = "-";

	if (date != DATE_NONE)
		date_format_day(day, date);
	strcat(out, day);
}

static void ranges_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
		const char *text = examples[i].text;
		struct date_range range;
		char got[3 * DATE_MAX_LEN] = "";
		int is = date_range_parse(
			&range, (struct str){text, strlen(text)}, now);

		if (is) {
			add_day(got, range.from);
			strcat(got, " ");
			add_day(got, range.to);
		}
		if (is != (examples[i].want != NULL) ||
		    (is && strcmp(got, examples[i].want) != 0))
			fail_msg("'%s': '%s'", text, got);
	}
}

static void the_first_month_has_one_before(void **state)
{
	struct date_range range;
	char got[3 * DATE_MAX_LEN] = "";

	(void)state;
	/* 2006-01-01 */
	assert_true(date_range_parse(&range, STR("last month"), 1136073600));
	add_day(got, range.from);
	assert_string_equal(got, "2005-12-01");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_are_read),
		cmocka_unit_test(the_first_month_has_one_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
