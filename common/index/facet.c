#include "common/index/facet.h"

#include <string.h>

#include "common/index/value.h"
#include "common/text/utf8.h"

/* The folded values of one list, to know doubles. */
struct folded {
	struct buf values; /* each followed by \n */
	struct buf one;
};

static enum status add_item(struct buf *out, enum facet_kind kind,
			    struct str value, struct error *err)
{
	char head[2];
	enum status st;

	value = utf8_cut(value, FACET_VALUE_MAX);
	head[0] = (char)kind;
	head[1] = (char)value.len;
	st = buf_add(out, (struct str){head, 2}, err);
	return st == ST_OK ? buf_add(out, value, err) : st;
}

/* 1: it is in the list, which is empty or ends in \n. */
static int has(struct str list, struct str value)
{
	const char *p = list.p, *end = list.p + list.len, *line_end;

	for (; p < end; p = line_end + 1) {
		line_end = memchr(p, '\n', (size_t)(end - p));
		if (str_eq((struct str){p, (size_t)(line_end - p)}, value))
			return 1;
	}
	return 0;
}

/* 1: worth an item, and noted in `f`. */
static enum status is_new(int *new, struct folded *f, struct str value,
			  struct error *err)
{
	enum status st = value_fold(&f->one, value, err);

	*new = st == ST_OK && f->one.len &&
	       !has(buf_str(&f->values), buf_str(&f->one));
	if (*new)
		st = buf_add(&f->values, buf_str(&f->one), err);
	if (*new &&st == ST_OK)
		st = buf_add(&f->values, STR("\n"), err);
	return st;
}

static enum status add_values(struct buf *out, enum facet_kind kind,
			      const struct str *v, size_t n, struct error *err)
{
	struct folded f = {BUF_INIT(2 * FACET_LIST_MAX * VALUE_MAX),
			   BUF_INIT(VALUE_MAX)};
	enum status st = ST_OK;
	int new;

	for (size_t i = 0; st == ST_OK && i < n && i < FACET_LIST_MAX; i++) {
		st = is_new(&new, &f, v[i], err);
		if (st == ST_OK && new)
			st = add_item(out, kind, v[i], err);
	}
	buf_free(&f.values);
	buf_free(&f.one);
	return st;
}

static enum status add_month(struct buf *out, int64_t published,
			     struct error *err)
{
	char day[DATE_MAX_LEN];

	date_format_day(day, published);
	if (strlen(day) != 10)
		return ST_OK;
	memmove(day + 4, day + 5, 2);
	return add_item(out, FACET_MONTH, (struct str){day, 6}, err);
}

enum status facet_pack(struct buf *out, const struct post *post,
		       struct error *err)
{
	enum status st;

	buf_clear(out);
	st = add_month(out, post->published, err);
	if (st == ST_OK && post->lang.len)
		st = add_item(out, FACET_LANG, post->lang, err);
	if (st == ST_OK)
		st = add_values(out, FACET_SITE, &post->site, 1, err);
	if (st == ST_OK)
		st = add_values(out, FACET_AUTHOR, post->authors.v,
				post->authors.n, err);
	if (st == ST_OK)
		st = add_values(out, FACET_TAG, post->tags.v, post->tags.n,
				err);
	if (st == ST_OK)
		st = add_values(out, FACET_SERIES, post->series.v,
				post->series.n, err);
	return st;
}

int facet_next(struct str *packed, struct facet_item *out)
{
	size_t len;

	if (packed->len < 2)
		return 0;
	len = (unsigned char)packed->p[1];
	if (len > packed->len - 2)
		return 0;
	out->kind = (enum facet_kind)(unsigned char)packed->p[0];
	out->value = (struct str){packed->p + 2, len};
	packed->p += 2 + len;
	packed->len -= 2 + len;
	return 1;
}
