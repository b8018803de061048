#include "common/glass/gather.h"

#include <stdlib.h>

#include <zlib.h>

#include "common/glass/inverter.h"
#include "common/glass/pack.h"
#include "common/glass/run.h"
#include "common/glass/termlist.h"
#include "common/glass/values.h"

enum { SCRATCH_MAX = 1 << 30 };

struct glass_gather {
	struct glass_run_writer run;
	struct glass_inverter *inverter;
	struct glass_bounds bounds[GLASS_SLOTS];
	struct buf values[GLASS_SLOTS]; /* as the run has them */
	struct buf lengths;             /* as the run has them */
	struct buf entry, deflated;
	z_stream deflater;
	int deflates;
	struct glass_totals totals;
};

static enum status out_of_memory(struct error *err)
{
	return error_set(err, ST_MEMORY, "out of memory");
}

/* A raw stream with the largest window, as Xapian reads it. */
static enum status init_deflater(struct glass_gather *g, struct error *err)
{
	g->deflates = deflateInit2(&g->deflater, Z_DEFAULT_COMPRESSION,
				   Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL,
				   Z_DEFAULT_STRATEGY) == Z_OK;
	return g->deflates ? ST_OK : out_of_memory(err);
}

enum status glass_gather_new(struct glass_gather **out, const char *path,
			     struct error *err)
{
	struct glass_gather *g = calloc(1, sizeof(*g));
	enum status st;

	*out = NULL;
	if (!g)
		return out_of_memory(err);
	for (unsigned i = 0; i < GLASS_SLOTS; i++) {
		glass_bounds_init(&g->bounds[i]);
		g->values[i] = (struct buf)BUF_INIT(GLASS_VALUES_MAX);
	}
	g->lengths = g->entry = g->deflated = (struct buf)BUF_INIT(SCRATCH_MAX);
	st = init_deflater(g, err);
	if (st == ST_OK)
		st = glass_inverter_new(&g->inverter, err);
	if (st == ST_OK)
		st = glass_run_create(&g->run, path, err);
	if (st != ST_OK) {
		glass_gather_free(g);
		return st;
	}
	*out = g;
	return ST_OK;
}

void glass_gather_free(struct glass_gather *g)
{
	if (!g)
		return;
	glass_run_close(&g->run);
	for (unsigned i = 0; i < GLASS_SLOTS; i++) {
		glass_bounds_free(&g->bounds[i]);
		buf_free(&g->values[i]);
	}
	if (g->deflates)
		deflateEnd(&g->deflater);
	glass_inverter_free(g->inverter);
	buf_free(&g->lengths);
	buf_free(&g->entry);
	buf_free(&g->deflated);
	free(g);
}

static enum status add_value(struct glass_gather *g, uint32_t slot,
			     struct str value, struct error *err)
{
	struct glass_bounds *b = &g->bounds[slot];
	struct buf *values = &g->values[slot];
	enum status st = glass_bounds_widen(b, value, err);

	if (st == ST_OK)
		st = pack_add_uint(values, g->totals.documents - b->last - 1,
				   err);
	if (st == ST_OK)
		st = pack_add_uint(values, value.len, err);
	if (st == ST_OK)
		st = buf_add(values, value, err);
	b->count++;
	b->last = g->totals.documents;
	return st;
}

static enum status add_values(struct glass_gather *g, const xap_doc *doc,
			      struct error *err)
{
	enum status st = ST_OK;

	for (uint32_t i = 0; st == ST_OK && i < doc->value_count; i++) {
		const struct xap_doc_value *v = &doc->values[i];

		st = add_value(g, v->slot, xap_doc_value_bytes(doc, v), err);
	}
	return st;
}

static enum status count(struct glass_gather *g, const xap_doc *doc,
			 uint32_t length, struct error *err)
{
	struct glass_totals one = {.documents = 1,
				   .least_length = length,
				   .greatest_length = length,
				   .length = length};

	for (uint32_t i = 0; i < doc->term_count; i++)
		if (doc->terms[i].wdf > one.greatest_wdf)
			one.greatest_wdf = doc->terms[i].wdf;
	glass_totals_add(&g->totals, &one);
	return pack_add_uint(&g->lengths, length, err);
}

/* *out: what `bytes` become; *deflated: 0 if they do not get shorter. */
static enum status shorten(struct str *out, int *deflated,
			   struct glass_gather *g, struct str bytes,
			   struct error *err)
{
	z_stream *z = &g->deflater;
	enum status st = buf_reserve(&g->deflated, bytes.len, err);

