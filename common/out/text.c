#include "common/out/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <unilbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#include "common/out/chars.h"
#include "common/out/html.h"

static const char *const styles[] = {
	[TEXT_NORMAL] = "\033[m",    [TEXT_TITLE] = "\033[1m",
	[TEXT_MATCH] = "\033[1;31m", [TEXT_PLACE] = "\033[36m",
	[TEXT_FAINT] = "\033[2m",
};

enum direction { NEUTRAL, LEFT_TO_RIGHT, RIGHT_TO_LEFT };

/* How a text has to be isolated, learnt while it is cleaned. */
struct bidi {
	enum direction first; /* of the first character that has one */
	int mixed;            /* it has right-to-left characters */
};

void text_free(struct text *t)
{
	buf_free(&t->clean);
	buf_free(&t->marked);
}

void text_words(struct text *t, const char *words)
{
	sink_add(t->sink, (struct str){words, strlen(words)});
}

void text_style(struct text *t, enum text_style style)
{
	if (t->colour)
		text_words(t, styles[style]);
}

static void bidi_note(struct bidi *b, uint32_t c)
{
	enum direction d = NEUTRAL;

	if (c < 0x590) {
		if ((c | 0x20) - 'a' < 26u || c >= 0xC0)
			d = LEFT_TO_RIGHT;
	} else {
		switch (uc_bidi_category(c)) {
		case UC_BIDI_R:
		case UC_BIDI_AL:
			d = RIGHT_TO_LEFT;
			break;
		case UC_BIDI_L:
			d = LEFT_TO_RIGHT;
			break;
		default:
			break;
		}
	}
	if (b->first == NEUTRAL)
		b->first = d;
	b->mixed |= d == RIGHT_TO_LEFT;
}

/*
 * What is shown for c; 0: nothing. `last`: what was shown before it, a space
 * at the start, so that white space folds and leads nowhere.
 */
static uint32_t shown(uint32_t c, uint32_t last)
{
	switch (char_kind(c)) {
	case CHAR_SPACE:
		return last == ' ' ? 0 : ' ';
	case CHAR_CONTROL:
		return 0xFFFD;
	case CHAR_HIDDEN:
		return 0;
	case CHAR_PLAIN:
		break;
	}
	return c;
}

static enum status add_clean(struct text *t, struct str s, int marked,
			     struct error *err)
{
	static const char flags[2][64] = {{0}, {[0 ... 63] = 1}};
	enum status st = buf_add(&t->clean, s, err);

	for (size_t n; st == ST_OK && s.len; s.len -= n) {
		n = s.len < sizeof(flags[0]) ? s.len : sizeof(flags[0]);
		st = buf_add(&t->marked, (struct str){flags[marked], n}, err);
	}
	return st;
}

static enum status add_char(struct text *t, uint32_t c, int marked,
			    struct error *err)
{
	uint8_t bytes[6];
	int n = u8_uctomb(bytes, c, sizeof(bytes));

	if (n < 0)
		return error_set(err, ST_INTERNAL, "no character %x",
				 (unsigned)c);
	return add_clean(t, (struct str){(char *)bytes, (size_t)n}, marked,
			 err);
}

/* How many bytes from `at` on are ASCII that is shown as it is: visible, or one
 * space. `last`: what was shown before. */
static size_t plain_run(struct str s, size_t at, size_t end, uint32_t last)
{
	size_t i = at;

	for (; i < end && s.p[i] >= ' ' && s.p[i] < 0x7F; i++) {
		if (s.p[i] == ' ' && last == ' ')
			break;
		last = (unsigned char)s.p[i];
	}
	return i - at;
}

/* Fills t->clean and t->marked. */
static enum status clean(struct text *t, struct bidi *bidi, struct str s,
			 const struct text_mark *marks, size_t n,
			 struct error *err)
{
	enum status st = ST_OK;
	uint32_t c, last = ' ';
	size_t mark = 0;

	buf_clear(&t->clean);
	buf_clear(&t->marked);
	for (size_t i = 0, run; i < s.len && st == ST_OK;) {
		size_t end = s.len;
		int marked;

		while (mark < n && i >= marks[mark].at &&
		       i - marks[mark].at >= marks[mark].len)
			mark++;
		marked = mark < n && i >= marks[mark].at;
		if (mark < n)
			end = marked ? marks[mark].at + marks[mark].len
				     : marks[mark].at;
		run = plain_run(s, i, end < s.len ? end : s.len, last);
		if (run) {
			for (size_t k = i; !bidi->first && k < i + run; k++)
				bidi_note(bidi, (unsigned char)s.p[k]);
			st = add_clean(t, (struct str){s.p + i, run}, marked,
				       err);
			i += run;
			last = (unsigned char)s.p[i - 1];
			continue;
		}
		c = shown(char_next(s, &i), last);
		if (!c)
			continue;
		bidi_note(bidi, c);
		st = add_char(t, c, marked, err);
		last = c;
	}
	return st;
}

