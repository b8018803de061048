#include "common/index/record.h"

#include <limits.h>
#include <stdint.h>

#include "common/text/utf8.h"

enum kind { KIND_TEXT, KIND_LIST, KIND_DATE };
enum { DATE_SIZE = 8, VARINT_MAX = 10 };

/*
 * One row per field, in the order they are written. Tags are what is stored:
 * never renumber, never use one again.
 */
static const struct field {
	unsigned tag;
	enum kind kind;
	const char *name;
	size_t at; /* offset in struct post */
} fields[] = {
	{1, KIND_TEXT, "id", offsetof(struct post, id)},
	{2, KIND_TEXT, "url", offsetof(struct post, url)},
	{3, KIND_TEXT, "title", offsetof(struct post, title)},
	{4, KIND_TEXT, "site", offsetof(struct post, site)},
	{5, KIND_TEXT, "lang", offsetof(struct post, lang)},
	{6, KIND_LIST, "author", offsetof(struct post, authors)},
	{7, KIND_LIST, "tag", offsetof(struct post, tags)},
	{8, KIND_DATE, "published", offsetof(struct post, published)},
	{9, KIND_DATE, "updated", offsetof(struct post, updated)},
	{11, KIND_LIST, "series", offsetof(struct post, series)},
	{10, KIND_TEXT, "text", offsetof(struct post, text)},
};
enum { FIELD_COUNT = sizeof(fields) / sizeof(fields[0]) };

static const struct field *field_find(uint64_t tag)
{
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (fields[i].tag == tag)
			return &fields[i];
	return NULL;
}

static const void *member(const struct post *post, const struct field *f)
{
	return (const char *)post + f->at;
}

static void *member_mut(struct post *post, const struct field *f)
{
	return (char *)post + f->at;
}

static size_t varint_put(char *out, uint64_t n)
{
	size_t len = 0;

	for (; n >= 0x80; n >>= 7)
		out[len++] = (char)(n | 0x80);
	out[len++] = (char)n;
	return len;
}

static enum status add_field(struct buf *out, unsigned tag, struct str value,
			     struct error *err)
{
	char head[2 * VARINT_MAX];
	size_t len = varint_put(head, tag);
	enum status st;

	len += varint_put(head + len, value.len);
	st = buf_add(out, (struct str){head, len}, err);
	return st == ST_OK ? buf_add(out, value, err) : st;
}

static enum status add_date(struct buf *out, unsigned tag, int64_t date,
			    struct error *err)
{
	char bytes[DATE_SIZE];

	if (date == DATE_NONE)
		return ST_OK;
	for (size_t i = 0; i < DATE_SIZE; i++)
		bytes[i] = (char)((uint64_t)date >> (8 * i));
	return add_field(out, tag, (struct str){bytes, DATE_SIZE}, err);
}

static enum status add_list(struct buf *out, unsigned tag,
			    const struct str_list *list, struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < list->n; i++)
		st = add_field(out, tag, list->v[i], err);
	return st;
}

static enum status add_member(struct buf *out, const struct post *post,
			      const struct field *f, struct error *err)
{
	const struct str *text;

	switch (f->kind) {
	case KIND_LIST:
		return add_list(out, f->tag, member(post, f), err);
	case KIND_DATE:
		return add_date(out, f->tag, *(const int64_t *)member(post, f),
				err);
	case KIND_TEXT:
		break;
	}
	text = member(post, f);
	return text->len ? add_field(out, f->tag, *text, err) : ST_OK;
}

enum status record_encode(struct buf *out, const struct post *post,
			  struct error *err)
{
	const char version = RECORD_VERSION;
	size_t was = out->len;
	enum status st = buf_add(out, (struct str){&version, 1}, err);

	for (size_t i = 0; st == ST_OK && i < FIELD_COUNT; i++)
		st = add_member(out, post, &fields[i], err);
	if (st != ST_OK) {
		out->len = was;
		if (out->p)
			out->p[was] = '\0';
	}
	return st;
}

/* Where a decoder stands: `at` never passes data.len. */
struct cursor {
	struct str data;
	size_t at;
};

static enum status bad(const struct cursor *c, const char *what,
		       struct error *err)
{
	return error_set(err, ST_CORRUPT, "stored record: %s at byte %zu", what,
			 c->at);
}

static enum status take_varint(uint64_t *out, struct cursor *c,
			       struct error *err)
{
	uint64_t n = 0;

	for (unsigned shift = 0; c->at < c->data.len; shift += 7) {
		unsigned char byte = (unsigned char)c->data.p[c->at];

		/* The tenth byte has room for the topmost bit only. */
		if (shift == 63 && byte > 1)
			return bad(c, "too large a number", err);
		n |= (uint64_t)(byte & 0x7f) << shift;
		c->at++;
		if (!(byte & 0x80)) {
			*out = n;
			return ST_OK;
		}
	}
	return bad(c, "cut off in a number", err);
}

