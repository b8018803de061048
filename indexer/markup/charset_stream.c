#include "indexer/markup/charset_stream.h"

#include "indexer/markup/charset.h"
#include "indexer/markup/charset_label.h"

enum {
	UTF8_FACTOR = 3, /* one byte may become three */
	CUT_WITHIN = 4 << 10
};

void charset_stream_begin(struct charset_stream *c, const struct stream *in,
			  struct diag *diag)
{
	*c = (struct charset_stream){
		.in = in,
		.diag = diag,
		.raw = BUF_INIT(CHARSET_WHOLE_MAX),
		.utf8 = BUF_INIT((size_t)CHARSET_WHOLE_MAX * UTF8_FACTOR),
	};
}

void charset_stream_end(struct charset_stream *c)
{
	buf_free(&c->raw);
	buf_free(&c->utf8);
}

/* What the stream fails with comes after what it gave, and but once. */
static enum status fail_later(struct charset_stream *c, const struct error *why,
			      struct error *err)
{
	c->ended = 1;
	if (c->raw.len) {
		c->failed = *why;
		return ST_OK;
	}
	*err = *why;
	return why->status;
}

/* The next piece; a short one is the last, which only another read tells. */
static enum status read_more(struct charset_stream *c, struct error *err)
{
	char piece[CHARSET_PIECE];
	struct error why = ERROR_INIT;
	enum status st;
	size_t n;

	do {
		st = stream_fill(c->in, piece, sizeof(piece), &n, &why);
		if (st != ST_OK)
			return fail_later(c, &why, err);
		st = buf_add(&c->raw, (struct str){piece, n}, err);
	} while (st == ST_OK && n > 0 && n < sizeof(piece));
	c->ended = n == 0;
	return st;
}

static void remember_declared(struct charset_stream *c)
{
	struct str label = charset_declared(buf_str(&c->raw));

	if (label.len < sizeof(c->declared))
		memcpy(c->declared, label.p, label.len);
}

static enum status begin(struct charset_stream *c, struct error *err)
{
	enum status st = read_more(c, err);

	c->begun = 1;
	if (st != ST_OK)
		return st;
	remember_declared(c);
	while (st == ST_OK && !c->ended && charset_is_wide(buf_str(&c->raw)))
		st = read_more(c, err);
	return st;
}

/*
 * Where to cut, so that no character is split: these bytes are characters of
 * their own in every encoding but UTF-16, and neither is part of "\r\n". A
 * megabyte without them is no archive; then UTF-8 is spared.
 */
static size_t cut(struct str s)
{
	size_t least = s.len > CUT_WITHIN ? s.len - CUT_WITHIN : 0;
	size_t n = s.len;

	for (; n > least; n--)
		if (s.p[n - 1] == '\n' || s.p[n - 1] == '>' ||
		    s.p[n - 1] == ' ')
			return n;
	for (n = s.len;
	     n > least && ((unsigned char)s.p[n - 1] & 0xC0) == 0x80;)
		n--;
	return n > 1 ? n - 1 : s.len;
}

static enum status convert(struct charset_stream *c, struct str *out, size_t n,
			   struct error *err)
{
	struct str in = {c->raw.p, n};
	struct str declared = {c->declared, strlen(c->declared)};
	unsigned before = c->diag ? c->diag->count[DIAG_NOTE] +
					    c->diag->count[DIAG_WARNING]
				  : 0;
	enum status st = charset_to_utf8(out, &c->utf8, in, declared,
					 c->told ? NULL : c->diag, err);

	if (c->diag &&
	    c->diag->count[DIAG_NOTE] + c->diag->count[DIAG_WARNING] != before)
		c->told = 1;
	return st;
}

/* What stood behind the last cut moves to the front. */
static void drop(struct buf *b, size_t n)
{
	memmove(b->p, b->p + n, b->len - n);
	b->len -= n;
	b->p[b->len] = '\0';
}

/* Read and convert: c->rest is what comes next. */
static enum status refill(struct charset_stream *c, struct error *err)
{
	enum status st = ST_OK;

	if (c->given)
		drop(&c->raw, c->given);
	c->given = 0;
	if (!c->raw.len && c->failed.status != ST_OK) {
		*err = c->failed;
		c->failed.status = ST_OK;
		return err->status;
	}
	if (!c->begun)
		st = begin(c, err);
	else if (!c->ended)
		st = read_more(c, err);
	if (st != ST_OK)
		return st;
	if (!c->raw.len)
		return ST_END;
	c->given = c->ended ? c->raw.len : cut(buf_str(&c->raw));
	return convert(c, &c->rest, c->given, err);
}

/* What was read whole is handed out in pieces too. */
enum status charset_stream_next(struct charset_stream *c, struct str *out,
				struct error *err)
{
	enum status st = ST_OK;
	size_t n = CHARSET_PIECE;

	while (st == ST_OK && !c->rest.len)
		st = refill(c, err);
	if (st != ST_OK)
		return st;
	if (n > c->rest.len)
		n = c->rest.len;
	while (n < c->rest.len && ((unsigned char)c->rest.p[n] & 0xC0) == 0x80)
		n++;
	*out = (struct str){c->rest.p, n};
	c->rest = (struct str){c->rest.p + n, c->rest.len - n};
	return ST_OK;
}
