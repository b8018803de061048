/* What of a post is shown, and which bytes of it are marked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/text/utf8.h"
#include "query/snippet.h"
#include "tests/unit/sought_of.h"

enum { TEXT_MAX = 4 << 20 };

struct made {
	struct arena arena;
	struct snippet snippet;
};

typedef enum status (*maker)(struct snippet *, struct arena *, struct finder *,
			     struct str, struct error *);

static void make(struct made *m, maker how, const char *query, struct str text)
{
	struct error err = ERROR_INIT;
	struct sought *sought = NULL;
	struct finder *finder = NULL;

	*m = (struct made){.arena = ARENA_INIT(64 << 20)};
	assert_int_equal(arena_alloc(&sought, &m->arena, sizeof(*sought), &err),
			 ST_OK);
	assert_int_equal(sought_of(sought, &m->arena,
				   (struct str){query, strlen(query)}, &err),
			 ST_OK);
	assert_int_equal(finder_new(&finder, &m->arena, sought, &err), ST_OK);
	assert_int_equal(how(&m->snippet, &m->arena, finder, text, &err),
			 ST_OK);
	assert_true(utf8_valid(m->snippet.text));
}

/* "the [milk] of": the text with its marks in brackets. */
static void show(struct buf *out, const struct snippet *s)
{
	size_t at = 0;

	for (size_t i = 0; i < s->mark_count; i++) {
		struct text_mark m = s->marks[i];

		assert_true(m.at >= at && m.len > 0);
		assert_true(m.at + m.len <= s->text.len);
		assert_int_equal(buf_addf(out, NULL, "%.*s[%.*s]",
					  (int)(m.at - at), s->text.p + at,
					  (int)m.len, s->text.p + m.at),
				 ST_OK);
		at = m.at + m.len;
	}
	assert_int_equal(buf_add(out,
				 (struct str){s->text.p + at, s->text.len - at},
				 NULL),
			 ST_OK);
	assert_int_equal(buf_add(out, STR(""), NULL), ST_OK);
}

struct example {
	const char *query, *text, *want;
};

static void check(const struct example *v, size_t n, maker how)
{
	int faults = 0;

	for (size_t i = 0; i < n; i++) {
		struct buf got = BUF_INIT(TEXT_MAX);
		struct made m;

		make(&m, how, v[i].query,
		     (struct str){v[i].text, strlen(v[i].text)});
		show(&got, &m.snippet);
		if (!str_eq(buf_str(&got),
			    (struct str){v[i].want, strlen(v[i].want)})) {
			print_error("'%s' in '%s'\n  wanted: %s\n  got:    "
				    "%s\n",
				    v[i].query, v[i].text, v[i].want,
				    buf_str(&got).p);
			faults++;
		}
		buf_free(&got);
		arena_free(&m.arena);
	}
	assert_int_equal(faults, 0);
}

#define CHECK(table, how) check(table, sizeof(table) / sizeof(table[0]), how)

static void words_are_marked_as_they_stand(void **state)
{
	static const struct example table[] = {
		{"milk", "The price of milk rose.",
		 "The price of [milk] rose."},
		{"milk", "milk", "[milk]"},
		{"milk", "Milk, milk; MILK!", "[Milk], [milk]; [MILK]!"},
		{"milk", "The milkman drinks.", "The milkman drinks."},
		{"milk, price", "The price of milk", "The [price] of [milk]"},
		{"jafari", "Said Ja'fari, Ja’fari and Jaʿfarī.",
		 "Said [Ja'fari], [Ja’fari] and [Jaʿfarī]."},
		{"zarqawi", "Musab al-Zarqawi's men",
		 "Musab [al-Zarqawi's] men"},
		{"maliki", "the al-Jaafari/al-Maliki years",
		 "the al-Jaafari/[al-Maliki] years"},
		{"nato", "N.A.T.O. and NATO", "[N.A.T.O]. and [NATO]"},
		{"etat", "un coup d'état", "un coup [d'état]"},
		{"milk", "", ""},
		{"", "No words.", "No words."},
	};

	(void)state;
	CHECK(table, snippet_make);
}

