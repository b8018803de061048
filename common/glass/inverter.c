#include "common/glass/inverter.h"

#include <stdlib.h>

#include "common/base/arena.h"
#include "common/glass/pack.h"
#include "common/glass/positions.h"

enum {
	HASHES = 1 << 12,
	LIST_BYTES = 24,        /* of a term that comes for the first time */
	ARENA_MAX = 1 << 30,    /* bytes of terms */
	POSITIONS_MAX = 1 << 30 /* bytes of one term in one document */
};

/* A term and its postings, as a run has them. */
struct list {
	uint64_t hash;
	uint64_t start; /* of the term: str_start() */
	const char *term;
	unsigned char *bytes;
	size_t len, size;
	uint32_t term_len;
	uint32_t first, last; /* document */
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
	v->positions = (struct buf)BUF_INIT(POSITIONS_MAX);
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
	(*out)->start = str_start(kept);
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
	enum status st = list_room(l, 3 * PACK_32_MAX + positions.len, err);
	unsigned char *p;

	if (st != ST_OK)
		return st;
	p = l->bytes + l->len;
	if (l->documents)
		p = pack_uint(p, docid - l->last - 1);
	else
		l->first = docid;
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

	return str_order_from(x->start, (struct str){x->term, x->term_len},
			      y->start, (struct str){y->term, y->term_len});
}

static enum status write_list(struct glass_run_writer *run,
			      const struct list *l, struct error *err)
{
	const struct str term = {l->term, l->term_len};
	enum status st = glass_run_put_bytes(run, term, err);

	if (st == ST_OK)
		st = glass_run_put_uint(run, l->documents, err);
	if (st == ST_OK)
		st = glass_run_put_uint(run, l->frequency, err);
	if (st == ST_OK)
		st = glass_run_put_uint(run, l->first, err);
	if (st == ST_OK)
		st = glass_run_put_uint(run, l->last, err);
	return st == ST_OK
		       ? glass_run_put_bytes(
				 run, (struct str){(char *)l->bytes, l->len},
				 err)
		       : st;
}

enum status glass_inverter_write(struct glass_inverter *v,
				 struct glass_run_writer *run,
				 struct error *err)
{
	uint32_t n = 0;
	enum status st = ST_OK;

	/* It is no table of hashes any more. */
	for (uint32_t i = 0; i < v->hash_count; i++)
		if (v->hashes[i])
			v->hashes[n++] = v->hashes[i];
	for (uint32_t i = n; i < v->hash_count; i++)
		v->hashes[i] = NULL;
	qsort(v->hashes, n, sizeof(*v->hashes), order_of_lists);
	for (uint32_t i = 0; st == ST_OK && i < n; i++)
		st = write_list(run, v->hashes[i], err);
	return st;
}
