/* How likely one word was typed for another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "query/typo.h"

static unsigned cost(const char *a, const char *b)
{
	uint32_t x[TYPO_LEN_MAX], y[TYPO_LEN_MAX];
	size_t n = strlen(a), m = strlen(b);

	for (size_t i = 0; i < n; i++)
		x[i] = (unsigned char)a[i];
	for (size_t i = 0; i < m; i++)
		y[i] = (unsigned char)b[i];
	return typo_cost(x, n, y, m, 1000);
}

static void usual_slips_cost_less(void **state)
{
	(void)state;
	assert_int_equal(cost("word", "word"), 0);
	assert_int_equal(cost("letetr", "letter"), 60);     /* swapped */
	assert_int_equal(cost("leter", "letter"), 40);      /* doubled */
	assert_int_equal(cost("lettter", "letter"), 40);    /* likewise */
	assert_int_equal(cost("lettwr", "letter"), 60);     /* neighbour */
	assert_int_equal(cost("tomb", "tob"), TYPO_LETTER); /* one more */
	assert_int_equal(cost("fonetic", "phonetic"), 50);  /* by ear */
	assert_int_equal(cost("phish", "fish"), 50);
	assert_int_equal(cost("goverment", "government"), TYPO_LETTER);
	assert_int_equal(cost("qovernment", "government"),
			 TYPO_LETTER + TYPO_FIRST);
	assert_int_equal(cost("a", "b"), TYPO_LETTER + TYPO_FIRST);
	assert_true(cost("milk", "iron") > 300);
}

/* Never dearer than all letters replaced, and the same both ways but for
 * nothing. */
static void the_cost_is_a_distance(void **state)
{
	static const char *const words[] = {"a",    "ab",   "khazraji",
					    "coup", "coop", "phone",
					    "fone", "quay", "kay"};
	const size_t n = sizeof(words) / sizeof(words[0]);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			unsigned c = cost(words[i], words[k]);

			assert_int_equal(c, cost(words[k], words[i]));
			assert_int_equal(c == 0, i == k);
		}
}

static void words_far_apart_end_early(void **state)
{
	uint32_t a[TYPO_LEN_MAX], b[TYPO_LEN_MAX];

	(void)state;
	for (size_t i = 0; i < TYPO_LEN_MAX; i++) {
		a[i] = 'x';
		b[i] = 0x10FFFF;
	}
	assert_true(typo_cost(a, TYPO_LEN_MAX, b, TYPO_LEN_MAX, 100) > 100);
	assert_true(typo_cost(a, 1, b, TYPO_LEN_MAX, 100) > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_slips_cost_less),
		cmocka_unit_test(the_cost_is_a_distance),
		cmocka_unit_test(words_far_apart_end_early),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
