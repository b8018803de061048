#include <stdint.h>

#include "common/text/utf8.h"
#include "indexer/formats/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One file is one post, and all of it is valid UTF-8. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct format_input in = {.path = STR("2006/06/14/a-name.md"),
				  .bytes = {(const char *)data, size},
				  .options.drafts = 1};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;
	size_t posts = 0;

	(void)format_sniff(in.path, in.bytes);
	if (format_markdown.open(&reader, &in, &err) != ST_OK)
		return 0;
	while (format_markdown.next(reader, &post, &err) == ST_OK) {
		posts++;
		if (!utf8_valid(post.title) || !utf8_valid(post.text) ||
		    !utf8_valid(post.url) || !utf8_valid(post.id))
			__builtin_trap();
		for (size_t i = 0; i < post.tags.n; i++)
			if (!utf8_valid(post.tags.v[i]))
				__builtin_trap();
	}
	format_markdown.close(reader);
	if (posts != 1)
		__builtin_trap();
	return 0;
}
