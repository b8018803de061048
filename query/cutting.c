#include "query/cutting.h"

#include <stdint.h>

#include <unigbrk.h>

enum {
	CLUSTER_MAX = 256, /* bytes looked back for a cluster's start */
	BYTES_MAX = 360    /* of the characters gone on or back */
};

int cutting_is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static int is_tail(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

size_t cutting_forward(struct str text, size_t at, size_t characters)
{
	size_t end = text.len - at > BYTES_MAX ? at + BYTES_MAX : text.len;

	for (; characters && at < end; characters--)
		do
			at++;
		while (at < text.len && is_tail(text.p[at]));
	return at;
}

size_t cutting_back(struct str text, size_t at, size_t characters)
{
	size_t end = at > BYTES_MAX ? at - BYTES_MAX : 0;

	for (; characters && at > end; characters--)
		do
			at--;
		while (at > 0 && is_tail(text.p[at]));
	return at;
}

/* A regional indicator: two make a flag. */
static int is_flag_half(struct str text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.p + at;

	return text.len - at >= 4 && p[0] == 0xF0 && p[1] == 0x9F &&
	       p[2] == 0x87 && p[3] >= 0xA6;
}

/* Whether a flag begins at `at` depends on how many halves come before. */
static size_t flag_start(struct str text, size_t at)
{
	size_t halves = 0;

	while (at - 4 * halves >= 4 && is_flag_half(text, at - 4 * halves - 4))
		halves++;
	return halves % 2 ? at - 4 : at;
}

size_t cutting_cluster(struct str text, size_t at)
{
	char breaks[CLUSTER_MAX + 16];
	size_t from, n, found;

	if (at >= text.len)
		return text.len;
	while (at > 0 && is_tail(text.p[at]))
		at--;
	/* Clusters are found forwards; a space starts one surely. */
	from = at;
	while (from > 0 && at - from < CLUSTER_MAX - 4 &&
	       !cutting_is_space(text.p[from - 1]))
		from--;
	while (from > 0 && is_tail(text.p[from]))
		from--;
	if (is_flag_half(text, from))
		from = flag_start(text, from);
	n = at - from + 4 < text.len - from ? at - from + 4 : text.len - from;
	while (from + n > at + 1 && from + n < text.len &&
	       is_tail(text.p[from + n]))
		n--;
	u8_grapheme_breaks((const uint8_t *)text.p + from, n, breaks);
	for (found = at - from; found > 0 && !breaks[found];)
		found--;
	return from + found;
}

static int is_one_of(struct str text, size_t at, const char *const *list)
{
	for (; *list; list++) {
		size_t n = strlen(*list);

		if (at >= n && memcmp(text.p + at - n, *list, n) == 0)
			return (int)n;
	}
	return 0;
}

static int is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

/* "Gen." and "U." end no sentence. */
static int is_abbreviation(struct str text, size_t dot)
{
	static const char *const titles[] = {
		"Mr",  "Mrs", "Ms",  "Dr",  "St", "Gen", "Col",  "Lt",
		"Sgt", "Sen", "Rep", "Gov", "No", "vs",  "Prof", NULL};
	int n = is_one_of(text, dot, titles);
	size_t before = dot - (size_t)n;

	if (n && (before == 0 || !is_letter(text.p[before - 1])))
		return 1;
	return dot > 0 && text.p[dot - 1] >= 'A' && text.p[dot - 1] <= 'Z' &&
	       (dot == 1 || !is_letter(text.p[dot - 2]));
}

/* 1: a sentence, or a line, ends right before `at`, where white space or the
 * next character of a script without spaces stands. */
static int is_end(struct str text, size_t at)
{
	static const char *const closers[] = {"\"", "'", ")",  "]", "”",
					      "’",  "»", "」", NULL};
	static const char *const spaceless[] = {"。", "！", "？", NULL};
	static const char *const stops[] = {".", "!", "?", "؟",
					    "۔", "…", "।", NULL};
	size_t i = at, next = at;
	char last;
	int n;

	if (at == 0 || at >= text.len)
		return at == text.len;
	if (text.p[at] == '\n')
		return 1;
	/* Most places are told by a look. */
	last = text.p[at - 1];
	if ((unsigned char)last < 0x80 &&
	    (!cutting_is_space(text.p[at]) || !strchr(".!?\"')]", last)))
		return 0;
	while (i > 0 && at - i < 8 && (n = is_one_of(text, i, closers)))
		i -= (size_t)n;
	if (is_one_of(text, i, spaceless))
		return 1;
	if (!cutting_is_space(text.p[at]) || !is_one_of(text, i, stops))
		return 0;
	while (next < text.len && cutting_is_space(text.p[next]))
		next++;
	if (next < text.len && text.p[next] >= 'a' && text.p[next] <= 'z')
		return 0;
	return text.p[i - 1] != '.' || !is_abbreviation(text, i - 1);
}

size_t cutting_begin(struct str text, size_t first, size_t wanted, size_t last)
{
	size_t word = SIZE_MAX;

	if (first == 0)
		return 0;
	for (size_t i = last; i > first; i--) {
		if (cutting_is_space(text.p[i]))
			continue;
		if (cutting_is_space(text.p[i - 1])) {
			size_t end = i - 1;

			while (end > 0 && cutting_is_space(text.p[end - 1]) &&
			       text.p[end] != '\n')
				end--;
			if (is_end(text, end))
				return i;
			/* The one nearest to `wanted`, before it. */
			if (i >= wanted || word == SIZE_MAX)
				word = i;
		} else if (!is_tail(text.p[i]) && is_end(text, i)) {
			return i;
		}
	}
	return word != SIZE_MAX ? word : cutting_cluster(text, wanted);
}

size_t cutting_end(struct str text, size_t first, size_t wanted, size_t last)
{
	size_t word = SIZE_MAX;

	if (last >= text.len)
		return text.len;
	for (size_t i = last; i > first; i--) {
		if (is_tail(text.p[i]))
			continue;
		if (is_end(text, i))
			return i;
		if (cutting_is_space(text.p[i]) &&
		    !cutting_is_space(text.p[i - 1]) &&
		    (i >= wanted || word == SIZE_MAX))
			word = i;
	}
	if (word != SIZE_MAX)
		return word;
	wanted = cutting_cluster(text, wanted);
	return wanted > first ? wanted : first;
}
