#include <stdint.h>

#include "common/text/utf8.h"
#include "indexer/markup/charset.h"
#include "indexer/markup/charset_label.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line is what the text declares itself to be. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = {(const char *)data, size}, out, declared;
	const char *eol = size ? memchr(in.p, '\n', size) : NULL;
	struct buf scratch = BUF_INIT(8 << 20);
	struct error err = ERROR_INIT;

	declared = (struct str){in.p, eol ? (size_t)(eol - in.p) : 0};
	if (eol)
		in = (struct str){eol + 1, size - declared.len - 1};
	(void)charset_declared(in);
	if (charset_to_utf8(&out, &scratch, in, declared, NULL, &err) != ST_OK)
		__builtin_trap();
	if (!utf8_valid(out))
		__builtin_trap();
	for (size_t i = 0; i < out.len; i++)
		if ((unsigned char)out.p[i] < 0x20 && out.p[i] != '\n' &&
		    out.p[i] != '\t')
			__builtin_trap();
	buf_free(&scratch);
	return 0;
}
