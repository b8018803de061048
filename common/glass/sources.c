#include "common/glass/sources.h"

#include <stdlib.h>

#include "common/base/heap.h"
#include "common/xapian-c/xap.h"

static enum status read_bounds(struct glass_sources *s, struct glass_source *v,
			       struct error *err)
{
	struct glass_bounds b;
	uint32_t slot = 0;
	enum status st;

	glass_bounds_init(&b);
	while ((st = glass_bounds_get(&b, &slot, &v->r, err)) == ST_OK &&
	       slot < GLASS_SLOTS) {
		struct glass_bounds *all = &s->bounds[slot];

		v->values[slot] = b.count;
		st = glass_bounds_widen(all, buf_str(&b.least), err);
		all->count += b.count;
		all->last = v->before + b.last;
		if (st == ST_OK)
			st = glass_bounds_widen(all, buf_str(&b.greatest), err);
		if (st != ST_OK)
			break;
	}
	glass_bounds_free(&b);
	if (st == ST_OK && slot != UINT32_MAX)
		return error_set(err, ST_CORRUPT, "%s: slot %u", v->r.path,
				 slot);
	return st;
}

static enum status open_one(struct glass_sources *s, const char *path,
			    struct error *err)
{
	struct glass_source *v = &s->v[s->n++];
	enum status st = glass_run_open(&v->r, path, err);

	v->term = (struct buf)BUF_INIT(XAP_TERM_MAX);
	v->before = s->totals.documents;
	if (st == ST_OK && v->r.totals.documents > UINT32_MAX - v->before)
		st = error_set(err, ST_LIMIT, "%s: too many documents", path);
	if (st == ST_OK)
		st = glass_run_seek(&v->r, v->r.totals.bounds, err);
	if (st == ST_OK)
		st = read_bounds(s, v, err);
	if (st == ST_OK)
		glass_totals_add(&s->totals, &v->r.totals);
	return st;
}

enum status glass_sources_open(struct glass_sources *s,
			       const char *const *paths, size_t n,
			       struct error *err)
{
	enum status st = ST_OK;

	*s = (struct glass_sources){.v = calloc(n, sizeof(*s->v)),
				    .heap = calloc(n, sizeof(*s->heap)),
				    .with = calloc(n, sizeof(*s->with))};
	for (unsigned i = 0; i < GLASS_SLOTS; i++)
		glass_bounds_init(&s->bounds[i]);
	if (!s->v || !s->heap || !s->with)
		return error_set(err, ST_MEMORY, "out of memory");
	while (st == ST_OK && s->n < n)
		st = open_one(s, paths[s->n], err);
	return st;
}

void glass_sources_close(struct glass_sources *s)
{
	for (size_t i = 0; i < s->n; i++) {
		glass_run_reader_close(&s->v[i].r);
		buf_free(&s->v[i].term);
	}
	for (unsigned i = 0; i < GLASS_SLOTS; i++)
		glass_bounds_free(&s->bounds[i]);
	free(s->v);
	free(s->heap);
	free(s->with);
}

/* By term, and of one term by the place among the sources. */
static int is_before(const void *x, const void *y)
{
	const struct glass_source *a = x, *b = y;
	int order = str_order_from(a->start, buf_str(&a->term), b->start,
				   buf_str(&b->term));

	return order ? order < 0 : a < b;
}

/* If it has one more term, it comes later. */
static enum status read_term(struct glass_sources *s, struct glass_source *v,
			     struct error *err)
{
	struct str term;
	enum status st;

	if (v->r.left == 0 && v->r.at == v->r.window.len)
		return ST_OK;
	st = glass_run_get_bytes(&term, &v->r, err);
	buf_clear(&v->term);
	if (st == ST_OK)
		st = buf_add(&v->term, term, err);
	v->start = str_start(buf_str(&v->term));
	if (st == ST_OK)
		st = glass_run_get_32(&v->documents, &v->r, err);
	if (st == ST_OK)
		st = glass_run_get_32(&v->frequency, &v->r, err);
	if (st == ST_OK)
		st = glass_run_get_32(&v->first, &v->r, err);
	if (st == ST_OK)
		st = glass_run_get_32(&v->last, &v->r, err);
	if (st == ST_OK)
		st = glass_run_get_uint(&v->bytes, &v->r, err);
	if (st != ST_OK)
		return st;
	heap_add(s->heap, s->heap_len++, v, is_before);
	return ST_OK;
}

enum status glass_sources_begin_terms(struct glass_sources *s,
				      struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < s->n; i++)
		st = read_term(s, &s->v[i], err);
	return st;
}

enum status glass_sources_next_term(struct glass_sources *s, struct error *err)
{
	enum status st = ST_OK;

	/* Those of the term before have been read by now. */
	for (size_t i = 0; st == ST_OK && i < s->count; i++)
		st = read_term(s, s->with[i], err);
	s->count = 0;
	if (st != ST_OK)
		return st;
	while (s->heap_len) {
		struct glass_source *v = s->heap[0];

		if (s->count &&
		    !str_eq(buf_str(&v->term), buf_str(&s->with[0]->term)))
			break;
		s->with[s->count++] = v;
		s->heap[0] = s->heap[--s->heap_len];
		heap_sink(s->heap, s->heap_len, 0, is_before);
	}
	return s->count ? ST_OK : ST_END;
}
