#include "common/base/date.h"

#include <stdio.h>

#include "common/base/date_season.h"
#include "common/base/date_words.h"

/*
 * A date is read in three steps: cut into tokens, take the time and its zone
 * out of them, and see whether what is left is a day.
 */

enum { TOKENS_MAX = 40, MINUTES_A_DAY = 24 * 60 };

enum token_kind {
	TOK_NUMBER,
	TOK_MONTH,
	TOK_ZONE,
	TOK_HALF,
	TOK_T,
	TOK_MARK /* value: the character */
};

struct token {
	enum token_kind kind;
	int value;
	int digits; /* of a number, leading zeros included */
};

struct tokens {
	struct token v[TOKENS_MAX];
	size_t n;
};

struct day {
	int year, month, day;
};

struct time {
	int seconds; /* since midnight */
	int offset;  /* minutes east */
	int season;  /* an hour more of it in summer */
};

static int add(struct tokens *t, enum token_kind kind, int value, int digits)
{
	if (t->n == TOKENS_MAX)
		return 0;
	t->v[t->n++] = (struct token){kind, value, digits};
	return 1;
}

/* Digits at the start of s; 0 for more of them than any date has. */
static size_t add_number(struct tokens *t, struct str s)
{
	size_t n = 0;
	int value = 0;

	for (; n < s.len && s.p[n] >= '0' && s.p[n] <= '9'; n++)
		if (n < 9)
			value = value * 10 + (s.p[n] - '0');
	return add(t, TOK_NUMBER, value, (int)n) ? n : 0;
}

static size_t add_word(struct tokens *t, struct str s)
{
	static const enum token_kind kinds[] = {
		[DATE_WORD_MONTH] = TOK_MONTH, [DATE_WORD_ZONE] = TOK_ZONE,
		[DATE_WORD_SEASON] = TOK_ZONE, [DATE_WORD_HALF] = TOK_HALF,
		[DATE_WORD_T] = TOK_T,
	};
	const struct date_word *w = date_word_at(s);

	if (!w)
		return 0;
	if (w->kind != DATE_WORD_FILLER &&
	    !add(t, kinds[w->kind], w->value, w->kind == DATE_WORD_SEASON))
		return 0;
	return strlen(w->name);
}

/* A remark in parentheses says nothing new: "-0400 (EDT)". */
static size_t skip_remark(struct str s)
{
	const char *close = memchr(s.p, ')', s.len);

	return close ? (size_t)(close - s.p) + 1 : 0;
}

static int tokenize(struct tokens *t, struct str s)
{
	size_t n;

	for (; s.len; s.p += n, s.len -= n) {
		if (*s.p == ' ' || *s.p == ',')
			n = 1;
		else if (*s.p == '(')
			n = skip_remark(s);
		else if (*s.p >= '0' && *s.p <= '9')
			n = add_number(t, s);
		else if (date_is_letter(*s.p))
			n = add_word(t, s);
		else
			n = strchr("-+/.:", *s.p) && *s.p &&
			    add(t, TOK_MARK, *s.p, 0);
		if (n == 0)
			return 0;
	}
	return 1;
}

static int is_mark(const struct tokens *t, size_t i, char c)
{
	return i < t->n && t->v[i].kind == TOK_MARK && t->v[i].value == c;
}

static int is_kind(const struct tokens *t, size_t i, enum token_kind kind)
{
	return i < t->n && t->v[i].kind == kind;
}

/* A number of one or two digits, below `limit`. */
static int is_small(const struct tokens *t, size_t i, int limit)
{
	return is_kind(t, i, TOK_NUMBER) && t->v[i].digits <= 2 &&
	       t->v[i].value < limit;
}

static void cut(struct tokens *t, size_t from, size_t to)
{
	memmove(t->v + from, t->v + to, (t->n - to) * sizeof(t->v[0]));
	t->n -= to - from;
}

