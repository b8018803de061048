#include "common/glass/positions.h"

#include "common/glass/pack.h"

/* Bits on their way to `p`, the lowest first. */
struct bits {
	unsigned char *p;
	uint64_t waiting;
	unsigned count; /* that wait: below 8 between two calls */
};

/*
 * `value` of `n` that are possible. When n is no power of two, the values in
 * the middle, which are likelier, take a bit less.
 */
static void put(struct bits *b, uint32_t value, uint32_t n)
{
	unsigned count = n > 1 ? 32 - (unsigned)__builtin_clz(n - 1) : 0;
	const uint64_t spare = ((uint64_t)1 << count) - n;
	const uint64_t middle = (n - spare) / 2;
	uint64_t code = value;

	if (spare && code >= middle + spare)
		code = (code - middle - spare) | (uint64_t)1 << (count - 1);
	else if (spare && code >= middle)
		count--;
	b->waiting |= code << b->count;
	b->count += count;
	for (; b->count >= 8; b->count -= 8) {
		*b->p++ = (unsigned char)b->waiting;
		b->waiting >>= 8;
	}
}

/* The positions between those numbered `from` and `to`: the one in the middle,
 * then each half. */
static void put_between(struct bits *b, const uint32_t *pos, uint32_t from,
			uint32_t to)
{
	while (from + 1 < to) {
		const uint32_t mid = from + (to - from) / 2;
		const uint32_t least = pos[from] + (mid - from);

		put(b, pos[mid] - least, pos[to] - pos[from] - (to - from) + 1);
		put_between(b, pos, from, mid);
		from = mid;
	}
}

enum status glass_positions(struct buf *out, const uint32_t *pos, uint32_t n,
			    struct error *err)
{
	const uint32_t last = pos[n - 1];
	/* No position takes more than 32 bits, nor do first and count. */
	enum status st =
		buf_reserve(out, PACK_UINT_MAX + 4 * ((size_t)n + 2) + 8, err);
	unsigned char *begin;
	struct bits b = {NULL, 0, 0};

	if (st != ST_OK)
		return st;
	begin = (unsigned char *)out->p + out->len;
	b.p = pack_uint(begin, last);
	if (n > 1) {
		put(&b, pos[0], last);
		put(&b, n - 2, last - pos[0]);
		put_between(&b, pos, 0, n - 1);
		if (b.count)
			*b.p++ = (unsigned char)b.waiting;
	}
	out->len += (size_t)(b.p - begin);
	out->p[out->len] = '\0';
	return ST_OK;
}
