#include <string.h>

#include "common/text/name_match.h"
#include "query/kin.h"
#include "query/known_words.h"
#include "query/plan_build.h"
#include "query/ranking.h"

enum {
	/* of one place */
	TERMS_MAX = 2 + PLAN_KIN_MAX + PLAN_NAMES_MAX,
	LOOSE_MAX = 16 /* names of one place that a neighbour may confirm */
};

/* The term as a posting list has it. */
static struct str prefixed(char key[XAP_TERM_MAX], const char *prefix,
			   struct str term)
{
	size_t n = strlen(prefix);

	if (term.len > XAP_TERM_MAX - n)
		term.len = XAP_TERM_MAX - n;
	memcpy(key, prefix, n);
	memcpy(key + n, term.p, term.len);
	return (struct str){key, n + term.len};
}

enum status plan_term(xap_query **out, struct builder *b, const char *prefix,
		      struct str term, struct error *err)
{
	char key[XAP_TERM_MAX];
	xap_query *q = NULL;
	enum status st =
		xap_query_term(&q, prefixed(key, prefix, term), 1, err);

	if (st == ST_OK)
		st = plan_keep(b, q, err);
	*out = st == ST_OK ? q : NULL;
	return st;
}

static int has_term(const struct sought_place *p, struct str term)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->terms[i].term, term))
			return 1;
	return 0;
}

/* The best first: what is too loose comes last. */
static void add_kin(struct builder *b, struct sought_place *p,
		    const struct kin *kin, size_t max)
{
	for (size_t i = 0; i < kin->n && p->n + p->loose < max; i++) {
		int loose = kin->v[i].score && kin->v[i].score < NAME_MATCH;

		if (loose && p->loose < LOOSE_MAX)
			p->terms[p->n + p->loose++] = kin->v[i];
		if (loose || has_term(p, kin->v[i].term) ||
		    b->plan->terms >= PLAN_TERMS_MAX)
			continue;
		p->terms[p->n++] = kin->v[i];
		b->plan->terms++;
	}
}

static enum status widen(struct sought_place *out, struct builder *b,
			 const struct cut_place *place,
			 const struct place_of *where, struct error *err)
{
	const struct str bare = place->terms[place->n - 1];
	const size_t max = TERMS_MAX + LOOSE_MAX;
	struct kin kin = {NULL, 0};
	enum status st;

	out->n = out->loose = 0;
	st = arena_array(&out->terms, &b->plan->arena, max, sizeof(*out->terms),
			 err);
	for (unsigned i = 0; st == ST_OK && i < place->n; i++) {
		struct sought_term *t = &out->terms[out->n++];

		*t = (struct sought_term){.term = place->terms[i],
					  .by = i ? "article" : "exact",
					  .score = NAME_SAME};
		st = known_word_posts(&t->posts, b->posts, b->vocab, t->term,
				      err);
		b->plan->terms++;
		if (where->exact)
			break;
	}
	if (st != ST_OK || where->exact || b->exact || place->kinless ||
	    !b->vocab)
		return st;
	st = kin_inflections(&kin, &b->plan->arena, b->vocab, bare,
			     PLAN_KIN_MAX, err);
	if (st == ST_OK)
		add_kin(b, out, &kin, max);
	if (st == ST_OK)
		st = kin_names(&kin, &b->plan->arena, b->vocab, b->tables, bare,
			       b->paired ? NAME_LOOSE : NAME_MATCH,
			       PLAN_NAMES_MAX, err);
	if (st == ST_OK)
		add_kin(b, out, &kin, max);
	return st;
}

uint32_t plan_posts(const struct sought_place *place)
{
	uint64_t posts = 0;

	for (size_t i = 0; i < place->n; i++)
		posts += place->terms[i].posts;
	return posts < UINT32_MAX ? (uint32_t)posts : UINT32_MAX;
}

static enum status note_absent(struct builder *b, struct str term,
			       struct error *err)
{
	struct plan *p = b->plan;
	enum status st = ST_OK;

