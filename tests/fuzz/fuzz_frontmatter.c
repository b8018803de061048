#include <stdint.h>

#include "common/text/utf8.h"
#include "indexer/formats/frontmatter.h"
#include "indexer/formats/frontmatter_post.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int right)
{
	if (!right)
		__builtin_trap();
}

/* Block and body lie within the text; valid text gives valid values. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct arena arena = ARENA_INIT(4 << 20);
	struct error err = ERROR_INIT;
	struct post post = {.published = DATE_NONE, .updated = DATE_NONE};
	struct frontmatter fm;
	int valid = utf8_valid(text), draft;

	if (frontmatter_read(&fm, text, &arena, NULL, &err) == ST_OK) {
		check(fm.body.len <= size && fm.block.len <= size);
		check(fm.kind != FRONTMATTER_NONE || fm.body.len == size);
		check(fm.count <= FRONTMATTER_KEYS_MAX);
		if (frontmatter_post(&post, &draft, &fm, &arena, NULL, &err) ==
		    ST_OK)
			check(!valid ||
			      (utf8_valid(post.title) && utf8_valid(post.url)));
	}
	arena_free(&arena);
	return 0;
}
