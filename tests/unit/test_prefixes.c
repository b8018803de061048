/* Many beginnings of words, each of which stands for many words. */
#include "tests/unit/small_archive.h"

enum { BEGINNINGS = 20, ENDS = 60 };

static struct small_archive archive;

/* "baaa baab ... taba ..." */
static int open_archive(void **state)
{
	static char text[BEGINNINGS * ENDS * 8 + 64];
	const struct small_post post = {"a.md", text};
	size_t len =
		(size_t)snprintf(text, sizeof(text), "---\nlang: en\n---\n");

	(void)state;
	for (int b = 0; b < BEGINNINGS; b++)
		for (int e = 0; e < ENDS; e++)
			len += (size_t)snprintf(text + len, sizeof(text) - len,
						"%cx%c%c ", 'b' + b,
						'a' + e / 26, 'a' + e % 26);
	return small_open(&archive, &post, 1);
}

static int close_archive(void **state)
{
	(void)state;
	return small_close(&archive);
}

static void ask(struct answer *a, int beginnings, const char *last)
{
	const struct answer_options how = {.limit = 1,
					   .limits = QUERY_LIMITS_SHELL};
	struct error err = ERROR_INIT;
	char query[1024];
	size_t len = 0;

	for (int b = 0; b < beginnings; b++)
		len += (size_t)snprintf(query + len, sizeof(query) - len,
					"%cx* ", 'b' + b);
	len += (size_t)snprintf(query + len, sizeof(query) - len, "%s", last);
	if (answer_query(a, &archive.open, (struct str){query, len}, &how,
			 &err) != ST_OK)
		fail_msg("%s", err.msg);
}

static void few_are_completed_in_full(void **state)
{
	struct answer a;

	(void)state;
	ask(&a, 2, "");
	assert_int_equal(a.plan.terms, 2 * PLAN_PREFIX_MAX);
	assert_int_equal(a.tree.note_count, 0);
	assert_int_equal(a.total, 1);
	answer_free(&a);
}

static void many_share_what_a_query_may_come_to(void **state)
{
	struct answer a;

	(void)state;
	ask(&a, BEGINNINGS, "");
	assert_true(a.plan.terms <= PLAN_TERMS_MAX + BEGINNINGS);
	assert_int_equal(a.tree.note_count, 1);
	assert_int_equal(a.total, 1); /* each still finds something */
	answer_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_are_completed_in_full),
		cmocka_unit_test(many_share_what_a_query_may_come_to),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
