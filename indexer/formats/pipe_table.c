#include "indexer/formats/pipe_table.h"

static struct str line_at(const struct buf *b, size_t at)
{
	const char *nl = memchr(b->p + at, '\n', b->len - at);
	size_t end = nl ? (size_t)(nl - b->p) : b->len;

	return (struct str){b->p + at, end - at};
}

/* "|---|:-:|", "--- | ---" */
static int is_rule(struct str s)
{
	size_t bars = 0, hyphens = 0;

	for (size_t i = 0; i < s.len; i++) {
		bars += s.p[i] == '|';
		hyphens += s.p[i] == '-';
		if (!strchr("|-: \t", s.p[i]) || !s.p[i])
			return 0;
	}
	return bars && hyphens;
}

/* Copy one row down to `to`; cells are trimmed, empty ones vanish. */
static size_t tidy_row(char *to, struct str row)
{
	size_t n = 0, from = 0;

	for (size_t i = 0; i <= row.len; i++) {
		size_t a = from, b = i;

		if (i < row.len &&
		    (row.p[i] != '|' || (i && row.p[i - 1] == '\\')))
			continue;
		while (a < b && row.p[a] == ' ')
			a++;
		while (b > a && row.p[b - 1] == ' ')
			b--;
		if (b > a && n)
			to[n++] = ' '; /* in the place of a bar */
		memmove(to + n, row.p + a, b - a);
		n += b - a;
		from = i + 1;
	}
	return n;
}

int pipe_table_tidy(struct buf *b)
{
	size_t at, to = 0;

	at = line_at(b, 0).len + 1;
	if (at >= b->len || !is_rule(line_at(b, at)))
		return 0;
	for (size_t i = 0; i < b->len;) {
		struct str row = line_at(b, i);

		i += row.len + 1;
		if (is_rule(row))
			continue;
		to += tidy_row(b->p + to, row);
		b->p[to++] = '\n';
	}
	b->len = to ? to - 1 : 0;
	b->p[b->len] = '\0';
	return 1;
}
