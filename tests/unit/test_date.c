#include "common/base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* clang-format off */
static const struct {
	const char *text, *want; /* "": no date */
} rows[] = {
	/* ISO 8601 and what programs make of it */
	{"2006-06-14", "2006-06-14T00:00:00Z"},
	{"2018-11-20 16:33 +0100", "2018-11-20T15:33:00Z"},
	{"2017-01-20T09:00:00.000Z", "2017-01-20T09:00:00Z"},
	{"2017-01-20t09:00:00z", "2017-01-20T09:00:00Z"},
	{"2015-03-17 14:00:00 -4", "2015-03-17T18:00:00Z"},
	{"2010-06-07 15:20:00 GMT", "2010-06-07T15:20:00Z"},
	{"2015-08-10 4:56:44 -0400", "2015-08-10T08:56:44Z"},
	{"2014-05-14T11:02:00-04:00", "2014-05-14T15:02:00Z"},
	{"2014-05-14T23:02:00-04:30", "2014-05-15T03:32:00Z"},
	{"2019-10-17 14:00:00 ET", "2019-10-17T19:00:00Z"},
	{"2006-06-14T09:30:00,123", "2006-06-14T09:30:00Z"},
	{"2006-06-14T09:30:00.123456789+02", "2006-06-14T07:30:00Z"},
	{"2006-06-14+01:00", "2006-06-13T23:00:00Z"},
	{"2006-06-14-05:00", "2006-06-14T05:00:00Z"},
	{"2006-06-14 24:00", "2006-06-15T00:00:00Z"},
	{"2006-06-14 23:59:60", "2006-06-14T23:59:59Z"},
	{"2006-06-14 09:30 GMT+0200 (Somewhere)", "2006-06-14T07:30:00Z"},
	{"20060614", "2006-06-14T00:00:00Z"},
	{"20060614T093015Z", "2006-06-14T09:30:15Z"},
	{"2006-06", "2006-06-01T00:00:00Z"},
	{"  2006-06-14\n", "2006-06-14T00:00:00Z"},
	{"0001-01-01", "0001-01-01T00:00:00Z"},
	{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
	{"1969-12-31 23:59:59", "1969-12-31T23:59:59Z"},
	{"2000-02-29", "2000-02-29T00:00:00Z"},
	/* Mail and feeds */
	{"Wed, 14 Jun 2006 09:30:00 GMT", "2006-06-14T09:30:00Z"},
	{"Wed, 14 Jun 2006 09:30:00 -0700 (PDT)", "2006-06-14T16:30:00Z"},
	{"14 Jun 06 09:30 EST", "2006-06-14T14:30:00Z"},
	{"14 Jun 99 09:30 UT", "1999-06-14T09:30:00Z"},
	{"Wed Jun 14 09:30:00 2006", "2006-06-14T09:30:00Z"},
	{"Wed Jun 14 09:30:00 CEST 2006", "2006-06-14T07:30:00Z"},
	{"Wed Jun 14 2006 09:30:00 GMT+0100 (BST)", "2006-06-14T08:30:00Z"},
	/* Numbers only */
	{"06/14/2006 01:02:03 PM", "2006-06-14T13:02:03Z"},
	{"06/14/2006 12:02:03 AM", "2006-06-14T00:02:03Z"},
	{"06/07/2006", "2006-06-07T00:00:00Z"},
	{"14/06/2006", "2006-06-14T00:00:00Z"},
	{"06/14/06", "2006-06-14T00:00:00Z"},
	{"2006/06/14", "2006-06-14T00:00:00Z"},
	{"2006/6/4 1:02", "2006-06-04T01:02:00Z"},
	{"14.06.2006", "2006-06-14T00:00:00Z"},
	{"4.6.2006, 9:30 Uhr", "2006-06-04T09:30:00Z"},
	{"07-06-2006", "2006-06-07T00:00:00Z"},
	/* Names of months */
	{"14 June 2006", "2006-06-14T00:00:00Z"},
	{"June 14, 2006", "2006-06-14T00:00:00Z"},
	{"Jun. 14th, 2006 at 9:30 p.m.", "2006-06-14T21:30:00Z"},
	{"the 2nd of September 2006", "2006-09-02T00:00:00Z"},
	{"September 2006", "2006-09-01T00:00:00Z"},
	{"2006 June 14", "2006-06-14T00:00:00Z"},
	{"14-Jun-2006", "2006-06-14T00:00:00Z"},
	{"June 14, 2006 3 PM", "2006-06-14T15:00:00Z"},
	{"09:30, 14 June 2006", "2006-06-14T09:30:00Z"},
	{"le 1er f\u00E9vrier 2006", "2006-02-01T00:00:00Z"},
	{"3 AO\u00DBT 2006", "2006-08-03T00:00:00Z"},
	{"mardi 12 de\u0301cembre 2006", "2006-12-12T00:00:00Z"},
	{"am 3. M\u00E4rz 2006", "2006-03-03T00:00:00Z"},
	{"Mittwoch, 14. Juni 2006 um 09:30 MESZ", "2006-06-14T07:30:00Z"},
	{"5. Dez. 2006", "2006-12-05T00:00:00Z"},
	{"14 حزيران 2006", "2006-06-14T00:00:00Z"},
	{"١٤ حزيران ٢٠٠٦", "2006-06-14T00:00:00Z"},
	{"۱۴ يونيو ۲۰۰۶", "2006-06-14T00:00:00Z"},
	{"الأربعاء، 14 يونيو 2006", "2006-06-14T00:00:00Z"},
	{"1 كانون الثاني 2006", "2006-01-01T00:00:00Z"},
	{"1 كانون الأول 2006", "2006-12-01T00:00:00Z"},
	{"2 تشرين الأول 2006", "2006-10-02T00:00:00Z"},
	{"2 تشرين الثاني 2006", "2006-11-02T00:00:00Z"},
	{"5 آذار 2006", "2006-03-05T00:00:00Z"},
	{"5 أيار 2006", "2006-05-05T00:00:00Z"},
	{"5 آب 2006", "2006-08-05T00:00:00Z"},
	{"5 أيلول 2006", "2006-09-05T00:00:00Z"},
	{"5 أبريل 2006 م", "2006-04-05T00:00:00Z"},
	{"5 إبريل 2006 3:00 م", "2006-04-05T15:00:00Z"},
	{"5 أكتوبر 2006", "2006-10-05T00:00:00Z"},
	/* No dates */
	{"", ""}, {" ", ""}, {"yesterday", ""}, {"2006", ""}, {"14", ""},
	{"2006-02-29", ""}, {"2006-13-01", ""}, {"2006-00-10", ""},
	{"2006-06-31", ""}, {"0000-01-01", ""}, {"10000-01-01", ""},
	{"1900-02-29", ""}, {"31 June 2006", ""}, {"13/13/2006", ""},
	{"2006-06-14 25:00", ""}, {"2006-06-14 12:60", ""},
	{"2006-06-14 24:01", ""}, {"2006-06-14 13:00 PM", ""},
	{"2006-06-14-15", ""}, {"2006-06/14", ""}, {"June", ""},
	{"June July 2006", ""}, {"14 Jun 2006 words", ""}, {":::", ""},
	{"-2006-06-14", ""}, {"1149724800", ""}, {"09:30", ""},
	{"99999999999999999999", ""}, {"\xff\xfe", ""}, {"2006-06-14\x01", ""},
	{"20061314", ""}, {"(2006-06-14)", ""}, {"1 2 3 4 5 6 7 8 9", ""},
};
/* clang-format on */

static void reads_dates_as_people_write_them(void **state)
{
	char got[DATE_MAX_LEN];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str s = {rows[i].text, strlen(rows[i].text)};
		int64_t date = DATE_NONE;
		int found = date_parse(&date, s);

		date_format_iso(got, date);
		if (strcmp(got, rows[i].want) != 0)
			print_message("row %zu: '%s'\n", i, rows[i].text);
		assert_string_equal(got, rows[i].want);
		assert_int_equal(found, rows[i].want[0] != '\0');
	}
}

