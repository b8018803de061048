/*
 * Which posts a planned query finds: in a small archive, where the answer can
 * be seen by reading.
 */
#include "tests/unit/small_archive.h"

static const struct small_post posts[] = {
	{"plot.md", "---\ntitle: A plot\ndate: 2006-06-08\nauthor: Leila "
		    "Marchetti\ntags: [iraq]\n---\nAbu Musab al-Zarqawi is "
		    "dead. The militias heard of it at dawn, in Baghdad.\n"},
	{"milk.md", "---\ntitle: Milk prices\ndate: 2006-12-31T23:59:59Z\n"
		    "author: Basel Haddad\ntags: [economy, two words]\n---\n"
		    "The price of milk rose again; every other militia "
		    "pays.\n"},
	{"coup.md", "---\ntitle: A coup d'état\ndate: 2007-01-01\nauthor: "
		    "Salma Leila\ntags: [syria, economy]\n---\nGeneral Nizar "
		    "al-Khazrachi. Alpha one two three four beta. The run-up "
		    "to the vote. The price was high.\n"},
	{"khabar.md", "---\ntitle: خبر\ndate: 2008-02-29\nlang: ar\n---\nقال "
		      "الخزرجي إن المالكي في بغداد\n"},
	{"undated.md", "---\ntitle: Milk and honey\nlang: fr\n---\n"
		       "Rahman Abd al-Rahman, du miel. Café, NATO, 1,000.\n"},
};

SMALL_ARCHIVE(posts)

struct finding {
	const char *query;
	const char *ids; /* of the posts, ordered, without ".md" */
};

/* "milk plot": what was found, in the order of the table above. */
static void list_found(char out[128], const struct answer *a)
{
	out[0] = '\0';
	for (size_t i = 0; i < sizeof(posts) / sizeof(posts[0]); i++) {
		const char *name = posts[i].name;

		for (size_t k = 0; k < a->n; k++) {
			struct str id = a->results[k].post.id;

			if (id.len != strlen(name) ||
			    memcmp(id.p, name, id.len) != 0)
				continue;
			if (out[0])
				strcat(out, " ");
			strncat(out, name, strlen(name) - 3);
		}
	}
}

static struct answer_options mode(enum match_mode match)
{
	return (struct answer_options){
		.limit = 10, .match = match, .limits = QUERY_LIMITS_SHELL};
}

static void check_all(const struct finding *v, size_t n,
		      const struct answer_options *how)
{
	int faults = 0;

	for (size_t i = 0; i < n; i++) {
		struct answer a;
		char found[128];

		small_ask(&a, &archive, v[i].query, how);
		list_found(found, &a);
		if (strcmp(found, v[i].ids) != 0 || a.total != a.n) {
			print_error("%s: found '%s' (%u), wanted '%s'\n",
				    v[i].query, found, a.total, v[i].ids);
			faults++;
		}
		answer_free(&a);
	}
	assert_int_equal(faults, 0);
}

#define CHECK(table, how)                                                      \
	check_all(table, sizeof(table) / sizeof(table[0]), how)

static void all_words_must_be_there(void **state)
{
	static const struct finding table[] = {
		{"milk", "milk undated"},
		{"milk price", "milk"},
		{"milk price penguin", ""},
		{"MILK Price", "milk"},
		{"milk OR plot", "plot milk undated"},
		{"(milk OR plot) price", "milk"},
		{"milk price OR plot", "plot milk"},
		{"price -milk", "coup"},
		{"price -(milk OR coup)", ""},
		{"price -penguin", "milk coup"},
		{"-price", "plot khabar undated"},
		{"-price -خبر", "plot undated"},
		{"plot OR -price", "plot khabar undated"},
		{"1000 nato cafe", "undated"},
		{"", ""},
		{"!!!", ""},
	};
	const struct answer_options how = mode(MATCH_ALL);

	(void)state;
	CHECK(table, &how);
}

