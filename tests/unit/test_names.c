#include "indexer/markup/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void words_count_where_they_say_something(void **state)
{
	static const struct {
		const char *value;
		unsigned has, has_not;
	} rows[] = {
		{"sidebar", NAME_AWAY | NAME_OTHERS | NAME_THEIRS, 0},
		{"SideBar-left", NAME_AWAY | NAME_OTHERS, 0},
		{"left-sidebar main", NAME_AWAY | NAME_KEEP, NAME_THEIRS},
		{"entry-content", NAME_GOOD | NAME_KEEP, NAME_AWAY},
		{"jp-relatedposts", NAME_OTHERS, 0},
		/* "ad" is a word only between the edges of one. */
		{"ad-slot", NAME_AWAY, 0},
		{"topAd", NAME_AWAY, 0},
		{"reader shadow", 0, NAME_AWAY},
		/* What is denied is not there. */
		{"no-sidebar", 0, NAME_AWAY},
		{"has-comments", 0, NAME_AWAY},
		{"with_banner", 0, NAME_AWAY},
		{"casino-banner", NAME_AWAY, 0},
		/* "body" says nothing for what begins as a comment. */
		{"comment-body", NAME_OTHERS, NAME_KEEP | NAME_GOOD},
		{"comment-body article", NAME_OTHERS | NAME_KEEP, 0},
		/* Frames of page builders, and widgets in side bars. */
		{"elementor-widget", 0, NAME_WIDGET},
		{"widget-area", NAME_WIDGET, NAME_KEEP},
		{"widget Blog", NAME_WIDGET | NAME_KEEP, 0},
		/* The categories of a post. */
		{"post category-comments tag-sidebar", NAME_GOOD, NAME_AWAY},
		{"tag-links", NAME_LABEL, 0},
		{"p-author h-card", NAME_BYLINE, 0},
		{"sr-only", NAME_UNSEEN, 0},
		{"", 0, ~0U},
	};
	struct names names = names_begin();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		unsigned signs = names_find(&names, rows[i].value);

		if ((signs & rows[i].has) != rows[i].has ||
		    signs & rows[i].has_not)
			print_error("'%s': %x\n", rows[i].value, signs);
		assert_int_equal(signs & rows[i].has, rows[i].has);
		assert_int_equal(signs & rows[i].has_not, 0);
	}
	assert_int_equal(names_find(&names, NULL), 0);
}

static void long_classes_are_read_in_part(void **state)
{
	struct names names = names_begin();
	char value[1000];

	(void)state;
	memset(value, 'x', sizeof(value));
	memcpy(value + 200, " sidebar ", 9);
	memcpy(value + sizeof(value) - 10, " comments", 10);
	assert_true(names_find(&names, value) & NAME_AWAY);
	value[200] = 'x';
	value[201] = '-';
	assert_false(names_find(&names, value) & NAME_AWAY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_count_where_they_say_something),
		cmocka_unit_test(long_classes_are_read_in_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
