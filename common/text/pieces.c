#include "common/text/pieces.h"

#include <string.h>

#include <unistr.h>

#include "common/text/chars.h"
#include "common/text/names.h"

enum ascii_class {
	A_OTHER = 0,
	A_SPACE,
	A_NEWLINE,
	A_STOP, /* ends a sentence */
	A_LOWER,
	A_UPPER,
	A_DIGIT,
	A_SLOW, /* not ASCII, or an apostrophe */
	A_HYPHEN,
};

/* clang-format off */
static const uint8_t ascii[256] = {
	[' '] = A_SPACE, ['\t'] = A_SPACE, ['\n'] = A_NEWLINE,
	['\r'] = A_NEWLINE, ['.'] = A_STOP, ['!'] = A_STOP, ['?'] = A_STOP,
	[':'] = A_STOP, ['-'] = A_HYPHEN, ['\''] = A_SLOW, ['`'] = A_SLOW,
	['0' ... '9'] = A_DIGIT, ['a' ... 'z'] = A_LOWER,
	['A' ... 'Z'] = A_UPPER, [0x80 ... 0xFF] = A_SLOW,
};
/* clang-format on */

enum { MARKS_MAX = 8 /* characters that say nothing, in a row */ };

static int class_at(const struct words *w, size_t at)
{
	return at < w->text.len ? ascii[(unsigned char)w->text.p[at]] : A_OTHER;
}

/* A letter or digit of ASCII. */
static int is_ascii_word(int cls)
{
	return cls >= A_LOWER && cls <= A_DIGIT;
}

static const struct char_info *info_at(const struct words *w, size_t at,
				       size_t *len)
{
	ucs4_t c;
	int n = u8_mbtouc(&c, (const uint8_t *)w->text.p + at,
			  w->text.len - at);

	*len = n > 0 ? (size_t)n : 1;
	return char_info(c);
}

/* What stands before the next piece: sets its joint, stops at its start. */
static int skip_to_word(struct words *w, struct piece *out)
{
	const size_t from = w->at;
	int spaces = 0, lines = 0, hyphens = 0, others = 0;

	/* What stands before most words: one space. */
	if (from && class_at(w, from) == A_SPACE &&
	    is_ascii_word(class_at(w, from + 1))) {
		w->at++;
		out->joint = JOINT_SPACE;
		return 1;
	}
	while (w->at < w->text.len) {
		const struct char_info *info;
		size_t len = 1;
		int cls = class_at(w, w->at);

		if (is_ascii_word(cls))
			break;
		if (cls == A_SLOW) {
			info = info_at(w, w->at, &len);
			if (info->cls == CHAR_LETTER ||
			    info->cls == CHAR_DIGIT || info->cls == CHAR_GRAM ||
			    info->cls == CHAR_AYN)
				break;
			hyphens += info->cls == CHAR_HYPHEN;
			others += info->cls == CHAR_BREAK;
		}
		spaces += cls == A_SPACE;
		lines += cls == A_NEWLINE;
		hyphens += cls == A_HYPHEN;
		others += cls == A_STOP || cls == A_OTHER;
		if (cls == A_STOP || lines > 1)
			w->after_stop = 1;
		w->at += len;
	}
	if (from == 0 || others || lines > 1 || hyphens > 1)
		out->joint = JOINT_NONE;
	else if (hyphens)
		out->joint = spaces + lines ? JOINT_NONE : JOINT_HYPHEN;
	else
		out->joint = spaces + lines ? JOINT_SPACE : JOINT_TOUCH;
	return w->at < w->text.len;
}

static void put(struct piece *out, const char *p, size_t len)
{
	if (len > sizeof(out->term) - (size_t)out->len)
		return; /* longer words are known by their beginning */
	memcpy(out->term + out->len, p, len);
	out->len = (uint8_t)(out->len + len);
}

/* 1: a letter or digit stands at `at`, behind a few invisible characters:
 * without an end to looking, a run of apostrophes takes quadratic time. */
static int word_goes_on(const struct words *w, size_t at)
{
	for (int i = 0; i < MARKS_MAX && at < w->text.len; i++) {
		const struct char_info *info;
		size_t len;
		int cls = class_at(w, at);

		if (is_ascii_word(cls))
			return 1;
		if (cls != A_SLOW)
			return 0;
		info = info_at(w, at, &len);
		if (info->cls == CHAR_LETTER || info->cls == CHAR_DIGIT)
			return 1;
		if (info->cls != CHAR_DROP && info->cls != CHAR_AYN &&
		    info->cls != CHAR_APOSTROPHE)
			return 0;
		at += len;
	}
	return 0;
}

