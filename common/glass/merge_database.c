#include "common/glass/database.h"
#include "common/glass/merge.h"
#include "common/glass/pack.h"
#include "common/glass/postings.h"
#include "common/glass/sources.h"
#include "common/xapian-c/lengths.h"

/* Into a table whose keys are documents. */
static enum status put(struct glass_database *d, enum glass_table_name name,
		       struct str key, struct str bytes, int deflated,
		       struct error *err)
{
	struct glass_table *t;
	enum status st = glass_database_table(&t, d, name, err);

	return st == ST_OK ? glass_table_add(t, key, bytes, deflated, err) : st;
}

static enum status put_document(struct glass_database *d, uint32_t docid,
				struct glass_run_reader *r, struct error *err)
{
	unsigned char name[PACK_SORTABLE_MAX + 1];
	unsigned char *end = pack_sortable(name, docid);
	struct str key = {(char *)name, (size_t)(end - name)}, bytes;
	uint32_t deflated = 0;
	enum status st = glass_run_get_bytes(&bytes, r, err);

	/* An entry that is empty is none, but for that of the terms. */
	if (st == ST_OK && bytes.len)
		st = put(d, GLASS_DATA, key, bytes, 0, err);
	if (st == ST_OK)
		st = glass_run_get_32(&deflated, r, err);
	if (st == ST_OK)
		st = glass_run_get_bytes(&bytes, r, err);
	if (st == ST_OK)
		st = put(d, GLASS_TERMLISTS, key, bytes, (int)deflated, err);
	if (st == ST_OK)
		st = glass_run_get_bytes(&bytes, r, err);
	if (st != ST_OK || bytes.len == 0)
		return st;
	*end = 0; /* sorts just behind the terms */
	key.len++;
	return put(d, GLASS_TERMLISTS, key, bytes, 0, err);
}

static enum status put_documents(struct glass_database *d,
				 const struct glass_source *v,
				 struct error *err)
{
	struct glass_run_reader r;
	enum status st = glass_run_open(&r, v->r.path, err);

	for (uint32_t i = 1; st == ST_OK && i <= r.totals.documents; i++)
		st = put_document(d, v->before + i, &r, err);
	glass_run_reader_close(&r);
	return st;
}

/* Documents up to that one on their way into metadata. */
struct length_blocks {
	struct glass_database *database;
	uint32_t docid;
	char block[LENGTHS_BYTES];
};

static enum status put_block(struct length_blocks *b, struct error *err)
{
	char key[LENGTHS_KEY];
	enum status st;

	lengths_key(key, b->docid);
	st = glass_database_metadata(b->database,
				     (struct str){key, LENGTHS_KEY},
				     lengths_stored(b->block), err);
	memset(b->block, 0, LENGTHS_BYTES);
	return st;
}

static enum status put_blocks_of(struct length_blocks *b,
				 const struct glass_source *v,
				 struct error *err)
{
	struct glass_run_reader r;
	enum status st = glass_run_open(&r, v->r.path, err);

	if (st == ST_OK)
		st = glass_run_seek(&r, r.totals.lengths, err);
	for (uint32_t i = 0; st == ST_OK && i < r.totals.documents; i++) {
		uint32_t length;

		st = glass_run_get_32(&length, &r, err);
		lengths_put(b->block, ++b->docid, length);
		if (st == ST_OK &&
		    b->docid % LENGTHS_BLOCK == LENGTHS_BLOCK - 1)
			st = put_block(b, err);
	}
	glass_run_reader_close(&r);
	return st;
}

/* Before all postings. */
static enum status put_blocks(struct glass_database *d,
			      const struct glass_sources *s, struct error *err)
{
	struct length_blocks b = {.database = d};
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < s->n; i++)
		st = put_blocks_of(&b, &s->v[i], err);
	return st == ST_OK ? put_block(&b, err) : st;
}

static enum status put_values(struct glass_value_chunks *c, uint32_t slot,
			      struct glass_source *v, struct error *err)
{
	uint32_t docid = v->before;
	enum status st = ST_OK;

	for (uint32_t i = v->values[slot]; st == ST_OK && i; i--) {
		uint32_t left_out;
		struct str value;

		st = glass_run_get_32(&left_out, &v->r, err);
		docid += left_out + 1;
		if (st == ST_OK)
			st = glass_run_get_bytes(&value, &v->r, err);
		if (st == ST_OK)
			st = glass_value_chunks_add(c, slot, docid, value, err);
	}
	return st;
}

static enum status put_all_values(struct glass_table *postings,
				  struct glass_sources *s, struct error *err)
{
	struct glass_value_chunks c;
	enum status st = ST_OK;

	for (uint32_t i = 0; st == ST_OK && i < GLASS_SLOTS; i++)
		if (s->bounds[i].count)
			st = glass_bounds_write(&s->bounds[i], i, postings,
						err);
	glass_value_chunks_init(&c, postings);
	for (uint32_t slot = 0; st == ST_OK && slot < GLASS_SLOTS; slot++) {
		for (size_t i = 0; st == ST_OK && i < s->n; i++)
			st = put_values(&c, slot, &s->v[i], err);
		if (st == ST_OK)
			st = glass_value_chunks_end(&c, err);
	}
	glass_value_chunks_free(&c);
	return st;
}

