#include "common/text/words.h"

#include <string.h>

#include "common/text/names.h"
#include "common/text/pieces.h"

static struct piece *piece_at(struct words *w, unsigned i)
{
	return &w->window[(w->first + i) % WORD_WINDOW];
}

static struct piece *read_on(struct words *w, unsigned i)
	__attribute__((noinline));
static struct piece *read_on(struct words *w, unsigned i)
{
	while (w->count <= i) {
		if (!piece_next(w, piece_at(w, w->count)))
			return NULL;
		w->count++;
	}
	return piece_at(w, i);
}

/* The i-th piece from here, read when needed; NULL: the text ends before. It is
 * asked for again and again. */
static inline struct piece *look(struct words *w, unsigned i)
{
	return i < w->count ? piece_at(w, i) : read_on(w, i);
}

static struct str term_of(const struct piece *p)
{
	return (struct str){p->term, p->len};
}

static int joins(const struct piece *p)
{
	return p->joint == JOINT_SPACE || p->joint == JOINT_HYPHEN ||
	       p->joint == JOINT_TOUCH;
}

/* 1: piece i is an article that belongs to piece i + 1. */
static int is_article(struct words *w, unsigned i)
{
	const struct piece *p = look(w, i), *next = look(w, i + 1);

	if (!p || !next || next->gram || !joins(next))
		return 0;
	if (p->part == NAME_ARTICLE)
		return !name_is_given(term_of(p), term_of(next));
	return p->part == NAME_SUN && next->joint == JOINT_HYPHEN &&
	       name_sun_agrees(term_of(p), term_of(next));
}

static int may_come_first(const struct piece *p)
{
	return !(p->term[0] >= '0' && p->term[0] <= '9') &&
	       !name_never_first(term_of(p));
}

/* How many pieces after the first i make "X ad-Din" of piece i - 1. */
static unsigned din_behind(struct words *w, unsigned i)
{
	const struct piece *p = look(w, i), *din;
	unsigned n = 0;

	if (!p || p->part == NAME_NONE || !joins(p))
		return 0;
	if (p->part == NAME_SUFFIX) {
		n = 1;
	} else if (p->part == NAME_ARTICLE || p->part == NAME_SUN) {
		din = look(w, i + 1);
		if (din && joins(din) && din->part == NAME_DIN &&
		    is_article(w, i))
			n = 2;
	}
	return n && may_come_first(piece_at(w, i - 1)) ? n : 0;
}

/* How many pieces the name that starts here has; 1: a word by itself. */
static unsigned name_length(struct words *w)
{
	unsigned n = 0;

	while (n + 1 < WORD_NAME_PARTS - 1) {
		const struct piece *p = look(w, n), *next;

		if (p->part == NAME_NONE)
			break;
		next = look(w, n + 1);
		if (!next || next->gram || !joins(next))
			break;
		if (p->part != NAME_PREFIX && !is_article(w, n))
			break;
		n++;
	}
	n++; /* the name proper */
	if (n + 2 <= WORD_NAME_PARTS)
		n += din_behind(w, n);
	return n;
}

static struct word *push(struct words *w, struct str term,
			 const struct piece *from, const struct piece *to)
{
	struct word *out = &w->queue[w->queued++];

	*out = (struct word){.term = term,
			     .begin = from->begin,
			     .end = to->end,
			     .pos = w->pos,
			     .span = 1,
			     .role = WORD_PLAIN,
			     .flags = from->flags};
	return out;
}

/* The terms of pieces from..to, one after the other, in w->joined[slot]. */
static struct str join(struct words *w, unsigned slot, unsigned from,
		       unsigned to)
{
	char *buf = w->joined[slot];
	size_t len = 0;

	for (unsigned i = from; i <= to; i++) {
		const struct piece *p = piece_at(w, i);
		size_t n = p->len;

		if (n > sizeof(w->joined[slot]) - len)
			n = 0; /* too long for a name: its beginning */
		memcpy(buf + len, p->term, n);
		len += n;
	}
	return (struct str){buf, len};
}

static int is_article_piece(const struct piece *p)
{
	return p->part == NAME_ARTICLE || p->part == NAME_SUN;
}