/* "+0100", "+01:00", "-4" at i; returns the index behind it, or i. */
static size_t read_offset(const struct tokens *t, size_t i, int *offset)
{
	int sign = is_mark(t, i, '-') ? -1 : 1, minutes;
	size_t end = i + 2;

	if (!is_mark(t, i, '-') && !is_mark(t, i, '+'))
		return i;
	if (is_small(t, i + 1, 16)) {
		minutes = t->v[i + 1].value * 60;
		if (is_mark(t, end, ':') && is_small(t, end + 1, 60)) {
			minutes += t->v[end + 1].value;
			end += 2;
		}
	} else if (is_kind(t, i + 1, TOK_NUMBER) && t->v[i + 1].digits == 4 &&
		   t->v[i + 1].value < 1600 && t->v[i + 1].value % 100 < 60) {
		minutes =
			t->v[i + 1].value / 100 * 60 + t->v[i + 1].value % 100;
	} else {
		return i;
	}
	*offset = sign * minutes;
	return end;
}

/* A zone's name, an offset, or both ("GMT+2") at i. */
static size_t read_zone(const struct tokens *t, size_t i, struct time *time)
{
	size_t named;

	if (is_kind(t, i, TOK_ZONE)) {
		time->season = t->v[i].digits;
		time->offset = t->v[i++].value;
	}
	named = i;
	i = read_offset(t, i, &time->offset);
	if (i > named)
		time->season = 0;
	/* "-0400 EDT": the number is the better witness. */
	return is_kind(t, i, TOK_ZONE) ? i + 1 : i;
}

/* 12 AM is midnight. 0 when a clock of twelve hours has no such hour. */
static int read_half(const struct tokens *t, size_t i, int *hour)
{
	if (!is_kind(t, i, TOK_HALF) || *hour > 12)
		return is_kind(t, i, TOK_HALF) ? 0 : 1;
	*hour = *hour % 12 + t->v[i].value;
	return 1;
}

/* Minutes, seconds and fraction behind the hour; 0: no time of day. */
static size_t read_clock(const struct tokens *t, size_t i, int *out)
{
	int hour = t->v[i].value, minute = t->v[i + 2].value, second = 0;

	if (!is_small(t, i, 25) || !is_small(t, i + 2, 60))
		return 0;
	i += 3;
	if (is_mark(t, i, ':')) {
		if (!is_small(t, i + 1, 61))
			return 0;
		second = t->v[i + 1].value < 60 ? t->v[i + 1].value : 59;
		i += 2;
		if (is_mark(t, i, '.') && is_kind(t, i + 1, TOK_NUMBER))
			i += 2;
		else if (is_kind(t, i, TOK_NUMBER) && t->v[i].digits == 3)
			i++; /* "09:30:00,123": the comma is gone already */
	}
	if (!read_half(t, i, &hour) || (hour == 24 && (minute || second)))
		return 0;
	*out = hour * 3600 + minute * 60 + second;
	return is_kind(t, i, TOK_HALF) ? i + 1 : i;
}

/* "T0930", "T093000" */
static size_t read_compact(const struct tokens *t, size_t i, int *out)
{
	int v = t->v[i + 1].value;

	if (t->v[i + 1].digits == 4)
		v *= 100;
	else if (t->v[i + 1].digits != 6)
		return 0;
	if (v / 10000 > 23 || v / 100 % 100 > 59 || v % 100 > 59)
		return 0;
	*out = v / 10000 * 3600 + v / 100 % 100 * 60 + v % 100;
	i += 2;
	if (is_mark(t, i, '.') && is_kind(t, i + 1, TOK_NUMBER))
		i += 2;
	return i;
}

/* "3 pm" */
static size_t read_hour(const struct tokens *t, size_t i, int *out)
{
	int hour = t->v[i].value;

	if (hour < 1 || !is_small(t, i, 13) || !read_half(t, i + 1, &hour))
		return 0;
	*out = hour * 3600;
	return i + 2;
}

