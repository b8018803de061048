#include "query/plan_build.h"

#include <string.h>

#include "common/text/name_match.h"
#include "query/kin.h"

/*
 * Weights. A word's kin are searched as one term with it (SYNONYM), so that a
 * family does not outweigh a rare word; the spelling that was typed adds
 * EXACT_BONUS of its own weight, which settles ties in its favour. It is ORed,
 * which finds the same posts: an AND_MAYBE would do, but within an AND it makes
 * the right side of AND_NOT read memory that Xapian 1.4.22 never set, and let
 * excluded posts through.
 */
static const double EXACT_BONUS = 0.1;

enum {
	RUN_MAX = 600, /* places of one run of words */
	TERMS_MAX = 2 + PLAN_KIN_MAX + PLAN_NAMES_MAX /* of one place */
};

/* One place with all the terms that may stand there. */
struct widened {
	struct sought_place sought;
	xap_query *typed;  /* the term as typed */
	xap_query *any;    /* any of them, for phrases: OR of terms */
	xap_query *family; /* any of them, weighed as one */
};

static enum status make_term(xap_query **out, struct builder *b,
			     const char *prefix, struct str term,
			     struct error *err)
{
	char key[XAP_TERM_MAX];
	size_t n = strlen(prefix);
	xap_query *q = NULL;
	enum status st;

	if (term.len > sizeof(key) - n)
		term.len = sizeof(key) - n;
	memcpy(key, prefix, n);
	memcpy(key + n, term.p, term.len);
	st = xap_query_term(&q, (struct str){key, n + term.len}, 1, err);
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

static void add_kin(struct builder *b, struct sought_place *p,
		    const struct kin *kin, size_t max)
{
	for (size_t i = 0; i < kin->n && p->n < max; i++) {
		if (has_term(p, kin->v[i].term) ||
		    b->plan->terms >= PLAN_TERMS_MAX)
			continue;
		p->terms[p->n++] = kin->v[i];
		b->plan->terms++;
	}
}

/* The terms of a place: as typed, without its article, and their kin. */
static enum status widen(struct sought_place *out, struct builder *b,
			 const struct cut_place *place,
			 const struct place_of *where, struct error *err)
{
	const struct str bare = place->terms[place->n - 1];
	const size_t max = TERMS_MAX;
	struct kin kin = {NULL, 0};
	enum status st;

	out->n = 0;
	st = arena_array(&out->terms, &b->plan->arena, max, sizeof(*out->terms),
			 err);
	for (unsigned i = 0; st == ST_OK && i < place->n; i++) {
		struct sought_term *t = &out->terms[out->n++];

		*t = (struct sought_term){.term = place->terms[i],
					  .by = i ? "article" : "exact",
					  .score = NAME_SAME};
		st = xap_db_term_freq(b->posts, t->term, &t->posts, err);
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
			       PLAN_NAMES_MAX, err);
	if (st == ST_OK)
		add_kin(b, out, &kin, max);
	return st;
}

static enum status build_place(struct widened *out, struct builder *b,
			       const struct cut_place *place,
			       const struct place_of *where, struct error *err)
{
	xap_query *parts[TERMS_MAX];
	enum status st = widen(&out->sought, b, place, where, err);

	for (size_t i = 0; st == ST_OK && i < out->sought.n; i++)
		st = make_term(&parts[i], b, where->prefix,
			       out->sought.terms[i].term, err);
	if (st != ST_OK)
		return st;
	out->typed = parts[0];
	st = plan_combine(&out->any, b, XAP_OR, parts, out->sought.n, 0, err);
	if (st == ST_OK)
		st = plan_combine(&out->family, b, XAP_SYNONYM, parts,
				  out->sought.n, 0, err);
	return st;
}

/* "Abu Musab" where no post writes it so: its written words, all of them. */
static enum status build_parts(xap_query **out, struct builder *b,
			       const struct cut_place *place,
			       const struct place_of *where, struct error *err)
{
	xap_query *parts[WORD_NAME_PARTS];
	enum status st = ST_OK;

	for (unsigned i = 0; st == ST_OK && i < place->part_count; i++)
		st = make_term(&parts[i], b, where->prefix, place->parts[i],
			       err);
	if (st == ST_OK)
		st = plan_combine(out, b, XAP_AND, parts, place->part_count, 0,
				  err);
	return st;
}

static enum status add_sequence(struct builder *b, struct str typed,
				struct sought_place *places, size_t n,
				struct error *err)
{
	enum { SEQUENCES_MAX = 1024 };
	struct sought *s = &b->plan->sought;
	uint32_t rarest = UINT32_MAX;
	enum status st = ST_OK;

