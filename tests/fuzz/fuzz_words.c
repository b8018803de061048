#include <stdint.h>

#include "tests/unit/words_skipped.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct words w;
	struct word word;
	uint32_t pos = 1, wanted[WORDS_WANTED_ROWS] = {0};

	words_begin(&w, text, 1);
	while (words_next(&w, &word)) {
		check(word.term.len > 0 && word.term.len <= WORD_TERM_MAX);
		check(word.begin < word.end && word.end <= size);
		check(word.pos == pos || word.pos == pos + 1);
		check(word.span >= 1);
		pos = word.pos;
	}
	check(w.pos >= pos);
	/* Some lengths of all words, chosen by the text. */
	for (size_t i = 0; i < WORDS_WANTED_ROWS; i++)
		wanted[i] = (uint32_t)(size * (i + 7) * 2654435761u);
	check(same_when_skipped(text, wanted));
	return 0;
}
