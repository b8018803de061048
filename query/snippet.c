#include "query/snippet.h"

#include <stdint.h>
#include <stdlib.h>

#include "common/base/buf.h"
#include "query/cutting.h"
#include "query/finder.h"

enum {
	FRAGMENTS_MAX = 3,
	HITS_MAX = 64, /* of one fragment */
	LEAD = 60,     /* characters wanted before the first match */
	TAIL = 40,     /* wanted behind the last match */
	SLACK = 40     /* a fragment may be longer to end with a sentence */
};

/* A run of the text that will be shown, with the hits inside it. */
struct fragment {
	size_t begin, end;
	size_t first, behind; /* hits */
};

/* Fragments being chosen. */
struct choice {
	const struct hits *hits;
	const struct sought *sought;
	struct str text;
	struct fragment v[FRAGMENTS_MAX];
	size_t n;
	unsigned char *shown; /* each query word, by the fragments so far */
	unsigned char *seen;  /* scratch */
};

/*
 * How much the hits first..behind tell: each query word that is not shown yet
 * once, a little for every further hit, more if they are close together.
 */
static double score(const struct choice *c, size_t first, size_t behind,
		    size_t width)
{
	const struct hit *v = c->hits->v;
	size_t end = v[first].end;
	double sum = 0;

	memcpy(c->seen, c->shown, c->sought->words);
	for (size_t i = first; i < behind; i++) {
		const struct sought_sequence *s = &c->sought->v[v[i].sequence];

		sum += c->seen[s->word] ? 0.05 * s->weight
					: s->weight * (double)s->n;
		c->seen[s->word] = 1;
		if (v[i].end > end)
			end = v[i].end;
	}
	end -= v[first].begin;
	return sum * (1.25 - 0.25 * (double)(end < width ? end : width) /
				     (double)width);
}

static int touches(const struct choice *c, size_t begin, size_t end)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct fragment *f = &c->v[i];
		size_t last = c->hits->v[f->behind - 1].end;

		if (begin < last && end > c->hits->v[f->first].begin)
			return 1;
	}
	return 0;
}

/* 1: the hits have a query word that is not shown yet. */
static int tells_more(const struct choice *c, size_t first, size_t behind)
{
	for (size_t i = first; i < behind; i++)
		if (!c->shown[c->sought->v[c->hits->v[i].sequence].word])
			return 1;
	return 0;
}

/* Add the most telling run of hits that fits in `width`; 0: none tells more. */
static int choose(struct choice *c, size_t width)
{
	const struct hit *v = c->hits->v;
	size_t behind = 0;
	double best = 0, s;
	struct fragment *f = &c->v[c->n];

	for (size_t i = 0; i < c->hits->n; i++) {
		while (behind < c->hits->n &&
		       (behind <= i || v[behind].end - v[i].begin <= width) &&
		       behind - i < HITS_MAX)
			behind++;
		if (touches(c, v[i].begin, v[behind - 1].end) ||
		    !tells_more(c, i, behind))
			continue;
		s = score(c, i, behind, width);
		if (s > best) {
			best = s;
			*f = (struct fragment){.first = i, .behind = behind};
		}
	}
	if (best <= 0)
		return 0;
	for (size_t i = f->first; i < f->behind; i++)
		c->shown[c->sought->v[v[i].sequence].word] = 1;
	c->n++;
	return 1;
}

/* Where to cut, for a fragment of so many characters. */
static void settle(const struct choice *c, struct fragment *f, size_t width)
{
	size_t first = c->hits->v[f->first].begin, last = first, end;
	size_t lead = width < 2 * LEAD ? width / 3 : LEAD;

	for (size_t i = f->first; i < f->behind; i++)
		if (c->hits->v[i].end > last)
			last = c->hits->v[i].end;
	f->begin =
		cutting_begin(c->text, cutting_back(c->text, first, 2 * lead),
			      cutting_back(c->text, first, lead), first);
	end = cutting_forward(c->text, f->begin, width);
	if (end < last || cutting_forward(c->text, last, TAIL) > end)
		end = cutting_forward(c->text, last, TAIL);
	f->end = cutting_end(c->text, last, end,
			     cutting_forward(c->text, end, SLACK));
}