static void phrases_are_marked_whole(void **state)
{
	static const struct example table[] = {
		{"price of milk", "The price of milk, the milk price.",
		 "The [price of milk], the milk price."},
		{"price of milk", "the price\n\n of  milk",
		 "the [price of milk]"},
		{"abu musab zarqawi", "Abu Musab al-Zarqawi is",
		 "[Abu Musab al-Zarqawi] is"},
		{"musab zarqawi", "Abu Musab al-Zarqawi is",
		 "Abu [Musab al-Zarqawi] is"},
		{"price of milk, milk", "price of milk or milk",
		 "[price of milk] or [milk]"},
		{"one two, two three", "one two three", "[one two three]"},
		{"one one", "one one one", "[one one one]"},
	};

	(void)state;
	CHECK(table, snippet_make);
}

static void any_script_is_marked(void **state)
{
	static const struct example table[] = {
		{"الخزرجي", "قال الخزرجي إن", "قال [الخزرجي] إن"},
		{"كتاب", "هذا كِتَابٌ جديد", "هذا [كِتَابٌ] جديد"},
		{"巴格达", "在巴格达的新闻", "在[巴格达]的新闻"},
		{"x", "a x\xCC\xA7\xCC\x81 b", "a [x\xCC\xA7\xCC\x81] b"},
	};

	(void)state;
	CHECK(table, snippet_make);
}

static void white_space_is_folded(void **state)
{
	static const struct example table[] = {
		{"milk", "  one\n\n\ttwo  milk\r\nthree \n",
		 "one two [milk] three"},
	};

	(void)state;
	CHECK(table, snippet_make);
}

static void a_field_is_shown_whole(void **state)
{
	char title[2001];
	struct made m;

	(void)state;
	for (size_t i = 0; i < 2000; i++)
		title[i] = "milk "[i % 5];
	title[1999] = '.';
	make(&m, snippet_of_field, "milk", (struct str){title, 2000});
	assert_int_equal(m.snippet.text.len, 2000);
	assert_int_equal(m.snippet.mark_count, 400);
	arena_free(&m.arena);
}

static int starts(struct str s, const char *with)
{
	return s.len >= strlen(with) && !memcmp(s.p, with, strlen(with));
}

static int ends(struct str s, const char *with)
{
	size_t n = strlen(with);

	return s.len >= n && !memcmp(s.p + s.len - n, with, n);
}

/* `n` words "fill", and `word` behind the first `before` of them. */
static void fill(struct buf *out, int before, const char *word, int n)
{
	buf_clear(out);
	for (int i = 0; i < n; i++)
		assert_int_equal(buf_addf(out, NULL, "%s%s%s", i ? " " : "",
					  i == before ? word : "",
					  i == before ? " fill" : "fill"),
				 ST_OK);
	if (before == n)
		assert_int_equal(buf_addf(out, NULL, " %s", word), ST_OK);
}

static void long_texts_are_cut_around_the_match(void **state)
{
	static const struct {
		int before, front, back; /* ellipses wanted */
	} table[] = {
		{0, 0, 1}, {5, 0, 1}, {500, 1, 1}, {995, 1, 0}, {1000, 1, 0}};
	struct buf text = BUF_INIT(TEXT_MAX);

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct made m;
		struct str s;

		fill(&text, table[i].before, "milk", 1000);
		make(&m, snippet_make, "milk", buf_str(&text));
		s = m.snippet.text;
		assert_int_equal(m.snippet.mark_count, 1);
		assert_memory_equal(s.p + m.snippet.marks[0].at, "milk", 4);
		assert_int_equal(starts(s, "… fill"), table[i].front);
		assert_int_equal(ends(s, "fill …"), table[i].back);
		assert_true(s.len <= SNIPPET_WIDTH + 100);
		/* Only at the end of the post is there less to show. */
		assert_true(s.len >= SNIPPET_WIDTH / 4);
		arena_free(&m.arena);
	}
	buf_free(&text);
}

static void without_a_match_the_beginning_is_shown(void **state)
{
	struct buf text = BUF_INIT(TEXT_MAX);
	struct made m;

	(void)state;
	fill(&text, 0, "start", 1000);
	make(&m, snippet_make, "milk", buf_str(&text));
	assert_true(starts(m.snippet.text, "start fill"));
	assert_true(ends(m.snippet.text, "fill …"));
	assert_int_equal(m.snippet.mark_count, 0);
	assert_int_equal(m.snippet.matched_count, 0);
	assert_true(m.snippet.text.len <= SNIPPET_WIDTH + 100);
	arena_free(&m.arena);
	buf_free(&text);
}