/* Bytes [from, to) of the cleaned text, styled and isolated. */
static void put_line(struct text *t, const struct bidi *bidi, size_t from,
		     size_t to)
{
	const char *text = t->clean.p, *marked = t->marked.p;
	size_t end;

	if (bidi->mixed)
		text_words(t,
			   bidi->first == RIGHT_TO_LEFT ? "\u2067" : "\u2066");
	for (; from < to; from = end) {
		end = from + 1;
		while (end < to && marked[end] == marked[from])
			end++;
		if (marked[from])
			text_style(t, TEXT_MATCH);
		sink_add(t->sink, (struct str){text + from, end - from});
		if (marked[from])
			text_style(t, TEXT_NORMAL);
	}
	if (bidi->mixed)
		text_words(t, "\u2069");
}

static size_t trim(const struct text *t, size_t from, size_t to)
{
	while (to > from && t->clean.p[to - 1] == ' ')
		to--;
	return to;
}

static size_t columns(const struct text *t, size_t from, size_t to)
{
	int n = u8_width((const uint8_t *)t->clean.p + from, to - from,
			 "UTF-8");

	return n > 0 ? (size_t)n : 0;
}

static void put_indented(struct text *t, const struct bidi *bidi, size_t from,
			 size_t to, size_t indent)
{
	sink_fill(t->sink, ' ', indent);
	put_line(t, bidi, from, trim(t, from, to));
	text_words(t, "\n");
}

/* Greedy: a line takes runs between break opportunities while they fit. */
static void put_wrapped(struct text *t, const struct bidi *bidi,
			const char *breaks, size_t indent, size_t width)
{
	size_t line = 0, run = 0, col = indent, len = t->clean.len, next;

	for (; run < len; run = next) {
		next = run + 1;
		while (next < len && breaks[next] != UC_BREAK_POSSIBLE)
			next++;
		if (run > line &&
		    col + columns(t, run, trim(t, run, next)) > width) {
			put_indented(t, bidi, line, run, indent);
			line = run;
			col = indent;
		}
		col += columns(t, run, next);
	}
	put_indented(t, bidi, line, len, indent);
}

void text_field(struct text *t, struct str s)
{
	struct error err = ERROR_INIT;
	struct bidi bidi = {NEUTRAL, 0};

	if (clean(t, &bidi, s, NULL, 0, &err) != ST_OK)
		sink_fail(t->sink, &err);
	else
		put_line(t, &bidi, 0, trim(t, 0, t->clean.len));
}

void text_paragraph(struct text *t, struct str s, const struct text_mark *marks,
		    size_t n, size_t indent, size_t width)
{
	struct error err = ERROR_INIT;
	struct bidi bidi = {NEUTRAL, 0};
	char *breaks = NULL;

	if (clean(t, &bidi, s, marks, n, &err) != ST_OK)
		goto failed;
	if (trim(t, 0, t->clean.len) == 0)
		return;
	if (width == 0) {
		put_indented(t, &bidi, 0, t->clean.len, indent);
		return;
	}
	breaks = malloc(t->clean.len);
	if (!breaks) {
		error_set(&err, ST_MEMORY, "out of memory");
		goto failed;
	}
	u8_possible_linebreaks((const uint8_t *)t->clean.p, t->clean.len,
			       "UTF-8", breaks);
	put_wrapped(t, &bidi, breaks, indent, width);
	free(breaks);
	return;
failed:
	sink_fail(t->sink, &err);
}

void text_link(struct text *t, struct str url)
{
	if (!t->links || url.len > TEXT_LINK_MAX || !url_has_host(url))
		return;
	text_words(t, "\033]8;;");
	url_plain(t->sink, url);
	text_words(t, "\033\\");
}

void text_link_end(struct text *t)
{
	if (t->links)
		text_words(t, "\033]8;;\033\\");
}

size_t text_width(struct str s)
{
	uint32_t c, last = ' ';
	size_t width = 0;
	int n;

	for (size_t i = 0; i < s.len;) {
		c = shown(char_next(s, &i), last);
		if (!c)
			continue;
		n = uc_width(c, "UTF-8");
		width += n > 0 ? (size_t)n : 0;
		last = c;
	}
	/* A trailing space is not shown. */
	return width - (width > 0 && last == ' ');
}
