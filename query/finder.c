#include "query/finder.h"

#include <stdlib.h>

#include "common/text/words.h"

/*
 * Bytes to read on when every word of the query was seen: a better place for
 * a snippet seldom comes later, and posts may be books. One word needs no
 * better place than its first, only its neighbours.
 */
enum { ENOUGH = 8 << 10, ENOUGH_FOR_ONE = 1 << 10, NO_POS = UINT32_MAX };

/* A term at a place of a sequence; several hang on one slot of the table. */
struct entry {
	struct entry *next;
	const struct sought_term *term;
	unsigned sequence;
	unsigned place;
};

/* How far a phrase has come: where each of its places was seen last, after
 * all places before it. */
struct progress {
	uint32_t *pos;
	size_t *begin; /* of the match that ends here, at its first place */
};

struct finder {
	const struct sought *sought;
	struct entry **table;
	size_t mask;
	uint32_t lengths[256];     /* of terms by their first byte, as bits */
	struct progress *progress; /* of each sequence */
	struct hit *hits;          /* SNIPPET_HITS_MAX, reused */
	unsigned char *seen;       /* each query word, reused */
};

static size_t hash(struct str s)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static enum status add(struct finder *f, struct arena *arena,
		       const struct sought_term *term, unsigned sequence,
		       unsigned place, struct error *err)
{
	struct entry *e = NULL, **slot = &f->table[hash(term->term) & f->mask];
	enum status st = arena_alloc(&e, arena, sizeof(*e), err);

	if (st != ST_OK)
		return st;
	f->lengths[(unsigned char)term->term.p[0]] |= 1u << term->term.len % 32;
	*e = (struct entry){*slot, term, sequence, place};
	*slot = e;
	return ST_OK;
}

static enum status add_sequence(struct finder *f, struct arena *arena,
				unsigned number, struct error *err)
{
	const struct sought_sequence *s = &f->sought->v[number];
	struct progress *p = &f->progress[number];
	enum status st;

	st = arena_array(&p->pos, arena, s->n, sizeof(*p->pos), err);
	if (st == ST_OK)
		st = arena_array(&p->begin, arena, s->n, sizeof(*p->begin),
				 err);
	for (unsigned i = 0; st == ST_OK && i < s->n; i++)
		for (size_t k = 0; st == ST_OK && k < s->places[i].n; k++)
			st = add(f, arena, &s->places[i].terms[k], number, i,
				 err);
	return st;
}

enum status finder_new(struct finder **out, struct arena *arena,
		       const struct sought *sought, struct error *err)
{
	struct finder *f = NULL;
	size_t terms = 0, size = 16;
	enum status st = arena_alloc(&f, arena, sizeof(*f), err);

	if (st != ST_OK)
		return st;
	f->sought = sought;
	for (size_t i = 0; i < sought->n; i++)
		for (size_t k = 0; k < sought->v[i].n; k++)
			terms += sought->v[i].places[k].n;
	while (size < 2 * terms)
		size *= 2;
	f->mask = size - 1;
	st = arena_array(&f->table, arena, size, sizeof(*f->table), err);
	if (st == ST_OK)
		st = arena_array(&f->progress, arena, sought->n,
				 sizeof(*f->progress), err);
	if (st == ST_OK)
		st = arena_room(&f->hits, arena, SNIPPET_HITS_MAX,
				sizeof(*f->hits), err);
	if (st == ST_OK)
		st = arena_array(&f->seen, arena, sought->words + 1, 1, err);
	for (unsigned i = 0; st == ST_OK && i < sought->n; i++)
		st = add_sequence(f, arena, i, err);
	*out = f;
	return st;
}

const struct sought *finder_sought(const struct finder *f)
{
	return f->sought;
}

struct search {
	struct finder *f;
	struct hits *out;
	unsigned char *seen; /* each query word */
	unsigned missing;    /* of them */
	size_t enough;       /* where to stop when none is */
};

/* 1: with this word the sequence is complete, from *begin on. */
static int advance(struct finder *f, const struct entry *e,
		   const struct word *word, size_t *begin)
{
	const struct sought_sequence *s = &f->sought->v[e->sequence];
	struct progress *p = &f->progress[e->sequence];

	*begin = word->begin;
	if (e->place > 0) {
		if (p->pos[e->place - 1] == NO_POS ||
		    p->pos[e->place - 1] + 1 != word->pos)
			return 0;
		*begin = p->begin[e->place - 1];
	}
	/* A name's parts share a position: its widest form counts. */
	if (p->pos[e->place] != word->pos || *begin < p->begin[e->place]) {
		p->pos[e->place] = word->pos;
		p->begin[e->place] = *begin;
	}
	*begin = p->begin[e->place];
	return e->place + 1 == s->n;
}

static void record(struct search *s, const struct entry *e, size_t begin,
		   size_t end)
{
	unsigned word = s->f->sought->v[e->sequence].word;

	if (!s->seen[word]) {
		s->seen[word] = 1;
		s->missing--;
		s->enough = end +
			    (s->f->sought->words > 1 ? ENOUGH : ENOUGH_FOR_ONE);
	}
	if (s->out->n < SNIPPET_HITS_MAX)
		s->out->v[s->out->n++] =
			(struct hit){begin, end, e->sequence, e->term};
}

static void look_up(struct search *s, const struct word *word)
{
	struct finder *f = s->f;
	const struct entry *e;
	size_t begin;

	/* Most words of a text end here. */
	if (!(f->lengths[(unsigned char)word->term.p[0]] >>
		      word->term.len % 32 &
	      1))
		return;
	for (e = f->table[hash(word->term) & f->mask]; e; e = e->next)
		if (str_eq(e->term->term, word->term) &&
		    advance(f, e, word, &begin))
			record(s, e, begin, word->end);
}

static int by_begin(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return (x->end < y->end) - (x->end > y->end);
}

static void reset(struct finder *f)
{
	for (size_t i = 0; i < f->sought->n; i++)
		for (size_t k = 0; k < f->sought->v[i].n; k++)
			f->progress[i].pos[k] = NO_POS;
}

void finder_search(struct hits *out, struct finder *f, struct str text,
		   int whole)
{
	struct search s = {f, out, f->seen, f->sought->words, 0};
	struct words w;
	struct word word;

	*out = (struct hits){f->hits, 0};
	memset(f->seen, 0, f->sought->words);
	reset(f);
	words_begin(&w, text, 1);
	if (!f->sought->n)
		return;
	for (;;) {
		words_skip(&w, f->lengths);
		if (!words_next(&w, &word))
			break;
		look_up(&s, &word);
		if (!s.missing && (out->n == SNIPPET_HITS_MAX ||
				   (!whole && word.end > s.enough)))
			break;
	}
	qsort(out->v, out->n, sizeof(*out->v), by_begin);
}