/* The core of a name that needs no other part: al-Zarqawi is Zarqawi. */
static void push_name_part(struct words *w, unsigned i, unsigned n)
{
	const struct piece *p = piece_at(w, i), *before = p;
	struct word *out;

	if (i && is_article_piece(piece_at(w, i - 1)))
		before = piece_at(w, i - 1);
	out = push(w, term_of(p), i + 1 == n ? before : p, p);
	out->flags = p->flags;
	out->role = i + 1 == n ? WORD_PLAIN : WORD_PART;
	if (n == 2 && i == 1 && before != p)
		out->flags |= WORD_ALONE;
}

/* Of the name made of pieces i..n: a capital anywhere is the name's. */
static uint8_t name_flags(struct words *w, unsigned i, unsigned n)
{
	uint8_t flags = piece_at(w, i)->flags;

	while (++i < n)
		if (piece_at(w, i)->flags & WORD_UPPER)
			flags = (flags & ~(unsigned)WORD_START) | WORD_UPPER;
	return flags;
}

static void push_name(struct words *w, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		push_name_part(w, i, n);
	for (unsigned i = 0; i + 1 < n; i++) {
		struct word *out = push(w, join(w, i, i, n - 1), piece_at(w, i),
					piece_at(w, n - 1));
		out->role = WORD_NAME;
		out->flags = name_flags(w, i, n);
		if (i == 0)
			out->flags |= WORD_WHOLE;
	}
}

/* "run-up": at its first word, also the joined form. */
static void push_compound(struct words *w)
{
	struct word *out;
	unsigned n = 1;

	while (n < 4) {
		const struct piece *p = look(w, n);

		if (!p || p->joint != JOINT_HYPHEN || p->gram)
			break;
		n++;
	}
	if (n == 1 || n == 4)
		return;
	out = push(w, join(w, 0, 0, n - 1), piece_at(w, 0), piece_at(w, n - 1));
	out->role = WORD_COMPOUND;
	out->span = (uint8_t)n;
}

static void push_elided(struct words *w, const struct piece *p)
{
	struct str bare = {p->term + p->elided, (size_t)p->len - p->elided};
	struct word *out = &w->queue[w->queued - 1];

	out->role = WORD_NAME;
	out->flags |= WORD_WHOLE;
	out = push(w, bare, p, p);
	out->flags |= WORD_ALONE;
}

static void push_bigram(struct words *w)
{
	const struct piece *p = piece_at(w, 0), *next = look(w, 1);
	struct word *out;

	if (!next || !next->gram || next->joint != JOINT_TOUCH)
		return;
	out = push(w, join(w, 0, 0, 1), p, next);
	out->role = WORD_GRAM;
}

static void push_word(struct words *w)
{
	const struct piece *p = piece_at(w, 0), *next;
	int inside = w->compound && p->joint == JOINT_HYPHEN;

	push(w, term_of(p), p, p);
	if (p->elided)
		push_elided(w, p);
	if (p->gram) {
		push_bigram(w);
		return;
	}
	next = look(w, 1);
	w->compound = next && next->joint == JOINT_HYPHEN;
	if (w->compound && !inside)
		push_compound(w);
}

static int fill(struct words *w)
{
	unsigned n;

	if (!look(w, 0))
		return 0;
	w->queued = w->taken = 0;
	n = piece_at(w, 0)->gram ? 1 : name_length(w);
	if (n > 1) {
		push_name(w, n);
		w->compound = 0;
	} else {
		push_word(w);
	}
	/* The pieces stay where they are until the window comes round. */
	w->first += n;
	w->count -= n;
	w->pos++;
	return 1;
}

void words_begin(struct words *w, struct str text, uint32_t pos)
{
	w->text = text;
	w->at = 0;
	w->pos = pos;
	w->first = w->count = w->queued = w->taken = 0;
	w->after_stop = 1;
	w->compound = 0;
}

int words_next(struct words *w, struct word *out)
{
	if (w->taken == w->queued && !fill(w))
		return 0;
	*out = w->queue[w->taken++];
	return 1;
}

int word_has_kin(const struct word *word)
{
	if (word->role == WORD_GRAM || word->flags & WORD_SPACELESS)
		return 0;
	return word->term.p[0] < '0' || word->term.p[0] > '9' ||
	       name_has_digits(word->term);
}
