#include "common/index/vocab.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/index/lexicon.h"
#include "common/text/stem.h"

static char dir[] = "/tmp/test_vocab.XXXXXX";
static char path[64];

static void add_text(struct lexicon *l, enum text_kind kind, const char *text)
{
	struct error err = ERROR_INIT;
	struct words w;
	struct word word;
	struct str s = {text, strlen(text)};

	lexicon_next_text(l, s, kind);
	words_begin(&w, s, 1);
	while (words_next(&w, &word))
		assert_int_equal(lexicon_add(l, &word, &err), ST_OK);
}

static void add_post(struct lexicon *l, const char *lang, const char *text)
{
	lexicon_next_post(l, (struct str){lang, strlen(lang)});
	add_text(l, TEXT_PROSE, text);
}

static int write_vocabulary(void **state)
{
	struct error err = ERROR_INIT;
	struct lexicon *l = NULL;
	char run[64];
	uint64_t words;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/vocab", dir);
	assert_int_equal(lexicon_new(&l, &err), ST_OK);
	add_post(l, "en", "A militia met Ja'fari. Militias of Jaʿfari met.");
	add_post(l, "en", "Ja'fari and the militia");
	add_post(l, "ar", "الكتاب وكتاب");
	add_text(l, TEXT_PROSE, "A Price for Zarkawi and Milk");
	add_text(l, TEXT_PROSE, "Gardens grow. He saw gardens of NISBA.");
	add_text(l, TEXT_LABELS, "Moubarak");
	add_text(l, TEXT_LABELS, "zarkawi");
	snprintf(run, sizeof(run), "%s/run", dir);
	assert_int_equal(lexicon_save(l, run, &err), ST_OK);
	assert_int_equal(
		lexicon_write((const char *[]){run}, 1, path, &words, &err),
		ST_OK);
	lexicon_free(l);
	return 0;
}

static int remove_vocabulary(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	return system(command);
}

static void inflections_are_found_by_their_stem(void **state)
{
	struct error err = ERROR_INIT;
	struct arena arena = ARENA_INIT(1 << 20);
	struct vocab_list list;
	xap_db *db = NULL;

	(void)state;
	assert_int_equal(xap_db_open(&db, path, &err), ST_OK);
	assert_int_equal(
		vocab_inflections(&list, &arena, db, STR("militias"), 10, &err),
		ST_OK);
	assert_int_equal(list.n, 1);
	assert_true(str_eq(list.v[0].term, STR("militia")));
	assert_int_equal(list.v[0].posts, 2);
	assert_int_equal(
		vocab_inflections(&list, &arena, db, STR("كتاب"), 10, &err),
		ST_OK);
	assert_int_equal(list.n, 2);
	xap_db_free(db);
	arena_free(&arena);
}

static void a_word_knows_how_it_is_written(void **state)
{
	struct error err = ERROR_INIT;
	struct arena arena = ARENA_INIT(1 << 20);
	struct vocab_word word;
	xap_db *db = NULL;

	(void)state;
	assert_int_equal(xap_db_open(&db, path, &err), ST_OK);
	assert_int_equal(vocab_word(&word, &arena, db, STR("jafari"), &err),
			 ST_OK);
	assert_true(str_eq(word.form, STR("Ja'fari")));
	assert_int_equal(word.posts, 2);
	assert_int_equal(word.count, 3);
	assert_int_equal(word.cases.capitals, 2);
	assert_int_equal(vocab_word(&word, &arena, db, STR("cheese"), &err),
			 ST_NOTFOUND);
	xap_db_free(db);
	arena_free(&arena);
}

static int is_name(xap_db *db, struct arena *arena, struct str term)
{
	struct vocab_word word;
	struct error err = ERROR_INIT;

	if (vocab_word(&word, arena, db, term, &err) != ST_OK)
		fail_msg("no %s: %s", term.p, err.msg);
	return vocab_is_name(term, &word.cases);
}

/* A heading tells of a name if nothing tells otherwise; a label always. */
static void names_are_known_by_their_capitals(void **state)
{
	struct error err = ERROR_INIT;
	struct arena arena = ARENA_INIT(1 << 20);
	xap_db *db = NULL;

	(void)state;
	assert_int_equal(xap_db_open(&db, path, &err), ST_OK);
	assert_true(is_name(db, &arena, STR("jafari")));
	assert_true(is_name(db, &arena, STR("zarkawi")));
	assert_true(is_name(db, &arena, STR("moubarak")));
	assert_true(is_name(db, &arena, STR("الكتاب")));
	assert_false(is_name(db, &arena, STR("milk")));
	assert_false(is_name(db, &arena, STR("gardens")));
	assert_false(is_name(db, &arena, STR("nisba")));
	xap_db_free(db);
	arena_free(&arena);
}

static void scripts_tell_languages(void **state)
{
	(void)state;
	assert_true(str_eq(lang_by_script(STR("coup d'état")), STR("")));
	assert_true(str_eq(lang_by_script(STR("قال المالكي: yes")), STR("ar")));
	assert_true(str_eq(lang_by_script(STR("گفت که می‌خواهد")),
			   STR("fa")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inflections_are_found_by_their_stem),
		cmocka_unit_test(a_word_knows_how_it_is_written),
		cmocka_unit_test(names_are_known_by_their_capitals),
		cmocka_unit_test(scripts_tell_languages),
	};

	return cmocka_run_group_tests(tests, write_vocabulary,
				      remove_vocabulary);
}
