#include "indexer/markup/mime.h"

#include "indexer/markup/ascii.h"
#include "indexer/markup/base64.h"
#include "indexer/markup/charset.h"

enum {
	WORD_MAX = 1 << 10, /* bytes of an encoded word */
	BOUNDARY_MAX = 200  /* bytes */
};

static struct str take_line(struct str *s)
{
	const char *end = s->len ? memchr(s->p, '\n', s->len) : NULL;
	size_t n = end ? (size_t)(end - s->p) + 1 : s->len;
	struct str line = {s->p, n};

	*s = (struct str){s->p + n, s->len - n};
	return line;
}

int mime_next_field(struct str *name, struct str *value, struct str *rest)
{
	struct str line = take_line(rest);
	const char *colon = line.len ? memchr(line.p, ':', line.len) : NULL;

	if (!ascii_trim(line).len)
		return 0;
	*name = (struct str){line.p, colon ? (size_t)(colon - line.p) : 0};
	*value = (struct str){line.p + name->len + (colon != NULL),
			      line.len - name->len - (colon != NULL)};
	while (rest->len && (rest->p[0] == ' ' || rest->p[0] == '\t') &&
	       ascii_trim(line).len) {
		line = take_line(rest);
		value->len += line.len;
	}
	*value = ascii_trim(*value);
	return 1;
}

static int hex_of(char c)
{
	if (ascii_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * The bytes of quoted-printable text into `out`, which holds s.len; '_' is a
 * space in a header's words only.
 */
static size_t unquote(char *out, struct str s, int in_word)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		int high = -1, low = -1;

		if (s.p[i] == '=' && i + 2 < s.len) {
			high = hex_of(s.p[i + 1]);
			low = hex_of(s.p[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			out[n++] = (char)(high * 16 + low);
			i += 2;
		} else if (s.p[i] == '=' && i + 1 < s.len &&
			   (s.p[i + 1] == '\n' || s.p[i + 1] == '\r')) {
			i += s.p[i + 1] == '\r' && i + 2 < s.len &&
					     s.p[i + 2] == '\n'
				     ? 2
				     : 1;
		} else {
			out[n++] = in_word && s.p[i] == '_' ? ' ' : s.p[i];
		}
	}
	return n;
}

static enum status add_converted(struct buf *out, struct str bytes,
				 struct str label, struct error *err)
{
	struct buf utf8 = BUF_INIT(out->max);
	struct str text;
	enum status st = charset_to_utf8(&text, &utf8, bytes, label, NULL, err);

	if (st == ST_OK)
		st = buf_add(out, text, err);
	buf_free(&utf8);
	return st;
}

/* One part of "=?charset?Q?text?=", up to its '?'. */
static struct str until_mark(struct str *s)
{
	const char *end = s->len ? memchr(s->p, '?', s->len) : NULL;
	size_t n = end ? (size_t)(end - s->p) : s->len;
	struct str part = {s->p, n};

	n += end != NULL;
	*s = (struct str){s->p + n, s->len - n};
	return part;
}

/* The encoded word at the start of `s`; *used 0: there is none. */
static enum status add_word(struct buf *out, struct str s, size_t *used,
			    struct error *err)
{
	char bytes[WORD_MAX];
	struct str rest, label, how, text;
	size_t n;

	*used = 0;
	if (s.len < 8 || s.p[0] != '=' || s.p[1] != '?')
		return ST_OK;
	rest = (struct str){s.p + 2, s.len - 2};
	if (rest.len > WORD_MAX)
		rest.len = WORD_MAX;
	label = until_mark(&rest);
	how = until_mark(&rest);
	text = until_mark(&rest);
	if (how.len != 1 || !strchr("bBqQ", how.p[0]) || !how.p[0] ||
	    !rest.len || rest.p[0] != '=')
		return ST_OK;
	*used = (size_t)(rest.p + 1 - s.p);
	if (ascii_lower_char(how.p[0]) == 'b')
		n = base64_decode(bytes, text);
	else
		n = unquote(bytes, text, 1);
	return add_converted(out, (struct str){bytes, n}, label, err);
}

/* White space from the start of `s` to the next encoded word; 0: none. */
static size_t gap_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && ascii_space(s.p[n]))
		n++;
	return n + 1 < s.len && s.p[n] == '=' && s.p[n + 1] == '?' ? n : 0;
}

static enum status decode_words(struct buf *out, struct str s,
				struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && s.len) {
		size_t used;

		st = add_word(out, s, &used, err);
		if (st == ST_OK && used) {
			s = (struct str){s.p + used, s.len - used};
			used = gap_length(s);
		} else if (st == ST_OK) {
			used = ascii_space(s.p[0]) ? 1 : 0;
			while (used < s.len && s.p[used] != '=' &&
			       !ascii_space(s.p[used]))
				used++;
			used = used ? used : 1;
			st = buf_add(out, (struct str){s.p, used}, err);
		}
		s = (struct str){s.p + used, s.len - used};
	}
	return st;
}

