#include "query/date_range.h"

#include <stdio.h>
#include <strings.h>

enum {
	DAY = 86400,   /* seconds */
	TEXT_MAX = 128 /* bytes; longer text is no range */
};

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

static int is(struct str text, const char *word)
{
	return text.len == strlen(word) &&
	       strncasecmp(text.p, word, text.len) == 0;
}

/* A year, month or day: its first second and the one behind its last. */
struct span {
	int64_t from, behind;
};

static int make_span(struct span *out, int year, int month, int day)
{
	out->from = day_start(year, month ? month : 1, day ? day : 1);
	if (day)
		out->behind =
			out->from == DATE_NONE ? DATE_NONE : out->from + DAY;
	else if (month && month < 12)
		out->behind = day_start(year, month + 1, 1);
	else
		out->behind = day_start(year + 1, 1, 1);
	return out->from != DATE_NONE && out->behind != DATE_NONE;
}

/* 2006-06-14, or its beginning */
static int parse_digits(struct span *out, struct str text)
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
	return make_span(out, year, month, day);
}

/* June 2006, 14 June 2006: what date.h reads and has a name of a month. */
static int parse_named(struct span *out, struct str text)
{
	char iso[DATE_MAX_LEN];
	struct str day = {iso, 10};
	unsigned numbers = 0, letters = 0;
	int64_t date;

	for (size_t i = 0; i < text.len; i++) {
		int digit = text.p[i] >= '0' && text.p[i] <= '9';
		int more = i && text.p[i - 1] >= '0' && text.p[i - 1] <= '9';

		numbers += digit && !more;
		letters += !digit && text.p[i] != ' ' && text.p[i] != ',';
	}
	if (numbers == 0 || numbers > 2 || letters < 3 ||
	    !date_parse(&date, text))
		return 0;
	date_format_day(iso, date);
	if (strlen(iso) != 10)
		return 0;
	day.len = numbers == 1 ? 7 : 10;
	return parse_digits(out, day);
}

enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

/* The day, week ... of now, or that `back` before it. */
static int make_unit(struct span *out, enum unit unit, int back, int64_t now)
{
	char iso[DATE_MAX_LEN];
	struct str today = {iso, 10};
	int64_t days = now / DAY - (now % DAY < 0), weekday;
	int year, month;

	if (unit == UNIT_DAY || unit == UNIT_WEEK) {
		/* 1970-01-01 was a Thursday. */
		weekday = ((days + 3) % 7 + 7) % 7;
		if (unit == UNIT_WEEK)
			days -= weekday + 7 * back;
		else
			days -= back;
		out->from = days * DAY;
		out->behind = out->from + (unit == UNIT_WEEK ? 7 : 1) * DAY;
		return 1;
	}
	date_format_day(iso, now);
	year = number(today, 0, 4);
	month = number(today, 5, 2);
	if (unit == UNIT_YEAR)
		return make_span(out, year - back, 0, 0);
	month -= back;
	return make_span(out, month ? year : year - 1, month ? month : 12, 0);
}

static int parse_relative(struct span *out, struct str text, int64_t now)
{
	static const struct {
		const char *text;
		enum unit unit;
		int back;
	} rows[] = {
		{"today", UNIT_DAY, 0},        {"yesterday", UNIT_DAY, 1},
		{"this week", UNIT_WEEK, 0},   {"last week", UNIT_WEEK, 1},
		{"this month", UNIT_MONTH, 0}, {"last month", UNIT_MONTH, 1},
		{"this year", UNIT_YEAR, 0},   {"last year", UNIT_YEAR, 1},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (is(text, rows[i].text))
			return make_unit(out, rows[i].unit, rows[i].back, now);
	return 0;
}

static int parse_span(struct span *out, struct str text, int64_t now)
{
	return parse_digits(out, text) || parse_relative(out, text, now) ||
	       parse_named(out, text);
}

/* "before 2003" and the like: 1, or 0 when no such word comes first. */
static int parse_side(struct date_range *out, struct str text, int64_t now)
{
	static const char *const words[] = {"before ", "until ", "after ",
					    "since "};
	struct span span;

	for (size_t i = 0; i < 4; i++) {
		size_t n = strlen(words[i]);

		if (text.len <= n || strncasecmp(text.p, words[i], n) != 0 ||
		    !parse_span(&span, (struct str){text.p + n, text.len - n},
				now))
			continue;
		*out = (struct date_range){DATE_NONE, DATE_NONE};
		if (i < 2)
			out->to = (i == 0 ? span.from : span.behind) - 1;
		else
			out->from = i == 2 ? span.behind : span.from;
		return 1;
	}
	return 0;
}

static int parse_between(struct date_range *out, struct str text, int64_t now)
{
	struct str left = text, right = text;
	struct span span;

	for (size_t i = 0; i + 1 < text.len; i++) {
		if (text.p[i] != '.' || text.p[i + 1] != '.')
			continue;
		left.len = i;
		right = (struct str){text.p + i + 2, text.len - i - 2};
		break;
	}
	if (left.len == 0 && right.len == 0)
		return 0;
	*out = (struct date_range){DATE_NONE, DATE_NONE};
	if (left.len) {
		if (!parse_span(&span, left, now))
			return 0;
		out->from = span.from;
	}
	if (right.len) {
		if (!parse_span(&span, right, now))
			return 0;
		out->to = span.behind - 1;
	}
	return 1;
}

int date_range_parse(struct date_range *out, struct str text, int64_t now)
{
	char spaced[TEXT_MAX];
	struct date_range range;

	if (text.len > sizeof(spaced))
		return 0;
	/* last-month: but not the hyphens of 2006-06. */
	for (size_t i = 0; i < text.len; i++) {
		int letter =
			i &&
			((text.p[i - 1] | 0x20) >= 'a' ||
			 (i + 1 < text.len && (text.p[i + 1] | 0x20) >= 'a'));

		spaced[i] = text.p[i] == '-' && letter ? ' ' : text.p[i];
	}
	text.p = spaced;
	if (!parse_side(&range, text, now) && !parse_between(&range, text, now))
		return 0;
	*out = range;
	return 1;
}