static void any_word_may_be_there(void **state)
{
	static const struct finding table[] = {
		{"milk price", "milk coup undated"},
		{"milk price penguin", "milk coup undated"},
		{"milk", "milk undated"},
		{"milk price -coup", "milk undated"},
		{"milk price tag:economy", "milk coup"},
		{"milk price date:2007", "coup"},
	};
	const struct answer_options how = mode(MATCH_ANY);

	(void)state;
	CHECK(table, &how);
}

static void phrases_know_names(void **state)
{
	static const struct finding table[] = {
		{"\"musab zarqawi\"", "plot"},
		{"\"abu musab al-zarqawi\"", "plot"},
		{"\"abu musab zarqawi\"", "plot"},
		{"\"zarqawi musab\"", ""},
		{"\"al-zarqawi is dead\"", "plot"},
		{"\"zarqawi dead\"", ""},
		{"\"price of milk\"", "milk"},
		{"\"milk price\"", "milk"}, /* kin of "prices" */
		{"=\"milk price\"", ""},
		{"\"militia heard\"", "plot"},
		{"\"coup d'etat\"", "coup"},
		{"\"general nizar khazrachi\"", "coup"},
		{"\"إن المالكي في\"", "khabar"},
		{"\"abd al-rahman\"", "undated"},
		{"abdulrahman", "undated"},
		{"\"the run up to\"", "coup"},
		{"\"runup\" \"run-up\"", "coup"},
		/* No phrase reaches from the title into the text. */
		{"\"plot abu\"", ""},
		{"-\"price of milk\" price", "coup"},
	};
	const struct answer_options how = mode(MATCH_ALL);

	(void)state;
	CHECK(table, &how);
}

static void words_find_their_inflections(void **state)
{
	static const struct finding table[] = {
		{"militia", "plot milk"},
		{"militias", "plot milk"},
		{"=militia", "milk"},
		{"=militias", "plot"},
		{"=(militia OR militias)", "plot milk"},
		{"=\"militia heard\"", ""},
		{"prices", "milk coup"},
		{"=prices", "milk"},
		{"-militia price", "coup"},
		{"-=militias price", "milk coup"},
		/* A word of grammar is no form of another. */
		{"others", ""},
	};
	static const struct finding exact[] = {
		{"militia", "milk"},
		{"\"militia heard\"", ""},
		{"militia OR militias", "plot milk"},
	};
	struct answer_options how = mode(MATCH_ALL);

	(void)state;
	CHECK(table, &how);
	how.exact = 1;
	CHECK(exact, &how);
}

static void wildcards_complete_words(void **state)
{
	static const struct finding table[] = {
		{"zarq*", "plot"},
		{"al-zarq*", "plot"},
		{"mil*", "plot milk undated"},
		{"zzz*", ""},
		{"milk zzz*", ""},
		{"title:pri*", "milk"},
		{"الخ*", "khabar"},
		{"price -mil*", "coup"},
		{"*", ""},
	};
	const struct answer_options how = mode(MATCH_ALL);

	(void)state;
	CHECK(table, &how);
}

static void near_counts_words(void **state)
{
	static const struct finding table[] = {
		{"alpha NEAR/5 beta", "coup"},
		{"beta NEAR/5 alpha", "coup"},
		{"alpha NEAR/4 beta", ""},
		{"alpha NEAR beta", "coup"},
		{"alpha NEAR/2 one NEAR/2 two", "coup"},
		{"militia NEAR/1 heard", "plot"},
		{"=militia NEAR/1 heard", ""},
		{"musab NEAR/4 dead", "plot"},
		/* Phrases and wildcards are only asked for beside it. */
		{"alpha NEAR/3 \"three four\"", "coup"},
		{"alpha NEAR/3 \"four three\"", ""},
		{"alpha NEAR/1 one NEAR/1 \"four three\"", ""},
		{"alph* NEAR/3 two", "coup"},
		{"title:coup NEAR alpha", "coup"},
		{"price -(alpha NEAR/4 beta)", "milk coup"},
		{"price -(alpha NEAR/5 beta)", "milk"},
	};
	const struct answer_options how = mode(MATCH_ALL);

	(void)state;
	CHECK(table, &how);
}