static int by_place(const void *a, const void *b)
{
	const struct fragment *x = a, *y = b;

	return (x->begin > y->begin) - (x->begin < y->begin);
}

/* In the order of the text; those that met are one. */
static void put_in_order(struct choice *c)
{
	size_t kept = 0;

	qsort(c->v, c->n, sizeof(c->v[0]), by_place);
	for (size_t i = 1; i < c->n; i++) {
		if (c->v[i].begin > c->v[kept].end + 1)
			c->v[++kept] = c->v[i];
		else if (c->v[i].end > c->v[kept].end)
			c->v[kept].end = c->v[i].end;
	}
	c->n = kept + 1;
}

/* One fragment if it has every word, else up to three that have more. */
static void choose_all(struct choice *c)
{
	if (!choose(c, SNIPPET_WIDTH * 2 / 3)) {
		size_t end = cutting_forward(c->text, 0, SNIPPET_WIDTH);

		c->v[0] = (struct fragment){
			.end = cutting_end(
				c->text, end * 2 / 3, end,
				cutting_forward(c->text, end, SLACK))};
		c->n = 1;
		return;
	}
	while (c->n < FRAGMENTS_MAX && choose(c, SNIPPET_WIDTH / 3))
		;
	for (size_t i = 0; i < c->n; i++)
		settle(c, &c->v[i],
		       c->n == 1 ? SNIPPET_WIDTH
				 : SNIPPET_WIDTH * 5 / 4 / c->n);
	put_in_order(c);
}

struct output {
	struct snippet *snippet;
	struct buf text;
	const struct hits *hits;
};

/* Where a fragment is being copied. */
struct copying {
	size_t hit;      /* the next one to begin */
	size_t mark_end; /* in the text; 0: no mark is open */
};

/* The marks that begin at `at`; the widest of them counts. */
static void open_marks(struct output *o, struct copying *c, size_t at,
		       size_t end)
{
	struct snippet *s = o->snippet;

	for (; c->hit < o->hits->n && o->hits->v[c->hit].begin <= at;
	     c->hit++) {
		const struct hit *h = &o->hits->v[c->hit];

		if (h->begin < at || h->end > end)
			continue;
		if (!c->mark_end)
			s->marks[s->mark_count++] =
				(struct text_mark){o->text.len, 0};
		if (h->end > c->mark_end)
			c->mark_end = h->end;
	}
}

/* How far the text from `at` on is copied as it is. */
static size_t run_end(struct str text, const struct output *o,
		      const struct copying *c, size_t at, size_t end)
{
	if (c->hit < o->hits->n && o->hits->v[c->hit].begin < end)
		end = o->hits->v[c->hit].begin;
	if (c->mark_end && c->mark_end < end)
		end = c->mark_end;
	while (at < end && !cutting_is_space(text.p[at]))
		at++;
	return at;
}

static int ends_in_space(const struct output *o)
{
	return o->text.len == 0 || o->text.p[o->text.len - 1] == ' ';
}

/* Copy a fragment with its white space folded, marking the hits in it. */
static enum status copy(struct output *o, struct str text,
			const struct fragment *f, struct error *err)
{
	struct copying c = {0, 0};
	enum status st = ST_OK;

	while (c.hit < o->hits->n && o->hits->v[c.hit].begin < f->begin)
		c.hit++;
	for (size_t at = f->begin, to; st == ST_OK && at < f->end; at = to) {
		open_marks(o, &c, at, f->end);
		to = run_end(text, o, &c, at, f->end);
		if (to > at) {
			st = buf_add(&o->text,
				     (struct str){text.p + at, to - at}, err);
		} else {
			to = at + 1;
			if (!ends_in_space(o))
				st = buf_add(&o->text, STR(" "), err);
		}
		if (st == ST_OK && to == c.mark_end) {
			struct snippet *s = o->snippet;
			struct text_mark *m = &s->marks[s->mark_count - 1];

			m->len = o->text.len - m->at;
			c.mark_end = 0;
		}
	}
	while (o->text.len && o->text.p[o->text.len - 1] == ' ')
		o->text.p[--o->text.len] = '\0';
	return st;
}