/* "1,000": a comma before exactly three digits belongs to the number. */
static int thousands(const struct words *w, const struct piece *p)
{
	size_t at = w->at;

	if (p->len == 0 || class_at(w, at - 1) != A_DIGIT)
		return 0;
	for (int i = 1; i <= 3; i++)
		if (class_at(w, at + (size_t)i) != A_DIGIT)
			return 0;
	return class_at(w, at + 4) != A_DIGIT;
}

/* "U.S.": single letters with stops between them are one word. */
static int acronym(const struct words *w, const struct piece *p)
{
	size_t at = w->at;
	int next = class_at(w, at + 1), then = class_at(w, at + 2);

	if (p->len == 0 || at - p->begin != 2 * (size_t)p->len - 1)
		return 0;
	return (next == A_UPPER || next == A_LOWER) &&
	       !(then >= A_LOWER && then <= A_SLOW);
}

struct state {
	unsigned uppers;        /* letters so far */
	unsigned lowers;        /* 0: none */
	size_t apostrophe;      /* bytes of term before the first; 0: none */
	size_t last_apostrophe; /* bytes of term before the latest */
	int last_lower;         /* the last letter was lower case */
};

/* A capital behind a lower case letter, when what came before is a name's
 * part: AlMaliki, AbuMusab. */
static int camel(const struct piece *p, const struct state *s)
{
	enum name_part part;

	if (!s->last_lower)
		return 0;
	part = name_part((struct str){p->term, p->len});
	return part == NAME_ARTICLE || part == NAME_PREFIX;
}

/* Add the character at w->at; 0: the word ends before it. */
static int take_slow(struct words *w, struct piece *out, struct state *s)
{
	size_t len;
	const struct char_info *info = info_at(w, w->at, &len);

	switch (info->cls) {
	case CHAR_APOSTROPHE:
		if (!word_goes_on(w, w->at + len))
			return 0;
		if (!s->apostrophe)
			s->apostrophe = out->len;
		s->last_apostrophe = out->len;
		break;
	case CHAR_AYN:
	case CHAR_DROP:
		break;
	case CHAR_LETTER:
		if (info->upper && camel(out, s))
			return 0;
		s->uppers += info->upper;
		s->lowers += !info->upper;
		s->last_lower = !info->upper;
		/* fall through */
	case CHAR_DIGIT:
		put(out, info->fold, info->len);
		break;
	default:
		return 0;
	}
	w->at += len;
	return 1;
}

/* Add an ASCII letter or digit to the term, in lower case. */
static void put_ascii(struct piece *out, char c)
{
	/* Lower case letters and digits have this bit. */
	if (out->len < sizeof(out->term))
		out->term[out->len++] = (char)(c | 0x20);
}

/* The same for a run of `n` that holds a capital behind its beginning; how
 * many come before one that joins a name to its part. */
static size_t put_camel(struct piece *out, struct state *s, const char *p,
			size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int cls = ascii[(unsigned char)p[i]];

		if (cls == A_UPPER) {
			if (s->last_lower && camel(out, s))
				return i;
			s->uppers++;
		}
		if (cls != A_DIGIT)
			s->last_lower = cls == A_LOWER;
		put_ascii(out, p[i]);
	}
	return n;
}

/* Add the ASCII letters and digits from w->at on; 0: a name's part, joined
 * to the next by its capital, ends before them. */
static int take_ascii(struct words *w, struct piece *out, struct state *s)
{
	const char *p = w->text.p + w->at;
	const size_t left = w->text.len - w->at;
	const uint8_t len = out->len;
	char *to = out->term + len;
	size_t room = sizeof(out->term) - len, n = 0, kept;
	unsigned first = 1u << ascii[(unsigned char)*p], seen = 0; /* classes */

	for (int cls; n < left; n++) {
		cls = ascii[(unsigned char)p[n]];
		if (!is_ascii_word(cls))
			break;
		if (n < room)
			to[n] = (char)(p[n] | 0x20);
		seen |= (1u << cls) << (n ? 16 : 0);
	}
	kept = n;
	if (seen >> (16 + A_UPPER) & 1 || s->last_lower) {
		kept = put_camel(out, s, p, n);
	} else {
		out->len = (uint8_t)(len + (n < room ? n : room));
		s->uppers += first >> A_UPPER & 1;
		seen |= seen >> 16;
		if (seen & (1u << A_LOWER | 1u << A_UPPER))
			s->last_lower = seen >> A_LOWER & 1;
	}
	s->lowers += (seen | seen >> 16) >> A_LOWER & 1;
	w->at += kept;
	return kept == n;
}