static enum status take_field(uint64_t *tag, struct str *value,
			      struct cursor *c, struct error *err)
{
	uint64_t len;
	enum status st;

	if (c->at == c->data.len)
		return ST_END;
	st = take_varint(tag, c, err);
	if (st == ST_OK)
		st = take_varint(&len, c, err);
	if (st != ST_OK)
		return st;
	if (len > c->data.len - c->at)
		return error_set(err, ST_CORRUPT,
				 "stored record: field %llu at byte %zu claims "
				 "%llu bytes of %zu",
				 (unsigned long long)*tag, c->at,
				 (unsigned long long)len, c->data.len - c->at);
	*value = (struct str){c->data.p + c->at, (size_t)len};
	c->at += (size_t)len;
	return ST_OK;
}

static enum status take_head(struct cursor *c, struct error *err)
{
	if (c->data.len == 0)
		return error_set(err, ST_CORRUPT, "stored record: empty");
	if (c->data.p[0] != RECORD_VERSION)
		return error_set(
			err, ST_CORRUPT,
			"stored record: version %u, this program reads %d",
			(unsigned char)c->data.p[0], RECORD_VERSION);
	c->at = 1;
	return ST_OK;
}

/* First pass: how long each list is, and that fields hold what they should. */
static enum status count_fields(size_t count[FIELD_COUNT], struct str data,
				struct error *err)
{
	struct cursor c = {data, 0};
	enum status st = take_head(&c, err);

	while (st == ST_OK) {
		const struct field *f;
		struct str value;
		uint64_t tag;

		st = take_field(&tag, &value, &c, err);
		f = st == ST_OK ? field_find(tag) : NULL;
		if (!f)
			continue;
		if (count[f - fields]++ && f->kind != KIND_LIST)
			st = bad(&c, "a second copy of a field ends", err);
		else if (f->kind == KIND_DATE && value.len != DATE_SIZE)
			st = bad(&c, "a date of the wrong length ends", err);
		else if (f->kind != KIND_DATE && !utf8_valid(value))
			st = error_set(
				err, ST_CORRUPT,
				"stored record: the %s that ends at byte "
				"%zu is not UTF-8",
				f->name, c.at);
	}
	return st == ST_END ? ST_OK : st;
}

static int64_t date_get(struct str bytes)
{
	uint64_t n = 0;

	for (size_t i = 0; i < DATE_SIZE; i++)
		n |= (uint64_t)(unsigned char)bytes.p[i] << (8 * i);
	/* Spelled out: converting a large unsigned is up to the compiler. */
	return n <= INT64_MAX ? (int64_t)n : -(int64_t)~n - 1;
}

/* The lists were made in make_lists() and have room. */
static void put_member(struct post *post, const struct field *f,
		       struct str value)
{
	struct str_list *list;

	switch (f->kind) {
	case KIND_TEXT:
		*(struct str *)member_mut(post, f) = value;
		break;
	case KIND_DATE:
		*(int64_t *)member_mut(post, f) = date_get(value);
		break;
	case KIND_LIST:
		list = member_mut(post, f);
		((struct str *)list->v)[list->n++] = value;
		break;
	}
}

static enum status make_lists(struct post *post, struct arena *a,
			      const size_t count[FIELD_COUNT],
			      struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < FIELD_COUNT; i++) {
		struct str_list *list;

		if (fields[i].kind != KIND_LIST || count[i] == 0)
			continue;
		list = member_mut(post, &fields[i]);
		st = arena_array(&list->v, a, count[i], sizeof(struct str),
				 err);
	}
	return st;
}

static void clear(struct post *post)
{
	const struct str none = STR("");

	*post = (struct post){.id = none,
			      .url = none,
			      .title = none,
			      .site = none,
			      .lang = none,
			      .published = DATE_NONE,
			      .updated = DATE_NONE,
			      .text = none};
}

enum status record_decode(struct post *out, struct arena *a, struct str data,
			  struct error *err)
{
	size_t count[FIELD_COUNT] = {0};
	struct cursor c = {data, 0};
	enum status st;

	clear(out);
	st = count_fields(count, data, err);
	if (st == ST_OK)
		st = make_lists(out, a, count, err);
	if (st == ST_OK)
		st = take_head(&c, err);
	while (st == ST_OK) {
		const struct field *f;
		struct str value;
		uint64_t tag;

		st = take_field(&tag, &value, &c, err);
		f = st == ST_OK ? field_find(tag) : NULL;
		if (f)
			put_member(out, f, value);
	}
	return st == ST_END ? ST_OK : st;
}
