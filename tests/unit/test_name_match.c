#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/text/name_kin.h"
#include "common/text/name_match.h"

static struct str term(const char *text)
{
	return (struct str){text, strlen(text)};
}

static int score(const char *a, const char *b)
{
	int s = name_match(term(a), term(b), NULL);

	if (s != name_match(term(b), term(a), NULL))
		fail_msg("%s and %s: the order matters", a, b);
	return s;
}

static void a_word_is_itself(void **state)
{
	static const char *const words[] = {"zarqawi", "الزرقاوي", "x", "",
					    "2006"};
	struct name_match m;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		assert_int_equal(name_match(term(words[i]), term(words[i]), &m),
				 NAME_SAME);
		assert_int_equal(m.score, NAME_SAME);
		assert_int_equal(m.count, 0);
	}
}

static void spellings_of_a_name_match(void **state)
{
	static const char *const pairs[][2] = {
		{"khazraji", "khazrachi"},
		{"khazraji", "alkhazrajy"},
		{"zarqawi", "zarkaoui"},
		{"zarqawi", "alzarkawi"},
		{"qaddafi", "gadhafi"},
		{"qaddafi", "kadhafi"},
		{"hussein", "husayn"},
		{"mubarak", "moubarak"},
		{"morsi", "mursi"},
		{"shafiq", "chafik"},
		{"abdulrahman", "abderrahmane"},
		{"abdelrahman", "abdurrahman"},
		{"salahaddin", "salaheddine"},
		{"haniyeh", "haniyya"},
		{"jafari", "jaafari"},
		{"ghannouchi", "ghannushi"},
		{"nahda", "ennahda"},
		{"ibrahim", "brahim"},
		{"mahmoud", "ma7moud"},
		{"الزرقاوي", "zarqawi"},
		{"الزرقاوي", "zarkawi"},
		{"حسين", "hussein"},
		{"القاعده", "qaeda"},
		{"خالد", "khaled"},
		{"الزرقاوي", "زرقاوي"},
		{"رضا", "reza"},
		{"داود", "داوود"},
		{"ساره", "سارا"},
		{"گيلاني", "جيلاني"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (score(pairs[i][0], pairs[i][1]) < NAME_MATCH)
			fail_msg("%s and %s: %d", pairs[i][0], pairs[i][1],
				 score(pairs[i][0], pairs[i][1]));
}

static void other_names_do_not(void **state)
{
	static const char *const pairs[][2] = {
		{"hassan", "hussein"},   {"mohammed", "mahmoud"},
		{"amir", "omar"},        {"hamid", "ahmad"},
		{"talabani", "taliban"}, {"tariq", "turk"},
		{"karim", "cream"},      {"basra", "bashir"},
		{"khalid", "khalil"},    {"maliki", "malik"},
		{"zarqawi", "maliki"},   {"hamas", "humus"},
		{"حسن", "hussein"},      {"2006", "2007"},
		{"حسن", "حسين"},         {"мир", "мира"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (score(pairs[i][0], pairs[i][1]) >= NAME_MATCH)
			fail_msg("%s and %s: %d", pairs[i][0], pairs[i][1],
				 score(pairs[i][0], pairs[i][1]));
}

static void more_differences_score_less(void **state)
{
	(void)state;
	assert_true(score("zarqawi", "zarkawi") > score("zarqawi", "zerkawi"));
	assert_true(score("hussein", "husein") > score("hussein", "hocine"));
	assert_true(score("jafari", "jaafari") > score("jafari", "gaafari"));
}

static void says(const char *a, const char *b, const char *expected)
{
	struct name_match m;
	char text[256] = "", buf[NAME_RULE_BYTES];

	name_match(term(a), term(b), &m);
	for (unsigned i = 0; i < m.count; i++) {
		strcat(text, i ? " " : "");
		strcat(text, name_rule_text(&m.rule[i], buf));
	}
	assert_string_equal(text, expected);
}

static void the_rules_say_why(void **state)
{
	(void)state;
	says("khazraji", "khazrachi", "j~ch");
	says("khazrachi", "khazraji", "ch~j");
	says("zarqawi", "zarkawi", "q~k");
	says("hassan", "hasan", "ss~s");
	says("karim", "krim", "(a)");
	says("zarqawi", "azzarqawi", "al-");
	says("maliki", "maliki", "");
	says("zarqawi", "الزرقاوي", "Arabic");
}

static void kin_are_found_among_many(void **state)
{
	static const char *const words[] = {
		"sarkozy",  "zarkawi",   "maliki",   "zarqaoui",
		"zarkaoui", "alzarqawi", "الزرقاوي", "zurich",
	};
	enum { COUNT = sizeof(words) / sizeof(words[0]) };
	struct name_sounds query, all[COUNT];
	struct name_kin kin[NAME_KIN_MAX];
	unsigned found = 0;
	size_t n;

	(void)state;
	name_sounds_read(&query, term("zarqawi"));
	for (size_t i = 0; i < COUNT; i++)
		name_sounds_read(&all[i], term(words[i]));
	n = name_kin(&query, all, COUNT, NAME_MATCH, kin);
	for (size_t i = 0; i < n; i++) {
		found |= 1u << kin[i].index;
		assert_in_range(kin[i].score, NAME_MATCH, NAME_SAME - 1);
		assert_true(i == 0 || kin[i].score <= kin[i - 1].score);
	}
	assert_int_equal(found, 1 << 1 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6);
}

/* Eton is no spelling of Aten once a dictionary has it: it is a name of its
 * own. */
static void known_names_need_a_closer_likeness(void **state)
{
	struct name_sounds query, one;
	struct name_kin free[NAME_KIN_MAX], known[NAME_KIN_MAX];

	(void)state;
	name_sounds_read(&query, term("husayn"));
	name_sounds_read(&one, term("hussein"));
	assert_int_equal(name_kin(&query, &one, 1, NAME_MATCH, free), 1);
	one.known = 1;
	assert_int_equal(name_kin(&query, &one, 1, NAME_MATCH, known), 1);
	assert_true(known[0].score < free[0].score);
	name_sounds_read(&query, term("aten"));
	name_sounds_read(&one, term("eton"));
	one.known = 1;
	assert_int_equal(name_kin(&query, &one, 1, NAME_MATCH, known), 0);
}

/* A long list of one spelling: no more than there is room for. */
static void kin_have_a_ceiling(void **state)
{
	static struct name_sounds all[500];
	struct name_sounds query;
	struct name_kin kin[NAME_KIN_MAX];

	(void)state;
	name_sounds_read(&query, term("zarqawi"));
	for (size_t i = 0; i < 500; i++)
		name_sounds_read(&all[i], term("zarkawi"));
	assert_int_equal(name_kin(&query, all, 500, NAME_MATCH, kin),
			 NAME_KIN_MAX);
	assert_int_equal(kin[0].index, 0);
	assert_int_equal(name_kin(&query, all, 0, NAME_MATCH, kin), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_is_itself),
		cmocka_unit_test(spellings_of_a_name_match),
		cmocka_unit_test(other_names_do_not),
		cmocka_unit_test(more_differences_score_less),
		cmocka_unit_test(the_rules_say_why),
		cmocka_unit_test(kin_are_found_among_many),
		cmocka_unit_test(known_names_need_a_closer_likeness),
		cmocka_unit_test(kin_have_a_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