	if (b->hidden || s->n == SEQUENCES_MAX)
		return ST_OK;
	if (!s->v)
		st = arena_array(&s->v, &b->plan->arena, SEQUENCES_MAX,
				 sizeof(*s->v), err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		uint32_t posts = 0;

		for (size_t k = 0; k < places[i].n; k++)
			posts += places[i].terms[k].posts;
		if (posts < rarest)
			rarest = posts;
	}
	s->v[s->n++] =
		(struct sought_sequence){.word = s->words,
					 .typed = typed,
					 .weight = 1.0 + 10.0 / (1.0 + rarest),
					 .places = places,
					 .n = n};
	return ST_OK;
}

/* A sequence of one place. */
static enum status build_single(xap_query **out, struct builder *b,
				const struct cut_place *place, struct str typed,
				const struct place_of *where, struct error *err)
{
	struct sought_place *kept = NULL, *core = NULL;
	struct cut_place bare = *place;
	xap_query *both[2];
	struct widened w = {0};
	enum status st;

	st = build_place(&w, b, place, where, err);
	if (st == ST_OK)
		st = arena_array(&kept, &b->plan->arena, 2, sizeof(*kept), err);
	if (st != ST_OK)
		return st;
	kept[0] = w.sought;
	core = kept + 1;
	st = add_sequence(b, typed, kept, 1, err);
	if (st == ST_OK && place->part_count && place->n == 1 &&
	    !where->exact) {
		/* A name of several words: all of them, better as one. */
		bare.terms[0] = place->parts[place->part_count - 1];
		bare.part_count = 0;
		st = build_parts(&both[0], b, place, where, err);
		both[1] = w.family;
		if (st == ST_OK)
			st = plan_combine(out, b, XAP_OR, both, 2, 0, err);
		if (st == ST_OK)
			st = widen(core, b, &bare, where, err);
		if (st == ST_OK)
			st = add_sequence(b, typed, core, 1, err);
	} else if (st == ST_OK && w.sought.n > 1) {
		xap_query *bonus = NULL;

		st = xap_query_scale(&bonus, w.typed, EXACT_BONUS, err);
		if (st == ST_OK)
			st = plan_keep(b, bonus, err);
		both[0] = w.family;
		both[1] = bonus;
		if (st == ST_OK)
			st = plan_combine(out, b, XAP_OR, both, 2, 0, err);
	} else {
		*out = w.family;
	}
	b->plan->sought.words += !b->hidden;
	return st;
}

/* "run-up": also as one word. */
static enum status add_joined(xap_query **phrase, struct builder *b,
			      const struct cut_place *first, size_t n,
			      struct str typed, const struct place_of *where,
			      struct error *err)
{
	struct sought_place *place = NULL;
	struct cut_place joined = *first;
	struct widened w = {0};
	xap_query *both[2];
	enum status st;

	if (first->compound_span != n)
		return ST_OK;
	joined.terms[0] = first->compound;
	joined.n = 1;
	joined.part_count = 0;
	st = build_place(&w, b, &joined, where, err);
	if (st == ST_OK)
		st = arena_alloc(&place, &b->plan->arena, sizeof(*place), err);
	if (st != ST_OK)
		return st;
	*place = w.sought;
	st = add_sequence(b, typed, place, 1, err);
	both[0] = *phrase;
	both[1] = w.family;
	if (st == ST_OK)
		st = plan_combine(phrase, b, XAP_OR, both, 2, 0, err);
	return st;
}

/* A sequence of several places: consecutive positions. */
static enum status build_sequence(xap_query **out, struct builder *b,
				  const struct cut_place *v, size_t n,
				  struct str typed,
				  const struct place_of *where,
				  struct error *err)
{
	struct sought_place *places = NULL;
	xap_query **parts = NULL;
	enum status st;

