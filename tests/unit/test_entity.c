#include "indexer/markup/entity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define FFFD "\xEF\xBF\xBD"

static void references_become_characters(void **state)
{
	static const char *const rows[][2] = {
		{"", ""},
		{"a & b &", "a & b &"},
		{"&amp;&lt;&gt;&quot;&apos;", "&<>\"'"},
		{"&amp;eacute;", "&eacute;"},
		{"caf&eacute;", "caf\xC3\xA9"},
		{"caf&eacute noir", "caf\xC3\xA9 noir"},
		{"&Eacute;&eacute", "\xC3\x89\xC3\xA9"},
		{"&notit; &notin;", "\xC2\xACit; \xE2\x88\x89"},
		{"&hellip; &hellip", "\xE2\x80\xA6 &hellip"},
		{"&umacr;&Gbreve;&scedil;", "\xC5\xAB\xC4\x9E\xC5\x9F"},
		{"&#233;&#xE9;&#Xe9", "\xC3\xA9\xC3\xA9\xC3\xA9"},
		{"Ja&#146;fari", "Ja\xE2\x80\x99"
				 "fari"},
		{"&#129;", FFFD},
		{"&#0;&#xD800;&#x110000;&#99999999999999999999;",
		 FFFD FFFD FFFD FFFD},
		{"a&#1;b&#10;", "a b\n"},
		{"&#;&#x;&#xg;&;&nosuch;", "&#;&#x;&#xg;&;&nosuch;"},
		{"&abcdefghijklmnopqrstuvwxyzabc;",
		 "&abcdefghijklmnopqrstuvwxyzabc;"},
		{"R&D AT&T", "R&D AT&T"},
	};
	struct buf out = BUF_INIT(1000);
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str in = {rows[i][0], strlen(rows[i][0])};

		buf_clear(&out);
		assert_int_equal(entity_decode(&out, in, &err), ST_OK);
		assert_string_equal(buf_str(&out).p, rows[i][1]);
	}
	buf_free(&out);
}

static void addresses_keep_their_parameters(void **state)
{
	uint32_t c;

	(void)state;
	assert_int_equal(entity_match(&c, STR("&copy=2"), ENTITY_TEXT), 5);
	assert_int_equal(entity_match(&c, STR("&copy=2"), ENTITY_ATTRIBUTE), 0);
	assert_int_equal(entity_match(&c, STR("&copyx"), ENTITY_ATTRIBUTE), 0);
	assert_int_equal(entity_match(&c, STR("&copy;x"), ENTITY_ATTRIBUTE), 6);
	assert_int_equal(c, 0xA9);
}

/* In text that is not HTML by its format. */
static void closed_references_become_characters(void **state)
{
	static const char *const rows[][2] = {
		{"", ""},
		{"SAM.gov &#8211; a case", "SAM.gov \u2013 a case"},
		{"Ja&#146;fari, Q&amp;A", "Ja\u2019fari, Q&A"},
		{"R&D, a&lt, caf&eacute", "R&D, a&lt, caf&eacute"},
		{"&notit; &nosuch; &", "&notit; &nosuch; &"},
		{"&#0;&#x1F600;&Mu;", "\uFFFD\U0001F600\u039C"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char text[64];
		size_t len = strlen(rows[i][0]);

		memcpy(text, rows[i][0], len);
		len = entity_decode_closed(text, len);
		assert_int_equal(len, strlen(rows[i][1]));
		assert_memory_equal(text, rows[i][1], len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_become_characters),
		cmocka_unit_test(addresses_keep_their_parameters),
		cmocka_unit_test(closed_references_become_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
