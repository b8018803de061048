#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/index/content.h"

#define POST                                                                   \
	"The general came back to the lobby of the same hotel, and nobody "    \
	"asked him where he had been."

static size_t hash(unsigned char out[CONTENT_HASH], const char *text)
{
	return content_hash(out, (struct str){text, strlen(text)});
}

static int same(const char *a, const char *b)
{
	unsigned char x[CONTENT_HASH], y[CONTENT_HASH];

	return hash(x, a) == CONTENT_HASH && hash(y, b) == CONTENT_HASH &&
	       memcmp(x, y, CONTENT_HASH) == 0;
}

static void copies_have_one_hash(void **state)
{
	(void)state;
	assert_true(same(POST, POST));
	assert_true(same(POST, "\n  " POST "\n\n"));
	assert_true(same(POST " \"Yes,\" he said.", POST "\n'Yes' HE SAID"));
	assert_false(same(POST, POST " Yes."));
	assert_false(same(POST " \xD9\x87", POST " \xD9\x88"));
}

static void short_texts_have_none(void **state)
{
	unsigned char out[CONTENT_HASH];

	(void)state;
	assert_int_equal(hash(out, ""), 0);
	assert_int_equal(hash(out, "A hotel."), 0);
	assert_int_equal(hash(out, "-- -- -- -- -- -- -- -- -- -- -- -- -- -- "
				   "-- -- -- -- -- -- -- -- -- -- -- a hotel"),
			 0);
}

static void long_texts_are_read_to_their_end(void **state)
{
	enum { LONG = 3 * 4096 };
	unsigned char x[CONTENT_HASH], y[CONTENT_HASH];
	char *text = malloc(LONG);

	(void)state;
	assert_non_null(text);
	memset(text, 'a', LONG);
	content_hash(x, (struct str){text, LONG});
	text[LONG - 1] = 'b';
	content_hash(y, (struct str){text, LONG});
	assert_memory_not_equal(x, y, CONTENT_HASH);
	content_hash(y, (struct str){text, LONG - 1});
	assert_memory_not_equal(x, y, CONTENT_HASH);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_have_one_hash),
		cmocka_unit_test(short_texts_have_none),
		cmocka_unit_test(long_texts_are_read_to_their_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
