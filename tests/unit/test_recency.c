/* Newer posts first of those that match about as well. */
#include "tests/unit/small_archive.h"

#include "query/recency.h"

#define SAME "---\nwater, water, and the price of water\n"

/* Three match as well; of them one is old, one new, one has no date. */
static const struct small_post posts[] = {
	{"a.md", "---\ntitle: Dust\ndate: 1990-01-01\n" SAME},
	{"b.md", "---\ntitle: Dust\n" SAME},
	{"c.md", "---\ntitle: Dust\ndate: 2026-01-01\n" SAME},
	{"d.md", "---\ntitle: Dust\ndate: 2026-01-01\n---\nmany other things "
		 "are said here than what is said of water, of which there "
		 "was little in that year, or none\n"},
	{"e.md", "---\ntitle: Dust\ndate: 2026-01-01\n---\nnothing\n"},
};

SMALL_ARCHIVE(posts)

/* The first letters of the ids found: "abcd". */
static void found(char out[8], int64_t half_life, enum sort_order sort)
{
	const struct answer_options how = {.limit = 7,
					   .sort = sort,
					   .half_life = half_life,
					   .all_copies = 1,
					   .limits = QUERY_LIMITS_SHELL};
	struct answer a;
	size_t n = 0;

	small_ask(&a, &archive, "water", &how);
	for (; n < a.n; n++)
		out[n] = a.results[n].post.id.p[0];
	out[n] = '\0';
	answer_free(&a);
}

static void newer_posts_come_first_of_equals(void **state)
{
	char order[8];

	(void)state;
	found(order, 0, SORT_RELEVANCE);
	assert_string_equal(order, "abcd");
	found(order, (int64_t)20 * 365 * 86400, SORT_RELEVANCE);
	assert_string_equal(order, "cabd");
	/* Who asks for another order gets that. */
	found(order, (int64_t)20 * 365 * 86400, SORT_OLDEST);
	assert_string_equal(order, "bacd");
}

static void times_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t days; /* 0: none */
	} rows[] = {
		{"2y", 730},
		{"1 year", 365},
		{"90d", 90},
		{"90 days", 90},
		{"3w", 21},
		{"12 months", 365},
		{"12M", 365},
		{"1 Week", 7},
		{"1000y", 365000},
		{"1001y", 0},
		{"0y", 0},
		{"-1y", 0},
		{"2", 0},
		{"y", 0},
		{"", 0},
		{"2 years ago", 0},
		{"2 yy", 0},
		{"1e3y", 0},
		{"99999999999999999999y", 0},
		{"+2y", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t got = 0;
		enum status st = recency_parse(&got, rows[i].text, NULL);

		if (st != (rows[i].days ? ST_OK : ST_USAGE) ||
		    got != rows[i].days * 86400)
			fail_msg("'%s' gives %lld", rows[i].text,
				 (long long)got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(newer_posts_come_first_of_equals),
		cmocka_unit_test(times_are_read),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
