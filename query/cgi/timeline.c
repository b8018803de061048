#include <stdio.h>

#include "common/out/html.h"
#include "query/cgi/page.h"

/*
 * The picture's units: a bar is BAR wide with a gap of 1, the tallest HEIGHT
 * high. Many months are drawn as quarters or years, so that bars stay bars, and
 * few leave room behind them.
 */
enum { BARS_MAX = 120, BARS_MIN = 36, BAR = 5, HEIGHT = 48 };

struct bars {
	uint32_t v[BARS_MAX];
	unsigned n, step; /* months a bar */
	unsigned first;   /* what it begins with: months since the year 0, by
			     step */
	uint32_t most;
};

/* "2006-06" as months since the year 0. */
static unsigned month_number(struct str month)
{
	unsigned year = 0, m = 0;
	size_t i = 0;

	while (i < month.len && month.p[i] >= '0' && month.p[i] <= '9')
		year = year * 10 + (unsigned)(month.p[i++] - '0');
	while (++i < month.len && month.p[i] >= '0' && month.p[i] <= '9')
		m = m * 10 + (unsigned)(month.p[i] - '0');
	return year * 12 + (m < 1 || m > 12 ? 0 : m - 1);
}

static void count(struct bars *b, const struct facets *f)
{
	static const unsigned steps[] = {1, 3, 12, 60, 120, 1200};
	unsigned first = month_number(f->timeline[0].text);
	unsigned last = month_number(f->timeline[f->months - 1].text);

	*b = (struct bars){.n = 0};
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		b->step = steps[i];
		b->first = first / b->step;
		b->n = last / b->step - b->first + 1;
		if (b->n <= BARS_MAX)
			break;
	}
	if (b->n > BARS_MAX)
		b->n = BARS_MAX;
	for (size_t i = 0; i < f->months; i++) {
		unsigned at =
			month_number(f->timeline[i].text) / b->step - b->first;

		if (at < b->n)
			b->v[at] += f->timeline[i].posts;
	}
	for (unsigned i = 0; i < b->n; i++)
		if (b->v[i] > b->most)
			b->most = b->v[i];
}

/* Its title: "2006-06: 41", "from 2006-04: 7" of a quarter. */
static void put_bar(struct sink *out, const struct bars *b, unsigned i)
{
	unsigned begins = (b->first + i) * b->step;
	unsigned height = (unsigned)((uint64_t)b->v[i] * HEIGHT / b->most);
	char line[160], month[16] = "";

	if (!b->v[i])
		return;
	if (!height)
		height = 1;
	if (b->step < 12)
		snprintf(month, sizeof(month), "-%02u", begins % 12 + 1);
	snprintf(line, sizeof(line),
		 "<rect x=\"%u\" y=\"%u\" width=\"%d\" height=\"%u\">"
		 "<title>%s%u%s: %u</title></rect>\n",
		 i * (BAR + 1), HEIGHT - height, BAR, height,
		 b->step > 1 ? "from " : "", begins / 12, month, b->v[i]);
	html_raw(out, line);
}

static void put_words(struct sink *out, const struct facets *f)
{
	const struct facet_value *most = &f->timeline[0];
	char line[48];

	for (size_t i = 1; i < f->months; i++)
		if (f->timeline[i].posts > most->posts)
			most = &f->timeline[i];
	html_raw(out, "Posts from ");
	html_text(out, f->timeline[0].text);
	html_raw(out, " to ");
	html_text(out, f->timeline[f->months - 1].text);
	html_raw(out, ", most in ");
	html_text(out, most->text);
	snprintf(line, sizeof(line), " (%u)", most->posts);
	html_raw(out, line);
}

void page_timeline(struct sink *out, const struct facets *f)
{
	struct bars b;
	char line[120];

	if (f->months < 2)
		return;
	count(&b, f);
	html_raw(out, "<h2>When</h2>\n<svg class=\"nisba-timeline\" "
		      "role=\"img\" aria-labelledby=\"nisba-when\" ");
	snprintf(line, sizeof(line),
		 "viewBox=\"0 0 %u %d\" preserveAspectRatio=\"none\">\n",
		 (b.n < BARS_MIN ? BARS_MIN : b.n) * (BAR + 1) - 1, HEIGHT);
	html_raw(out, line);
	for (unsigned i = 0; i < b.n; i++)
		put_bar(out, &b, i);
	html_raw(out, "</svg>\n<p id=\"nisba-when\" class=\"nisba-when\">");
	put_words(out, f);
	html_raw(out, "</p>\n");
}
