#include "common/base/guess.h"

#include <string.h>

enum { WORD_MAX = 64 };

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Optimal string alignment over three rows; both are shorter than WORD_MAX. */
static unsigned distance(const char *a, size_t n, const char *b, size_t m)
{
	unsigned rows[3][WORD_MAX + 1];
	unsigned *two = rows[0], *one = rows[1], *row = rows[2], *spare;

	for (size_t j = 0; j <= m; j++)
		one[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			row[j] = one[j - 1] + (a[i - 1] != b[j - 1]);
			row[j] = least(row[j], least(one[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = least(row[j], two[j - 2] + 1);
		}
		spare = two;
		two = one;
		one = row;
		row = spare;
	}
	return one[m];
}

void guess_try(struct guess *g, const char *name)
{
	size_t n = strlen(g->word), m = strlen(name);
	unsigned d;

	if (n == 0 || n >= WORD_MAX || m >= WORD_MAX)
		return;
	d = distance(g->word, n, name, m);
	if (n >= 2 && m > n && !memcmp(name, g->word, n))
		d = 1;
	if (d > (n < 3 ? 1 : n / 3) || d >= n)
		return;
	if (!g->best || d < g->distance) {
		g->best = name;
		g->distance = d;
	}
}
