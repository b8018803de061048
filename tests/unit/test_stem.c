/* Every language's stemmer is linked in: a word and an inflected form. */
#include "common/text/stem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *lang, *word, *other;
} rows[STEM_LANGS] = {
	{"en", "bombing", "bombings"}, {"ar", "كتاب", "الكتاب"},
	{"fr", "maison", "maisons"},   {"de", "frau", "frauen"},
	{"es", "casa", "casas"},       {"it", "casa", "case"},
	{"pt", "casa", "casas"},       {"nl", "boek", "boeken"},
	{"sv", "flicka", "flickor"},   {"no", "jente", "jenter"},
	{"da", "pige", "piger"},       {"fi", "talo", "talot"},
	{"tr", "kitap", "kitaplar"},   {"ru", "книга", "книги"},
	{"hu", "asztal", "asztalok"},  {"ro", "copil", "copilul"},
	{"ca", "gat", "gats"},
};

static void every_language_has_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < STEM_LANGS; i++) {
		char one[STEM_MAX], other[STEM_MAX];
		int lang = stem_lang((struct str){rows[i].lang, 2});
		size_t n, m;

		assert_true(lang >= 0);
		n = stem(one, lang,
			 (struct str){rows[i].word, strlen(rows[i].word)});
		m = stem(other, lang,
			 (struct str){rows[i].other, strlen(rows[i].other)});
		if (n == 0 || n != m || memcmp(one, other, n) != 0)
			fail_msg("%s: %.*s, %.*s", rows[i].lang, (int)n, one,
				 (int)m, other);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_language_has_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