	st = arena_array(&places, &b->plan->arena, n, sizeof(*places), err);
	if (st == ST_OK)
		st = arena_array(&parts, &b->plan->arena, n, sizeof(*parts),
				 err);
	for (size_t i = 0; st == ST_OK && i < n; i++) {
		struct widened w = {0};

		st = build_place(&w, b, &v[i], where, err);
		parts[i] = w.any;
		places[i] = w.sought;
	}
	if (st == ST_OK)
		st = plan_combine(out, b, XAP_PHRASE, parts, n, 0, err);
	if (st == ST_OK)
		st = add_sequence(b, typed, places, n, err);
	if (st == ST_OK)
		st = add_joined(out, b, v, n, typed, where, err);
	b->plan->sought.words += !b->hidden;
	return st;
}

/* 1: white space parts place b from place a: the query's own word break. */
static int parted(struct str text, const struct cut_place *a,
		  const struct cut_place *b)
{
	for (size_t i = a->end; i < b->begin; i++)
		if (text.p[i] == ' ')
			return 1;
	return 0;
}

static struct str between(struct str text, const struct cut_place *first,
			  const struct cut_place *last)
{
	return (struct str){text.p + first->begin, last->end - first->begin};
}

static enum status build(xap_query **out, struct builder *b,
			 const struct cut_place *v, size_t n, struct str text,
			 const struct place_of *where, struct error *err)
{
	struct str typed = between(text, v, v + n - 1);

	return n == 1 ? build_single(out, b, v, typed, where, err)
		      : build_sequence(out, b, v, n, typed, where, err);
}

enum status plan_phrase(xap_query **out, struct builder *b, struct str text,
			const struct place_of *where, struct error *err)
{
	struct cut cut = {NULL, 0};
	enum status st = cut_text(&cut, &b->plan->arena, text, err);

	*out = NULL;
	if (st != ST_OK || cut.n == 0)
		return st;
	if (cut.n > RUN_MAX)
		cut.n = RUN_MAX;
	return build(out, b, cut.v, cut.n, text, where, err);
}

enum status plan_words(struct query_list *out, struct builder *b,
		       struct str text, const struct place_of *where,
		       struct error *err)
{
	struct cut cut = {NULL, 0};
	size_t end;
	enum status st = cut_text(&cut, &b->plan->arena, text, err);

	out->n = 0;
	if (st == ST_OK)
		st = arena_array(&out->v, &b->plan->arena, cut.n,
				 sizeof(*out->v), err);
	for (size_t i = 0; st == ST_OK && i < cut.n; i = end) {
		end = i + 1;
		while (end < cut.n && end - i < RUN_MAX &&
		       !parted(text, &cut.v[end - 1], &cut.v[end]))
			end++;
		st = build(&out->v[out->n++], b, cut.v + i, end - i, text,
			   where, err);
	}
	return st;
}

enum status plan_prefix(xap_query **out, struct builder *b, struct str text,
			const struct place_of *where, struct error *err)
{
	xap_query *parts[PLAN_PREFIX_MAX];
	struct sought_place *place = NULL;
	struct cut cut = {NULL, 0};
	struct kin kin = {NULL, 0};
	size_t n = 0;
	enum status st = cut_text(&cut, &b->plan->arena, text, err);

	*out = NULL;
	if (st != ST_OK || cut.n == 0)
		return st;
	if (cut.n > 1)
		return plan_phrase(out, b, text, where, err);
	st = kin_completions(&kin, &b->plan->arena, b->posts, cut.v[0].terms[0],
			     PLAN_PREFIX_MAX, err);
	if (st == ST_OK)
		st = arena_alloc(&place, &b->plan->arena, sizeof(*place), err);
	for (; st == ST_OK && n < kin.n; n++)
		st = make_term(&parts[n], b, where->prefix, kin.v[n].term, err);
	if (st == ST_OK)
		st = plan_combine(out, b, XAP_SYNONYM, parts, n, 0, err);
	if (st != ST_OK)
		return st;
	*place = (struct sought_place){kin.v, kin.n};
	b->plan->terms += (unsigned)kin.n;
	st = add_sequence(b, text, place, 1, err);
	b->plan->sought.words += !b->hidden;
	return st;
}

enum status plan_place(xap_query **out, struct builder *b, struct str text,
		       const struct place_of *where, struct error *err)
{
	struct cut cut = {NULL, 0};
	struct widened w = {0};
	enum status st = cut_text(&cut, &b->plan->arena, text, err);

	*out = NULL;
	if (st == ST_OK && cut.n == 1)
		st = build_place(&w, b, cut.v, where, err);
	*out = w.any;
	return st;
}