static void every_day_comes_back(void **state)
{
	char text[DATE_MAX_LEN];
	int64_t got;

	(void)state;
	for (int64_t day = -719162; day < 2932897; day += 37) {
		date_format_day(text, day * 86400 + 86399);
		assert_true(date_parse(&got, (struct str){text, strlen(text)}));
		assert_int_equal(got, day * 86400);
	}
}

static void what_lies_outside_is_not_shown(void **state)
{
	const int64_t outside[] = {DATE_NONE, INT64_MAX, -62135596801,
				   253402300800};
	char text[DATE_MAX_LEN];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		date_format_iso(text, outside[i]);
		assert_string_equal(text, "");
		date_format_day(text, outside[i]);
		assert_string_equal(text, "");
	}
}

static void a_long_text_is_no_date(void **state)
{
	char text[140];
	int64_t got = 7;

	(void)state;
	snprintf(text, sizeof(text), "%129s", "2006-06-14");
	assert_false(date_parse(&got, (struct str){text, 129}));
	assert_int_equal(got, 7);
	assert_true(date_parse(&got, (struct str){text + 1, 128}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_dates_as_people_write_them),
		cmocka_unit_test(every_day_comes_back),
		cmocka_unit_test(what_lies_outside_is_not_shown),
		cmocka_unit_test(a_long_text_is_no_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
