#include "common/glass/inverter.h"

#include <stdlib.h>

#include "common/base/arena.h"
#include "common/glass/pack.h"
#include "common/glass/positions.h"
#include "common/glass/postings.h"

enum {
	HASHES = 1 << 12,
	LIST_BYTES = 24, /* of a term that comes for the first time */
	ARENA_MAX = 1 << 30
};

/* A term and its postings: [documents left out, wdf, bytes, positions]... */
struct list {
	uint64_t hash;
	const char *term;
	unsigned char *bytes;
	size_t len, size;
	uint32_t term_len;
	uint32_t last; /* document */
	uint32_t documents, frequency;
};

struct glass_inverter {
	struct arena arena;   /* of the terms and lists */
	struct list **hashes; /* by hash; there are empty ones */
	uint32_t hash_count, count;
	struct buf positions; /* of one posting */
};

static enum status out_of_memory(struct error *err)
{
	return error_set(err, ST_MEMORY, "out of memory");
}

enum status glass_inverter_new(struct glass_inverter **out, struct error *err)
{
	struct glass_inverter *v = calloc(1, sizeof(*v));

	*out = NULL;
	if (!v)
		return out_of_memory(err);
	v->arena.max = ARENA_MAX;
	v->positions = (struct buf)BUF_INIT(XAP_DOC_BYTES_MAX);
	v->hash_count = HASHES;
	v->hashes = calloc(v->hash_count, sizeof(*v->hashes));
	if (!v->hashes) {
		glass_inverter_free(v);
		return out_of_memory(err);
	}
	*out = v;
	return ST_OK;
}

void glass_inverter_free(struct glass_inverter *v)
{
	if (!v)
		return;
	for (uint32_t i = 0; v->hashes && i < v->hash_count; i++)
		if (v->hashes[i])
			free(v->hashes[i]->bytes);
	free(v->hashes);
	arena_free(&v->arena);
	buf_free(&v->positions);
	free(v);
}

/* Where that term is, or should be. */
static struct list **find(struct list **hashes, uint32_t count, uint64_t hash,
			  struct str term)
{
	uint32_t at = (uint32_t)hash & (count - 1);

	for (; hashes[at]; at = (at + 1) & (count - 1)) {
		const struct list *l = hashes[at];

		if (l->hash == hash && l->term_len == term.len &&
		    memcmp(l->term, term.p, term.len) == 0)
			break;
	}
	return &hashes[at];
}

static enum status more_hashes(struct glass_inverter *v, struct error *err)
{
	const uint32_t count = 2 * v->hash_count;
	struct list **hashes = calloc(count, sizeof(*hashes));

	if (!hashes)
		return out_of_memory(err);
	for (uint32_t i = 0; i < v->hash_count; i++) {
		uint32_t at;

		if (!v->hashes[i])
			continue;
		at = (uint32_t)v->hashes[i]->hash & (count - 1);
		while (hashes[at])
			at = (at + 1) & (count - 1);
		hashes[at] = v->hashes[i];
	}
	free(v->hashes);
	v->hashes = hashes;
	v->hash_count = count;
	return ST_OK;
}

static enum status find_list(struct list **out, struct glass_inverter *v,
			     uint64_t hash, struct str term, struct error *err)
{
	struct list **at = find(v->hashes, v->hash_count, hash, term);
	struct str kept;
	enum status st;

	*out = *at;
	if (*at)
		return ST_OK;
	if (v->count >= v->hash_count / 2) {
		st = more_hashes(v, err);
		if (st != ST_OK)
			return st;
		at = find(v->hashes, v->hash_count, hash, term);
	}
	st = arena_alloc(out, &v->arena, sizeof(**out), err);
	if (st == ST_OK)
		st = arena_str(&kept, &v->arena, term, err);
	if (st != ST_OK)
		return st;
	(*out)->hash = hash;
	(*out)->term = kept.p;
	(*out)->term_len = (uint32_t)kept.len;
	*at = *out;
	v->count++;
	return ST_OK;
}

static enum status list_room(struct list *l, size_t more, struct error *err)
{
	size_t size = l->size ? l->size : LIST_BYTES;
	unsigned char *bytes;

	if (more <= l->size - l->len)
		return ST_OK;
	while (size < l->len + more)
		size *= 2;
	bytes = realloc(l->bytes, size);
	if (!bytes)
		return out_of_memory(err);
	l->bytes = bytes;
	l->size = size;
	return ST_OK;
}

