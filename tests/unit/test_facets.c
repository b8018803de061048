/* What matching posts have in common, and restricting a search to it. */
#include "tests/unit/small_archive.h"

#include "common/index/facet.h"
#include "query/facets.h"

static const struct small_post posts[] = {
	{"one.md", "---\ntitle: One\ndate: 2006-06-14\nauthor: Basel Haddad\n"
		   "tags: [Iraq, food, iraq]\nseries: The Kitchen\nlang: "
		   "en\n---\nmilk and bread\n"},
	{"two.md", "---\ntitle: Two\ndate: 2006-06-20\nauthor: basel haddad\n"
		   "tags: [iraq]\nseries: [the kitchen, Bees]\nlang: "
		   "en\n---\nmilk and honey\n"},
	{"three.md",
	 "---\ntitle: Three\ndate: 2007-01-02\nauthor: [Leila Example, Basel "
	 "Haddad]\ntags: [iraq, \"++\"]\nlang: ar\n---\nmilk, milk\n"},
	{"four.md", "---\ntitle: Four\n---\nmilk again, without a date\n"},
	{"five.md", "---\ntitle: Five\ndate: 2008-03-04\nauthor: Haddad\n---\n"
		    "bread alone\n"},
};

SMALL_ARCHIVE(posts)

static struct answer_options usual(void)
{
	return (struct answer_options){
		.limit = 10, .facets = 1, .limits = QUERY_LIMITS_SHELL};
}

/* "Iraq 3, food 1" */
static void assert_values(const struct facet_value *v, size_t n,
			  const char *want)
{
	char got[512] = "";

	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(got);

		snprintf(got + len, sizeof(got) - len, "%s%.*s %u",
			 i ? ", " : "", (int)v[i].text.len, v[i].text.p,
			 v[i].posts);
	}
	assert_string_equal(got, want);
}

static void assert_row(const struct answer *a, enum facet_row row,
		       const char *name, const char *want)
{
	const struct facet *f = &a->facets.rows[row];

	assert_string_equal(f->name, name);
	assert_values(f->v, f->n, want);
}

static void posts_are_counted(void **state)
{
	struct answer_options how = usual();
	struct answer a;

	(void)state;
	how.limit = 1; /* the page does not matter */
	small_ask(&a, &archive, "milk", &how);
	assert_true(a.has_facets);
	assert_int_equal(a.facets.posts, 4);
	assert_int_equal(a.facets.undated, 1);
	assert_row(&a, FACET_BY_YEAR, "year", "2007 1, 2006 2");
	assert_row(&a, FACET_BY_MONTH, "month", "2006-06 2, 2007-01 1");
	assert_row(&a, FACET_BY_AUTHOR, "author",
		   "Basel Haddad 3, Leila Example 1");
	assert_row(&a, FACET_BY_TAG, "tag", "iraq 3, food 1");
	assert_row(&a, FACET_BY_SERIES, "series", "The Kitchen 2, Bees 1");
	assert_row(&a, FACET_BY_LANG, "lang", "en 3, ar 1");
	assert_values(a.facets.timeline, a.facets.months,
		      "2006-06 2, 2007-01 1");
	answer_free(&a);
}

static void they_are_of_the_posts_that_total_counts(void **state)
{
	struct answer_options how = usual();
	struct answer a;

	(void)state;
	/* One post has both; four have one of them. */
	small_ask(&a, &archive, "milk honey", &how);
	assert_int_equal(a.total, 1);
	assert_int_equal(a.facets.posts, 1);
	answer_free(&a);
	/* None has both. */
	small_ask(&a, &archive, "honey alone", &how);
	assert_int_equal(a.total, 2);
	assert_int_equal(a.facets.posts, 2);
	answer_free(&a);
	small_ask(&a, &archive, "penguin", &how);
	assert_int_equal(a.facets.posts, 0);
	assert_true(a.has_facets);
	answer_free(&a);
}

static void assert_found(const char *query, struct filter f, const char *want)
{
	struct answer_options how = usual();
	struct answer a;
	char got[256] = "";

	how.filter = &f;
	how.sort = SORT_OLDEST;
	small_ask(&a, &archive, query, &how);
	for (size_t i = 0; i < a.n; i++) {
		strncat(got, i ? " " : "", 2);
		strncat(got, a.results[i].post.title.p,
			a.results[i].post.title.len);
	}
	assert_string_equal(got, want);
	assert_int_equal(a.total, a.n);
	assert_int_equal(a.facets.posts, a.n);
	answer_free(&a);
}

