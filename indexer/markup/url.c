#include "indexer/markup/url.h"

#include "indexer/markup/ascii.h"

/* The parts of a base that a relative reference may keep. */
struct base {
	struct str scheme; /* with ':' */
	struct str host;   /* with "//"; may be empty */
	struct str path;
	struct str query; /* with '?' */
};

static size_t scheme_length(struct str s)
{
	size_t n = 0;

	if (!s.len || !ascii_alpha(s.p[0]))
		return 0;
	while (n < s.len && (ascii_alpha(s.p[n]) || ascii_digit(s.p[n]) ||
			     s.p[n] == '+' || s.p[n] == '-' || s.p[n] == '.'))
		n++;
	return n < s.len && s.p[n] == ':' ? n + 1 : 0;
}

int url_is_absolute(struct str url)
{
	return scheme_length(url) > 0;
}

static struct str take(struct str *s, size_t n)
{
	struct str taken = {s->p, n};

	*s = (struct str){s->p + n, s->len - n};
	return taken;
}

static size_t until(struct str s, const char *stops)
{
	size_t n = 0;

	while (n < s.len && (!s.p[n] || !strchr(stops, s.p[n])))
		n++;
	return n;
}

static int begins(struct str s, const char *with)
{
	return s.len >= strlen(with) && memcmp(s.p, with, strlen(with)) == 0;
}

static struct base split(struct str s)
{
	struct base b = {.scheme = take(&s, scheme_length(s))};

	b.host = take(&s, 0);
	if (begins(s, "//"))
		b.host = take(
			&s, 2 + until((struct str){s.p + 2, s.len - 2}, "/?#"));
	b.path = take(&s, until(s, "?#"));
	b.query = take(&s, until(s, "#"));
	return b;
}

/* Drop the last segment of what stands in `out` behind `root`. */
static void drop_segment(struct buf *out, size_t root)
{
	while (out->len > root && out->p[out->len - 1] != '/')
		out->len--;
	if (out->len > root)
		out->len--;
	out->p[out->len] = '\0';
}

/* "." and ".." are resolved; `path` begins with '/' or is empty. */
static enum status add_path(struct buf *out, size_t root, struct str path,
			    struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && path.len) {
		size_t n =
			1 + until((struct str){path.p + 1, path.len - 1}, "/");
		struct str segment = take(&path, n);

		if (str_eq(segment, STR("/.."))) {
			drop_segment(out, root);
		} else if (!str_eq(segment, STR("/."))) {
			st = buf_add(out, segment, err);
			continue;
		}
		if (!path.len)
			st = buf_add(out, STR("/"), err);
	}
	return st;
}

/* The path of `url` put in place of the last segment of the base's. */
static enum status merge(struct buf *out, struct str base, struct str path,
			 struct error *err)
{
	struct buf whole = BUF_INIT(out->max);
	size_t root = out->len;
	enum status st;

	while (base.len && base.p[base.len - 1] != '/')
		base.len--;
	st = base.len ? buf_add(&whole, base, err)
		      : buf_add(&whole, STR("/"), err);
	if (st == ST_OK)
		st = buf_add(&whole, path, err);
	if (st == ST_OK)
		st = add_path(out, root, buf_str(&whole), err);
	buf_free(&whole);
	return st;
}

static enum status add_relative(struct buf *out, const struct base *b,
				struct str url, struct error *err)
{
	struct str path = take(&url, until(url, "?#"));
	enum status st = ST_OK;

	if (path.len && path.p[0] == '/')
		st = add_path(out, out->len, path, err);
	else if (path.len)
		st = merge(out, b->path, path, err);
	else
		st = buf_add(out, b->path, err);
	if (st == ST_OK && !path.len && !begins(url, "?"))
		st = buf_add(out, b->query, err);
	return st == ST_OK ? buf_add(out, url, err) : st;
}

enum status url_resolve(struct buf *out, struct str base, struct str url,
			struct error *err)
{
	struct base b = split(base);
	enum status st;

	if (!b.scheme.len || url_is_absolute(url))
		return buf_add(out, url, err);
	st = buf_add(out, b.scheme, err);
	if (st == ST_OK && begins(url, "//"))
		return buf_add(out, url, err);
	if (st == ST_OK)
		st = buf_add(out, b.host, err);
	return st == ST_OK ? add_relative(out, &b, url, err) : st;
}