/* Take time and zone out of the tokens; 0: there is one, and it is wrong. */
static int take_time(struct tokens *t, struct time *out)
{
	size_t start = 0, end = 0;

	for (; start < t->n && end == 0; start++) {
		if (is_kind(t, start, TOK_NUMBER) &&
		    is_mark(t, start + 1, ':') &&
		    is_kind(t, start + 2, TOK_NUMBER)) {
			if (start && (is_mark(t, start - 1, '+') ||
				      is_mark(t, start - 1, '-')))
				break; /* "2006-06-14+01:00" has a zone only */
			end = read_clock(t, start, &out->seconds);
		} else if (is_kind(t, start, TOK_T) &&
			   is_kind(t, start + 1, TOK_NUMBER) &&
			   !is_mark(t, start + 2, ':')) {
			end = read_compact(t, start, &out->seconds);
		} else if (is_kind(t, start, TOK_NUMBER) &&
			   is_kind(t, start + 1, TOK_HALF) &&
			   t->v[start].digits <= 2) {
			end = read_hour(t, start, &out->seconds);
		} else {
			continue;
		}
		if (end == 0)
			return 0;
	}
	if (end) {
		cut(t, start - 1, read_zone(t, end, out));
		return 1;
	}
	if (start < t->n) { /* the break above: cut the zone at its sign */
		end = read_offset(t, start - 1, &out->offset);
		if (end == start - 1)
			return 0;
		cut(t, start - 1, end);
	}
	return 1;
}

static int leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && leap(year));
}

static int valid(struct day d)
{
	return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 &&
	       d.day >= 1 && d.day <= days_in(d.year, d.month);
}

/* Two digits mean this century or the last, as RFC 5322 reads them. */
static int full_year(struct token t)
{
	if (t.digits > 2)
		return t.value;
	return t.value < 50 ? 2000 + t.value : 1900 + t.value;
}

/* Three numbers and the mark between them. */
static int numeric_day(struct day *d, const struct token *v, char mark)
{
	int a = v[0].value, b = v[1].value, day_first;

	if (!mark || v[0].digits > 4 || v[1].digits > 2 || v[2].digits > 4)
		return 0;
	if (v[0].digits >= 3) {
		*d = (struct day){a, b, v[2].value};
		return v[2].digits <= 2;
	}
	if (v[2].digits == 3 || (v[2].digits < 3 && mark == '-'))
		return 0;
	/* Only the slash is American; a number over 12 is no month. */
	day_first = mark == '/' ? a > 12 : b <= 12;
	*d = day_first ? (struct day){full_year(v[2]), b, a}
		       : (struct day){full_year(v[2]), a, b};
	return 1;
}

/* A month's name with one or two numbers before or behind it. */
static int named_day(struct day *d, const struct token *v, size_t n, size_t at)
{
	const struct token *other[2];
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (i != at)
			other[k++] = &v[i];
	if (k == 1) {
		*d = (struct day){other[0]->value, v[at].value, 1};
		return other[0]->digits == 4;
	}
	if (other[0]->digits == 4 && other[1]->digits <= 2)
		*d = (struct day){other[0]->value, v[at].value,
				  other[1]->value};
	else if (other[0]->digits <= 2 &&
		 (other[1]->digits == 4 || other[1]->digits == 2))
		*d = (struct day){full_year(*other[1]), v[at].value,
				  other[0]->value};
	else
		return 0;
	return 1;
}

/* Numbers and months to `v`; the marks between two numbers must agree. */
static size_t date_items(const struct tokens *t, struct token v[3], char *mark)
{
	size_t n = 0;

	*mark = '\0';
	for (size_t i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];

		if (k->kind == TOK_NUMBER || k->kind == TOK_MONTH) {
			if (n == 3)
				return 0;
			v[n++] = *k;
		} else if (k->kind == TOK_MARK) {
			if (n == 0 || k->value == ':' || k->value == '+')
				return 0;
			if (n < 3 && *mark && *mark != k->value)
				return 0;
			*mark = (char)k->value;
		}
	}
	return n;
}

