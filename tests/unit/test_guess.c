#include "common/base/guess.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *of_commands(const char *word)
{
	static const char *const names[] = {"update", "rebuild", "dump",
					    "stats",  "search",  "explain"};
	struct guess g = {word, NULL, 0};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		guess_try(&g, names[i]);
	return g.best;
}

static void slips_of_the_finger_are_near(void **state)
{
	(void)state;
	assert_string_equal(of_commands("serach"), "search");
	assert_string_equal(of_commands("serch"), "search");
	assert_string_equal(of_commands("updatte"), "update");
	assert_string_equal(of_commands("dumb"), "dump");
}

static void a_beginning_is_near(void **state)
{
	(void)state;
	assert_string_equal(of_commands("re"), "rebuild");
	assert_string_equal(of_commands("exp"), "explain");
}

static void other_words_are_not(void **state)
{
	char word[65];

	(void)state;
	assert_null(of_commands("find"));
	assert_null(of_commands("x"));
	assert_null(of_commands(""));
	for (size_t i = 0; i < sizeof(word); i++)
		word[i] = 's';
	word[64] = '\0';
	assert_null(of_commands(word));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_of_the_finger_are_near),
		cmocka_unit_test(a_beginning_is_near),
		cmocka_unit_test(other_words_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
