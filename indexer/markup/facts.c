#include "indexer/markup/facts.h"

#include "indexer/markup/ascii.h"

/* Cut before the word that crosses `max` bytes, or else between characters. */
static struct str cut(struct str s, size_t max)
{
	size_t n = max;

	if (s.len <= max)
		return s;
	while (n && !ascii_space(s.p[n]))
		n--;
	for (n = n ? n : max; n && ((unsigned char)s.p[n] & 0xC0) == 0x80;)
		n--;
	return (struct str){s.p, n};
}

/* Fold white space in place; returns the new length. */
static size_t fold(char *p, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (!ascii_space(p[i]))
			p[n++] = p[i];
		else if (n && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return n && p[n - 1] == ' ' ? n - 1 : n;
}

enum status facts_add(struct facts *f, enum fact_field field, unsigned rank,
		      struct str value, struct error *err)
{
	char *p = NULL;
	enum status st;

	value = cut(ascii_trim(value), FACT_VALUE_MAX);
	if (!value.len || f->n == FACTS_MAX)
		return ST_OK;
	if (field == FACT_AUTHOR && ascii_begins(value, STR("http")))
		return ST_OK;
	st = arena_alloc(&p, f->arena, value.len + 1, err);
	if (st != ST_OK)
		return st;
	memcpy(p, value.p, value.len);
	value = (struct str){p, fold(p, value.len)};
	f->v[f->n++] = (struct fact){field, rank, value};
	return ST_OK;
}

enum status facts_add_list(struct facts *f, enum fact_field field,
			   unsigned rank, struct str values, struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && values.len) {
		const char *comma = memchr(values.p, ',', values.len);
		size_t n = comma ? (size_t)(comma - values.p) : values.len;

		st = facts_add(f, field, rank, (struct str){values.p, n}, err);
		n += comma ? 1 : 0;
		values = (struct str){values.p + n, values.len - n};
	}
	return st;
}

const struct fact *facts_top(const struct facts *f, enum fact_field field)
{
	const struct fact *found = NULL;

	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].field == field &&
		    (!found || f->v[i].rank < found->rank))
			found = &f->v[i];
	return found;
}

struct str facts_best(const struct facts *f, enum fact_field field)
{
	const struct fact *found = facts_top(f, field);

	return found ? found->value : STR("");
}

static int has(const struct str *v, size_t n, struct str value)
{
	for (size_t i = 0; i < n; i++)
		if (ascii_equal(v[i], value))
			return 1;
	return 0;
}

enum status facts_list(struct str_list *out, const struct facts *f,
		       enum fact_field field, int best_only, struct error *err)
{
	const struct fact *first = facts_top(f, field);
	struct str *v = NULL;
	unsigned last = 0;
	enum status st;
	size_t n = 0;

	*out = (struct str_list){NULL, 0};
	if (!first)
		return ST_OK;
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].field == field && f->v[i].rank > last)
			last = f->v[i].rank;
	if (best_only)
		last = first->rank;
	st = arena_array(&v, f->arena, f->n, sizeof(*v), err);
	if (st != ST_OK)
		return st;
	for (unsigned rank = first->rank; rank <= last; rank++)
		for (size_t i = 0; i < f->n; i++)
			if (f->v[i].field == field && f->v[i].rank == rank &&
			    !has(v, n, f->v[i].value))
				v[n++] = f->v[i].value;
	*out = (struct str_list){v, n};
	return ST_OK;
}
