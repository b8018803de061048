#ifndef COMMON_BASE_DATE_SEASON_H
#define COMMON_BASE_DATE_SEASON_H

/*
 * 1: daylight time at this local time where the rule of the United States and
 * Canada holds: since 2007 from the second Sunday of March to the first of
 * November, since 1987 from the first Sunday of April to the last of October,
 * at two o'clock. Earlier years had many rules: 0.
 * `weekday`: of the day, 0 a Sunday. `seconds`: since midnight.
 */
int date_is_daylight(int year, int month, int day, int weekday, int seconds);

#endif
