#include "indexer/formats/feed_record.h"

void feed_record_clear(struct feed_record *r)
{
	arena_clear(&r->arena);
	for (int i = 0; i < FEED_ONES; i++)
		r->one[i] = (struct feed_one){FEED_RANK_NONE, {"", 0}};
	r->published = (struct feed_date){FEED_RANK_NONE, DATE_NONE};
	r->updated = r->published;
	r->author_rank = FEED_RANK_NONE;
	r->n_authors = r->n_tags = r->n_series = 0;
}

enum status feed_record_set(struct feed_record *r, enum feed_field field,
			    unsigned rank, struct str value, struct error *err)
{
	struct feed_one *one = &r->one[field];

	if (!value.len || rank >= one->rank)
		return ST_OK;
	one->rank = rank;
	return arena_str(&one->value, &r->arena, value, err);
}

void feed_record_set_date(struct feed_record *r, enum feed_field field,
			  unsigned rank, int64_t date)
{
	struct feed_date *d =
		field == FEED_UPDATED ? &r->updated : &r->published;

	if (rank < d->rank)
		*d = (struct feed_date){rank, date};
}

static enum status add(struct str *list, size_t *n, size_t max,
		       struct str value, struct feed_record *r,
		       struct error *err)
{
	if (!value.len || *n == max)
		return ST_OK;
	for (size_t i = 0; i < *n; i++)
		if (str_eq(list[i], value))
			return ST_OK;
	return arena_str(&list[(*n)++], &r->arena, value, err);
}

enum status feed_record_add_author(struct feed_record *r, unsigned rank,
				   struct str name, struct error *err)
{
	if (!name.len || rank > r->author_rank)
		return ST_OK;
	if (rank < r->author_rank)
		r->n_authors = 0;
	r->author_rank = rank;
	return add(r->authors, &r->n_authors, FEED_AUTHORS_MAX, name, r, err);
}

enum status feed_record_add_tag(struct feed_record *r, struct str tag,
				struct error *err)
{
	return add(r->tags, &r->n_tags, FEED_TAGS_MAX, tag, r, err);
}

enum status feed_record_add_series(struct feed_record *r, struct str series,
				   struct error *err)
{
	return add(r->series, &r->n_series, FEED_SERIES_MAX, series, r, err);
}

struct str feed_record_get(const struct feed_record *r, enum feed_field field)
{
	return r->one[field].value;
}
