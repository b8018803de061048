#include <stdint.h>

#include "common/index/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read is written in a form that is read and written the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct arena a = ARENA_INIT(64 << 20);
	struct buf first = BUF_INIT(64 << 20), second = BUF_INIT(64 << 20);
	struct error err = ERROR_INIT;
	struct manifest m;

	if (manifest_parse(&m, &a, text, &err) != ST_OK)
		goto done;
	if (manifest_format(&first, &m, &err) != ST_OK)
		__builtin_trap();
	if (manifest_parse(&m, &a, buf_str(&first), &err) != ST_OK)
		__builtin_trap();
	if (manifest_format(&second, &m, &err) != ST_OK ||
	    !str_eq(buf_str(&first), buf_str(&second)))
		__builtin_trap();
done:
	buf_free(&second);
	buf_free(&first);
	arena_free(&a);
	return 0;
}
