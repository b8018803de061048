#include "common/glass/values.h"

#include "common/glass/pack.h"
#include "common/glass/postings.h"
#include "common/xapian-c/xap.h"

void glass_bounds_init(struct glass_bounds *b)
{
	*b = (struct glass_bounds){.least = BUF_INIT(XAP_VALUE_MAX),
				   .greatest = BUF_INIT(XAP_VALUE_MAX)};
}

void glass_bounds_free(struct glass_bounds *b)
{
	buf_free(&b->least);
	buf_free(&b->greatest);
}

enum status glass_bounds_widen(struct glass_bounds *b, struct str value,
			       struct error *err)
{
	enum status st = ST_OK;

	if (b->count == 0 || str_order(value, buf_str(&b->least)) < 0) {
		buf_clear(&b->least);
		st = buf_add(&b->least, value, err);
	}
	if (st == ST_OK &&
	    (b->count == 0 || str_order(value, buf_str(&b->greatest)) > 0)) {
		buf_clear(&b->greatest);
		st = buf_add(&b->greatest, value, err);
	}
	return st;
}

enum status glass_bounds_put(const struct glass_bounds *b, uint32_t slot,
			     struct glass_run_writer *run, struct error *err)
{
	enum status st = glass_run_put_uint(run, (uint64_t)slot + 1, err);

	if (st == ST_OK)
		st = glass_run_put_uint(run, b->count, err);
	if (st == ST_OK)
		st = glass_run_put_uint(run, b->last, err);
	if (st == ST_OK)
		st = glass_run_put_bytes(run, buf_str(&b->least), err);
	return st == ST_OK
		       ? glass_run_put_bytes(run, buf_str(&b->greatest), err)
		       : st;
}

static enum status get_value(struct buf *out, struct glass_run_reader *run,
			     struct error *err)
{
	struct str value;
	enum status st = glass_run_get_bytes(&value, run, err);

	buf_clear(out);
	return st == ST_OK ? buf_add(out, value, err) : st;
}

enum status glass_bounds_get(struct glass_bounds *b, uint32_t *slot,
			     struct glass_run_reader *run, struct error *err)
{
	enum status st = glass_run_get_32(slot, run, err);

	if (st != ST_OK || (*slot)-- == 0)
		return st;
	st = glass_run_get_32(&b->count, run, err);
	if (st == ST_OK)
		st = glass_run_get_32(&b->last, run, err);
	if (st == ST_OK)
		st = get_value(&b->least, run, err);
	return st == ST_OK ? get_value(&b->greatest, run, err) : st;
}

enum status glass_bounds_write(const struct glass_bounds *b, uint32_t slot,
			       struct glass_table *table, struct error *err)
{
	/* Slot 0 has no byte of its own. */
	const char key[3] = {0, (char)0xd0, (char)slot};
	struct buf entry = BUF_INIT(2 * XAP_VALUE_MAX + 2 * PACK_UINT_MAX);
	enum status st = pack_add_uint(&entry, b->count, err);

	if (st == ST_OK)
		st = pack_add_bytes(&entry, buf_str(&b->least), err);
	if (st == ST_OK && !str_eq(buf_str(&b->least), buf_str(&b->greatest)))
		st = buf_add(&entry, buf_str(&b->greatest), err);
	if (st == ST_OK)
		st = glass_table_add(table, (struct str){key, slot ? 3 : 2},
				     buf_str(&entry), 0, err);
	buf_free(&entry);
	return st;
}

void glass_value_chunks_init(struct glass_value_chunks *c,
			     struct glass_table *table)
{
	*c = (struct glass_value_chunks){.table = table,
					 .chunk = BUF_INIT(2 * XAP_VALUE_MAX)};
}

void glass_value_chunks_free(struct glass_value_chunks *c)
{
	buf_free(&c->chunk);
}

enum status glass_value_chunks_add(struct glass_value_chunks *c, uint32_t slot,
				   uint32_t docid, struct str value,
				   struct error *err)
{
	enum status st = ST_OK;

	if (c->chunk.len)
		st = pack_add_uint(&c->chunk, docid - c->last - 1, err);
	else
		c->first = docid;
	c->slot = slot;
	c->last = docid;
	if (st == ST_OK)
		st = pack_add_bytes(&c->chunk, value, err);
	return st == ST_OK && c->chunk.len >= GLASS_CHUNK
		       ? glass_value_chunks_end(c, err)
		       : st;
}

enum status glass_value_chunks_end(struct glass_value_chunks *c,
				   struct error *err)
{
	unsigned char key[3 + PACK_SORTABLE_MAX] = {0, 0xd8,
						    (unsigned char)c->slot};
	const unsigned char *end = pack_sortable(key + 3, c->first);
	enum status st;

	if (c->chunk.len == 0)
		return ST_OK;
	st = glass_table_add(c->table,
			     (struct str){(char *)key, (size_t)(end - key)},
			     buf_str(&c->chunk), 0, err);
	buf_clear(&c->chunk);
	return st;
}
