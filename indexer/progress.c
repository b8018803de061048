#include "indexer/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
	BAR_MAX = 40,    /* columns */
	BAR_SHARE = 3,   /* of all: one in so many */
	NARROW_MAX = 39, /* without a bar */
	PART_MAX = 64,   /* bytes of a number and its word */
	PARTS = 4
};

/* 1,234,567 */
static void put_number(char out[PART_MAX], uint64_t n)
{
	char digits[24];
	size_t len = (size_t)snprintf(digits, sizeof(digits), "%" PRIu64, n);

	for (size_t i = 0; i < len; i++) {
		*out++ = digits[i];
		if (i + 1 < len && (len - i - 1) % 3 == 0)
			*out++ = ',';
	}
	*out = '\0';
}

/* 0:03, 12:00, 1:02:03 */
static void put_time(char out[PART_MAX], int64_t ms)
{
	const int64_t s = ms / 1000;

	if (s < 3600)
		snprintf(out, PART_MAX, "%d:%02d", (int)(s / 60),
			 (int)(s % 60));
	else
		snprintf(out, PART_MAX, "%" PRId64 ":%02d:%02d", s / 3600,
			 (int)(s / 60 % 60), (int)(s % 60));
}

/* Eighths of a column, where the terminal has them. */
static size_t put_bar(char *out, const struct progress *p, unsigned columns,
		      int blocks)
{
	static const char *const eighths[] = {"",  "▏", "▎", "▍",
					      "▌", "▋", "▊", "▉"};
	const unsigned full =
		(unsigned)((double)p->done / (double)p->total * columns * 8);
	char *end = out;

	for (unsigned i = 0; i < columns; i++) {
		const char *cell = blocks ? "░" : ".";

		if (i < full / 8)
			cell = blocks ? "█" : "#";
		else if (i == full / 8 && full % 8 && blocks)
			cell = eighths[full % 8];
		end += sprintf(end, "%s", cell);
	}
	return (size_t)(end - out);
}

/* The most important first. */
static size_t put_parts(char parts[PARTS][PART_MAX], const struct progress *p,
			int64_t ms)
{
	const int is_sure = ms >= PROGRESS_SURE_MS;
	char text[PART_MAX];
	size_t n = 0;

	if (p->total)
		snprintf(parts[n++], PART_MAX, "%3d%%",
			 (int)(100.0 * (double)p->done / (double)p->total));
	if (is_sure && p->total && p->done) {
		put_time(text,
			 (int64_t)((double)ms *
				   ((double)p->total / (double)p->done - 1)));
		snprintf(parts[n++], PART_MAX, "%.30s left", text);
	} else if (is_sure)
		put_time(parts[n++], ms);
	put_number(text, p->count);
	snprintf(parts[n++], PART_MAX, "%.30s %s", text, p->what);
	if (!is_sure || !p->total)
		return n;
	put_number(text, (uint64_t)((double)p->count * 1000 / (double)ms));
	snprintf(parts[n++], PART_MAX, "%.30s/s", text);
	return n;
}

static void put_line(char out[PROGRESS_LINE_MAX], const struct progress *p,
		     int64_t ms, unsigned columns, int blocks)
{
	char parts[PARTS][PART_MAX];
	const size_t n = put_parts(parts, p, ms);
	unsigned bar = columns / BAR_SHARE;
	size_t width = strlen(p->doing), len;

	len = (size_t)snprintf(out, PART_MAX, "%s", p->doing);
	if (p->total && columns > NARROW_MAX) {
		bar = bar < BAR_MAX ? bar : BAR_MAX;
		len += (size_t)sprintf(out + len, "  ");
		len += put_bar(out + len, p, bar, blocks);
		width += 2 + bar;
	}
	for (size_t i = 0; i < n; i++) {
		width += 2 + strlen(parts[i]);
		if (width >= columns)
			break;
		len += (size_t)snprintf(out + len, PROGRESS_LINE_MAX - len,
					"  %s", parts[i]);
	}
}

void progress_line(char out[PROGRESS_LINE_MAX], const struct progress *p,
		   int64_t ms, unsigned columns, int blocks)
{
	struct progress now = *p;

	/* A file may have grown since it was measured. */
	if (now.done > now.total)
		now.done = now.total;
	put_line(out, &now, ms, columns, blocks);
}
