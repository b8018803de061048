#include <stdio.h>

#include "query/render_parts.h"

enum {
	LABEL = 9,    /* columns before the values of a row */
	TYPICAL = 80, /* columns where nobody says how many */
	ENDS = 18,    /* columns that "2006-06 " and " 2007-12" take */
	BARS_MIN = 10,
	BARS_MAX = 120,
	BAR_HEIGHTS = 8
};

static void show_row(struct text *t, const struct facet *f, size_t width)
{
	char label[LABEL + 1], count[16];
	struct items items;

	snprintf(label, sizeof(label), "%-*s", LABEL, f->name);
	text_style(t, TEXT_FAINT);
	text_words(t, label);
	text_style(t, TEXT_NORMAL);
	items_begin(&items, t, 0, width);
	items.indent = items.column = LABEL;
	for (size_t i = 0; i < f->n; i++) {
		snprintf(count, sizeof(count), " %u", f->v[i].posts);
		items_add(&items, "  ", f->v[i].text, count);
	}
	items_end(&items);
}

void show_facets(struct text *t, const struct facets *f, size_t width)
{
	for (size_t i = 0; i < FACET_ROWS; i++)
		if (f->rows[i].n)
			show_row(t, &f->rows[i], width ? width : TYPICAL);
}

/* "2006-06" as a number of months; our own text. */
static unsigned month_number(struct str month)
{
	const char *p = month.p;
	unsigned year = 0;

	for (int i = 0; i < 4; i++)
		year = year * 10 + (unsigned)(p[i] - '0');
	return year * 12 + (unsigned)(p[5] - '0') * 10 +
	       (unsigned)(p[6] - '0') - 1;
}

/* Months in a bar, so that bars begin with a calendar's quarter or year. */
static unsigned bar_months(unsigned first, unsigned last, size_t bars)
{
	static const unsigned steps[] = {1, 3, 6, 12, 24, 60, 120, 1200};
	size_t i = 0;

	while (i + 1 < sizeof(steps) / sizeof(steps[0]) &&
	       last / steps[i] - first / steps[i] + 1 > bars)
		i++;
	return steps[i];
}

static void show_bars(struct text *t, const uint32_t *bars, size_t n,
		      uint32_t highest)
{
	static const char *const heights[] = {" ", "▁", "▂", "▃", "▄",
					      "▅", "▆", "▇", "█"};

	for (size_t i = 0; i < n; i++)
		text_words(t, heights[((uint64_t)bars[i] * BAR_HEIGHTS +
				       highest - 1) /
				      highest]);
}

static void show_scale(struct text *t, const struct facets *f, unsigned months,
		       uint32_t highest)
{
	char line[96];

	text_style(t, TEXT_FAINT);
	if (months % 12)
		snprintf(line, sizeof(line), "a bar is %u month%s", months,
			 months == 1 ? "" : "s");
	else
		snprintf(line, sizeof(line), "a bar is %u year%s", months / 12,
			 months == 12 ? "" : "s");
	text_words(t, line);
	snprintf(line, sizeof(line), ", the highest %u post%s", highest,
		 highest == 1 ? "" : "s");
	text_words(t, line);
	if (f->undated) {
		snprintf(line, sizeof(line), "; %u without a date", f->undated);
		text_words(t, line);
	}
	text_style(t, TEXT_NORMAL);
	text_words(t, "\n");
}

void show_timeline(struct text *t, const struct facets *f, size_t width)
{
	uint32_t bars[BARS_MAX + 1] = {0}, highest = 1;
	unsigned first, last, step;
	size_t most = (width ? width : TYPICAL) - ENDS;

	if (!f->months)
		return;
	if (width && width < ENDS + BARS_MIN)
		most = BARS_MIN;
	if (most > BARS_MAX)
		most = BARS_MAX;
	first = month_number(f->timeline[0].text);
	last = month_number(f->timeline[f->months - 1].text);
	step = bar_months(first, last, most);
	for (size_t i = 0; i < f->months; i++) {
		unsigned at =
			month_number(f->timeline[i].text) / step - first / step;

		if (at > BARS_MAX)
			at = BARS_MAX; /* thousands of years */
		bars[at] += f->timeline[i].posts;
		if (bars[at] > highest)
			highest = bars[at];
	}
	last = last / step - first / step;
	text_field(t, f->timeline[0].text);
	text_words(t, " ");
	show_bars(t, bars, (last > BARS_MAX ? BARS_MAX : last) + 1, highest);
	text_words(t, " ");
	text_field(t, f->timeline[f->months - 1].text);
	text_words(t, "\n");
	show_scale(t, f, step, highest);
}

static void put_values(struct json *j, const struct facet_value *v, size_t n)
{
	json_put_array(j);
	for (size_t i = 0; i < n; i++) {
		json_put_array(j);
		json_put_string(j, v[i].text);
		json_put_int(j, v[i].posts);
		json_put_end(j);
	}
	json_put_end(j);
}

void put_facets(struct json *j, const struct facets *f)
{
	json_put_key(j, "facets");
	json_put_object(j);
	for (size_t i = 0; i < FACET_ROWS; i++) {
		json_put_key(j, f->rows[i].name);
		put_values(j, f->rows[i].v, f->rows[i].n);
	}
	json_put_end(j);
}

void put_timeline(struct json *j, const struct facets *f)
{
	json_put_key(j, "timeline");
	put_values(j, f->timeline, f->months);
}
