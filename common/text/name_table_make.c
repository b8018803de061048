/*
 * Makes name_table.inc of names.txt, when the program is built:
 *	name_table_make FILE > name_table.inc
 */
#include <stdio.h>

#include "common/base/file.h"
#include "common/text/name_table.h"

int main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	struct arena arena = ARENA_INIT(64 << 20);
	struct buf text = BUF_INIT(NAME_TABLE_MAX);
	struct name_table table = {.rows = NULL};
	enum status st;

	if (argc != 2)
		return 64;
	st = file_read(&text, argv[1], &err);
	if (st == ST_OK)
		st = name_table_parse(&table, &arena, buf_str(&text), argv[1],
				      &err);
	if (st != ST_OK)
		fprintf(stderr, "%s\n", err.msg);
	for (size_t i = 0; i < table.row_count; i++)
		printf("ROW(%u, \"%.*s\")\n", (unsigned)table.rows[i].group,
		       (int)table.rows[i].term.len, table.rows[i].term.p);
	for (size_t i = 0; i < table.pair_count; i++)
		printf("PAIR(\"%.*s\", \"%.*s\")\n", (int)table.pairs[i].a.len,
		       table.pairs[i].a.p, (int)table.pairs[i].b.len,
		       table.pairs[i].b.p);
	arena_free(&arena);
	buf_free(&text);
	return st == ST_OK && fflush(stdout) == 0 ? 0 : 1;
}
