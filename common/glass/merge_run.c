#include "common/glass/merge.h"
#include "common/glass/pack.h"
#include "common/glass/sources.h"

static enum status copy(struct glass_run_writer *to,
			struct glass_run_reader *from, uint64_t n,
			struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && n) {
		struct str bytes = {NULL, 0};

		st = glass_run_get_some(&bytes, from, n, err);
		if (st == ST_OK)
			st = glass_run_put(to, bytes, err);
		n -= bytes.len;
	}
	return st;
}

static enum status copy_documents(struct glass_run_writer *to, const char *path,
				  struct error *err)
{
	struct glass_run_reader r;
	enum status st = glass_run_open(&r, path, err);

	if (st == ST_OK)
		st = copy(to, &r, r.totals.bounds, err);
	glass_run_reader_close(&r);
	return st;
}

static enum status put_bounds(struct glass_run_writer *to,
			      const struct glass_sources *s, struct error *err)
{
	enum status st = ST_OK;

	for (uint32_t i = 0; st == ST_OK && i < GLASS_SLOTS; i++)
		if (s->bounds[i].count)
			st = glass_bounds_put(&s->bounds[i], i, to, err);
	return st == ST_OK ? glass_run_put_uint(to, 0, err) : st;
}

/* *last: the document, among all, that has a value and is behind none of v. */
static enum status copy_values(struct glass_run_writer *to, uint32_t *last,
			       struct glass_source *v, uint32_t count,
			       struct error *err)
{
	uint32_t docid = v->before;
	enum status st = ST_OK;

	while (st == ST_OK && count--) {
		uint32_t left_out;
		struct str value;

		st = glass_run_get_32(&left_out, &v->r, err);
		docid += left_out + 1;
		if (st == ST_OK)
			st = glass_run_put_uint(to, docid - *last - 1, err);
		*last = docid;
		if (st == ST_OK)
			st = glass_run_get_bytes(&value, &v->r, err);
		if (st == ST_OK)
			st = glass_run_put_bytes(to, value, err);
	}
	return st;
}

static enum status copy_all_values(struct glass_run_writer *to,
				   struct glass_sources *s, struct error *err)
{
	enum status st = ST_OK;

	for (uint32_t slot = 0; slot < GLASS_SLOTS; slot++) {
		uint32_t last = 0;

		for (size_t i = 0; st == ST_OK && i < s->n; i++)
			st = copy_values(to, &last, &s->v[i],
					 s->v[i].values[slot], err);
	}
	return st;
}

static enum status copy_lengths(struct glass_run_writer *to,
				struct glass_source *v, struct error *err)
{
	enum status st = ST_OK;

	for (uint32_t i = 0; st == ST_OK && i < v->r.totals.documents; i++) {
		uint32_t length;

		st = glass_run_get_32(&length, &v->r, err);
		if (st == ST_OK)
			st = glass_run_put_uint(to, length, err);
	}
	return st;
}

/* Documents between the postings of a source and those of the one before. */
static uint32_t left_out(const struct glass_sources *s, size_t i)
{
	return s->with[i]->before + s->with[i]->first -
	       (s->with[i - 1]->before + s->with[i - 1]->last) - 1;
}

static enum status put_head(struct glass_run_writer *to,
			    const struct glass_sources *s, struct error *err)
{
	const struct glass_source *first = s->with[0];
	const struct glass_source *last = s->with[s->count - 1];
	uint32_t documents = 0, frequency = 0;
	uint64_t bytes = 0;
	enum status st;

	for (size_t i = 0; i < s->count; i++) {
		documents += s->with[i]->documents;
		frequency += s->with[i]->frequency;
		bytes += s->with[i]->bytes;
		if (i)
			bytes += pack_uint_len(left_out(s, i));
	}
	st = glass_run_put_bytes(to, buf_str(&first->term), err);
	if (st == ST_OK)
		st = glass_run_put_uint(to, documents, err);
	if (st == ST_OK)
		st = glass_run_put_uint(to, frequency, err);
	if (st == ST_OK)
		st = glass_run_put_uint(to, first->before + first->first, err);
	if (st == ST_OK)
		st = glass_run_put_uint(to, last->before + last->last, err);
	return st == ST_OK ? glass_run_put_uint(to, bytes, err) : st;
}

static enum status copy_term(struct glass_run_writer *to,
			     struct glass_sources *s, struct error *err)
{
	enum status st = put_head(to, s, err);

	for (size_t i = 0; st == ST_OK && i < s->count; i++) {
		if (i)
			st = glass_run_put_uint(to, left_out(s, i), err);
		if (st == ST_OK)
			st = copy(to, &s->with[i]->r, s->with[i]->bytes, err);
	}
	return st;
}

static enum status copy_terms(struct glass_run_writer *to,
			      struct glass_sources *s, struct error *err)
{
	enum status st = glass_sources_begin_terms(s, err);

	while (st == ST_OK && (st = glass_sources_next_term(s, err)) == ST_OK)
		st = copy_term(to, s, err);
	return st == ST_END ? ST_OK : st;
}

static enum status merge(struct glass_run_writer *to, struct glass_sources *s,
			 struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < s->n; i++)
		st = copy_documents(to, s->v[i].r.path, err);
	s->totals.bounds = to->bytes;
	if (st == ST_OK)
		st = put_bounds(to, s, err);
	if (st == ST_OK)
		st = copy_all_values(to, s, err);
	s->totals.lengths = to->bytes;
	for (size_t i = 0; st == ST_OK && i < s->n; i++)
		st = copy_lengths(to, &s->v[i], err);
	if (st == ST_OK)
		st = copy_terms(to, s, err);
	return st == ST_OK ? glass_run_end(to, &s->totals, err) : st;
}

enum status glass_merge_run(const char *const *paths, size_t n, const char *to,
			    struct error *err)
{
	struct glass_sources s;
	struct glass_run_writer w = {.file = NULL};
	enum status st = glass_sources_open(&s, paths, n, err);

	if (st == ST_OK)
		st = glass_run_create(&w, to, err);
	if (st == ST_OK)
		st = merge(&w, &s, err);
	glass_run_close(&w);
	glass_sources_close(&s);
	return st;
}
