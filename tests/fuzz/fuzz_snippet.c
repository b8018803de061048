#include <stdint.h>
#include <string.h>

#include "common/text/utf8.h"
#include "query/snippet.h"
#include "tests/unit/sought_of.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		__builtin_trap();
}

static int starts_character(struct str s, size_t at)
{
	return at == s.len || ((unsigned char)s.p[at] & 0xC0) != 0x80;
}

static void check_snippet(const struct snippet *s)
{
	size_t behind = 0, marked = 0;

	check(utf8_valid(s->text));
	check(!memchr(s->text.p, '\n', s->text.len));
	for (size_t i = 0; i < s->mark_count; i++) {
		struct text_mark m = s->marks[i];

		check(m.len > 0 && m.at >= behind);
		check(m.at <= s->text.len && m.len <= s->text.len - m.at);
		behind = m.at + m.len;
		check(starts_character(s->text, m.at));
		check(starts_character(s->text, behind));
		marked += m.len;
	}
	check(s->text.len <= 4 * SNIPPET_WIDTH + marked);
	check(s->matched_count <= SNIPPET_MATCHED_MAX);
	for (size_t i = 0; i < s->matched_count; i++)
		check(s->matched[i].text.len && utf8_valid(s->matched[i].text));
}

static struct str clean(struct buf *valid, struct buf *scratch, struct str s)
{
	size_t replaced;
	struct str out;

	check(utf8_repair(valid, s, &replaced, NULL) == ST_OK);
	check(utf8_nfc(&out, scratch, buf_str(valid), NULL) == ST_OK);
	return out;
}

static void make(struct str query, struct str text)
{
	struct arena arena = ARENA_INIT(64 << 20);
	struct snippet snippet;
	struct sought sought;
	struct finder *finder;

	check(sought_of(&sought, &arena, query, NULL) == ST_OK);
	check(finder_new(&finder, &arena, &sought, NULL) == ST_OK);
	check(snippet_make(&snippet, &arena, finder, text, NULL) == ST_OK);
	check_snippet(&snippet);
	arena_free(&arena);
}

/* The first line is what is sought, words parted by commas; then the text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf valid[2] = {BUF_INIT(16 << 20), BUF_INIT(16 << 20)};
	struct buf scratch[2] = {BUF_INIT(16 << 20), BUF_INIT(16 << 20)};
	const uint8_t *line = size ? memchr(data, '\n', size) : NULL;
	size_t n = line ? (size_t)(line - data) : 0;
	struct str query = {(const char *)data, n};
	struct str text = {(const char *)data + n, size - n};

	query = clean(&valid[0], &scratch[0], query);
	make(query, clean(&valid[1], &scratch[1], text));
	for (int i = 0; i < 2; i++) {
		buf_free(&valid[i]);
		buf_free(&scratch[i]);
	}
	return 0;
}
