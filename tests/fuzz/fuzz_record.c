#include <stdint.h>

#include "common/index/packed.h"
#include "common/index/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int same(const struct buf *a, const struct buf *b)
{
	return str_eq(buf_str(a), buf_str(b));
}

/* What decodes encodes, to bytes that decode to the same again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = {(const char *)data, size};
	struct arena a = ARENA_INIT(64 << 20);
	struct buf first = BUF_INIT(64 << 20), second = BUF_INIT(64 << 20);
	struct error err = ERROR_INIT;
	struct post post;
	enum status st = record_decode(&post, &a, bytes, &err);

	if (size && data[0] == PACKED_FIRST) {
		st = packed_decode(&post, &a, bytes, &err);
		if (st != ST_OK && !err.msg[0])
			__builtin_trap();
		goto done;
	}
	if (st != ST_OK) {
		if (st != ST_CORRUPT || !err.msg[0])
			__builtin_trap();
		goto done;
	}
	if (record_encode(&first, &post, &err) != ST_OK || first.len > size)
		__builtin_trap();
	if (record_decode(&post, &a, buf_str(&first), &err) != ST_OK)
		__builtin_trap();
	if (record_encode(&second, &post, &err) != ST_OK ||
	    !same(&first, &second))
		__builtin_trap();
done:
	buf_free(&second);
	buf_free(&first);
	arena_free(&a);
	return 0;
}
