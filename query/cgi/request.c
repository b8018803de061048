#include "query/cgi/request.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "common/text/utf8.h"

static const char *const format_names[] = {
	[PAGE_HTML] = "html",       [PAGE_JSON] = "json",
	[PAGE_ATOM] = "atom",       [PAGE_OPENSEARCH] = "opensearch",
	[PAGE_SUGGEST] = "suggest", [PAGE_STYLE] = "css",
	[PAGE_SCRIPT] = "js",
};
/* By enum sort_order. */
static const char *const sort_names[] = {"relevance", "newest", "oldest"};

const char *sort_name(enum sort_order sort)
{
	return sort_names[sort];
}

const char *page_format_name(enum page_format format)
{
	return format_names[format];
}

/*
 * A value that was decoded is UTF-8 without control characters. What it means
 * is read by the parameter's own function; empty values are as good as none.
 */
struct parameter {
	const char *name;
	size_t max; /* bytes */
	enum status (*read)(const struct parameter *p, struct request *r,
			    struct str value, struct error *err);
	size_t offset; /* in struct request: for read_text() */
};

static enum status read_text(const struct parameter *p, struct request *r,
			     struct str value, struct error *err)
{
	(void)err;
	*(struct str *)((char *)r + p->offset) = value;
	return ST_OK;
}

static int find_name(const char *const *names, size_t n, struct str value)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(value, (struct str){names[i], strlen(names[i])}))
			return (int)i;
	return -1;
}

static enum status read_sort(const struct parameter *p, struct request *r,
			     struct str value, struct error *err)
{
	int found = find_name(sort_names, 3, value);

	if (found < 0)
		return error_set(err, ST_USAGE,
				 "%s is relevance, newest or oldest", p->name);
	r->sort = (enum sort_order)found;
	return ST_OK;
}

static enum status read_format(const struct parameter *p, struct request *r,
			       struct str value, struct error *err)
{
	int found = find_name(format_names, PAGE_FORMATS, value);

	if (found < 0)
		return error_set(err, ST_USAGE, "%s is html, json or atom",
				 p->name);
	r->format = (enum page_format)found;
	return ST_OK;
}

static enum status read_page(const struct parameter *p, struct request *r,
			     struct str value, struct error *err)
{
	uint32_t page = 0;

	for (size_t i = 0; i < value.len && page <= PAGE_MAX; i++) {
		if (value.p[i] < '0' || value.p[i] > '9')
			page = PAGE_MAX;
		page = page * 10 + (uint32_t)(value.p[i] & 15);
	}
	if (page < 1 || page > PAGE_MAX)
		return error_set(err, ST_USAGE, "%s is a number from 1 to %d",
				 p->name, PAGE_MAX);
	r->page = page;
	return ST_OK;
}

/* The limits of `q` are the parser's, which leaves out what is too much. */
static const struct parameter parameters[] = {
	{"q", QUERY_STRING_MAX, read_text, offsetof(struct request, q)},
	{"page", 16, read_page, 0},
	{"sort", 16, read_sort, 0},
	{"from", 64, read_text, offsetof(struct request, from)},
	{"to", 64, read_text, offsetof(struct request, to)},
	{"author", 512, read_text, offsetof(struct request, filter.author)},
	{"tag", 512, read_text, offsetof(struct request, filter.tag)},
	{"series", 512, read_text, offsetof(struct request, filter.series)},
	{"site", 512, read_text, offsetof(struct request, filter.site)},
	{"lang", 32, read_text, offsetof(struct request, filter.lang)},
	{"format", 16, read_format, 0},
};

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* application/x-www-form-urlencoded; -1: no such encoding. */
static int decode(char *to, struct str from)
{
	int n = 0, high, low;

	for (size_t i = 0; i < from.len; i++) {
		char c = from.p[i];

		if (c == '+')
			c = ' ';
		if (c == '%') {
			high = i + 2 < from.len ? hex(from.p[i + 1]) : -1;
			low = high >= 0 ? hex(from.p[i + 2]) : -1;
			if (low < 0)
				return -1;
			c = (char)(high * 16 + low);
			i += 2;
		}
		to[n++] = c;
	}
	return n;
}

/* White space is one blank; other control characters have no business here. */
static int clean(char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (p[i] == '\t' || p[i] == '\n' || p[i] == '\r')
			p[i] = ' ';
		else if ((unsigned char)p[i] < ' ' || p[i] == 0x7f)
			return 0;
	}
	return utf8_valid((struct str){p, n});
}

static struct str trimmed(struct str s)
{
	while (s.len && s.p[0] == ' ') {
		s.p++;
		s.len--;
	}
	while (s.len && s.p[s.len - 1] == ' ')
		s.len--;
	return s;
}

static enum status read_value(struct request *out, const struct parameter *p,
			      struct str raw, struct arena *arena,
			      struct error *err)
{
	char *text;
	enum status st = arena_alloc(&text, arena, raw.len + 1, err);
	int n;

