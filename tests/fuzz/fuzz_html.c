#include "tests/fuzz/fuzz_format.h"

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
	check_post(&post);
	if (format_html.next(reader, &post, &err) != ST_END)
		__builtin_trap();
	format_html.close(reader);
	return 0;
}
