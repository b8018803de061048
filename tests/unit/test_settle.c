#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/language.h"
#include "indexer/settle.h"

#define DECOMPOSED "Cafe\xCC\x81"
#define COMPOSED "Caf\xC3\xA9"

static void is(struct str got, const char *want)
{
	if (!str_eq(got, (struct str){want, strlen(want)}))
		fail_msg("'%.*s', not '%s'", (int)got.len, got.p, want);
}

static void every_text_is_composed(void **state)
{
	static const struct str names[] = {{"Zo\xC3\xAB", 4}, {DECOMPOSED, 6}};
	struct post post = {.id = STR(DECOMPOSED),
			    .title = STR(DECOMPOSED " de Paris"),
			    .site = STR(DECOMPOSED),
			    .authors = {names, 2},
			    .tags = {names + 1, 1},
			    .text = STR("Un " DECOMPOSED),
			    .comments = STR(DECOMPOSED "!")};
	struct error err = ERROR_INIT;
	struct settle *s;

	(void)state;
	assert_int_equal(settle_new(&s, NULL, &err), ST_OK);
	assert_int_equal(settle_post(s, &post, STR("a.md"), &err), ST_OK);
	is(post.id, DECOMPOSED);
	is(post.title, COMPOSED " de Paris");
	is(post.site, COMPOSED);
	is(post.authors.v[0], "Zo\xC3\xAB");
	is(post.authors.v[1], COMPOSED);
	is(post.tags.v[0], COMPOSED);
	is(post.text, "Un " COMPOSED);
	is(post.comments, COMPOSED "!");
	settle_free(s);
}

static void languages_are_told(void **state)
{
	static const struct {
		const char *declared, *text, *lang;
	} rows[] = {
		{"", "", "en"},
		{"", "Short", "en"},
		{"",
		 "We drank the tea that had come with the morning train, and "
		 "the men of the ministry were already there with their lists.",
		 "en"},
		{"",
		 "Wir tranken den Tee, der mit dem Morgenzug gekommen war, und "
		 "die Herren aus dem Ministerium sa\xC3\x9F"
		 "en schon da und lasen ihre Listen.",
		 "de"},
		{"",
		 "Nous avons bu le th\xC3\xA9 arriv\xC3\xA9 par le train du "
		 "matin; les hommes du minist\xC3\xA8re \xC3\xA9taient "
		 "d\xC3\xA9j\xC3\xA0 l\xC3\xA0 avec leurs longues listes.",
		 "fr"},
		{"",
		 "Nos tomamos el t\xC3\xA9 que hab\xC3\xAD"
		 "a llegado en el tren de la ma\xC3\xB1"
		 "ana, y los hombres del ministerio ya estaban all\xC3\xAD.",
		 "es"},
		{"", "\xD8\xB4\xD8\xB1\xD8\xA8\xD9\x86\xD8\xA7", "ar"},
		{"en", "\xD8\xB4\xD8\xB1\xD8\xA8\xD9\x86\xD8\xA7", "ar"},
		{"fa", "\xD8\xB4\xD8\xB1\xD8\xA8\xD9\x86\xD8\xA7", "fa"},
		{"uk", "\xD0\x9C\xD0\xB8 \xD0\xBF\xD0\xB8\xD0\xBB\xD0\xB8",
		 "uk"},
		{"fr", "We drank the tea of the morning, and that was it.",
		 "fr"},
		{"",
		 "Commits: [87ac44974a] deps (Ann) #1 [cc9d005628] src (Bo) #2 "
		 "[208b813e49] test (Cy) #3 [d731369b1d] lib (Di) #4",
		 "en"},
	};
	struct error err = ERROR_INIT;
	struct language *l;

	(void)state;
	assert_int_equal(language_new(&l, &err), ST_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		is(language_of(
			   l,
			   (struct str){rows[i].declared,
					strlen(rows[i].declared)},
			   (struct str){rows[i].text, strlen(rows[i].text)}),
		   rows[i].lang);
	language_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text_is_composed),
		cmocka_unit_test(languages_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
