#include "query/expand.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/text/stem.h"
#include "common/text/stop_words.h"
#include "query/known_words.h"
#include "query/plan_build.h"
#include "query/ranking.h"

enum {
	ARENA_MAX = 16 << 20,
	POST_TERMS_MAX = 20000, /* looked at, of one post */
	STEMS_MAX = 20000,      /* of all posts */
	NAMED_MAX = 5           /* words that the note names */
};

/* Words of one stem. */
struct shared {
	struct shared *next; /* in its slot of the table */
	struct str stem;
	struct str term; /* the form that stands in most posts */
	uint32_t posts;  /* that have it */
	double here;     /* times in the post being read */
	double weight;   /* summed over the posts, as BM25 weighs it */
};

struct expansion {
	struct builder b;
	struct arena arena;
	const xap_db *posts;
	double count, average; /* posts; their mean length */
	struct shared *table[1 << 12];
	struct shared **all; /* STEMS_MAX */
	size_t n;
};

static size_t slot_of(struct str s)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return (size_t)((h ^ h >> 32) % (1 << 12));
}

/* Words of fields, numbers, very short ones and those of grammar tell
 * nothing. */
static int may_tell(struct str term)
{
	char c = term.p[0];

	return term.len > 2 && !(c >= 'A' && c <= 'Z') &&
	       !(c >= '0' && c <= '9') && !stop_word(term);
}

/* *out is NULL when there are too many. */
static enum status find_shared(struct shared **out, struct expansion *e,
			       struct str term, struct error *err)
{
	char bytes[STEM_MAX];
	int lang = stem_lang(lang_by_script(term));
	struct str key = {bytes, 0};
	struct shared *s;
	enum status st;

	if (lang < 0)
		lang = stem_lang(STR("en"));
	key.len = stem(bytes, lang, term);
	for (s = e->table[slot_of(key)]; s && !str_eq(s->stem, key);)
		s = s->next;
	*out = s;
	if (s || e->n == STEMS_MAX)
		return ST_OK;
	st = arena_alloc(&s, &e->arena, sizeof(*s), err);
	if (st == ST_OK)
		st = arena_str(&s->stem, &e->arena, key, err);
	if (st != ST_OK)
		return st;
	s->next = e->table[slot_of(key)];
	e->table[slot_of(key)] = e->all[e->n++] = s;
	*out = s;
	return ST_OK;
}

static enum status count_term(struct expansion *e, const struct xap_term *term,
			      struct error *err)
{
	struct shared *s = NULL;
	uint32_t posts = 0;
	enum status st;

	if (!may_tell(term->term))
		return ST_OK;
	st = known_word_posts(&posts, e->posts, e->b.vocab, term->term, err);
	if (st != ST_OK || posts < 2 || posts > e->count / 2)
		return st;
	st = find_shared(&s, e, term->term, err);
	if (st != ST_OK || !s)
		return st;
	s->here += term->freq;
	if (posts <= s->posts)
		return ST_OK;
	s->posts = posts;
	return arena_str(&s->term, &e->arena, term->term, err);
}

/* Bare words: those of fields have prefixes in capitals. */
static int is_bare(struct str term)
{
	return term.p[0] < 'A' || term.p[0] > 'Z';
}

/* Add what the post's words weigh in it, times `share`. */
static void weigh_words(struct expansion *e, double length, double share)
{
	double norm =
		ranking.k1 * (1 - ranking.b + ranking.b * length / e->average);

	for (size_t i = 0; i < e->n; i++) {
		struct shared *s = e->all[i];

		s->weight +=
			share * s->here * (ranking.k1 + 1) / (s->here + norm) *
			log(1 + (e->count - s->posts + 0.5) / (s->posts + 0.5));
		s->here = 0;
	}
}

static enum status read_post(struct expansion *e, const struct xap_hit *hit,
			     double best, struct error *err)
{
	struct xap_term term;
	xap_terms *it = NULL;
	double length = 0;
	size_t n = 0;
	enum status st = xap_doc_terms_open(&it, e->posts, hit->docid, err);

	while (st == ST_OK && n++ < POST_TERMS_MAX &&
	       (st = xap_terms_next(it, &term, err)) == ST_OK) {
		if (is_bare(term.term))
			length += term.freq;
		st = count_term(e, &term, err);
	}
	xap_terms_free(it);
	if (best > 0)
		weigh_words(e, length, hit->weight / best);
	return st == ST_END ? ST_OK : st;
}

static enum status read_best(struct expansion *e, const xap_query *base,
			     struct error *err)
{
	struct xap_search how = XAP_SEARCH_INIT;
	struct xap_hit hit;
	xap_matches *matches = NULL;
	double best = 0;
	enum status st;