static void a_search_is_restricted(void **state)
{
	struct filter f = FILTER_NONE;

	(void)state;
	f.tag = STR("IRAQ");
	assert_found("milk", f, "One Two Three");
	f.lang = STR("en-GB");
	assert_found("milk", f, "One Two");
	f.tag = STR("++");
	assert_found("milk", f, "");
	f = FILTER_NONE;
	f.author = STR("Leila Example");
	assert_found("milk", f, "Three");
	f.author = STR("Leila"); /* no whole name: a word of it */
	assert_found("milk", f, "Three");
	f.author = STR("Haddad"); /* somebody's whole name */
	assert_found("", f, "Five");
	f.author = STR("\377 nobody");
	assert_found("milk", f, "");
}

static void dates_restrict_a_search(void **state)
{
	struct error err = ERROR_INIT;
	struct filter f = FILTER_NONE;

	(void)state;
	assert_int_equal(filter_dates(&f, "2006-06-20", "2007", &err), ST_OK);
	assert_found("milk", f, "Two Three");
	assert_found("", f, "Two Three");
	f = FILTER_NONE;
	assert_int_equal(filter_dates(&f, "2007", NULL, &err), ST_OK);
	assert_found("", f, "Three Five");
	assert_int_equal(filter_dates(&f, "soon", NULL, &err), ST_USAGE);
	assert_string_equal(err.msg, "--from soon is no date; write it as "
				     "2006, 2006-06, 2006-06-14 or June 2006");
	assert_int_equal(filter_dates(&f, NULL, "2006-13", &err), ST_USAGE);
}

/* Any bytes end; a later version's items are passed over. */
static void packed_values_may_be_anything(void **state)
{
	static const struct str rows[] = {
		STR(""),         STR("M"),         STR("M\006200606"),
		STR("M\006200"), STR("M\0032006"), STR("Z\001x"),
		STR("A\377"),
	};
	struct arena arena = ARENA_INIT(1 << 20);
	struct facet_counter *c = NULL;
	struct facets f;

	(void)state;
	assert_int_equal(facet_counter_new(&c, &arena, NULL), ST_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(facet_counter_see(c, rows[i], 1, NULL), ST_OK);
	assert_int_equal(facets_make(&f, c, NULL), ST_OK);
	assert_int_equal(f.posts, 7);
	assert_values(f.timeline, f.months, "2006-06 1");
	facet_counter_free(c);
	arena_free(&arena);
}

/* As many as there may be, each long. */
static void long_lists_are_cut(void **state)
{
	static struct str tags[FACET_LIST_MAX + 9];
	static char text[FACET_LIST_MAX + 9][400];
	struct buf packed = BUF_INIT(XAP_VALUE_MAX);
	struct post post = {.published = DATE_NONE, .updated = DATE_NONE};
	struct facet_item item;
	struct str rest;
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < FACET_LIST_MAX + 9; i++) {
		memset(text[i], 'a', sizeof(text[i]));
		snprintf(text[i], sizeof(text[i]), "tag %zu", i);
		text[i][strlen(text[i])] = ' ';
		tags[i] = (struct str){text[i], sizeof(text[i])};
	}
	post.authors = post.tags = (struct str_list){tags, FACET_LIST_MAX + 9};
	assert_int_equal(facet_pack(&packed, &post, NULL), ST_OK);
	rest = buf_str(&packed);
	for (; facet_next(&rest, &item); n++)
		assert_int_equal(item.value.len, FACET_VALUE_MAX);
	assert_int_equal(n, 2 * FACET_LIST_MAX);
	assert_int_equal(rest.len, 0);
	buf_free(&packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(posts_are_counted),
		cmocka_unit_test(they_are_of_the_posts_that_total_counts),
		cmocka_unit_test(a_search_is_restricted),
		cmocka_unit_test(dates_restrict_a_search),
		cmocka_unit_test(packed_values_may_be_anything),
		cmocka_unit_test(long_lists_are_cut),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
