#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/text/name_keys.h"

static struct str term(const char *text)
{
	return (struct str){text, strlen(text)};
}

static int share_a_key(const char *a, const char *b)
{
	struct name_key x[NAME_KEYS_MAX], y[NAME_KEYS_MAX];
	size_t n = name_keys(term(a), x), m = name_keys(term(b), y);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m; k++)
			if (x[i].len == y[k].len &&
			    memcmp(x[i].text, y[k].text, x[i].len) == 0)
				return 1;
	return 0;
}

/* The first word of each row shares a key with all others. */
static void spellings_of_a_name_share_a_key(void **state)
{
	static const char *const names[][12] = {
		{"khazraji", "khazrachi", "alkhazrajy", "khazragi", "الخزرجي"},
		{"zarqawi", "alzarqawi", "azzarqawi", "zarkaoui", "الزرقاوي"},
		{"nahda", "ennahda", "annahda", "ennahdha", "nahdah", "النهضه"},
		{"sharq", "asharq", "echcharq", "ashsharq", "charq", "الشرق"},
		{"nahar", "ennahar", "annahar", "alnahar"},
		{"abdulrahman", "abdelrahman", "abderrahmane", "abdurrahman",
		 "abdarrahman", "abdalrahman", "abdoulrahman", "عبدالرحمن"},
		{"abdullatif", "abdellatif", "abdolatif"},
		{"salahaddin", "salaheddine", "salahuddin", "salahaldin",
		 "salahedin", "صلاحالدين"},
		{"aboubakr", "abubakar", "boubakeur", "ابوبكر"},
		{"benali", "binali", "بنعلي"},
		{"hussein", "husayn", "hocine", "hossain", "حسين"},
		{"jaafari", "jafari", "djaafari", "gaafari", "الجعفري"},
		{"qaddafi", "gathafi", "kadhafi", "ghaddafy", "qathafi",
		 "quathafi", "القذافي"},
		{"haniyeh", "haniya", "haniyya", "hania", "هنيه"},
		{"hayat", "hayah", "الحياه"},
		{"mubarak", "moubarek", "مبارك"},
		{"shirin", "chirine", "shireen", "شيرين"},
		{"ahmadinejad", "ahmedinejad", "ahmadinezhad", "احمدينژاد"},
		{"chalabi", "celebi", "tchalabi", "shalabi", "الجلبي"},
		{"jihad", "cihad", "djihad", "gihad", "جهاد"},
		{"yusuf", "yousef", "youssouf", "يوسف"},
		{"javad", "jawad", "جواد"},
		{"osman", "othman", "uthman", "ousmane"},
		{"ibrahim", "brahim", "ebrahim", "ابراهيم"},
		{"idris", "driss", "ادريس"},
		{"rabi", "rabi3", "ربيع"},
		{"salah", "sala7", "صلاح"},
		{"larbi", "laarbi", "العربي"},
		{"mahmoud", "ma7moud", "mahmud", "محمود"},
		{"khaled", "5aled", "خالد"},
		{"fathi", "fat7i", "فتحي"},
		{"ramadan", "ramazan", "ramadhan", "رمضان"},
		{"pervez", "berwez"},
		{"mamdouh", "ممدوح"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (size_t k = 1; k < 12 && names[i][k]; k++)
			if (!share_a_key(names[i][0], names[i][k]))
				fail_msg("%s and %s share no key", names[i][0],
					 names[i][k]);
}

static void other_names_share_none(void **state)
{
	static const char *const pairs[][2] = {
		{"hassan", "hussain2"}, {"zarqawi", "maliki"},
		{"mohammed", "ahmed"},  {"baghdad", "basra"},
		{"khalid", "walid"},    {"الزرقاوي", "maliki"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_false(share_a_key(pairs[i][0], pairs[i][1]));
}

static void what_is_no_name_has_no_keys(void **state)
{
	static const char *const words[] = {
		"",
		"a",
		"2006",
		"m16",
		"3d",
		"5th",
		"b2b",
		"мир",
		"日本",
		"\xff\xfe",
		"x1y2",
		"usb3",
		"\xD8",
		"\xD9\x85" /* a single letter: meem */,
		"المالكي1" /* a footnote's number */,
	};
	struct name_key keys[NAME_KEYS_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (name_keys(term(words[i]), keys) != 0)
			fail_msg("'%s' has a key", words[i]);
}

static void keys_are_few_and_differ(void **state)
{
	static const char *const words[] = {
		"ghathghathchichi", "thathathathachacha",
		"alchghazthiguch",  "abdulghathafi",
		"القذافه",          "gchthgchthgchthgchth",
	};
	struct name_key keys[NAME_KEYS_MAX];

	(void)state;
	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++) {
		size_t n = name_keys(term(words[w]), keys);

		assert_in_range(n, 1, NAME_KEYS_MAX);
		for (size_t i = 0; i < n; i++) {
			assert_in_range(keys[i].len, 1, NAME_KEY_BYTES);
			for (size_t k = 0; k < i; k++)
				assert_false(keys[i].len == keys[k].len &&
					     memcmp(keys[i].text, keys[k].text,
						    keys[i].len) == 0);
		}
	}
}

/* 1: the last but one sound of the last reading was written twice. */
static int doubled_before_last(const char *text)
{
	struct name_sounds s;
	const struct name_reading *r = &s.reading[1];

	name_sounds_read(&s, term(text));
	assert_int_equal(s.count, 2);
	assert_int_equal(r->bare, 1);
	return r->doubled[r->count - 2];
}

static void an_article_goes_with_its_letters(void **state)
{
	(void)state;
	assert_int_equal(doubled_before_last("الداوود"), 1);
	assert_int_equal(doubled_before_last("الداود"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings_of_a_name_share_a_key),
		cmocka_unit_test(other_names_share_none),
		cmocka_unit_test(what_is_no_name_has_no_keys),
		cmocka_unit_test(keys_are_few_and_differ),
		cmocka_unit_test(an_article_goes_with_its_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
