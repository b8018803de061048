#include <stdint.h>

#include "common/text/utf8.h"
#include "query/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any bytes are a query; its canonical form is one, and is valid UTF-8. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error err = ERROR_INIT;
	struct buf printed = BUF_INIT(TREE_PRINT_MAX);
	struct tree tree, again;

	if (tree_parse(&tree, (struct str){(const char *)data, size},
		       &QUERY_LIMITS_SHELL, &err) != ST_OK)
		__builtin_trap();
	if (tree_print(&printed, tree.root, &err) == ST_OK) {
		if (!utf8_valid(buf_str(&printed)))
			__builtin_trap();
		if (tree_parse(&again, buf_str(&printed), &QUERY_LIMITS_SHELL,
			       &err) != ST_OK)
			__builtin_trap();
		tree_free(&again);
	}
	tree_free(&tree);
	buf_free(&printed);
	return 0;
}