	if (st != ST_OK)
		return st;
	n = decode(text, raw);
	if (n < 0)
		return error_set(err, ST_USAGE, "%s is not percent-encoded",
				 p->name);
	if (!clean(text, (size_t)n))
		return error_set(err, ST_USAGE, "%s is not text in UTF-8",
				 p->name);
	raw = trimmed((struct str){text, (size_t)n});
	text[raw.p - text + (ptrdiff_t)raw.len] = '\0';
	if (raw.len > p->max)
		return error_set(err, ST_USAGE, "%s is too long", p->name);
	return raw.len ? p->read(p, out, raw, err) : ST_OK;
}

/* "name=value"; names that are not ours are of no concern. */
static enum status read_pair(struct request *out, struct str pair,
			     struct arena *arena, struct error *err)
{
	const char *equals = memchr(pair.p, '=', pair.len);
	struct str name = pair, value = {pair.p + pair.len, 0};

	if (equals) {
		name.len = (size_t)(equals - pair.p);
		value.p = equals + 1;
		value.len = pair.len - name.len - 1;
	}
	for (size_t i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++)
		if (str_eq(name, (struct str){parameters[i].name,
					      strlen(parameters[i].name)}))
			return read_value(out, &parameters[i], value, arena,
					  err);
	return ST_OK;
}

static enum status read_query(struct request *out, const char *p,
			      struct arena *arena, struct error *err)
{
	enum status st = ST_OK;
	size_t n;

	if (strlen(p) > QUERY_STRING_MAX)
		return error_set(err, ST_USAGE, "the address is too long");
	while (st == ST_OK && *p) {
		n = strcspn(p, "&");
		st = read_pair(out, (struct str){p, n}, arena, err);
		p += n + (p[n] == '&');
	}
	return st;
}

static const char *variable(const struct cgi_env *env, const char *name)
{
	const char *value = env->get(env->ctx, name);

	return value ? value : "";
}

static enum status read_method(struct request *out, const struct cgi_env *env,
			       struct error *err)
{
	const char *method = variable(env, "REQUEST_METHOD");

	out->head = strcmp(method, "HEAD") == 0;
	if (out->head || strcmp(method, "GET") == 0)
		return ST_OK;
	return error_set(err, ST_QUERY, "only GET and HEAD are answered");
}

/* Letters of a host, a port, a path: whatever else is there is no address
 * that we would repeat. */
static int is_plain(const char *s)
{
	return s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX"
			   "YZ0123456789-._~/[]:")] == '\0';
}

/* Where the server says that we are; empty when it says so in odd letters. */
static enum status read_base(struct request *out, const struct cgi_env *env,
			     struct arena *arena, struct error *err)
{
	const char *https = variable(env, "HTTPS"),
		   *host = variable(env, "SERVER_NAME"),
		   *port = variable(env, "SERVER_PORT"),
		   *path = variable(env, "SCRIPT_NAME");
	int secure = *https && strcmp(https, "off") != 0;
	int usual = !*port || strcmp(port, secure ? "443" : "80") == 0;
	struct buf url = BUF_INIT(4096);
	enum status st;

	out->base_url = STR("");
	if (!*host || !is_plain(host) || !is_plain(port) || !is_plain(path) ||
	    strlen(host) + strlen(port) + strlen(path) > 2048)
		return ST_OK;
	st = buf_addf(&url, err, "http%s://%s%s%s%s", secure ? "s" : "", host,
		      usual ? "" : ":", usual ? "" : port, path);
	if (st == ST_OK)
		st = arena_str(&out->base_url, arena, buf_str(&url), err);
	buf_free(&url);
	return st;
}

/* The message must not repeat what was typed. */
static enum status read_dates(struct request *out, struct error *err)
{
	const char *from = out->from.len ? out->from.p : NULL,
		   *to = out->to.len ? out->to.p : NULL;

	if (filter_dates(&out->filter, from, to, NULL) == ST_OK)
		return ST_OK;
	return error_set(err, ST_USAGE,
			 "from and to are dates: 2006, 2006-06, 2006-06-14 or "
			 "June 2006");
}

enum status request_read(struct request *out, struct arena *arena,
			 const struct cgi_env *env, struct error *err)
{
	const char *match = variable(env, "HTTP_IF_NONE_MATCH");
	enum status st;

	*out = (struct request){.page = 1, .filter = FILTER_NONE};
	st = read_method(out, env, err);
	if (st == ST_OK)
		st = read_query(out, variable(env, "QUERY_STRING"), arena, err);
	if (st == ST_OK)
		st = read_dates(out, err);
	if (st == ST_OK)
		st = read_base(out, env, arena, err);
	if (st == ST_OK && strlen(match) <= 1024)
		st = arena_str(&out->if_none_match, arena,
			       (struct str){match, strlen(match)}, err);
	return st;
}