	*out = bytes;
	*deflated = 0;
	if (st != ST_OK || bytes.len <= GLASS_COMPRESS_MIN)
		return st;
	if (deflateReset(z) != Z_OK)
		return error_set(err, ST_INTERNAL, "deflate cannot begin");
	z->next_in = (unsigned char *)(uintptr_t)bytes.p;
	z->avail_in = (unsigned)bytes.len;
	z->next_out = (unsigned char *)g->deflated.p;
	z->avail_out = (unsigned)bytes.len;
	if (deflate(z, Z_FINISH) != Z_STREAM_END || z->total_out >= bytes.len)
		return ST_OK;
	*deflated = 1;
	*out = (struct str){g->deflated.p, z->total_out};
	return ST_OK;
}

/* Which slots it has values in: how many are left out before each. */
static enum status put_slots(struct glass_gather *g, const xap_doc *doc,
			     struct error *err)
{
	unsigned char slots[GLASS_SLOTS * PACK_UINT_MAX], *p = slots;
	uint32_t next = 0;

	for (uint32_t i = 0; i < doc->value_count; i++) {
		p = pack_uint(p, doc->values[i].slot - next);
		next = doc->values[i].slot + 1;
	}
	return glass_run_put_bytes(
		&g->run, (struct str){(char *)slots, (size_t)(p - slots)}, err);
}

static enum status put_document(struct glass_gather *g, const xap_doc *doc,
				struct error *err)
{
	struct str bytes;
	uint32_t length;
	int deflated;
	/* Data is not deflated: ours is packed. */
	enum status st = glass_run_put_bytes(&g->run, buf_str(&doc->data), err);

	if (st == ST_OK)
		st = glass_termlist(&g->entry, &length, doc, err);
	if (st == ST_OK)
		st = count(g, doc, length, err);
	if (st == ST_OK)
		st = shorten(&bytes, &deflated, g, buf_str(&g->entry), err);
	if (st == ST_OK)
		st = glass_run_put_uint(&g->run, (uint64_t)deflated, err);
	if (st == ST_OK)
		st = glass_run_put_bytes(&g->run, bytes, err);
	return st == ST_OK ? put_slots(g, doc, err) : st;
}

static enum status check(const struct glass_gather *g, const xap_doc *doc,
			 struct error *err)
{
	const uint32_t n = doc->value_count;

	if (n && doc->values[n - 1].slot >= GLASS_SLOTS)
		return error_set(err, ST_LIMIT, "value slot %u, at most %d",
				 doc->values[n - 1].slot, GLASS_SLOTS - 1);
	if (g->totals.documents == UINT32_MAX)
		return error_set(err, ST_LIMIT, "too many documents");
	return ST_OK;
}

enum status glass_gather_add(struct glass_gather *g, xap_doc *doc,
			     struct error *err)
{
	enum status st = check(g, doc, err);

	if (st == ST_OK)
		st = xap_doc_sort(doc, err);
	if (st == ST_OK)
		st = put_document(g, doc, err);
	if (st == ST_OK)
		st = add_values(g, doc, err);
	if (st == ST_OK)
		st = glass_inverter_add(g->inverter, g->totals.documents, doc,
					err);
	return st;
}

static enum status put_values(struct glass_gather *g, struct error *err)
{
	enum status st = ST_OK;

	for (uint32_t i = 0; st == ST_OK && i < GLASS_SLOTS; i++)
		if (g->bounds[i].count)
			st = glass_bounds_put(&g->bounds[i], i, &g->run, err);
	if (st == ST_OK)
		st = glass_run_put_uint(&g->run, 0, err);
	for (uint32_t i = 0; st == ST_OK && i < GLASS_SLOTS; i++)
		st = glass_run_put(&g->run, buf_str(&g->values[i]), err);
	return st;
}

enum status glass_gather_end(struct glass_gather *g, struct error *err)
{
	enum status st;

	g->totals.bounds = g->run.bytes;
	st = put_values(g, err);
	g->totals.lengths = g->run.bytes;
	if (st == ST_OK)
		st = glass_run_put(&g->run, buf_str(&g->lengths), err);
	if (st == ST_OK)
		st = glass_inverter_write(g->inverter, &g->run, err);
	return st == ST_OK ? glass_run_end(&g->run, &g->totals, err) : st;
}