	if (p->absent_count == PLAN_PLACES_MAX)
		return ST_OK;
	if (!p->absent)
		st = arena_array(&p->absent, &p->arena, PLAN_PLACES_MAX,
				 sizeof(*p->absent), err);
	if (st == ST_OK)
		p->absent[p->absent_count++] = term;
	return st;
}

enum status plan_widen(struct sought_place *out, struct builder *b,
		       const struct cut_place *place,
		       const struct place_of *where, struct error *err)
{
	enum status st = widen(out, b, place, where, err);
	uint32_t posts = st == ST_OK ? plan_posts(out) : 0;

	b->postings += posts;
	if (st == ST_OK && posts && !out->terms[0].posts)
		st = note_absent(b, out->terms[0].term, err);
	return st;
}

enum status plan_any(xap_query **out, struct builder *b,
		     const struct place_of *where,
		     const struct sought_term *terms, size_t n, enum xap_op op,
		     struct error *err)
{
	xap_query *parts[TERMS_MAX + LOOSE_MAX];
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = plan_term(&parts[i], b, where->prefix, terms[i].term, err);
	return st == ST_OK ? plan_combine(out, b, op, parts, n, 0, err) : st;
}

/* What the typed form weighs more, around the whole query: in servers of
 * shards, which know only what Xapian itself has, and for fields, because a
 * field beside words only restricts what is found. */
static enum status add_outside(double *typed, struct builder *b,
			       const struct place_of *where,
			       const struct sought_term *terms,
			       struct error *err)
{
	xap_query *first = NULL;
	double factor = *typed;
	enum status st;

	if (factor == 0 || (!b->field && !xap_db_is_remote(b->posts)))
		return ST_OK;
	*typed = 0;
	st = plan_term(&first, b, where->prefix, terms[0].term, err);
	return st == ST_OK ? plan_add_bonus(b, first, factor, err) : st;
}

enum status plan_family(xap_query **out, struct builder *b,
			const struct place_of *where,
			const struct sought_term *terms, size_t n, double typed,
			struct error *err)
{
	struct xap_weighing how = {ranking.k1, ranking.b, 0};
	char(*keys)[XAP_TERM_MAX] = NULL;
	struct str *v = NULL;
	xap_query *q = NULL;
	enum status st = add_outside(&typed, b, where, terms, err);

	how.first = typed;
	if (n == 0 || xap_db_is_remote(b->posts))
		return st == ST_OK ? plan_any(out, b, where, terms, n,
					      XAP_SYNONYM, err)
				   : st;
	if (st == ST_OK)
		st = arena_room(&keys, &b->plan->arena, n, sizeof(*keys), err);
	if (st == ST_OK)
		st = arena_array(&v, &b->plan->arena, n, sizeof(*v), err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		v[i] = prefixed(keys[i], where->prefix, terms[i].term);
	if (st == ST_OK)
		st = xap_query_synonyms(&q, b->posts, v, n, &how, err);
	if (st == ST_OK)
		st = plan_keep(b, q, err);
	*out = st == ST_OK ? q : NULL;
	return st;
}

enum status plan_mark(struct builder *b, unsigned word, struct str typed,
		      struct sought_place *places, size_t n, struct error *err)
{
	enum { SEQUENCES_MAX = 1024 };
	struct sought *s = b->hidden ? &b->plan->aside : &b->plan->sought;
	uint32_t rarest = UINT32_MAX;
	enum status st = ST_OK;

	b->plan->weighs |= !b->excluded && !b->filtering;
	if (s->n == SEQUENCES_MAX)
		return ST_OK;
	if (!s->v)
		st = arena_room(&s->v, &b->plan->arena, SEQUENCES_MAX,
				sizeof(*s->v), err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		uint32_t posts = plan_posts(&places[i]);

		if (posts < rarest)
			rarest = posts;
	}
	s->v[s->n++] = (struct sought_sequence){
		.word = word,
		.typed = typed,
		.part = b->excluded ? "excluded" : b->field,
		.weight = 1.0 + 10.0 / (1.0 + rarest),
		.places = places,
		.n = n};
	return ST_OK;
}
