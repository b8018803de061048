#include "indexer/markup/attrs.h"

#include "indexer/markup/ascii.h"
#include "indexer/markup/escape.h"
#include "indexer/markup/tags.h"

enum {
	ATTRS_MAX = 24,
	VALUE_MAX = 8 << 10 /* bytes */
};

size_t tag_length(struct str s, int quotes)
{
	int after_equals = 0;

	for (size_t i = 1; i < s.len; i++) {
		char c = s.p[i];
		const char *end;

		if (c == '>')
			return i + 1;
		if (quotes && after_equals && (c == '"' || c == '\'')) {
			end = memchr(s.p + i + 1, c, s.len - i - 1);
			if (!end)
				return 0;
			i = (size_t)(end - s.p);
		}
		after_equals = c == '=' || (after_equals && ascii_space(c));
	}
	return 0;
}

static void skip(struct str *s, size_t n)
{
	s->p += n;
	s->len -= n;
}

static void skip_space(struct str *s)
{
	while (s->len && ascii_space(s->p[0]))
		skip(s, 1);
}

static struct str take_until(struct str *s, const char *stops)
{
	struct str taken = {s->p, 0};

	while (s->len && !ascii_space(s->p[0]) && !strchr(stops, s->p[0])) {
		skip(s, 1);
		taken.len++;
	}
	return taken;
}

static struct str take_value(struct str *s)
{
	struct str value;
	const char *end;
	char quote;

	skip_space(s);
	if (!s->len || (s->p[0] != '"' && s->p[0] != '\''))
		return take_until(s, "");
	quote = s->p[0];
	skip(s, 1);
	end = memchr(s->p, quote, s->len);
	value = (struct str){s->p, end ? (size_t)(end - s->p) : s->len};
	skip(s, value.len);
	if (s->len)
		skip(s, 1);
	return value;
}

int attr_next(struct str *name, struct str *value, struct str *rest)
{
	while (rest->len && (ascii_space(rest->p[0]) || rest->p[0] == '/' ||
			     rest->p[0] == '=' || !rest->p[0]))
		skip(rest, 1);
	if (!rest->len)
		return 0;
	*name = take_until(rest, "/=");
	*value = (struct str){"", 0};
	skip_space(rest);
	if (rest->len && rest->p[0] == '=') {
		skip(rest, 1);
		*value = take_value(rest);
	}
	return 1;
}

/* Of a style readers want to know only whether it hides the element. */
static int is_no_news(struct str name, struct str value)
{
	static const char *const hiding[] = {"none", "hidden"};

	if (!str_eq(name, STR("style")))
		return 0;
	for (size_t i = 0; i < 2; i++)
		if (memmem(value.p, value.len, hiding[i], strlen(hiding[i])))
			return 0;
	return 1;
}

static enum status add_attr(struct buf *out, struct str name, struct str value,
			    struct error *err)
{
	enum status st = buf_add(out, STR(" "), err);

	if (st == ST_OK)
		st = buf_add(out, name, err);
	if (st == ST_OK)
		st = buf_add(out, STR("=\""), err);
	if (st == ST_OK)
		st = html_escape(out, value, ENTITY_ATTRIBUTE, err);
	if (st == ST_OK)
		st = buf_add(out, STR("\""), err);
	return st;
}

enum status attrs_clean(struct buf *out, struct str rest, struct error *err)
{
	char lower[TAG_NAME_MAX];
	struct str name, value;
	enum status st = ST_OK;

	for (int n = 0; st == ST_OK && n < ATTRS_MAX;) {
		if (!attr_next(&name, &value, &rest))
			break;
		if (name.len > sizeof(lower) || value.len > VALUE_MAX)
			continue;
		name = ascii_lower(lower, name);
		if (!tag_attribute_known(name) || is_no_news(name, value))
			continue;
		st = add_attr(out, name, value, err);
		n++;
	}
	return st;
}
