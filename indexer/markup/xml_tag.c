#include "indexer/markup/xml_tag.h"

#include "indexer/markup/ascii.h"
#include "indexer/markup/attrs.h"
#include "indexer/markup/escape.h"

int xml_name_begins(char c)
{
	return ascii_alpha(c) || c == '_' || c == ':' ||
	       (unsigned char)c >= 0x80;
}

static int is_name_byte(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '_' || c == ':' ||
	       c == '-' || c == '.';
}

struct str xml_name_at(struct str s)
{
	size_t n = 0;

	while (n < s.len && !ascii_space(s.p[n]) && s.p[n] != '/' &&
	       s.p[n] != '>' && s.p[n] != '<')
		n++;
	return (struct str){s.p, n};
}

enum status xml_put_name(struct buf *out, struct str name, struct error *err)
{
	char made[XML_NAME_MAX];

	if (name.len > sizeof(made))
		name.len = sizeof(made);
	for (size_t i = 0; i < name.len; i++)
		made[i] = is_name_byte(name.p[i]) ? name.p[i] : '_';
	return buf_add(out, (struct str){made, name.len}, err);
}

size_t xml_tag_length(struct str s, int quotes)
{
	size_t most = s.len < XML_TAG_MAX ? s.len : XML_TAG_MAX;
	int after_equals = 0;

	for (size_t i = 1; i < most; i++) {
		char c = s.p[i];
		const char *end;

		if (c == '>')
			return i + 1;
		if (c == '<')
			return 0;
		if (quotes && after_equals && (c == '"' || c == '\'')) {
			end = memchr(s.p + i + 1, c, most - i - 1);
			if (!end)
				break;
			i = (size_t)(end - s.p);
		}
		after_equals = c == '=' || (after_equals && ascii_space(c));
	}
	return s.len < XML_TAG_MAX ? XML_TAG_PARTIAL : 0;
}

static int is_name(struct str s)
{
	if (!s.len || s.len > XML_NAME_MAX || (unsigned char)s.p[0] >= 0x80 ||
	    !xml_name_begins(s.p[0]))
		return 0;
	for (size_t i = 1; i < s.len; i++)
		if (!is_name_byte(s.p[i]))
			return 0;
	return 1;
}

static int is_among(struct str name, const struct str *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(name, names[i]))
			return 1;
	return 0;
}

static enum status put_attribute(struct buf *out, struct str name,
				 struct str value, struct error *err)
{
	enum status st = buf_add(out, STR(" "), err);

	if (st == ST_OK)
		st = buf_add(out, name, err);
	if (st == ST_OK)
		st = buf_add(out, STR("=\""), err);
	if (st == ST_OK)
		st = html_escape(out, value, ENTITY_ATTRIBUTE, err);
	return st == ST_OK ? buf_add(out, STR("\""), err) : st;
}

enum status xml_put_attributes(struct buf *out, struct str rest,
			       unsigned *dropped, struct error *err)
{
	struct str names[XML_ATTRIBUTES_MAX], name, value;
	enum status st = ST_OK;
	size_t n = 0;

	*dropped = 0;
	while (st == ST_OK && attr_next(&name, &value, &rest)) {
		if (n == XML_ATTRIBUTES_MAX || !is_name(name) ||
		    is_among(name, names, n)) {
			++*dropped;
			continue;
		}
		names[n++] = name;
		st = put_attribute(out, name, value, err);
	}
	return st;
}

/* Bytes of "&name;" or "&#1;"; 0: none. *open: it may go on behind s. */
static size_t reference_length(struct str s, int *open)
{
	size_t most = s.len < XML_REFERENCE_MAX ? s.len : XML_REFERENCE_MAX;
	size_t n = 1;

	*open = 0;
	while (n < most && (ascii_alpha(s.p[n]) || ascii_digit(s.p[n]) ||
			    (n == 1 && s.p[n] == '#')))
		n++;
	if (n == most) {
		*open = n < XML_REFERENCE_MAX;
		return 0;
	}
	return s.p[n] == ';' ? n + 1 : 0;
}

static int is_xml_own(struct str s)
{
	static const struct str own[] = {{"&amp;", 5},
					 {"&lt;", 4},
					 {"&gt;", 4},
					 {"&quot;", 6},
					 {"&apos;", 6}};

	return is_among(s, own, sizeof(own) / sizeof(*own));
}

enum status xml_put_reference(struct buf *out, struct str s, int final,
			      size_t *used, int *bare, struct error *err)
{
	struct str ref = s;
	uint32_t c;
	int open;

	ref.len = reference_length(s, &open);
	*bare = 0;
	*used = open && !final ? 0 : ref.len;
	if (open && !final)
		return ST_OK;
	if (is_xml_own(ref))
		return buf_add(out, ref, err);
	if (ref.len && entity_match(&c, ref, ENTITY_TEXT) == ref.len)
		return html_escape(out, ref, ENTITY_TEXT, err);
	*bare = 1;
	*used = 1;
	return buf_add(out, STR("&amp;"), err);
}
