#include "query/date_range.h"

#include <stdio.h>

/* Digits of text[at..at+n) as a number; -1: something else stands there. */
static int number(struct str text, size_t at, size_t n)
{
	int value = 0;

	if (n > text.len || at > text.len - n)
		return -1;
	for (size_t i = at; i < at + n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return -1;
		value = value * 10 + (text.p[i] - '0');
	}
	return value;
}

static int64_t day_start(int year, int month, int day)
{
	char iso[DATE_MAX_LEN];
	int64_t out = DATE_NONE;
	int n = snprintf(iso, sizeof(iso), "%04d-%02d-%02d", year, month, day);

	if (!date_parse(&out, (struct str){iso, (size_t)n}))
		return DATE_NONE;
	return out;
}

/* A year, month or day: its first second and the one behind its last. */
static int parse_span(int64_t *from, int64_t *behind, struct str text)
{
	int year = number(text, 0, 4), month = -1, day = -1;

	if (text.len >= 7 && text.p[4] == '-')
		month = number(text, 5, 2);
	if (text.len == 10 && text.p[7] == '-')
		day = number(text, 8, 2);
	if (text.len == 4)
		month = day = 0;
	else if (text.len == 7)
		day = 0;
	if (year < 0 || month < 0 || day < 0)
		return 0;
	*from = day_start(year, month ? month : 1, day ? day : 1);
	if (day)
		*behind = *from == DATE_NONE ? DATE_NONE : *from + 86400;
	else if (month && month < 12)
		*behind = day_start(year, month + 1, 1);
	else
		*behind = day_start(year + 1, 1, 1);
	return *from != DATE_NONE && *behind != DATE_NONE;
}

int date_range_parse(struct date_range *out, struct str text)
{
	struct date_range range = {DATE_NONE, DATE_NONE};
	struct str left = text, right = text;
	int64_t from, behind;

	for (size_t i = 0; i + 1 < text.len; i++) {
		if (text.p[i] != '.' || text.p[i + 1] != '.')
			continue;
		left.len = i;
		right = (struct str){text.p + i + 2, text.len - i - 2};
		break;
	}
	if (left.len == 0 && right.len == 0)
		return 0;
	if (left.len) {
		if (!parse_span(&from, &behind, left))
			return 0;
		range.from = from;
	}
	if (right.len) {
		if (!parse_span(&from, &behind, right))
			return 0;
		range.to = behind - 1;
	}
	*out = range;
	return 1;
}
