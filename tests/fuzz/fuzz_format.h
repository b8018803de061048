#ifndef TESTS_FUZZ_FUZZ_FORMAT_H
#define TESTS_FUZZ_FUZZ_FORMAT_H

#include <stdint.h>

#include "common/text/utf8.h"
#include "indexer/formats/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void check_text(struct str s)
{
	if (!utf8_valid(s) || (s.len && memchr(s.p, '\0', s.len)))
		__builtin_trap(); /* posts are text */
}

static inline void check_list(struct str_list list)
{
	for (size_t i = 0; i < list.n; i++)
		check_text(list.v[i]);
}

static inline void check_post(const struct post *post)
{
	check_text(post->id);
	check_text(post->url);
	check_text(post->title);
	check_text(post->site);
	check_text(post->lang);
	check_text(post->text);
	check_text(post->comments);
	check_list(post->authors);
	check_list(post->tags);
}

/*
 * Any file ends, and all it gives is text. `strict`: a file may be refused as a
 * whole, and a post that fails is not the last.
 */
static inline int fuzz_format(const struct format *format, int strict,
			      const uint8_t *data, size_t size)
{
	struct format_input in = {
		.bytes = {(const char *)data, size},
		.options = {.drafts = 1, .all_types = 1, .comments = 1}};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;
	enum status st;

	(void)format->sniff(in.bytes);
	if (format->open(&reader, &in, &err) != ST_OK) {
		if (!strict)
			__builtin_trap();
		return 0;
	}
	while ((st = format->next(reader, &post, &err)) != ST_END) {
		if (st == ST_OK)
			check_post(&post);
		else if (!strict)
			break;
	}
	format->close(reader);
	return 0;
}

#endif