static void fields_are_searched_alone(void **state)
{
	static const struct finding table[] = {
		{"title:milk", "milk undated"},
		{"title:price", "milk"},
		{"title:=price", ""},
		{"title:\"milk prices\"", "milk"},
		{"title:(coup OR plot)", "plot coup"},
		{"title:(milk -honey)", "milk"},
		{"title:(-milk) price", "coup"},
		{"title:(price author:basel)", "milk"},
		{"author:leila", "plot coup"},
		{"by:\"leila marchetti\"", "plot"},
		{"-author:leila price", "milk"},
		{"tag:economy", "milk coup"},
		{"tag:\"two words\" milk", "milk"},
		{"tag:iraq milk", ""},
		{"lang:ar", "khabar"},
		{"lang:AR", "khabar"},
		{"lang:(fr OR ar)", "khabar undated"},
		{"-lang:en -lang:fr", "khabar"},
		{"lang:xx", ""},
		{"id:plot.md", "plot"},
		{"id:(plot.md OR milk.md)", "plot milk"},
		{"id:(plot.md NEAR milk.md)", ""},
	};
	const struct answer_options how = mode(MATCH_ALL);

	(void)state;
	CHECK(table, &how);
}

static void dates_are_ranges(void **state)
{
	static const struct finding table[] = {
		{"date:2006", "plot milk"},
		{"date:2006-06", "plot"},
		{"date:2006-06-08", "plot"},
		{"date:2006-06-07", ""},
		{"date:2006-06-08..2006-12", "plot milk"},
		{"date:2006-06-09..2007", "milk coup"},
		{"date:2007..", "coup khabar"},
		{"date:..2006", "plot milk"},
		{"date:2008-02-29", "khabar"},
		{"date:2007-02-29", ""},
		{"date:2007..2006", ""},
		{"-date:2006", "coup khabar undated"},
		{"date:(2006 OR 2008)", "plot milk khabar"},
		{"date:2006 price", "milk"},
		{"date:(2006 2007)", ""},
	};
	const struct answer_options how = mode(MATCH_ALL);

	(void)state;
	CHECK(table, &how);
}

static void check_note(const char *query, const char *want)
{
	const struct answer_options how = mode(MATCH_BEST);
	struct answer a;
	int found = 0;

	small_ask(&a, &archive, query, &how);
	for (size_t i = 0; i < a.tree.note_count; i++) {
		const struct str *note = &a.tree.notes[i].text;

		found |= note->len == strlen(want) &&
			 !memcmp(note->p, want, note->len);
	}
	if (!found)
		fail_msg("%s: no note '%s'", query, want);
	answer_free(&a);
}

static void notes_say_what_was_done(void **state)
{
	(void)state;
	check_note("date:someday", "someday is no date: searched as words");
	check_note("alpha NEAR \"three four\"",
		   "NEAR measures between single words only: the rest may be "
		   "anywhere in the post");
	check_note("plot khazrachi",
		   "no post has all these words; these have some");
	check_note("price milk", "1 post has all these words; then come posts "
				 "with some of them");
}

/* Posts with all words come first, however telling a single word is. */
static void all_comes_before_some(void **state)
{
	struct answer_options how = mode(MATCH_BEST);
	struct answer a;
	char found[128];

	(void)state;
	small_ask(&a, &archive, "price milk", &how);
	list_found(found, &a);
	assert_string_equal(found, "milk coup undated");
	assert_int_equal(a.total, 1);
	assert_true(str_eq(a.results[0].post.id, STR("milk.md")));
	answer_free(&a);

	how.offset = 1; /* the second page goes on where the first ended */
	small_ask(&a, &archive, "price milk", &how);
	list_found(found, &a);
	assert_string_equal(found, "coup undated");
	answer_free(&a);

	how.offset = 9; /* behind the last, but something was found */
	small_ask(&a, &archive, "price milk", &how);
	assert_int_equal(a.n, 0);
	assert_int_equal(a.total, 1);
	answer_free(&a);
}