static enum status write_fragments(struct output *o, struct str text,
				   struct fragment *v, size_t n,
				   struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		if (i)
			st = buf_add(&o->text, STR(" … "), err);
		else if (v[i].begin > 0)
			st = buf_add(&o->text, STR("… "), err);
		if (st == ST_OK)
			st = copy(o, text, &v[i], err);
	}
	if (st == ST_OK && v[n - 1].end < text.len)
		st = buf_add(&o->text, STR(" …"), err);
	return st;
}

/* Each spelling that was found, once. */
static enum status list_matched(struct snippet *s, struct arena *arena,
				const struct hits *hits,
				const struct sought *sought, struct str text,
				struct error *err)
{
	enum status st = arena_array(&s->matched, arena, SNIPPET_MATCHED_MAX,
				     sizeof(*s->matched), err);

	for (size_t i = 0; st == ST_OK && i < hits->n &&
			   s->matched_count < SNIPPET_MATCHED_MAX;
	     i++) {
		const struct hit *h = &hits->v[i];
		const struct sought_sequence *q = &sought->v[h->sequence];
		struct str found = {text.p + h->begin, h->end - h->begin};
		size_t k = 0;

		while (k < s->matched_count &&
		       (!str_eq(s->matched[k].text, found) ||
			!str_eq(s->matched[k].typed, q->typed)))
			k++;
		if (k < s->matched_count)
			continue;
		s->matched[k] = (struct matched){q->typed, {NULL, 0}, h->term};
		s->matched_count++;
		st = arena_str(&s->matched[k].text, arena, found, err);
	}
	return st;
}

static enum status finish(struct snippet *s, struct arena *arena,
			  struct output *o, struct error *err)
{
	enum status st = arena_str(&s->text, arena, buf_str(&o->text), err);

	buf_free(&o->text);
	return st;
}

static enum status make(struct snippet *out, struct arena *arena,
			struct finder *finder, struct str text,
			struct fragment *v, size_t n, const struct hits *hits,
			struct error *err)
{
	struct output o = {out, BUF_INIT(16 << 20), hits};
	enum status st;

	st = arena_array(&out->marks, arena, hits->n + 1, sizeof(*out->marks),
			 err);
	if (st == ST_OK)
		st = list_matched(out, arena, hits, finder_sought(finder), text,
				  err);
	if (st == ST_OK)
		st = write_fragments(&o, text, v, n, err);
	if (st == ST_OK)
		return finish(out, arena, &o, err);
	buf_free(&o.text);
	return st;
}

enum status snippet_make(struct snippet *out, struct arena *arena,
			 struct finder *finder, struct str text,
			 struct error *err)
{
	const struct sought *sought = finder_sought(finder);
	struct hits hits = {NULL, 0};
	struct choice c = {.hits = &hits, .sought = sought, .text = text};
	enum status st;

	*out = (struct snippet){.mark_count = 0};
	finder_search(&hits, finder, text, 0);
	st = arena_array(&c.seen, arena, sought->words + 1, 1, err);
	if (st == ST_OK)
		st = arena_array(&c.shown, arena, sought->words + 1, 1, err);
	if (st != ST_OK)
		return st;
	choose_all(&c);
	return make(out, arena, finder, text, c.v, c.n, &hits, err);
}

enum status snippet_of_field(struct snippet *out, struct arena *arena,
			     struct finder *finder, struct str text,
			     struct error *err)
{
	struct fragment whole = {.end = text.len};
	struct hits hits;

	*out = (struct snippet){.mark_count = 0};
	finder_search(&hits, finder, text, 1);
	return make(out, arena, finder, text, &whole, 1, &hits, err);
}
