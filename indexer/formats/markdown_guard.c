#include "indexer/formats/markdown_guard.h"

#include <stdint.h>

enum {
	MARKERS_MAX = 64,  /* of quotes and lists at the start of one line */
	INDENT_MAX = 256,  /* columns before a list marker */
	MARKS_MAX = 500000 /* of the tree's nodes, which take 150 bytes each */
};

/*
 * Measured with cmark 0.30.2: n brackets in a paragraph take n² * 0.15 ns, a
 * blank line takes 7 ns for each level it lies in. Both budgets are about a
 * quarter of a second.
 */
static const uint64_t bracket_budget = 1500000000, blank_budget = 40000000;

struct line {
	size_t indent;  /* columns before the last marker */
	size_t markers; /* of quotes and lists */
	int blank;
	size_t brackets;
	size_t marks; /* that may make a node of the tree */
};

static size_t marker_len(const char *p, const char *end)
{
	const char *q = p;

	if (*p == '>')
		return 1;
	while (q < end && q - p < 9 && *q >= '0' && *q <= '9')
		q++;
	if (q == end || !strchr(q > p ? ".)" : "-+*", *q) || !*q)
		return 0;
	q++;
	/* A list's marker is followed by white space or nothing. */
	return q == end || strchr(" \t\r", *q) ? (size_t)(q - p) : 0;
}

/* What makes a parser look further. */
static const unsigned char is_mark[256] = {
	['['] = 1, [']'] = 1, ['!'] = 1, ['*'] = 1,  ['_'] = 1,
	['`'] = 1, ['<'] = 1, ['&'] = 1, ['\\'] = 1,
};

static struct line measure(const char *p, const char *end)
{
	struct line l = {0, 0, 0, 0, 1};
	size_t columns = 0, n;

	for (; p < end; p += n, columns += n) {
		if (*p == ' ' || *p == '\r') {
			n = 1;
		} else if (*p == '\t') {
			n = 1;
			columns += 3; /* at most */
		} else {
			n = marker_len(p, end);
			if (n == 0)
				break;
			l.markers++;
			l.indent = columns;
		}
	}
	l.blank = p == end && l.markers == 0;
	for (; p < end; p++) {
		l.brackets += *p == '[' || *p == ']';
		l.marks += is_mark[(unsigned char)*p];
	}
	l.marks += l.markers;
	return l;
}

const char *markdown_guard(struct str text)
{
	const char *p = text.p, *end = text.p + text.len;
	uint64_t brackets = 0, cost = 0, blanks = 0, depth = 0, marks = 0;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		struct line l = measure(p, nl ? nl : end);

		if (l.markers > MARKERS_MAX || l.indent > INDENT_MAX)
			return "quotes or lists are nested too deep";
		if (l.indent / 2 + l.markers > depth)
			depth = l.indent / 2 + l.markers;
		/* Brackets meet only within one paragraph. */
		if (l.blank || l.markers) {
			cost += brackets * brackets;
			brackets = 0;
		}
		blanks += (uint64_t)l.blank;
		brackets += l.brackets;
		if (cost + brackets * brackets > bracket_budget)
			return "too many brackets in a paragraph";
		marks += l.marks;
		if (marks > MARKS_MAX)
			return "too many marks";
		p = nl ? nl + 1 : end;
	}
	if (blanks * depth > blank_budget)
		return "too many blank lines in deep lists";
	return NULL;
}
