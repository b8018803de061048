#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/text/stop_words.h"

static int is_one(const char *word)
{
	return stop_word((struct str){word, strlen(word)});
}

static void words_of_grammar_are_known(void **state)
{
	static const char *const words[] = {"the", "a",  "your",
					    "of",  "في", "الذي"};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_true(is_one(words[i]));
}

static void words_that_mean_something_are_none(void **state)
{
	static const char *const words[] = {"",   "us",   "may",  "will", "no",
					    "th", "thea", "iraq", "zzz"};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_false(is_one(words[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_grammar_are_known),
		cmocka_unit_test(words_that_mean_something_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