/* Of posts alike but for the form, the one with the typed form is first. */
static void the_typed_form_comes_first(void **state)
{
	const struct answer_options how = mode(MATCH_ALL);
	struct answer a;

	(void)state;
	small_ask(&a, &archive, "militias", &how);
	assert_int_equal(a.n, 2);
	assert_true(str_eq(a.results[0].post.id, STR("plot.md")));
	answer_free(&a);
	small_ask(&a, &archive, "militia", &how);
	assert_true(str_eq(a.results[0].post.id, STR("milk.md")));
	answer_free(&a);
}

static void dates_sort(void **state)
{
	struct answer_options how = mode(MATCH_ALL);
	struct answer a;

	(void)state;
	how.sort = SORT_NEWEST;
	small_ask(&a, &archive, "price OR خبر OR plot", &how);
	assert_int_equal(a.n, 4);
	assert_true(str_eq(a.results[0].post.id, STR("khabar.md")));
	assert_true(str_eq(a.results[3].post.id, STR("plot.md")));
	answer_free(&a);
	how.sort = SORT_OLDEST;
	how.limit = 1;
	small_ask(&a, &archive, "price OR خبر OR plot", &how);
	assert_int_equal(a.n, 1);
	assert_int_equal(a.total, 4);
	assert_true(str_eq(a.results[0].post.id, STR("plot.md")));
	answer_free(&a);
}

/* 512 words, each of which is another: the ceiling on terms holds. */
static void many_words_are_planned(void **state)
{
	struct answer_options how = mode(MATCH_ANY);
	struct buf query = BUF_INIT(8192);
	struct answer a;

	(void)state;
	assert_int_equal(buf_add(&query, STR("milk"), NULL), ST_OK);
	for (int i = 0; i < 511; i++)
		assert_int_equal(buf_addf(&query, NULL, " word%d", i), ST_OK);
	small_ask(&a, &archive, query.p, &how);
	assert_int_equal(a.total, 2);
	assert_true(a.plan.terms <= PLAN_TERMS_MAX + 512);
	answer_free(&a);
	buf_free(&query);
}

/* Where there is no room for more words they are left out, of NEAR, too. */
static void no_room_is_left_for_near(void **state)
{
	static char query[4096];
	const struct answer_options how = mode(MATCH_ANY);
	struct answer a;
	size_t len = 0;

	(void)state;
	for (unsigned i = 0; i < 300; i++)
		len += (size_t)snprintf(query + len, sizeof(query) - len,
					"word%u ", i);
	snprintf(query + len, sizeof(query) - len, "alpha NEAR beta");
	small_ask(&a, &archive, query, &how);
	assert_true(a.tree.note_count > 0);
	answer_free(&a);
	len = 0;
	for (unsigned i = 0; i < 130; i++)
		len += (size_t)snprintf(query + len, sizeof(query) - len,
					"%sp%u", i ? "-" : "", i);
	snprintf(query + len, sizeof(query) - len, " alpha NEAR beta");
	small_ask(&a, &archive, query, &how);
	answer_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_room_is_left_for_near),
		cmocka_unit_test(all_words_must_be_there),
		cmocka_unit_test(any_word_may_be_there),
		cmocka_unit_test(phrases_know_names),
		cmocka_unit_test(words_find_their_inflections),
		cmocka_unit_test(wildcards_complete_words),
		cmocka_unit_test(near_counts_words),
		cmocka_unit_test(fields_are_searched_alone),
		cmocka_unit_test(dates_are_ranges),
		cmocka_unit_test(notes_say_what_was_done),
		cmocka_unit_test(all_comes_before_some),
		cmocka_unit_test(the_typed_form_comes_first),
		cmocka_unit_test(dates_sort),
		cmocka_unit_test(many_words_are_planned),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
