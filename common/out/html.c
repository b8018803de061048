#include "common/out/html.h"

#include <stdio.h>

#include <unistr.h>

#include "common/out/chars.h"

void html_raw(struct sink *out, const char *s)
{
	sink_add(out, (struct str){s, strlen(s)});
}

static const char *entity(uint32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void put_char(struct sink *out, uint32_t c)
{
	uint8_t bytes[6];
	int n = u8_uctomb(bytes, c, sizeof(bytes));

	if (n > 0)
		sink_add(out, (struct str){(char *)bytes, (size_t)n});
}

static void put(struct sink *out, uint32_t c)
{
	const char *name = entity(c);

	if (name) {
		html_raw(out, name);
		return;
	}
	switch (char_kind(c)) {
	case CHAR_SPACE:
		put_char(out, c <= 0x85 && c != '\n' && c != '\t' ? ' ' : c);
		return;
	case CHAR_PLAIN:
		put_char(out, c);
		return;
	case CHAR_CONTROL:
	case CHAR_HIDDEN:
		return;
	}
}

/* How many bytes from `at` on are written as they are. */
static size_t plain_run(struct str s, size_t at)
{
	size_t i = at;

	while (i < s.len && s.p[i] >= ' ' && s.p[i] < 0x7F && !entity(s.p[i]))
		i++;
	return i - at;
}

void html_text(struct sink *out, struct str s)
{
	for (size_t i = 0; i < s.len;) {
		size_t run = plain_run(s, i);

		if (run)
			sink_add(out, (struct str){s.p + i, run});
		i += run;
		if (i < s.len)
			put(out, char_next(s, &i));
	}
}

void html_marked(struct sink *out, struct str s, const struct text_mark *marks,
		 size_t n, const char *open, const char *close)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		struct text_mark m = marks[i];

		html_text(out, (struct str){s.p + at, m.at - at});
		html_raw(out, open);
		html_text(out, (struct str){s.p + m.at, m.len});
		html_raw(out, close);
		at = m.at + m.len;
	}
	html_text(out, (struct str){s.p + at, s.len - at});
}

static int is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* Bytes other than letters, digits and those in `kept` as %XX. */
static void put_url(struct sink *out, struct str s, const char *kept)
{
	for (size_t i = 0; i < s.len; i++) {
		char hex[4], c = s.p[i];

		if (is_alnum(c) || (c && strchr(kept, c))) {
			sink_add(out, (struct str){&c, 1});
			continue;
		}
		snprintf(hex, sizeof(hex), "%%%02X", (unsigned char)c);
		sink_add(out, (struct str){hex, 3});
	}
}

void url_query(struct sink *out, struct str s)
{
	put_url(out, s, "-._~");
}

static const char url_kept[] = "-._~:/?#[]@!$()*+,;=%";

void url_plain(struct sink *out, struct str url)
{
	put_url(out, url, "-._~:/?#[]@!$()*+,;=%&");
}

void url_whole(struct sink *out, struct str url)
{
	const char *amp;

	/* An ampersand is the one character that HTML writes otherwise. */
	while (url.len && (amp = memchr(url.p, '&', url.len))) {
		size_t n = (size_t)(amp - url.p);

		put_url(out, (struct str){url.p, n}, url_kept);
		html_raw(out, "&amp;");
		url = (struct str){amp + 1, url.len - n - 1};
	}
	put_url(out, url, url_kept);
}

/* Its scheme; empty when it is relative. Browsers pass over white space and
 * control characters, so anything odd before a colon is a scheme. */
static struct str scheme(struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		if (url.p[i] == '/' || url.p[i] == '?' || url.p[i] == '#')
			break;
		if (url.p[i] == ':')
			return (struct str){url.p, i};
	}
	return (struct str){url.p, 0};
}

static int is_http(struct str s)
{
	static const char *const names[] = {"http", "https"};

	for (size_t i = 0; i < 2; i++) {
		size_t k = 0;

		while (k < s.len && names[i][k] &&
		       (s.p[k] | 0x20) == names[i][k])
			k++;
		if (s.len && k == s.len && !names[i][k])
			return 1;
	}
	return 0;
}

int url_is_safe(struct str url)
{
	struct str s = scheme(url);

	if (url.len == 0)
		return 0;
	return s.len == 0 ? url.p[0] != ':' : is_http(s);
}

int url_has_host(struct str url)
{
	struct str s = scheme(url);

	return is_http(s) && url.len > s.len + 3 &&
	       memcmp(url.p + s.len, "://", 3) == 0;
}
