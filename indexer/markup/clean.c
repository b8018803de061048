#include "indexer/markup/clean.h"

#include "indexer/markup/ascii.h"
#include "indexer/markup/attrs.h"
#include "indexer/markup/escape.h"
#include "indexer/markup/tags.h"

enum {
	RAW_JSON_MAX = 256 << 10, /* bytes of one JSON-LD script */
	NOINDEX_BIT = 31
};

/* What has content that is no markup: its place here is its bit in
 * `endless`, which keeps the search for end tags linear: once one was not
 * found, none is looked for again. */
static const char *const raw_names[] = {
	"iframe", "noembed", "script", "style", "textarea", "title", "xmp"};

static unsigned long raw_bit(struct str name)
{
	size_t i = 0, n = sizeof(raw_names) / sizeof(*raw_names);

	while (i < n && strncmp(name.p, raw_names[i], name.len) != 0)
		i++;
	return 1UL << i;
}

static void skip(struct html_clean *c, size_t n)
{
	c->rest.p += n;
	c->rest.len -= n;
}

/* Offset behind the first `end` at or after `from`; 0: there is none. */
static size_t behind(struct str s, size_t from, struct str end)
{
	const char *p;

	if (from > s.len)
		return 0;
	p = memmem(s.p + from, s.len - from, end.p, end.len);
	return p ? (size_t)(p - s.p) + end.len : 0;
}

/* Comments, as HTML ends them: "-->", "--!>", and at once in "<!-->" and
 * "<!--->", whose hyphens count twice. */
static size_t comment_length(struct str s)
{
	size_t end = 0;

	while ((end = behind(s, end, STR(">"))) != 0) {
		size_t n = end - 1;

		if (n > 6 && s.p[n - 1] == '!')
			n--;
		if (n >= 4 && s.p[n - 1] == '-' && s.p[n - 2] == '-')
			return end;
	}
	return s.len;
}

static void skip_comment(struct html_clean *c)
{
	const unsigned long bit = 1UL << NOINDEX_BIT;
	size_t n = comment_length(c->rest), end;
	struct str text = {c->rest.p + 4, n > 7 ? n - 7 : 0};

	if (str_eq(ascii_trim(text), STR("htdig_noindex")) &&
	    !(c->endless & bit)) {
		end = behind(c->rest, n, STR("<!--/htdig_noindex-->"));
		c->endless |= end ? 0 : bit;
		n = end ? end : n;
	}
	skip(c, n);
}

/* Declarations, processing instructions and other "bogus comments". */
static void skip_bogus(struct html_clean *c)
{
	size_t n = behind(c->rest, 0, STR(">"));

	skip(c, n ? n : c->rest.len);
}

/* Where "</name" stands in s, in any case; s.len: nowhere. */
static size_t find_end_tag(struct str s, struct str name)
{
	const char *p = s.p, *end = s.p + s.len;

	while ((p = memmem(p, (size_t)(end - p), "</", 2)) != NULL) {
		struct str tail = {p + 2, (size_t)(end - p) - 2};

		if (ascii_begins(tail, name) &&
		    (tail.len == name.len || !ascii_alpha(tail.p[name.len])))
			return (size_t)(p - s.p);
		p += 2;
	}
	return s.len;
}

static enum status add_json(struct buf *out, struct str json, struct error *err)
{
	enum status st = buf_add(out, STR("<x-json>"), err);

	if (st == ST_OK)
		st = html_escape_raw(out, json, err);
	if (st == ST_OK)
		st = buf_add(out, STR("</x-json>"), err);
	return st;
}

static int is_json_ld(struct str attrs)
{
	struct str name, value;

	while (attr_next(&name, &value, &attrs))
		if (ascii_equal(name, STR("type")))
			return ascii_equal(ascii_trim(value),
					   STR("application/ld+json"));
	return 0;
}

/* The content of an element that is no markup, up to its end tag. */
static enum status raw_content(struct buf *out, struct html_clean *c,
			       struct str name, struct str attrs,
			       unsigned flags, struct error *err)
{
	unsigned long bit = raw_bit(name);
	size_t n = c->endless & bit ? c->rest.len : find_end_tag(c->rest, name);
	struct str content = {c->rest.p, n};

	if (n == c->rest.len) {
		c->endless |= bit;
		if (flags & TAG_RCDATA)
			return ST_OK; /* read on as markup: nothing is lost */
	}
	skip(c, n);
	if (flags & TAG_RCDATA)
		return html_escape(out, content, ENTITY_TEXT, err);
	if (n <= RAW_JSON_MAX && str_eq(name, STR("script")) &&
	    is_json_ld(attrs))
		return add_json(out, content, err);
	return flags & TAG_BREAKS ? buf_add(out, STR(" "), err) : ST_OK;
}

