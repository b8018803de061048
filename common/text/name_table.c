#include "common/text/name_table.h"

#define WORD(literal)                                                          \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}
#define ROW(group, term) {WORD(term), (group)},
#define PAIR(a, b)
/* Made of names.txt by name_table_make.c. */
static const struct name_table_row rows[] = {
#include "common/text/name_table.inc"
};
#undef ROW
#undef PAIR

#define ROW(group, term)
#define PAIR(a, b) {WORD(a), WORD(b)},
static const struct name_table_pair pairs[] = {
#include "common/text/name_table.inc"
};

const struct name_table *name_table_builtin(void)
{
	static const struct name_table table = {
		rows, sizeof(rows) / sizeof(rows[0]), pairs,
		sizeof(pairs) / sizeof(pairs[0])};

	return &table;
}