static void words_far_apart_give_two_fragments(void **state)
{
	struct buf text = BUF_INIT(TEXT_MAX), more = BUF_INIT(TEXT_MAX);
	struct made m;
	struct str s;

	(void)state;
	fill(&text, 200, "milk", 400);
	fill(&more, 200, "price", 400);
	assert_int_equal(buf_addf(&text, NULL, " %s", more.p), ST_OK);
	make(&m, snippet_make, "price, milk", buf_str(&text));
	s = m.snippet.text;
	assert_int_equal(m.snippet.mark_count, 2);
	assert_memory_equal(s.p + m.snippet.marks[0].at, "milk", 4);
	assert_memory_equal(s.p + m.snippet.marks[1].at, "price", 5);
	assert_non_null(strstr(s.p + m.snippet.marks[0].at, "fill … fill"));
	assert_true(s.len <= 2 * SNIPPET_WIDTH);
	arena_free(&m.arena);
	buf_free(&text);
	buf_free(&more);
}

/* The part with all words wins over earlier parts with one of them. */
static void the_most_telling_part_is_shown(void **state)
{
	struct buf text = BUF_INIT(TEXT_MAX), more = BUF_INIT(TEXT_MAX);
	struct made m;

	(void)state;
	fill(&text, 20, "milk", 200);
	fill(&more, 100, "the price of milk", 200);
	assert_int_equal(buf_addf(&text, NULL, " %s", more.p), ST_OK);
	make(&m, snippet_make, "price, milk", buf_str(&text));
	assert_non_null(strstr(m.snippet.text.p, "the price of milk"));
	assert_int_equal(m.snippet.mark_count, 2);
	arena_free(&m.arena);
	buf_free(&text);
	buf_free(&more);
}

/* Text without any space is cut between graphemes, not inside one. */
static void clusters_are_never_cut(void **state)
{
	static const char *const clusters[] = {
		"x\xCC\xA7\xCC\x81",                /* x, cedilla, acute */
		"\xE0\xA4\x95\xE0\xA5\x80",         /* ka, vowel sign ii */
		"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", /* a hand, its colour */
		"\xE6\x96\xB0",                     /* a CJK character */
		"👩‍👩‍👧",               /* a family: three joined */
		"🇮🇶",                               /* a flag: two letters */
	};
	struct buf text = BUF_INIT(TEXT_MAX);

	(void)state;
	for (size_t i = 0; i < sizeof(clusters) / sizeof(clusters[0]); i++) {
		size_t n = strlen(clusters[i]);
		struct made m;
		struct str s;

		buf_clear(&text);
		for (int k = 0; k < 500; k++)
			assert_int_equal(
				buf_addf(&text, NULL, "%s", clusters[i]),
				ST_OK);
		make(&m, snippet_make, "milk", buf_str(&text));
		s = m.snippet.text;
		assert_true(ends(s, " …"));
		assert_int_equal((s.len - strlen(" …")) % n, 0);
		assert_true(s.len < 2 * SNIPPET_WIDTH);
		arena_free(&m.arena);
	}
	buf_free(&text);
}

static void spaceless_text_is_cut_around_the_match(void **state)
{
	struct buf text = BUF_INIT(TEXT_MAX);
	struct made m;
	struct str s;

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(
			buf_addf(&text, NULL, "%s", i == 500 ? "巴格达" : "新"),
			ST_OK);
	make(&m, snippet_make, "巴格达", buf_str(&text));
	s = m.snippet.text;
	assert_int_equal(m.snippet.mark_count, 1);
	assert_int_equal(m.snippet.marks[0].len, strlen("巴格达"));
	assert_memory_equal(s.p + m.snippet.marks[0].at, "巴格达",
			    strlen("巴格达"));
	assert_true(starts(s, "… 新") && ends(s, "新 …"));
	arena_free(&m.arena);
	buf_free(&text);
}

