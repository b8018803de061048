#include <stdint.h>
#include <string.h>

#include "query/eval_judged.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		__builtin_trap();
}

/* All rows of a query stand together, and are found. */
static void check_table(const struct eval_table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct eval_rows rows = eval_rows_of(t, t->v[i].qid);

		check(t->v[i].qid.len > 0 && t->v[i].id.len > 0);
		check(t->v[i].line > 0);
		check(rows.v <= &t->v[i] && &t->v[i] < rows.v + rows.n);
	}
	check(eval_rows_of(t, STR("no such query\n")).n == 0);
}

/* Any bytes are a table of judgements, or refused by line; likewise a run. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct error err = ERROR_INIT;

	for (int run = 0; run < 2; run++) {
		struct arena arena = ARENA_INIT(64 << 20);
		struct eval_table table = {NULL, 0};
		enum status st =
			run ? eval_read_run(&table, &arena, text, &err)
			    : eval_read_judged(&table, &arena, text, &err);

		check(st == ST_OK || st == ST_INPUT || st == ST_LIMIT);
		if (st == ST_OK && size < 1 << 16)
			check_table(&table);
		arena_free(&arena);
	}
	return 0;
}
