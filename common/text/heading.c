#include "common/text/heading.h"

#include <stdint.h>

/* ASCII only: a heading of other letters is at worst counted as prose. */
static int is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static int is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static int is_letter(char c)
{
	return is_upper(c) || is_lower(c) || (c & 0x80);
}

static int ends_a_sentence(struct str line)
{
	while (line.len &&
	       (line.p[line.len - 1] == ' ' || line.p[line.len - 1] == '"' ||
		line.p[line.len - 1] == '\r'))
		line.len--;
	return line.len && line.p[line.len - 1] == '.';
}

int heading_line(struct str line)
{
	enum { SMALL = 3 /* letters: of, the, and */ };
	unsigned capitals = 0, lowers = 0;
	int sentence;

	if (line.len > HEADING_MAX)
		return 0;
	sentence = ends_a_sentence(line);
	for (size_t i = 0, end; i < line.len; i = end) {
		end = i + 1;
		if (!is_letter(line.p[i]))
			continue;
		while (end < line.len &&
		       (is_letter(line.p[end]) || line.p[end] == '\''))
			end++;
		if (is_upper(line.p[i]))
			capitals++;
		else if (end - i > SMALL)
			lowers++;
	}
	/* A full stop speaks for prose, however many names are in it. */
	if (sentence)
		return lowers == 0 && capitals > 3;
	return capitals >= 2 && capitals >= 3 * lowers;
}
