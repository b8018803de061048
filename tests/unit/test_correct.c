/* "Did you mean": only for words that are in no post, only with hits. */
#include "tests/unit/small_archive.h"

static const struct small_post posts[] = {
	{"one.md", "---\ntitle: Ministry of milk\ndate: 2006-06-14\n"
		   "tags: [iraq]\n---\nThe government spoke of accessibility "
		   "in Baghdad, the JavaScript of cities.\n"},
	{"two.md", "Government and accessible milk. The Iraq war, the Iraq "
		   "war, again.\n"},
	{"three.md", "The Iraq war and الحكومة in print. War in Iraq.\n"},
	{"four.md", "The phonetic alphabet of Iraq, and of war.\n"},
};

SMALL_ARCHIVE(posts)

static void assert_suggestion(const char *query, const char *want,
			      const struct filter *filter)
{
	const struct answer_options how = {.limit = 10,
					   .suggest = 1,
					   .filter = filter,
					   .limits = QUERY_LIMITS_SHELL};
	struct answer a;

	small_ask(&a, &archive, query, &how);
	if (!str_eq(a.suggestion, (struct str){want, strlen(want)}))
		fail_msg("%s: '%.*s', want '%s'", query, (int)a.suggestion.len,
			 a.suggestion.p, want);
	answer_free(&a);
}

static void absent_words_are_replaced(void **state)
{
	static const struct {
		const char *query, *want;
	} rows[] = {
		{"goverment", "government"},
		{"qccessibility", "accessibility"},
		{"govenrment milk", "government milk"},
		{"fonetic", "phonetic"},
		{"javascirpt", "JavaScript"},
		{"\"iraq wra\"", "\"iraq war\""},
		{"title:milc iraq", "title:milk iraq"},
		{"(goverment OR milk) -bagdadd",
		 "(government OR milk) -bagdadd"},
		{"goverment accessibilty", "government accessibility"},
		{"الحظومة", "الحكومة"},
		{"iraqwar", "iraq war"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_suggestion(rows[i].query, rows[i].want, NULL);
}

static void otherwise_nothing_is_said(void **state)
{
	static const char *const rows[] = {
		"milk",                    /* is there */
		"",                        /* no word at all */
		"zzzzqqqq",                /* nothing near */
		"zzzzqqqq goverment",      /* nothing near one of them */
		"goverment alphabet milk", /* no post has all of them */
		"-goverment milk",         /* not wanted anyway */
		"mi",                      /* too short to guess */
		"goverment*",              /* a beginning */
		"lang:ex milk",            /* no word */
		"tag:iraqs",               /* another form of iraq */
		"12345 milk",
		"aaaa bbbb cccc dddd eeee ffff",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_suggestion(rows[i], "", NULL);
}

static void the_filter_counts(void **state)
{
	struct filter f = FILTER_NONE;

	(void)state;
	f.tag = STR("iraq");
	assert_suggestion("goverment", "government", &f);
	assert_suggestion("fonetic", "", &f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(absent_words_are_replaced),
		cmocka_unit_test(otherwise_nothing_is_said),
		cmocka_unit_test(the_filter_counts),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
