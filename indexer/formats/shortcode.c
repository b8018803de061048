#include "indexer/formats/shortcode.h"

#include <stdint.h>

/* Longest openings first: "{{<" before "{{". */
static const struct {
	struct str open, close;
	int one_line;
} kinds[] = {
	{{"{{<", 3}, {">}}", 3}, 0}, {{"{{%", 3}, {"%}}", 3}, 0},
	{{"{{", 2}, {"}}", 2}, 0},   {{"{%", 2}, {"%}", 2}, 0},
	{{"{#", 2}, {"}", 1}, 1},    {{"{:", 2}, {"}", 1}, 1},
};

enum {
	KIND_COUNT = sizeof(kinds) / sizeof(kinds[0]),
	SHORTCODE_MAX = 4 << 10 /* bytes; what is longer is text */
};

struct scan {
	struct str text;
	size_t at;
	size_t copied; /* what lies before is in the output */
	struct buf *out;
	size_t next_close[KIND_COUNT]; /* first close at or behind the last
					  place asked for; found once */
	char fence; /* inside a fenced block: its character */
	size_t fence_len;
	uint64_t unclosed; /* bit n: no n backticks follow on this line */
};

static int starts(const struct scan *s, size_t at, struct str with)
{
	return s->text.len - at >= with.len &&
	       memcmp(s->text.p + at, with.p, with.len) == 0;
}

/* Each close is searched for once, so that many openings stay linear. */
static size_t find_close(struct scan *s, size_t kind, size_t from)
{
	size_t *next = &s->next_close[kind];
	const char *hit;

	if (*next >= from && *next != 0)
		return *next;
	hit = memmem(s->text.p + from, s->text.len - from, kinds[kind].close.p,
		     kinds[kind].close.len);
	*next = hit ? (size_t)(hit - s->text.p) : s->text.len;
	return *next;
}

/* Where the shortcode that begins here ends; 0: none does. */
static size_t shortcode_end(struct scan *s)
{
	for (size_t i = 0; i < KIND_COUNT; i++) {
		size_t from = s->at + kinds[i].open.len, close;

		if (!starts(s, s->at, kinds[i].open))
			continue;
		close = find_close(s, i, from);
		if (close == s->text.len || close - s->at > SHORTCODE_MAX)
			continue;
		if (kinds[i].one_line &&
		    memchr(s->text.p + from, '\n', close - from))
			continue;
		return close + kinds[i].close.len;
	}
	return 0;
}

static size_t run(const struct scan *s, size_t at)
{
	size_t n = 0;

	while (at + n < s->text.len && s->text.p[at + n] == s->text.p[at])
		n++;
	return n;
}

/* The rest of the line holds only `allowed`, or if that is NULL, no `but`. */
static int rest_may_be(const struct scan *s, size_t at, const char *allowed,
		       char but)
{
	for (; at < s->text.len && s->text.p[at] != '\n'; at++) {
		char c = s->text.p[at];

		if (allowed ? !c || !strchr(allowed, c) : c == '`' && but == c)
			return 0;
	}
	return 1;
}

/* At the start of a line: does it open or close a fenced block? */
static void watch_fence(struct scan *s)
{
	size_t at = s->at, n;
	char c;

	while (at < s->text.len && strchr(" \t>", s->text.p[at]) &&
	       s->text.p[at])
		at++;
	if (at == s->text.len)
		return;
	c = s->text.p[at];
	if (c != '`' && c != '~')
		return;
	n = run(s, at);
	if (n < 3 || (s->fence && (c != s->fence || n < s->fence_len)))
		return;
	/* What follows an opening one is a name, a closing one nothing. */
	if (!rest_may_be(s, at + n, s->fence ? " \t\r" : NULL, c))
		return;
	s->fence = s->fence ? '\0' : c;
	s->fence_len = n;
	s->at = at + n;
}

/* Code between backticks on one line; 0: it does not close there. */
static size_t code_end(struct scan *s)
{
	size_t n = run(s, s->at), at = s->at + n;

	if (n >= 64 || s->unclosed >> n & 1)
		return 0;
	while (at < s->text.len && s->text.p[at] != '\n') {
		size_t m;

		if (s->text.p[at] != '`') {
			at++;
			continue;
		}
		m = run(s, at);
		at += m;
		if (m == n)
			return at;
	}
	s->unclosed |= (uint64_t)1 << n;
	return 0;
}

static enum status flush(struct scan *s, size_t to, struct error *err)
{
	struct str piece = {s->text.p + s->copied, to - s->copied};

	return buf_add(s->out, piece, err);
}

static int is_address(const struct scan *s)
{
	return s->at >= 2 && memcmp(s->text.p + s->at - 2, "](", 2) == 0;
}

static enum status step(struct scan *s, struct error *err)
{
	enum status st = ST_OK;
	size_t end;

	switch (s->text.p[s->at]) {
	case '\n':
		s->at++;
		s->unclosed = 0;
		watch_fence(s);
		return ST_OK;
	case '`':
		end = s->fence ? 0 : code_end(s);
		s->at = end ? end : s->at + run(s, s->at);
		return ST_OK;
	case '{':
		end = s->fence ? 0 : shortcode_end(s);
		if (end == 0)
			break;
		st = flush(s, s->at, err);
		/* "[a]({{ b }} "c")" is a link only with an address. */
		if (st == ST_OK && is_address(s))
			st = buf_add(s->out, STR("#"), err);
		s->at = s->copied = end;
		return st;
	default:
		break;
	}
	s->at++;
	return ST_OK;
}

enum status shortcode_strip(struct str *out, struct buf *scratch,
			    struct str text, struct error *err)
{
	struct scan s = {.text = text, .out = scratch};
	enum status st = ST_OK;

	*out = text;
	if (text.len == 0 || !memchr(text.p, '{', text.len))
		return ST_OK;
	buf_clear(scratch);
	watch_fence(&s);
	while (st == ST_OK && s.at < text.len)
		st = step(&s, err);
	if (st == ST_OK)
		st = flush(&s, text.len, err);
	if (st == ST_OK)
		*out = buf_str(scratch);
	return st;
}