/* What is shown begins and ends with sentences, if they are not too long. */
static void sentences_are_kept_whole(void **state)
{
	static const char filler[] =
		"Long ago there were many words that told nothing of it at "
		"all, as words do on such days, and people read on. ";
	static const struct {
		const char *before, *sentence, *behind;
	} table[] = {
		{"", "The price of milk rose.", ""},
		{"He left. ", "Then Gen. Smith of the U.S. Army drank milk.",
		 " \"So?\" they said."},
		{"What? ", "\"Milk!\"", ""},
		{"Heading\n", "Milk is dear.", "\n\nNext"},
	};
	struct buf text = BUF_INIT(TEXT_MAX);

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct buf want = BUF_INIT(1000);
		struct made m;

		buf_clear(&text);
		for (int k = 0; k < 9; k++)
			assert_int_equal(
				buf_addf(&text, NULL, "%s%s%s%s", filler,
					 k == 4 ? table[i].before : "",
					 k == 4 ? table[i].sentence : "",
					 k == 4 ? table[i].behind : ""),
				ST_OK);
		assert_int_equal(
			buf_addf(&want, NULL, "… %s", table[i].sentence),
			ST_OK);
		make(&m, snippet_make, "milk", buf_str(&text));
		if (!starts(m.snippet.text, want.p))
			fail_msg("%s", m.snippet.text.p);
		if (!ends(m.snippet.text, ". …"))
			fail_msg("%s", m.snippet.text.p);
		buf_free(&want);
		arena_free(&m.arena);
	}
	buf_free(&text);
}

/* One fragment has what fits; three have what does not. */
static void up_to_three_fragments_cover_the_words(void **state)
{
	static const char *const words[] = {"milk", "price", "honey", "bread"};
	struct buf text = BUF_INIT(TEXT_MAX), part = BUF_INIT(TEXT_MAX);
	struct made m;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		fill(&part, 100, words[i], 200);
		assert_int_equal(buf_addf(&text, NULL, "%s ", part.p), ST_OK);
	}
	make(&m, snippet_make, "milk, price, honey, bread", buf_str(&text));
	assert_int_equal(m.snippet.mark_count, 3);
	assert_true(m.snippet.text.len <= 2 * SNIPPET_WIDTH);
	arena_free(&m.arena);
	make(&m, snippet_make, "price", buf_str(&text));
	assert_int_equal(m.snippet.mark_count, 1);
	arena_free(&m.arena);
	buf_free(&text);
	buf_free(&part);
}

static void each_spelling_found_is_listed_once(void **state)
{
	static const char text[] = "Milk, milk, MILK, milk. Price of milk.";
	struct made m;

	(void)state;
	make(&m, snippet_make, "milk, price of milk",
	     (struct str){text, strlen(text)});
	assert_int_equal(m.snippet.matched_count, 4);
	assert_true(str_eq(m.snippet.matched[0].text, STR("Milk")));
	assert_true(str_eq(m.snippet.matched[0].typed, STR("milk")));
	assert_string_equal(m.snippet.matched[0].term->by, "exact");
	assert_true(str_eq(m.snippet.matched[2].text, STR("MILK")));
	assert_true(str_eq(m.snippet.matched[3].text, STR("Price of milk")));
	arena_free(&m.arena);
}

/* A megabyte of nothing but matches, and more spellings than are listed. */
static void many_matches_have_a_ceiling(void **state)
{
	struct buf text = BUF_INIT(TEXT_MAX);
	struct made m;

	(void)state;
	for (unsigned i = 0; i < 200000; i++)
		assert_int_equal(buf_addf(&text, NULL, "%c%c%c%c ", "mM"[i & 1],
					  "iI"[i >> 1 & 1], "lL"[i >> 2 & 1],
					  "kK"[i >> 3 & 1]),
				 ST_OK);
	make(&m, snippet_make, "milk, milk milk, milk milk milk",
	     buf_str(&text));
	assert_true(m.snippet.text.len <= 4 * SNIPPET_WIDTH);
	assert_int_equal(m.snippet.matched_count, SNIPPET_MATCHED_MAX);
	arena_free(&m.arena);
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_marked_as_they_stand),
		cmocka_unit_test(phrases_are_marked_whole),
		cmocka_unit_test(any_script_is_marked),
		cmocka_unit_test(white_space_is_folded),
		cmocka_unit_test(a_field_is_shown_whole),
		cmocka_unit_test(long_texts_are_cut_around_the_match),
		cmocka_unit_test(without_a_match_the_beginning_is_shown),
		cmocka_unit_test(words_far_apart_give_two_fragments),
		cmocka_unit_test(the_most_telling_part_is_shown),
		cmocka_unit_test(clusters_are_never_cut),
		cmocka_unit_test(spaceless_text_is_cut_around_the_match),
		cmocka_unit_test(sentences_are_kept_whole),
		cmocka_unit_test(up_to_three_fragments_cover_the_words),
		cmocka_unit_test(each_spelling_found_is_listed_once),
		cmocka_unit_test(many_matches_have_a_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
