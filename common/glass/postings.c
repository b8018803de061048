#include "common/glass/postings.h"

#include "common/glass/pack.h"

void glass_postings_begin(struct glass_postings *p, struct glass_table *table,
			  struct str term, uint32_t documents,
			  uint32_t collection_frequency, size_t chunk_bytes)
{
	p->table = table;
	p->term = term;
	p->chunk_bytes = chunk_bytes;
	p->documents = documents;
	p->collection_frequency = collection_frequency;
	p->first = p->last = 0;
	p->len = 0;
	p->later = 0;
}

static size_t chunk_key(unsigned char *out, const struct glass_postings *p)
{
	unsigned char *at = out;

	if (p->term.len == 0) {
		*at++ = 0;
		*at++ = 0xe0;
	} else {
		at = pack_term(at, p->term);
		if (p->later)
			*at++ = 0;
	}
	if (p->later)
		at = pack_sortable(at, p->first);
	return (size_t)(at - out);
}

static enum status write_chunk(struct glass_postings *p, int is_last,
			       struct error *err)
{
	unsigned char key[PACK_NAME_MAX + PACK_SORTABLE_MAX + 2];
	unsigned char entry[4 * PACK_UINT_MAX + 1 + sizeof(p->chunk)];
	unsigned char *at = entry;
	const size_t key_len = chunk_key(key, p);

	if (!p->later) {
		at = pack_uint(at, p->documents);
		at = pack_uint(at, p->collection_frequency);
		at = pack_uint(at, p->first - 1);
	}
	*at++ = is_last ? '1' : '0';
	at = pack_uint(at, p->last - p->first);
	memcpy(at, p->chunk, p->len);
	at += p->len;
	p->later = 1;
	p->len = 0;
	return glass_table_add(
		p->table, (struct str){(char *)key, key_len},
		(struct str){(char *)entry, (size_t)(at - entry)}, 0, err);
}

enum status glass_postings_add(struct glass_postings *p, uint32_t docid,
			       uint32_t wdf, struct error *err)
{
	unsigned char *at;

	if (p->len >= p->chunk_bytes) {
		enum status st = write_chunk(p, 0, err);

		if (st != ST_OK)
			return st;
	}
	at = p->chunk + p->len;
	if (p->len == 0)
		p->first = docid;
	else
		at = pack_uint(at, docid - p->last - 1);
	at = pack_uint(at, wdf);
	p->len = (size_t)(at - p->chunk);
	p->last = docid;
	return ST_OK;
}

enum status glass_postings_end(struct glass_postings *p, struct error *err)
{
	return write_chunk(p, 1, err);
}