	how.k1 = ranking.k1;
	how.b = ranking.b;
	how.count = (uint32_t)ranking.feedback_posts;
	how.without_data = 1;
	st = xap_search(&matches, e->posts, base, &how, err);
	while (st == ST_OK &&
	       (st = xap_matches_next(matches, &hit, err)) == ST_OK) {
		if (hit.weight > best)
			best = hit.weight;
		st = read_post(e, &hit, best, err);
	}
	xap_matches_free(matches);
	return st == ST_END ? ST_OK : st;
}

static int by_weight(const void *a, const void *b)
{
	const struct shared *x = *(struct shared *const *)a;
	const struct shared *y = *(struct shared *const *)b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return strcmp(x->stem.p, y->stem.p);
}

/* A word with its inflections, weighed by what it tells. */
static enum status add_word(xap_query **out, struct expansion *e,
			    const struct shared *s, double factor,
			    struct error *err)
{
	const struct place_of anywhere = {.prefix = ""};
	struct sought_term terms[PLAN_KIN_MAX + 1] = {{.term = s->term}};
	struct kin kin = {NULL, 0};
	xap_query *family = NULL;
	enum status st = ST_OK;

	if (e->b.vocab)
		st = kin_inflections(&kin, &e->arena, e->b.vocab, s->term,
				     PLAN_KIN_MAX, err);
	for (size_t i = 0; i < kin.n; i++)
		terms[i + 1] = kin.v[i];
	if (st == ST_OK)
		st = plan_family(&family, &e->b, &anywhere, terms, kin.n + 1, 0,
				 err);
	if (st == ST_OK)
		st = xap_query_scale(out, family, factor, err);
	return st == ST_OK ? plan_keep(&e->b, *out, err) : st;
}

static void note_words(struct expansion *e, size_t n)
{
	char text[160];
	int len = 0;

	for (size_t i = 0; i < n && i < NAMED_MAX; i++)
		len += snprintf(
			text + len, sizeof(text) - (size_t)len, "%s%.*s",
			i ? ", " : "",
			e->all[i]->term.len < 24 ? (int)e->all[i]->term.len : 0,
			e->all[i]->term.p);
	tree_add_note(e->b.tree, 0, 0, "ranked also by %s%s", text,
		      n > NAMED_MAX ? " ..." : "");
}

static enum status add_words(xap_query **out, struct expansion *e,
			     xap_query *base, xap_query *within,
			     struct error *err)
{
	size_t n = e->n < (size_t)ranking.feedback_words
			   ? e->n
			   : (size_t)ranking.feedback_words;
	xap_query **parts = NULL, *both[2] = {NULL, within};
	enum status st =
		arena_array(&parts, &e->arena, n + 1, sizeof(*parts), err);

	if (n == 0)
		return st;
	qsort(e->all, e->n, sizeof(e->all[0]), by_weight);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = add_word(&parts[i], e, e->all[i],
			      ranking.feedback * e->all[i]->weight /
				      e->all[0]->weight,
			      err);
	if (st == ST_OK)
		st = plan_combine(&both[0], &e->b, XAP_OR, parts, n, 0, err);
	if (st == ST_OK && within)
		st = plan_combine(&both[0], &e->b, XAP_FILTER, both, 2, 0, err);
	both[1] = base;
	if (st == ST_OK)
		st = plan_combine(out, &e->b, XAP_OR, both, 2, 0, err);
	if (st == ST_OK)
		note_words(e, n);
	return st;
}

enum status expand_query(xap_query **out, struct plan *plan, struct tree *tree,
			 const struct archive *archive, xap_query *base,
			 xap_query *within, struct error *err)
{
	struct expansion *e = calloc(1, sizeof(*e));
	xap_query *weighed[2] = {base, plan->bonus}, *best = NULL;
	uint32_t count = 0;
	enum status st;

	*out = base;
	if (!e)
		return error_set(err, ST_MEMORY, "out of memory");
	e->b = (struct builder){.plan = plan,
				.tree = tree,
				.posts = archive->posts,
				.vocab = archive->vocab};
	e->arena = (struct arena)ARENA_INIT(ARENA_MAX);
	e->posts = archive->posts;
	st = arena_array(&e->all, &e->arena, STEMS_MAX, sizeof(*e->all), err);
	if (st == ST_OK)
		st = xap_db_doc_count(e->posts, &count, err);
	if (st == ST_OK)
		st = xap_db_average_length(e->posts, &e->average, err);
	e->count = count;
	if (st == ST_OK && e->average > 0)
		st = plan_combine(&best, &e->b, XAP_AND_MAYBE, weighed,
				  plan->bonus ? 2 : 1, 0, err);
	if (st == ST_OK && e->average > 0)
		st = read_best(e, best, err);
	if (st == ST_OK && e->n && e->average > 0)
		st = add_words(out, e, base, within, err);
	arena_free(&e->arena);
	free(e);
	return st;
}
