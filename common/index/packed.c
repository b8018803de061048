#include "common/index/packed.h"

#include <stdint.h>

#include <zstd.h>

#include "common/index/record.h"

enum { HEAD_MAX = 1 + 5 /* bytes */ };

_Static_assert((int)PACKED_FIRST != (int)RECORD_VERSION, "they are told apart");

/* One of each for the whole process: to set one up takes longer than a post. */
static ZSTD_CCtx *packer;
static ZSTD_DCtx *unpacker;

static size_t put_head(char *out, size_t n)
{
	size_t len = 0;

	out[len++] = PACKED_FIRST;
	for (; n >= 0x80; n >>= 7)
		out[len++] = (char)(n | 0x80);
	out[len++] = (char)n;
	return len;
}

enum status packed_put(struct buf *out, struct str record, struct error *err)
{
	char head[HEAD_MAX];
	size_t n = 0;
	enum status st;

	buf_clear(out);
	if (record.len < PACKED_MIN || record.len > PACKED_MAX)
		return buf_add(out, record, err);
	if (!packer)
		packer = ZSTD_createCCtx();
	if (!packer)
		return error_set(err, ST_MEMORY, "out of memory");
	st = buf_add(out, (struct str){head, put_head(head, record.len)}, err);
	if (st == ST_OK)
		st = buf_reserve(out, ZSTD_compressBound(record.len), err);
	if (st != ST_OK)
		return st;
	n = ZSTD_compressCCtx(packer, out->p + out->len,
			      ZSTD_compressBound(record.len), record.p,
			      record.len, PACKED_LEVEL);
	if (ZSTD_isError(n))
		return error_set(err, ST_LIMIT, "cannot pack a post: %s",
				 ZSTD_getErrorName(n));
	out->len += n;
	out->p[out->len] = '\0';
	return ST_OK;
}

/* The length of the record; *at: where the frame begins, 0: it is damaged. */
static size_t take_head(struct str stored, size_t *at)
{
	size_t n = 0;

	*at = 0;
	for (size_t i = 1; i < stored.len && i < HEAD_MAX; i++) {
		unsigned char byte = (unsigned char)stored.p[i];

		n |= (size_t)(byte & 0x7f) << (7 * (i - 1));
		if (byte & 0x80)
			continue;
		*at = i + 1;
		break;
	}
	return n;
}

static enum status unpack(struct str *out, struct arena *a, struct str stored,
			  struct error *err)
{
	size_t at, n = take_head(stored, &at);
	char *p = NULL;
	enum status st;

	if (!at || n > PACKED_MAX)
		return error_set(err, ST_CORRUPT, "stored record: bad length");
	if (!unpacker)
		unpacker = ZSTD_createDCtx();
	if (!unpacker)
		return error_set(err, ST_MEMORY, "out of memory");
	st = arena_alloc(&p, a, n + 1, err);
	if (st != ST_OK)
		return st;
	if (ZSTD_decompressDCtx(unpacker, p, n, stored.p + at,
				stored.len - at) != n)
		return error_set(err, ST_CORRUPT,
				 "stored record: it cannot be unpacked");
	*out = (struct str){p, n};
	return ST_OK;
}

enum status packed_decode(struct post *out, struct arena *a, struct str stored,
			  struct error *err)
{
	struct str record = {NULL, 0};
	enum status st = stored.len && stored.p[0] == PACKED_FIRST
				 ? unpack(&record, a, stored, err)
				 : arena_str(&record, a, stored, err);

	return st == ST_OK ? record_decode(out, a, record, err) : st;
}
