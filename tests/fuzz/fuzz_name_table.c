#include <stdint.h>
#include <string.h>

#include "common/text/name_table.h"
#include "common/text/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		__builtin_trap();
}

static void check_term(struct str term)
{
	check(term.len > 0 && term.len <= WORD_TERM_MAX);
}

/* Any bytes are a table, or a message that names the file and the line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct arena a = ARENA_INIT(64 << 20);
	struct error err = ERROR_INIT;
	struct name_table t;

	if (name_table_parse(&t, &a, text, "names", &err) != ST_OK) {
		check(err.status == ST_CONFIG);
		check(strncmp(err.msg, "names:", 6) == 0);
		check(size > NAME_TABLE_MAX ||
		      (err.msg[6] >= '1' && err.msg[6] <= '9'));
		goto done;
	}
	check(t.row_count <= size && t.pair_count <= size);
	for (size_t i = 0; i < t.row_count; i++) {
		uint32_t before = i ? t.rows[i - 1].group : 0;

		check_term(t.rows[i].term);
		check(t.rows[i].group == before ||
		      t.rows[i].group == before + 1);
	}
	for (size_t i = 0; i < t.pair_count; i++) {
		check_term(t.pairs[i].a);
		check_term(t.pairs[i].b);
	}
done:
	arena_free(&a);
	return 0;
}