/* What is not encoded may be in any charset all the same. */
enum status mime_decode_words(struct buf *out, struct str value,
			      struct error *err)
{
	struct buf words = BUF_INIT(out->max);
	enum status st = decode_words(&words, value, err);

	for (size_t i = 0; i < words.len; i++)
		if (words.p[i] == '\n' || words.p[i] == '\r' ||
		    words.p[i] == '\t')
			words.p[i] = ' ';
	if (st == ST_OK)
		st = add_converted(out, buf_str(&words), STR(""), err);
	buf_free(&words);
	return st;
}

struct str mime_parameter(struct str value, const char *name)
{
	struct str known = {name, strlen(name)};
	const char *p;

	while (value.len && (p = memchr(value.p, ';', value.len)) != NULL) {
		struct str found;
		size_t n = 0;

		value.len -= (size_t)(p + 1 - value.p);
		value.p = p + 1;
		value = ascii_trim(value);
		if (!ascii_begins(value, known) || value.len <= known.len ||
		    value.p[known.len] != '=')
			continue;
		found = (struct str){value.p + known.len + 1,
				     value.len - known.len - 1};
		if (found.len && found.p[0] == '"') {
			found = (struct str){found.p + 1, found.len - 1};
			while (n < found.len && found.p[n] != '"')
				n++;
		} else {
			while (n < found.len && found.p[n] != ';' &&
			       !ascii_space(found.p[n]))
				n++;
		}
		return (struct str){found.p, n};
	}
	return STR("");
}

/* Read a part's header: what is left is its body. */
static struct mime_text read_part(struct str part)
{
	struct mime_text t = {.body = part};
	struct str name, value;

	while (mime_next_field(&name, &value, &t.body)) {
		if (ascii_equal(name, STR("Content-Type")))
			t.type = value;
		else if (ascii_equal(name, STR("Content-Transfer-Encoding")))
			t.encoding = value;
	}
	return t;
}

/* The next part between lines of "--boundary". 0: no more. */
static int next_part(struct str *part, struct str *rest, struct str boundary)
{
	const char *begin = NULL;

	while (rest->len) {
		struct str line = take_line(rest);
		struct str text = ascii_trim(line);
		int is_mark = text.len >= boundary.len + 2 &&
			      text.p[0] == '-' && text.p[1] == '-' &&
			      memcmp(text.p + 2, boundary.p, boundary.len) == 0;

		if (is_mark && begin) {
			*part = (struct str){begin, (size_t)(line.p - begin)};
			/* The line begins the next part as well. */
			*rest = (struct str){line.p, rest->len + line.len};
			return 1;
		}
		if (is_mark)
			begin = rest->p;
	}
	if (!begin)
		return 0;
	*part = (struct str){begin, (size_t)(rest->p - begin)};
	return part->len > 0;
}

static int is_type(struct str type, const char *prefix)
{
	return ascii_begins(type, (struct str){prefix, strlen(prefix)});
}

/* 2: plain text was found, 1: HTML, 0: nothing. Stops at the first of 2. */
static int find(struct mime_text *out, struct mime_text t, int depth)
{
	struct str boundary = mime_parameter(t.type, "boundary"), part;
	int best = 0;

	if (!is_type(t.type, "multipart/")) {
		*out = t;
		out->is_html = is_type(t.type, "text/html");
		return out->is_html ? 1
				    : !t.type.len || is_type(t.type, "text");
	}
	if (!boundary.len || boundary.len > BOUNDARY_MAX || !depth)
		return 0;
	while (best < 2 && next_part(&part, &t.body, boundary)) {
		struct mime_text found;
		int rank = find(&found, read_part(part), depth - 1);

		if (rank && !found.is_html)
			rank = 2;
		if (rank > best) {
			best = rank;
			*out = found;
		}
	}
	return best;
}

void mime_find_text(struct mime_text *out)
{
	struct mime_text whole = *out;

	if (!find(out, whole, MIME_DEPTH_MAX))
		*out = (struct mime_text){.body = {"", 0}};
}

enum status mime_decode_text(struct buf *out, const struct mime_text *text,
			     struct error *err)
{
	struct str encoding = ascii_trim(text->encoding);
	struct str bytes = text->body;
	struct buf made = BUF_INIT(out->max);
	enum status st = ST_OK;

	if (ascii_equal(encoding, STR("base64")) ||
	    ascii_equal(encoding, STR("quoted-printable"))) {
		st = buf_add(&made, bytes, err);
		bytes.p = made.p;
		if (st == ST_OK && made.p)
			bytes.len = ascii_lower_char(encoding.p[0]) == 'b'
					    ? base64_decode(made.p, bytes)
					    : unquote(made.p, bytes, 0);
	}
	if (st == ST_OK)
		st = add_converted(out, bytes,
				   mime_parameter(text->type, "charset"), err);
	buf_free(&made);
	return st;
}
