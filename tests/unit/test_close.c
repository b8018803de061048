/* Words typed side by side that stand close together. */
#include "tests/unit/small_archive.h"

#define FAR                                                                    \
	"the price rose, as it does each winter here, and nobody knew why; "   \
	"at the end of it there was little milk\n"
#define NEAR                                                                   \
	"the price of milk rose, as it does each winter here, and nobody "     \
	"knew why; at the end of it there was little\n"

/* Alike but for where the words stand: without that the first comes first. */
static const struct small_post posts[] = {
	{"a.md", "---\ntitle: Dust\n---\n" FAR},
	{"b.md", "---\ntitle: Dust\n---\n" NEAR},
	{"c.md", "---\ntitle: Dust\n---\nnothing\n"},
	{"d.md", "---\ntitle: Dust\n---\nnothing again\n"},
};

SMALL_ARCHIVE(posts)

static char first(const char *query)
{
	const struct answer_options how = {.limit = 7,
					   .limits = QUERY_LIMITS_SHELL};
	struct answer a;
	char id;

	small_ask(&a, &archive, query, &how);
	assert_true(a.n >= 2);
	id = a.results[0].post.id.p[0];
	answer_free(&a);
	return id;
}

static void close_together_is_better(void **state)
{
	(void)state;
	assert_int_equal(first("milk price"), 'b');
	assert_int_equal(first("price milk"), 'b');
	assert_int_equal(first("prices milk"), 'b'); /* kin, too */
	assert_int_equal(first("milk OR price"), 'a');
	assert_int_equal(first("winter -(milk peace)"), 'a');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(close_together_is_better),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