static enum status add_tag(struct buf *out, int closing, struct str name,
			   struct str attrs, unsigned flags, struct error *err)
{
	enum status st = buf_add(out, closing ? STR("</") : STR("<"), err);

	if (st == ST_OK && flags & TAG_RENAME)
		st = buf_add(out, STR("x-"), err);
	if (st == ST_OK)
		st = buf_add(out, name, err);
	if (st == ST_OK && !closing)
		st = attrs_clean(out, attrs, err);
	return st == ST_OK ? buf_add(out, STR(">"), err) : st;
}

/* In deep nesting an element is not opened, but still breaks the text. */
static int drops(struct html_clean *c, int closing, unsigned flags)
{
	if (flags & TAG_VOID)
		return 0;
	if (!closing && (c->deep || c->dropped)) {
		c->dropped++;
		c->flaws.too_deep++;
		return 1;
	}
	if (closing && c->dropped) {
		c->dropped--;
		return 1;
	}
	return 0;
}

static int name_is_clean(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_alpha(name.p[i]) && !ascii_digit(name.p[i]) &&
		    name.p[i] != '-')
			return 0;
	return name.len > 0;
}

static enum status known_tag(struct buf *out, struct html_clean *c, int closing,
			     struct str name, struct str attrs,
			     struct error *err)
{
	unsigned flags = tag_flags(name);
	enum status st = ST_OK;

	if (drops(c, closing, flags))
		st = flags & TAG_BREAKS ? buf_add(out, STR("<br>"), err)
					: ST_OK;
	else if (!(flags & TAG_RAW) && !(closing && flags & TAG_VOID))
		st = add_tag(out, closing, name, attrs, flags, err);
	else if (closing && str_eq(name, STR("br")))
		st = buf_add(out, STR("<br>"), err);
	/* Parsers ignore an end tag without its start, readers do not. */
	if (st == ST_OK && closing && flags & TAG_BREAKS)
		st = buf_add(out, STR(" "), err);
	if (st == ST_OK && !closing && flags & (TAG_RAW | TAG_RCDATA))
		st = raw_content(out, c, name, attrs, flags, err);
	return st;
}

static size_t name_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && !ascii_space(s.p[n]) && s.p[n] != '/' &&
	       s.p[n] != '>')
		n++;
	return n;
}

static size_t this_tag_length(struct html_clean *c)
{
	size_t n = c->lost_quotes ? 0 : tag_length(c->rest, 1);

	if (n)
		return n;
	c->lost_quotes = 1;
	n = tag_length(c->rest, 0);
	return n ? n : c->rest.len;
}

static enum status next_tag(struct buf *out, struct html_clean *c,
			    struct error *err)
{
	int closing = c->rest.p[1] == '/';
	size_t n = this_tag_length(c), start = closing ? 2 : 1;
	struct str tag = {c->rest.p + start, n - start};
	char lower[TAG_NAME_MAX];
	struct str name, attrs;

	if (c->rest.p[n - 1] == '>')
		tag.len--;
	name = (struct str){tag.p, name_length(tag)};
	attrs = (struct str){tag.p + name.len, tag.len - name.len};
	skip(c, n);
	c->flaws.too_long += n > HTML_TAG_LONG;
	if (name.len > sizeof(lower) || !name_is_clean(name))
		return ST_OK; /* <o:p> and the like change no text */
	return known_tag(out, c, closing, ascii_lower(lower, name), attrs, err);
}

/* Does markup start here, or is this '<' a mere sign? */
static int starts_markup(struct str s)
{
	if (s.len < 2 || s.p[0] != '<')
		return 0;
	if (s.p[1] == '/')
		return s.len > 2 && (ascii_alpha(s.p[2]) || s.p[2] == '>');
	return ascii_alpha(s.p[1]) || s.p[1] == '!' || s.p[1] == '?';
}

static enum status next_text(struct buf *out, struct html_clean *c,
			     struct error *err)
{
	const char *lt = c->rest.p;
	struct str text = c->rest;

	while (lt) {
		struct str tail = {lt, (size_t)(c->rest.p + c->rest.len - lt)};

		if (starts_markup(tail)) {
			text.len = (size_t)(lt - text.p);
			break;
		}
		lt = tail.len > 1 ? memchr(lt + 1, '<', tail.len - 1) : NULL;
	}
	skip(c, text.len);
	return html_escape(out, text, ENTITY_TEXT, err);
}

enum status html_clean_next(struct buf *out, struct html_clean *c,
			    struct error *err)
{
	if (!c->rest.len)
		return ST_END;
	if (!starts_markup(c->rest))
		return next_text(out, c, err);
	if (ascii_begins(c->rest, STR("<!--")))
		skip_comment(c);
	else if (c->rest.p[1] == '!' || c->rest.p[1] == '?')
		skip_bogus(c);
	else
		return next_tag(out, c, err);
	return ST_OK;
}