/* "20060614", "2006-06" and the rest. */
static int read_day(struct day *d, const struct tokens *t)
{
	struct token v[3];
	size_t months = 0, at = 0, n;
	char mark;

	n = date_items(t, v, &mark);
	for (size_t i = 0; i < n; i++) {
		if (v[i].kind == TOK_MONTH) {
			months++;
			at = i;
		}
	}
	if (months > 1 || n == 0)
		return 0;
	if (months == 1)
		return n > 1 && named_day(d, v, n, at);
	if (n == 3)
		return numeric_day(d, v, mark);
	if (n == 2) {
		*d = (struct day){v[0].value, v[1].value, 1};
		return v[0].digits == 4 && v[1].digits == 2 && mark == '-';
	}
	*d = (struct day){v[0].value / 10000, v[0].value / 100 % 100,
			  v[0].value % 100};
	return v[0].digits == 8;
}

/* Days since 1970-01-01 of the Gregorian calendar, carried back to year 1. */
static int64_t day_number(struct day d)
{
	static const int before[] = {0,   31,  59,  90,  120, 151,
				     181, 212, 243, 273, 304, 334};
	int64_t y = d.year - 1;

	return y * 365 + y / 4 - y / 100 + y / 400 + before[d.month - 1] +
	       (d.month > 2 && leap(d.year)) + d.day - 1 - 719162;
}

/* 0: Sunday. 1970 began on a Thursday. */
static int weekday(struct day d)
{
	return (int)(((day_number(d) + 4) % 7 + 7) % 7);
}

int date_parse(int64_t *out, struct str text)
{
	char folded[DATE_TEXT_MAX];
	struct tokens t = {.n = 0};
	struct time time = {0, 0, 0};
	struct day d;

	if (text.len > DATE_TEXT_MAX)
		return 0;
	if (!tokenize(&t, (struct str){folded, date_fold(folded, text)}))
		return 0;
	if (!take_time(&t, &time) || !read_day(&d, &t) || !valid(d))
		return 0;
	if (time.season &&
	    date_is_daylight(d.year, d.month, d.day, weekday(d), time.seconds))
		time.offset += 60;
	*out = day_number(d) * MINUTES_A_DAY * 60 + time.seconds -
	       (int64_t)time.offset * 60;
	return 1;
}

/* The day of a day number; the year is found by a guess that is never late. */
static struct day day_from_number(int64_t n)
{
	struct day d = {0, 1, 1};
	int64_t left;

	d.year = (int)((n + 719162) / 366) + 1;
	while (d.year < 10000 &&
	       day_number((struct day){d.year + 1, 1, 1}) <= n)
		d.year++;
	left = n - day_number((struct day){d.year, 1, 1});
	while (left >= days_in(d.year, d.month))
		left -= days_in(d.year, d.month++);
	d.day = (int)left + 1;
	return d;
}

/* 0: unknown, or outside the years 1 to 9999. */
static int split(int64_t date, struct day *d, int *seconds)
{
	const int64_t first = -719162LL * 86400, last = 2932897LL * 86400;
	int64_t days;

	if (date == DATE_NONE || date < first || date >= last)
		return 0;
	days = date / 86400 - (date % 86400 < 0);
	*seconds = (int)(date - days * 86400);
	*d = day_from_number(days);
	return 1;
}

void date_format_iso(char out[DATE_MAX_LEN], int64_t date)
{
	struct day d;
	int s;

	out[0] = '\0';
	if (split(date, &d, &s))
		snprintf(out, DATE_MAX_LEN, "%04d-%02d-%02dT%02d:%02d:%02dZ",
			 d.year, d.month, d.day, s / 3600, s / 60 % 60, s % 60);
}

void date_format_day(char out[DATE_MAX_LEN], int64_t date)
{
	struct day d;
	int s;

	out[0] = '\0';
	if (split(date, &d, &s))
		snprintf(out, DATE_MAX_LEN, "%04d-%02d-%02d", d.year, d.month,
			 d.day);
}