static enum status put_lengths(struct glass_table *postings,
			       struct glass_sources *s, size_t chunk,
			       struct error *err)
{
	struct glass_postings p;
	uint32_t docid = 0;
	enum status st = ST_OK;

	glass_postings_begin(&p, postings, STR(""), 0, 0, chunk);
	for (size_t i = 0; st == ST_OK && i < s->n; i++) {
		struct glass_source *v = &s->v[i];

		for (uint32_t k = v->r.totals.documents; st == ST_OK && k;
		     k--) {
			uint32_t length;

			st = glass_run_get_32(&length, &v->r, err);
			if (st == ST_OK)
				st = glass_postings_add(&p, ++docid, length,
							err);
		}
	}
	return st == ST_OK && docid ? glass_postings_end(&p, err) : st;
}

/* Terms on their way into two tables. */
struct writing {
	struct glass_database *database;
	struct glass_table *positions; /* NULL: none yet */
	struct glass_postings postings;
	unsigned char key[PACK_NAME_MAX + 1 + PACK_SORTABLE_MAX];
	size_t name_len; /* of the term and a NUL in the key */
};

static enum status put_positions(struct writing *w, uint32_t docid,
				 struct str positions, struct error *err)
{
	const unsigned char *end = pack_sortable(w->key + w->name_len, docid);
	enum status st = ST_OK;

	if (!w->positions)
		st = glass_database_table(&w->positions, w->database,
					  GLASS_POSITIONS, err);
	if (st != ST_OK)
		return st;
	return glass_table_add(
		w->positions,
		(struct str){(char *)w->key, (size_t)(end - w->key)}, positions,
		0, err);
}

static enum status put_source(struct writing *w, struct glass_source *v,
			      struct error *err)
{
	uint32_t docid = v->before + v->first;
	enum status st = ST_OK;

	for (uint32_t i = 0; st == ST_OK && i < v->documents; i++) {
		uint32_t left_out = 0, wdf;
		struct str positions;

		if (i)
			st = glass_run_get_32(&left_out, &v->r, err);
		docid += i ? left_out + 1 : 0;
		if (st == ST_OK)
			st = glass_run_get_32(&wdf, &v->r, err);
		if (st == ST_OK)
			st = glass_postings_add(&w->postings, docid, wdf, err);
		if (st == ST_OK)
			st = glass_run_get_bytes(&positions, &v->r, err);
		if (st == ST_OK && positions.len)
			st = put_positions(w, docid, positions, err);
	}
	return st;
}

static enum status put_term(struct writing *w, struct glass_table *postings,
			    struct glass_sources *s, struct error *err)
{
	const struct str term = buf_str(&s->with[0]->term);
	unsigned char *end = pack_term(w->key, term);
	uint32_t documents = 0, frequency = 0;
	enum status st = ST_OK;

	*end++ = 0;
	w->name_len = (size_t)(end - w->key);
	for (size_t i = 0; i < s->count; i++) {
		documents += s->with[i]->documents;
		frequency += s->with[i]->frequency;
	}
	glass_postings_begin(&w->postings, postings, term, documents, frequency,
			     GLASS_CHUNK);
	for (size_t i = 0; st == ST_OK && i < s->count; i++)
		st = put_source(w, s->with[i], err);
	return st == ST_OK ? glass_postings_end(&w->postings, err) : st;
}

static enum status merge(struct glass_database *d, struct glass_sources *s,
			 size_t lengths_chunk, struct error *err)
{
	struct writing w = {.database = d};
	struct glass_table *postings;
	enum status st =
		glass_database_table(&postings, d, GLASS_POSTINGS, err);

	for (size_t i = 0; st == ST_OK && i < s->n; i++)
		st = put_documents(d, &s->v[i], err);
	if (st == ST_OK)
		st = put_blocks(d, s, err);
	if (st == ST_OK)
		st = put_all_values(postings, s, err);
	if (st == ST_OK)
		st = put_lengths(postings, s, lengths_chunk, err);
	if (st == ST_OK)
		st = glass_sources_begin_terms(s, err);
	while (st == ST_OK && (st = glass_sources_next_term(s, err)) == ST_OK)
		st = put_term(&w, postings, s, err);
	return st == ST_END ? glass_database_end(d, &s->totals, err) : st;
}

enum status glass_merge_database(const char *const *paths, size_t n,
				 size_t lengths_chunk, const char *to,
				 struct error *err)
{
	struct glass_sources s;
	struct glass_database *d = NULL;
	enum status st = glass_sources_open(&s, paths, n, err);

	if (st == ST_OK)
		st = glass_database_new(&d, to, err);
	if (st == ST_OK)
		st = merge(d, &s, lengths_chunk, err);
	glass_database_free(d);
	glass_sources_close(&s);
	return st;
}
