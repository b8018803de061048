/* What somebody may be typing, and posts like a given one. */
#include "tests/unit/small_archive.h"

#include "query/complete.h"
#include "query/related.h"

static const struct small_post posts[] = {
	{"one.md", "---\ntitle: Milk of Zarqa\nid: one\nauthor: Zaid Example\n"
		   "tags: [Zarqa News, milk]\n---\nHe spoke of al-Zarqawi and "
		   "the zebra in the zoo. Penguins swim.\n"},
	{"two.md", "---\ntitle: Zarqa again\nid: two\ntags: [zarqa news]\n---\n"
		   "They said that al-Zarqawi saw a zebra; penguins swim.\n"},
	{"three.md", "---\ntitle: Zarqa again\nid: three\n---\nThe "
		     "zebra and honey.\n"},
	{"four.md", "---\ntitle: Four\nid: four\n---\nOnly honey.\n"},
	{"five.md", "---\ntitle: خمسة\nid: five\n---\nحليب وخبز\n"},
	{"six.md", "---\ntitle: Six\nid: six\n---\nOf bread.\n"},
	{"seven.md", "---\ntitle: Seven\nid: seven\n---\nOf salt.\n"},
	{"eight.md", "---\ntitle: Eight\nid: eight\n---\nOf water.\n"},
	/* The newest, and like the first in one word only. */
	{"nine.md", "---\ntitle: Nine\nid: nine\ndate: 2020-01-01\n---\n"
		    "Penguins dive.\n"},
};

SMALL_ARCHIVE(posts)

static void assert_completions(const char *text, size_t max, const char *want)
{
	struct arena arena = ARENA_INIT(1 << 20);
	struct completions c;
	char got[512] = "";

	assert_int_equal(complete(&c, &arena, &archive.open,
				  (struct str){text, strlen(text)}, max, NULL),
			 ST_OK);
	for (size_t i = 0; i < c.n; i++) {
		size_t len = strlen(got);

		snprintf(got + len, sizeof(got) - len, "%s%s %.*s %u",
			 i ? ", " : "", completion_kind_name(c.v[i].kind),
			 (int)c.v[i].text.len, c.v[i].text.p, c.v[i].posts);
	}
	arena_free(&arena);
	assert_string_equal(got, want);
}

static void beginnings_are_completed(void **state)
{
	(void)state;
	assert_completions("zeb", 10, "word zebra 3");
	assert_completions("ZARQAW", 10, "name al-Zarqawi 2");
	assert_completions("zarqa n", 10,
			   "word zarqa news 2, tag Zarqa News 2");
	assert_completions("zaid", 1, "name Zaid 1, author Zaid Example 1");
	assert_completions("Zarqa ag", 10,
			   "word Zarqa again 2, title Zarqa again 2");
	assert_completions("حلي", 10, "name حليب 1");
	assert_completions("honey zebr", 10, "word honey zebra 1");
}

static void without_a_word_there_is_nothing(void **state)
{
	static const char *const texts[] = {"",     "  ",       "...",
					    "zzzq", "\377\376", "XAzaid"};
	char far[COMPLETE_TEXT_MAX * 3];

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_completions(texts[i], 10, "");
	memset(far, 'q', sizeof(far));
	far[sizeof(far) - 1] = '\0';
	assert_completions(far, 10, "");
}

static enum status relate(struct answer *a, const char *id, struct error *err)
{
	const struct answer_options how = {.limit = 10,
					   .limits = QUERY_LIMITS_SHELL};

	return related_posts(a, &archive.open, (struct str){id, strlen(id)},
			     &how, err);
}

static void posts_that_share_telling_words_are_related(void **state)
{
	struct answer a;

	(void)state;
	assert_int_equal(relate(&a, "one", NULL), ST_OK);
	assert_true(a.n >= 1);
	assert_true(str_eq(a.results[0].post.id, STR("two")));
	assert_true(a.results[0].snippet.mark_count > 0);
	for (size_t i = 0; i < a.n; i++)
		assert_true(!str_eq(a.results[i].post.id, STR("one")));
	answer_free(&a);
}

static void a_post_may_be_like_no_other(void **state)
{
	struct error err = ERROR_INIT;
	struct answer a;

	(void)state;
	assert_int_equal(relate(&a, "five", NULL), ST_OK);
	assert_int_equal(a.n, 0);
	answer_free(&a);
	assert_int_equal(relate(&a, "nobody", &err), ST_NOTFOUND);
	assert_non_null(strstr(err.msg, "'nobody'"));
	answer_free(&a);
	assert_int_equal(relate(&a, "", &err), ST_NOTFOUND);
	answer_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(beginnings_are_completed),
		cmocka_unit_test(without_a_word_there_is_nothing),
		cmocka_unit_test(posts_that_share_telling_words_are_related),
		cmocka_unit_test(a_post_may_be_like_no_other),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
