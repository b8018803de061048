#include "indexer/formats/byline.h"

#include "common/base/date.h"
#include "indexer/markup/ascii.h"

enum { BYLINE_MAX = 160 /* bytes; what is longer is a sentence */ };

#define W(literal)                                                             \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}

static const struct str openings[] = {
	W("posted by "), W("written by "), W("published by "), W("by "),
	W("by: "),       W("par "),        W("von "),
};

/* "By the rivers of Babylon" is no byline. */
static const struct str prose[] = {W("the "), W("a "),   W("an "), W("all "),
				   W("now"),  W("then"), W("far ")};

/* Before a date: "amal, 2004-07-01", "amal on June 3, 2005". */
static const struct str before_date[] = {
	W(", "),  W(" on "),           W(" | "),
	W(" - "), W(" \xE2\x80\x93 "), W(" \xE2\x80\x94 "),
	W(" (")};

static const struct str between_names[] = {W(", and "), W(" and "), W(" & "),
					   W(", ")};

/* Nobody's name. */
static const struct str nobody[] = {W("friends"),      W("others"),
				    W("et al"),        W("guests"),
				    W("contributors"), W("colleagues")};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static int has_prefix(struct str s, const struct str *words, size_t n,
		      size_t *len)
{
	for (size_t i = 0; i < n; i++)
		if (s.len > words[i].len && ascii_begins(s, words[i])) {
			*len = words[i].len;
			return 1;
		}
	return 0;
}

static struct str from(struct str s, size_t n)
{
	return ascii_trim((struct str){s.p + n, s.len - n});
}

static struct str without_stop(struct str s)
{
	while (s.len && strchr(".,;)", s.p[s.len - 1]))
		s.len--;
	return ascii_trim(s);
}

/* Cut the date off the end of the names. */
static void take_date(struct byline *out, struct str *names)
{
	size_t len;

	for (size_t i = 0; i < names->len; i++) {
		struct str tail = {names->p + i, names->len - i};

		if (!has_prefix(tail, before_date, COUNT(before_date), &len) ||
		    !date_parse(&out->date, without_stop(from(tail, len))))
			continue;
		names->len = i;
		return;
	}
}

static int has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (ascii_digit(s.p[i]))
			return 1;
	return 0;
}

static int is_nobody(struct str name)
{
	for (size_t i = 0; i < COUNT(nobody); i++)
		if (ascii_equal(name, nobody[i]))
			return 1;
	return 0;
}

static void add_name(struct byline *out, struct str name)
{
	name = without_stop(ascii_trim(name));
	if (!name.len)
		return;
	if (out->n == BYLINE_AUTHORS_MAX || is_nobody(name) || has_digit(name))
		out->rest = 1;
	else
		out->authors[out->n++] = name;
}

void byline_read_names(struct byline *out, struct str names)
{
	size_t begin = 0, i = 0, len;

	*out = (struct byline){.date = DATE_NONE};
	take_date(out, &names);
	while (i < names.len) {
		struct str tail = {names.p + i, names.len - i};

		if (!has_prefix(tail, between_names, COUNT(between_names),
				&len)) {
			i++;
			continue;
		}
		add_name(out, (struct str){names.p + begin, i - begin});
		i = begin = i + len;
	}
	add_name(out, (struct str){names.p + begin, names.len - begin});
}

int byline_read(struct byline *out, struct str line)
{
	size_t len, ignored;

	if (line.len > BYLINE_MAX ||
	    !has_prefix(line, openings, COUNT(openings), &len))
		return 0;
	line = from(line, len);
	if (has_prefix(line, prose, COUNT(prose), &ignored))
		return 0;
	byline_read_names(out, line);
	/* "By , 2004-07-01": of somebody whose name was lost. */
	return out->n > 0 || out->date != DATE_NONE;
}