static enum status add_posting(struct list *l, uint32_t docid, uint32_t wdf,
			       struct str positions, struct error *err)
{
	const uint32_t left_out = docid - l->last - 1;
	enum status st =
		list_room(l,
			  pack_uint_len(left_out) + pack_uint_len(wdf) +
				  pack_uint_len(positions.len) + positions.len,
			  err);
	unsigned char *p;

	if (st != ST_OK)
		return st;
	p = l->bytes + l->len;
	p = pack_uint(p, left_out);
	p = pack_uint(p, wdf);
	p = pack_bytes(p, positions);
	l->len = (size_t)(p - l->bytes);
	l->last = docid;
	l->documents++;
	l->frequency += wdf;
	return ST_OK;
}

enum status glass_inverter_add(struct glass_inverter *v, uint32_t docid,
			       const xap_doc *doc, struct error *err)
{
	enum status st = ST_OK;

	for (uint32_t i = 0; st == ST_OK && i < doc->term_count; i++) {
		const struct xap_doc_term *t = &doc->terms[i];
		struct list *l;

		buf_clear(&v->positions);
		if (t->kept)
			st = glass_positions(&v->positions,
					     doc->positions + t->begin, t->kept,
					     err);
		if (st == ST_OK)
			st = find_list(
				&l, v, t->hash,
				(struct str){doc->bytes.p + t->at, t->len},
				err);
		if (st == ST_OK)
			st = add_posting(l, docid, t->wdf,
					 buf_str(&v->positions), err);
	}
	return st;
}

static int order_of_lists(const void *a, const void *b)
{
	const struct list *x = *(struct list *const *)a;
	const struct list *y = *(struct list *const *)b;

	return str_order((struct str){x->term, x->term_len},
			 (struct str){y->term, y->term_len});
}

static uint64_t read_uint(const unsigned char **p)
{
	uint64_t v = 0;

	for (unsigned shift = 0;; shift += 7) {
		const unsigned char c = *(*p)++;

		v |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return v;
	}
}

/* A list on its way into the two tables. */
struct writing {
	struct glass_postings postings;
	struct glass_table **positions;
	const char *path; /* of those */
	unsigned char key[PACK_NAME_MAX + 1 + PACK_SORTABLE_MAX];
	size_t name_len; /* of the term in the key */
};

static enum status write_positions(struct writing *w, uint32_t docid,
				   struct str bytes, struct error *err)
{
	const unsigned char *end = pack_sortable(w->key + w->name_len, docid);
	enum status st = ST_OK;

	if (!*w->positions)
		st = glass_table_new(w->positions, w->path, err);
	if (st != ST_OK)
		return st;
	return glass_table_add(
		*w->positions,
		(struct str){(char *)w->key, (size_t)(end - w->key)}, bytes, 0,
		err);
}

static enum status write_list(struct writing *w, const struct list *l,
			      struct glass_table *postings, struct error *err)
{
	const struct str term = {l->term, l->term_len};
	const unsigned char *p = l->bytes, *end = p + l->len;
	unsigned char *name_end = pack_term(w->key, term);
	uint32_t docid = 0;
	enum status st = ST_OK;

	*name_end++ = 0;
	w->name_len = (size_t)(name_end - w->key);
	glass_postings_begin(&w->postings, postings, term, l->documents,
			     l->frequency);
	while (st == ST_OK && p < end) {
		struct str bytes;

		docid += (uint32_t)read_uint(&p) + 1;
		st = glass_postings_add(&w->postings, docid,
					(uint32_t)read_uint(&p), err);
		bytes.len = read_uint(&p);
		bytes.p = (const char *)p;
		p += bytes.len;
		if (st == ST_OK && bytes.len)
			st = write_positions(w, docid, bytes, err);
	}
	return st == ST_OK ? glass_postings_end(&w->postings, err) : st;
}

enum status glass_inverter_write(struct glass_inverter *v,
				 struct glass_table *postings,
				 struct glass_table **positions,
				 const char *path, struct error *err)
{
	struct writing w = {.positions = positions, .path = path};
	uint32_t n = 0;
	enum status st = ST_OK;

	/* It is no table of hashes any more. */
	for (uint32_t i = 0; i < v->hash_count; i++)
		if (v->hashes[i])
			v->hashes[n++] = v->hashes[i];
	for (uint32_t i = n; i < v->hash_count; i++)
		v->hashes[i] = NULL;
	qsort(v->hashes, n, sizeof(*v->hashes), order_of_lists);
	for (uint32_t i = 0; st == ST_OK && i < n; i++) {
		st = write_list(&w, v->hashes[i], postings, err);
		/* Its memory serves the tables' pages. */
		free(v->hashes[i]->bytes);
		v->hashes[i]->bytes = NULL;
	}
	return st;
}
