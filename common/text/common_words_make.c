/*
 * Makes the table of common_words.c, when the program is built:
 *	common_words_make common < WORDS > common_words.inc
 *	common_words_make known < WORDS > known_words.inc
 * One word a line: those in lower case, or those with a capital.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/text/common_words_hash.h"
#include "common/text/words.h"

enum { LINE = 256, MAX = 1 << 20 };

static uint32_t hashes[MAX];

static int by_value(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int has_upper(const char *s)
{
	for (; *s; s++)
		if (isupper((unsigned char)*s))
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	int capitals = argc == 2 && strcmp(argv[1], "known") == 0;
	char line[LINE];
	size_t n = 0;

	while (n < MAX && fgets(line, sizeof(line), stdin)) {
		struct str text = {line, strcspn(line, "\n")};
		struct words w;
		struct word word;

		if (has_upper(line) != capitals)
			continue;
		words_begin(&w, text, 1);
		while (n < MAX && words_next(&w, &word))
			hashes[n++] = common_words_hash(word.term);
	}
	qsort(hashes, n, sizeof(*hashes), by_value);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || hashes[i] != hashes[i - 1])
			printf("%uu,\n", (unsigned)hashes[i]);
	return n == 0 || ferror(stdin) || fflush(stdout) ? 1 : 0;
}
