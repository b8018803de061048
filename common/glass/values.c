#include "common/glass/values.h"

#include "common/glass/pack.h"
#include "common/glass/postings.h"

void glass_values_init(struct glass_values *v, size_t max_bytes)
{
	*v = (struct glass_values){.chunks = BUF_INIT(max_bytes),
				   .chunk = BUF_INIT(max_bytes),
				   .least = BUF_INIT(max_bytes),
				   .greatest = BUF_INIT(max_bytes)};
}

void glass_values_free(struct glass_values *v)
{
	buf_free(&v->chunks);
	buf_free(&v->chunk);
	buf_free(&v->least);
	buf_free(&v->greatest);
}

static enum status add_uint(struct buf *out, uint64_t n, struct error *err)
{
	unsigned char bytes[PACK_UINT_MAX];
	const unsigned char *end = pack_uint(bytes, n);

	return buf_add(out, (struct str){(char *)bytes, (size_t)(end - bytes)},
		       err);
}

static enum status add_bytes(struct buf *out, struct str s, struct error *err)
{
	enum status st = add_uint(out, s.len, err);

	return st == ST_OK ? buf_add(out, s, err) : st;
}

static enum status end_chunk(struct glass_values *v, struct error *err)
{
	const uint32_t head[2] = {v->first, (uint32_t)v->chunk.len};
	enum status st =
		buf_add(&v->chunks,
			(struct str){(const char *)head, sizeof(head)}, err);

	if (st == ST_OK)
		st = buf_add(&v->chunks, buf_str(&v->chunk), err);
	buf_clear(&v->chunk);
	return st;
}

static enum status widen(struct glass_values *v, struct str value,
			 struct error *err)
{
	enum status st = ST_OK;

	if (v->count == 0 || str_order(value, buf_str(&v->least)) < 0) {
		buf_clear(&v->least);
		st = buf_add(&v->least, value, err);
	}
	if (st == ST_OK &&
	    (v->count == 0 || str_order(value, buf_str(&v->greatest)) > 0)) {
		buf_clear(&v->greatest);
		st = buf_add(&v->greatest, value, err);
	}
	return st;
}

enum status glass_values_add(struct glass_values *v, uint32_t docid,
			     struct str value, struct error *err)
{
	enum status st = widen(v, value, err);

	if (st == ST_OK && v->chunk.len)
		st = add_uint(&v->chunk, docid - v->last - 1, err);
	else
		v->first = docid;
	v->last = docid;
	if (st == ST_OK)
		st = add_bytes(&v->chunk, value, err);
	v->count++;
	if (st == ST_OK && v->chunk.len >= GLASS_CHUNK)
		st = end_chunk(v, err);
	return st;
}

enum status glass_values_write_bounds(const struct glass_values *v,
				      uint32_t slot, struct glass_table *table,
				      struct error *err)
{
	const char key[3] = {0, (char)0xd0, (char)slot};
	struct buf entry = BUF_INIT(2 * v->chunks.max);
	enum status st = add_uint(&entry, v->count, err);

	if (st == ST_OK)
		st = add_bytes(&entry, buf_str(&v->least), err);
	if (st == ST_OK && !str_eq(buf_str(&v->least), buf_str(&v->greatest)))
		st = buf_add(&entry, buf_str(&v->greatest), err);
	/* Slot 0 has no byte of its own. */
	if (st == ST_OK)
		st = glass_table_add(table, (struct str){key, slot ? 3 : 2},
				     buf_str(&entry), 0, err);
	buf_free(&entry);
	return st;
}

static enum status write_chunk(uint32_t slot, uint32_t first, struct str chunk,
			       struct glass_table *table, struct error *err)
{
	unsigned char key[3 + PACK_SORTABLE_MAX] = {0, 0xd8,
						    (unsigned char)slot};
	const unsigned char *end = pack_sortable(key + 3, first);

	return glass_table_add(table,
			       (struct str){(char *)key, (size_t)(end - key)},
			       chunk, 0, err);
}

enum status glass_values_write(struct glass_values *v, uint32_t slot,
			       struct glass_table *table, struct error *err)
{
	uint32_t head[2];
	enum status st = v->chunk.len ? end_chunk(v, err) : ST_OK;

	for (size_t at = 0; st == ST_OK && at < v->chunks.len; at += head[1]) {
		memcpy(head, v->chunks.p + at, sizeof(head));
		at += sizeof(head);
		st = write_chunk(slot, head[0],
				 (struct str){v->chunks.p + at, head[1]}, table,
				 err);
	}
	return st;
}
