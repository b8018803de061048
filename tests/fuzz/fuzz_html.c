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

/* The same bytes as the list of an export. */
static enum status beside(void *ctx, struct str *out, const char *name,
			  struct error *err)
{
	(void)name;
	(void)err;
	*out = *(const struct str *)ctx;
	return ST_OK;
}

/* Any file of at most the size allowed is a post, or says it is none. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct format_input in = {.path = STR("posts/1.a.html"),
				  .bytes = {(const char *)data, size},
				  .beside = beside};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;
	enum status st;

	in.beside_ctx = &in.bytes;

	(void)format_html.sniff(in.bytes);
	if (format_html.open(&reader, &in, &err) != ST_OK)
		__builtin_trap();
	st = format_html.next(reader, &post, &err);
	if (st == ST_END) {
		format_html.close(reader);
		return 0;
	}
	if (st != ST_OK)
		__builtin_trap();
	check(post.title);
	check(post.site);
	check(post.url);
	check(post.lang);
	check(post.text);
	check_list(post.authors);
	check_list(post.tags);
	if (format_html.next(reader, &post, &err) != ST_END)
		__builtin_trap();
	format_html.close(reader);
	return 0;
}
