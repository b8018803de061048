#include "common/base/date_season.h"

enum { TWO_O_CLOCK = 2 * 3600, LAST = 5 };

/* From the `begin_week`th Sunday of a month to the `end_week`th of another. */
static const struct rule {
	int since;
	int begin_month, begin_week, end_month, end_week;
} rules[] = {
	{2007, 3, 2, 11, 1},
	{1987, 4, 1, 10, LAST},
};

/* Is this moment behind the n-th Sunday of its month, at two o'clock? */
static int is_behind(int day, int weekday, int seconds, int n)
{
	int last_sunday = day - weekday; /* 0 and less: in the month before */
	int count = last_sunday <= 0 ? 0 : (last_sunday - 1) / 7 + 1;

	/* A fifth Sunday, or the fourth when October has no fifth. */
	if (n == LAST)
		n = last_sunday + 7 > 31 ? count : LAST;
	if (count == n && weekday == 0)
		return seconds >= TWO_O_CLOCK;
	return count >= n;
}

int date_is_daylight(int year, int month, int day, int weekday, int seconds)
{
	const struct rule *r = rules;

	while (r < rules + 2 && year < r->since)
		r++;
	if (r == rules + 2 || month < r->begin_month || month > r->end_month)
		return 0;
	if (month == r->begin_month)
		return is_behind(day, weekday, seconds, r->begin_week);
	if (month == r->end_month)
		return !is_behind(day, weekday, seconds, r->end_week);
	return 1;
}
