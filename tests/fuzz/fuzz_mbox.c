#include <stdint.h>

#include "common/text/utf8.h"
#include "indexer/formats/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct str s)
{
	if (!utf8_valid(s) || (s.len && memchr(s.p, '\0', s.len)))
		__builtin_trap(); /* posts are text */
}

static void check_list(struct str_list list)
{
	for (size_t i = 0; i < list.n; i++)
		check(list.v[i]);
}

static void check_post(const struct post *post)
{
	check(post->id);
	check(post->url);
	check(post->title);
	check(post->site);
	check(post->lang);
	check(post->text);
	check(post->comments);
	check_list(post->authors);
	check_list(post->tags);
}

/* Any file ends, and all it gives is text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct format_input in = {
		.bytes = {(const char *)data, size},
		.options = {.drafts = 1, .all_types = 1, .comments = 1}};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;

	(void)format_mbox.sniff(in.bytes);
	if (format_mbox.open(&reader, &in, &err) != ST_OK)
		__builtin_trap();
	while (format_mbox.next(reader, &post, &err) == ST_OK)
		check_post(&post);
	format_mbox.close(reader);
	return 0;
}
