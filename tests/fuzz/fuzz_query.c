#include <stdint.h>
#include <string.h>

#include "common/text/utf8.h"
#include "query/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The canonical form writes words and parentheses out, so it is longer and
 * deeper than what was typed. */
static const struct query_limits typed = QUERY_LIMITS_SHELL;
static const struct query_limits printed = {TREE_PRINT_MAX, 512, 64};

static void check(int holds)
{
	if (!holds)
		__builtin_trap();
}

/* "=" and a stroke over it become one character in Form C. */
static int composes(struct str query)
{
	return memmem(query.p, query.len, "\xCC\xB8", 2) != NULL;
}

static void parse_and_print(struct buf *out, struct str query,
			    const struct query_limits *limits)
{
	struct error err = ERROR_INIT;
	struct tree tree;

	check(tree_parse(&tree, query, limits, &err) == ST_OK);
	check(utf8_valid(tree.query));
	for (size_t i = 0; i < tree.note_count; i++) {
		check(tree.notes[i].begin <= tree.query.len);
		check(tree.notes[i].len <=
		      tree.query.len - tree.notes[i].begin);
		check(utf8_valid(tree.notes[i].text));
	}
	check(tree_print(out, tree.root, &err) == ST_OK);
	check(utf8_valid(buf_str(out)));
	tree_free(&tree);
}

/* Any bytes are a query; its canonical form is one, and its own. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str query = {(const char *)data, size};
	struct buf once = BUF_INIT(TREE_PRINT_MAX);
	struct buf twice = BUF_INIT(TREE_PRINT_MAX);

	parse_and_print(&once, query, &typed);
	parse_and_print(&twice, buf_str(&once), &printed);
	check(composes(query) || str_eq(buf_str(&once), buf_str(&twice)));
	buf_free(&once);
	buf_free(&twice);
	return 0;
}
