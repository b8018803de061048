#include "tests/fuzz/fuzz_format.h"

/* Any file of at most the size allowed is a post. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct format_input in = {.bytes = {(const char *)data, size}};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;

	(void)format_text.sniff(in.bytes);
	if (format_text.open(&reader, &in, &err) != ST_OK ||
	    format_text.next(reader, &post, &err) != ST_OK)
		__builtin_trap();
	check_post(&post);
	if (format_text.next(reader, &post, &err) != ST_END)
		__builtin_trap();
	format_text.close(reader);
	return 0;
}