static void take_word(struct words *w, struct piece *out, struct state *s)
{
	for (;;) {
		int cls = class_at(w, w->at), more = 0;

		if (is_ascii_word(cls))
			more = take_ascii(w, out, s);
		else if (cls == A_SLOW)
			more = take_slow(w, out, s);
		else if (w->at < w->text.len &&
			 ((w->text.p[w->at] == ',' && thousands(w, out)) ||
			  (w->text.p[w->at] == '.' && acronym(w, out)))) {
			w->at++;
			more = 1;
		}
		if (!more)
			return;
	}
}

/* Trim what was dropped at the end from the marked bytes, but keep ayn. */
static void settle(struct words *w, struct piece *out, const struct state *s)
{
	struct str before = {out->term, s->apostrophe};

	out->end = w->at;
	if (s->last_apostrophe && s->last_apostrophe + 1 == out->len &&
	    out->term[out->len - 1] == 's') {
		out->len--;
	} else if (s->apostrophe && s->apostrophe < out->len) {
		if (name_elides(before) &&
		    strchr("aeiouyh", out->term[s->apostrophe]))
			out->elided = (uint8_t)s->apostrophe;
	}
	if (s->uppers)
		out->flags |= s->lowers == 0 && s->uppers > 1 ? WORD_CAPS : 0;
	out->part = (uint8_t)name_part((struct str){out->term, out->len});
}

/* "al'Maliki": the article's apostrophe ends a piece as a capital would. */
static void split_article(struct words *w, struct piece *out, struct state *s)
{
	struct str before = {out->term, s->apostrophe};
	size_t at = out->begin, letters = 0;

	if (s->apostrophe != 2 || out->len < 5 ||
	    name_part(before) != NAME_ARTICLE)
		return;
	while (letters < 2) {
		size_t len;

		letters += info_at(w, at, &len)->cls == CHAR_LETTER;
		at += len;
	}
	w->at = at;
	out->len = 2;
	s->apostrophe = s->last_apostrophe = 0;
}

static int take_gram(struct words *w, struct piece *out)
{
	size_t len;
	const struct char_info *info;

	if (class_at(w, w->at) != A_SLOW)
		return 0;
	info = info_at(w, w->at, &len);
	if (info->cls != CHAR_GRAM)
		return 0;
	put(out, info->fold, info->len);
	w->at += len;
	out->end = w->at;
	out->gram = 1;
	out->flags |= WORD_SPACELESS;
	return 1;
}

static int starts_upper(const struct words *w, const struct piece *p)
{
	size_t at = p->begin, len;
	int cls = class_at(w, at);

	if (is_ascii_word(cls))
		return cls == A_UPPER;
	while (at < p->end) {
		const struct char_info *info = info_at(w, at, &len);

		if (info->cls == CHAR_LETTER)
			return info->upper;
		if (info->cls == CHAR_DIGIT)
			return 0;
		at += len;
	}
	return 0;
}

int piece_next(struct words *w, struct piece *out)
{
	for (;;) {
		struct state s = {0};

		out->len = out->elided = out->flags = out->gram = 0;
		out->part = NAME_NONE;
		if (!skip_to_word(w, out))
			return 0;
		out->begin = w->at;
		if (!take_gram(w, out)) {
			take_word(w, out, &s);
			split_article(w, out, &s);
			settle(w, out, &s);
		}
		if (out->len == 0)
			continue; /* ayn alone */
		if (starts_upper(w, out))
			out->flags |= WORD_UPPER;
		if (w->after_stop)
			out->flags |= WORD_START;
		w->after_stop = 0;
		return 1;
	}
}

struct str word_form(struct str text, const struct word *word)
{
	struct str form = {text.p + word->begin, word->end - word->begin};
	size_t at = form.len - 1;
	ucs4_t c;

	if (form.len < 3 || (form.p[at] | 0x20) != 's')
		return form;
	do
		at--;
	while (at > 0 && (form.p[at] & 0xC0) == 0x80);
	u8_mbtouc(&c, (const uint8_t *)form.p + at, form.len - at);
	if (at > 0 && char_info(c)->cls == CHAR_APOSTROPHE)
		form.len = at;
	return form;
}
