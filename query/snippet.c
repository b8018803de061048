#include "query/snippet.h"

#include <stdint.h>

#include <unigbrk.h>

#include "common/base/buf.h"
#include "query/finder.h"

enum {
	FRAGMENTS_MAX = 2,
	LEAD = 60,     /* bytes wanted before the first match */
	TAIL_MIN = 40, /* bytes a fragment goes on behind its last match */
	SLACK = 40     /* bytes to look for a better place to cut */
};

/* A run of the text that will be shown, with the hits inside it. */
struct fragment {
	size_t begin, end;
	size_t first, behind; /* hits */
};

static int is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static int is_tail(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* The start of the grapheme cluster that `at` is in. */
static size_t grapheme_start(struct str text, size_t at)
{
	const uint8_t *start = (const uint8_t *)text.p, *p, *next;
	size_t from;

	if (at >= text.len)
		return text.len;
	while (at > 0 && is_tail(text.p[at]))
		at--;
	/* Clusters are found forwards; a space starts one surely. */
	from = at;
	while (from > 0 && at - from < 256 && !is_space(text.p[from - 1]))
		from--;
	while (from > 0 && is_tail(text.p[from]))
		from--;
	p = start + from;
	while (p < start + at) {
		next = u8_grapheme_next(p, start + text.len);
		if (!next || next > start + at)
			break;
		p = next;
	}
	return (size_t)(p - start);
}

/* A place to begin at or before `at`: a sentence, else a word, else a
 * grapheme cluster. */
static size_t cut_before(struct str text, size_t at)
{
	size_t low = at > SLACK ? at - SLACK : 0, word = SIZE_MAX;

	if (at == 0)
		return 0;
	for (size_t i = at; i > low; i--) {
		if (!is_space(text.p[i - 1]) || is_space(text.p[i]))
			continue;
		if (word == SIZE_MAX)
			word = i;
		if (i >= 2 && (text.p[i - 1] == '\n' || text.p[i - 2] == '.' ||
			       text.p[i - 2] == '?' || text.p[i - 2] == '!'))
			return i;
	}
	if (low == 0)
		return 0;
	return word != SIZE_MAX ? word : grapheme_start(text, at);
}

/* A place to end at or behind `at`. */
static size_t cut_behind(struct str text, size_t at)
{
	size_t high = text.len - at > SLACK ? at + SLACK : text.len;

	if (at >= text.len)
		return text.len;
	for (size_t i = at; i < high; i++)
		if (is_space(text.p[i]))
			return i;
	return high == text.len ? high : grapheme_start(text, at);
}

/* How much the hits first..behind tell: each query word once, and a little
 * for every further hit. */
static double score(const struct hits *hits, const struct sought *sought,
		    size_t first, size_t behind, unsigned char *seen)
{
	double sum = 0;

	memset(seen, 0, sought->words);
	for (size_t i = first; i < behind; i++) {
		const struct sought_sequence *s =
			&sought->v[hits->v[i].sequence];

		sum += seen[s->word] ? 0.05 * s->weight
				     : s->weight * (double)s->n;
		seen[s->word] = 1;
	}
	return sum;
}

/* The most telling run of hits that fits in `width` and does not touch
 * `other`, which may be NULL. 0: there is none. */
static int best_run(struct fragment *out, const struct hits *hits,
		    const struct sought *sought, size_t width,
		    const struct fragment *other, unsigned char *seen,
		    double *best)
{
	size_t behind = 0;
	int found = 0;

	*best = 0;
	for (size_t i = 0; i < hits->n; i++) {
		double s;

		while (behind < hits->n &&
		       (behind <= i ||
			hits->v[behind].end - hits->v[i].begin <= width) &&
		       behind - i < 64)
			behind++;
		if (other && hits->v[i].begin < other->end &&
		    hits->v[behind - 1].end > other->begin)
			continue;
		s = score(hits, sought, i, behind, seen);
		if (s > *best) {
			*best = s;
			*out = (struct fragment){.first = i, .behind = behind};
			found = 1;
		}
	}
	return found;
}

static void settle(struct fragment *f, const struct hits *hits, struct str text,
		   size_t width)
{
	size_t first = hits->v[f->first].begin, last = first, begin, end;

	for (size_t i = f->first; i < f->behind; i++)
		if (hits->v[i].end > last)
			last = hits->v[i].end;
	begin = first > LEAD ? cut_before(text, first - LEAD) : 0;
	if (begin > first)
		begin = first;
	end = begin + width;
	if (end < last + TAIL_MIN)
		end = last + TAIL_MIN;
	if (end > text.len)
		end = text.len;
	f->begin = begin;
	f->end = cut_behind(text, end);
	if (f->end < last)
		f->end = last;
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
	while (at < end && !is_space(text.p[at]))
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
	struct fragment v[FRAGMENTS_MAX];
	struct hits hits = {NULL, 0};
	unsigned char *seen = NULL;
	size_t n = 1;
	double best, second;
	enum status st;

	*out = (struct snippet){.mark_count = 0};
	finder_search(&hits, finder, text, 0);
	st = arena_array(&seen, arena, sought->words + 1, 1, err);
	if (st != ST_OK)
		return st;
	if (!best_run(&v[0], &hits, sought, SNIPPET_WIDTH * 2 / 3, NULL, seen,
		      &best)) {
		v[0] = (struct fragment){
			.end = cut_behind(text, text.len < SNIPPET_WIDTH
							? text.len
							: SNIPPET_WIDTH)};
		return make(out, arena, finder, text, v, 1, &hits, err);
	}
	settle(&v[0], &hits, text, SNIPPET_WIDTH);
	/* A second fragment when words are missing from the first. */
	if (sought->words > 1 &&
	    best_run(&v[1], &hits, sought, SNIPPET_WIDTH / 3, &v[0], seen,
		     &second)) {
		double whole = score(&hits, sought, 0, hits.n, seen);

		settle(&v[1], &hits, text, SNIPPET_WIDTH / 2);
		if (whole > best * 1.3 &&
		    (v[1].begin >= v[0].end || v[1].end <= v[0].begin)) {
			n = 2;
			if (v[1].begin < v[0].begin) {
				struct fragment t = v[0];
				v[0] = v[1];
				v[1] = t;
			}
		}
	}
	return make(out, arena, finder, text, v, n, &hits, err);
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
