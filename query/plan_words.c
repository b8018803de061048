#include "query/plan_build.h"

#include <string.h>

#include "common/text/name_match.h"
#include "common/text/stop_words.h"
#include "query/ranking.h"

/*
 * A word's kin are searched as one term with it (SYNONYM), so that a family
 * does not outweigh a rare word; the spelling that was typed adds a bonus of
 * its own weight, which settles ties in its favour. All bonuses stand in one
 * AND_MAYBE around the whole: only posts that are found anyhow are looked up.
 * Deeper down they would cost twice as much, and within an AND an AND_MAYBE
 * makes the right side of AND_NOT read memory that Xapian 1.4.22 never set, and
 * let excluded posts through.
 */
enum {
	RUN_MAX = 64,  /* places of one phrase or compound */
	ROOM_MAX = 16, /* places of a query until its compounds are words */
	PIECES_MAX = 8 /* words of a compound that are also sought alone */
};

/* One place with all the terms that may stand there: by SYNONYM weighed as
 * one, by OR for phrases. */
static enum status build_place(xap_query **out, struct sought_place *place,
			       struct builder *b, const struct cut_place *cut,
			       const struct place_of *where, enum xap_op op,
			       struct error *err)
{
	enum status st = plan_widen(place, b, cut, where, err);

	return st == ST_OK ? plan_any(out, b, where, place->terms, place->n, op,
				      err)
			   : st;
}

static enum status scale(xap_query **q, struct builder *b, double factor,
			 struct error *err)
{
	xap_query *scaled = NULL;
	enum status st = xap_query_scale(&scaled, *q, factor, err);

	if (st == ST_OK)
		st = plan_keep(b, scaled, err);
	if (st == ST_OK)
		*q = scaled;
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
		st = plan_term(&parts[i], b, where->prefix, place->parts[i],
			       err);
	if (st == ST_OK)
		st = plan_combine(out, b, XAP_AND, parts, place->part_count, 0,
				  err);
	return st;
}

/* A name of several words: all of them, better as one. */
static enum status build_name(xap_query **out, struct builder *b,
			      const struct cut_place *cut, struct str typed,
			      const struct place_of *where, xap_query *family,
			      struct sought_place *core, struct error *err)
{
	struct cut_place bare = *cut;
	xap_query *both[2] = {NULL, family};
	enum status st = build_parts(&both[0], b, cut, where, err);

	bare.terms[0] = cut->parts[cut->part_count - 1];
	bare.part_count = 0;
	if (st == ST_OK)
		st = plan_combine(out, b, XAP_OR, both, 2, 0, err);
	if (st == ST_OK)
		st = plan_widen(core, b, &bare, where, err);
	if (st == ST_OK)
		st = plan_mark(b, b->plan->sought.words, typed, core, 1, err);
	return st;
}

/* 1: spellings of a name are among them. */
static int has_names(const struct sought_place *place)
{
	for (size_t i = 1; i < place->n; i++)
		if (place->terms[i].score && place->terms[i].score < NAME_SAME)
			return 1;
	return 0;
}

/* The spelling that was typed counts more. */
static enum status add_bonus(struct builder *b, const struct place_of *where,
			     const struct sought_place *place,
			     struct error *err)
{
	double bonus =
		has_names(place) ? ranking.name_bonus : ranking.exact_bonus;
	xap_query *q = NULL;
	enum status st = ST_OK;

	if (b->excluded || b->bonus.n == PLAN_PLACES_MAX)
		return ST_OK;
	if (!b->bonus.v)
		st = arena_array(&b->bonus.v, &b->plan->arena, PLAN_PLACES_MAX,
				 sizeof(*b->bonus.v), err);
	if (st == ST_OK)
		st = plan_term(&q, b, where->prefix, place->terms[0].term, err);
	if (st == ST_OK)
		st = scale(&q, b, bonus, err);
	if (st == ST_OK)
		b->bonus.v[b->bonus.n++] = q;
	return st;
}

/* A sequence of one place; *place is borrowed from the plan. */
static enum status build_single(xap_query **out, struct builder *b,
				const struct cut_place *cut, struct str typed,
				const struct place_of *where,
				struct sought_place **place, struct error *err)
{
	struct sought_place *kept = NULL;
	xap_query *family = NULL;
	enum status st =
		arena_array(&kept, &b->plan->arena, 2, sizeof(*kept), err);

	if (st == ST_OK)
		st = build_place(&family, kept, b, cut, where, XAP_SYNONYM,
				 err);
	if (st == ST_OK)
		st = plan_mark(b, b->plan->sought.words, typed, kept, 1, err);
	*out = family;
	*place = kept;
	if (st == ST_OK && cut->part_count && cut->n == 1 && !where->exact)
		st = build_name(out, b, cut, typed, where, family, kept + 1,
				err);
	else if (st == ST_OK && kept->n > 1)
		st = add_bonus(b, where, kept, err);
	b->plan->sought.words += !b->hidden;
	return st;
}

/* *q, or the other; that may be NULL. */
static enum status add_other(xap_query **q, struct builder *b, xap_query *other,
			     struct error *err)
{
	xap_query *both[2] = {*q, other};

	return other ? plan_combine(q, b, XAP_OR, both, 2, 0, err) : ST_OK;
}

/* "run-up": also as one word. */
static enum status add_joined(xap_query **phrase, struct builder *b,
			      const struct cut_place *first, size_t n,
			      struct str typed, const struct place_of *where,
			      struct error *err)
{
	struct sought_place *place = NULL;
	struct cut_place joined = *first;
	xap_query *both[2] = {*phrase, NULL};
	enum status st;

	if (first->compound_span != n)
		return ST_OK;
	joined.terms[0] = first->compound;
	joined.n = 1;
	joined.part_count = 0;
	st = arena_alloc(&place, &b->plan->arena, sizeof(*place), err);
	if (st == ST_OK)
		st = build_place(&both[1], place, b, &joined, where,
				 XAP_SYNONYM, err);
	if (st == ST_OK)
		st = plan_mark(b, b->plan->sought.words, typed, place, 1, err);
	return st == ST_OK ? plan_combine(phrase, b, XAP_OR, both, 2, 0, err)
			   : st;
}

/* A compound's words stand apart in other posts, and weigh more than that
 * they stand together. */
static enum status add_pieces(xap_query **compound, struct query_list *pieces,
			      struct builder *b,
			      const struct sought_place *places, size_t n,
			      const struct place_of *where, struct error *err)
{
	enum status st = scale(compound, b, ranking.compound, err);

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		xap_query **piece = &pieces->v[pieces->n];

		st = plan_any(piece, b, where, places[i].terms, places[i].n,
			      XAP_SYNONYM, err);
		if (st == ST_OK)
			st = scale(piece, b, ranking.piece, err);
		pieces->n += st == ST_OK;
	}
	return st;
}

/*
 * Words side by side; anywhere in the post, when that is looked up in too many
 * posts already: those of the rarest word have to be read.
 */
static enum xap_op beside(struct builder *b, const struct sought_place *places,
			  size_t n)
{
	uint32_t rarest = UINT32_MAX;

	for (size_t i = 0; i < n; i++) {
		uint32_t posts = plan_posts(&places[i]);

		rarest = posts < rarest ? posts : rarest;
	}
	if (b->beside && b->beside + rarest > PLAN_BESIDE_MAX) {
		tree_add_note(b->tree, 0, 0,
			      "too many phrases of common words: the words of "
			      "some may stand apart");
		return XAP_AND;
	}
	b->beside += rarest;
	return XAP_PHRASE;
}

/* A sequence of several places: consecutive positions. */
static enum status build_sequence(xap_query **out, struct builder *b,
				  const struct cut_place *v, size_t n,
				  struct str typed,
				  const struct place_of *where,
				  struct query_list *pieces, struct error *err)
{
	struct sought_place *places = NULL;
	xap_query **parts = NULL, *pair = NULL;
	enum status st;

	st = arena_array(&places, &b->plan->arena, n, sizeof(*places), err);
	if (st == ST_OK)
		st = arena_array(&parts, &b->plan->arena, n, sizeof(*parts),
				 err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = build_place(&parts[i], &places[i], b, &v[i], where, XAP_OR,
				 err);
	if (st == ST_OK)
		st = plan_combine(out, b, beside(b, places, n), parts, n, 0,
				  err);
	if (st == ST_OK && pieces && n <= PIECES_MAX && b->places <= ROOM_MAX)
		st = add_pieces(out, pieces, b, places, n, where, err);
	if (st == ST_OK)
		st = plan_mark(b, b->plan->sought.words, typed, places, n, err);
	if (st == ST_OK)
		st = add_joined(out, b, v, n, typed, where, err);
	if (st == ST_OK && n == 2)
		st = plan_pair(&pair, b, places, typed, b->plan->sought.words,
			       where, err);
	if (st == ST_OK)
		st = add_other(out, b, pair, err);
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

/* 1: there is room for so many more places; else a note says so, once. */
static int has_room(struct builder *b, size_t places)
{
	if (b->full)
		return 0;
	if (places > PLAN_PLACES_MAX - b->places ||
	    (b->places >= PLAN_PLACES_MIN && b->postings > PLAN_POSTINGS_MAX)) {
		tree_add_note(b->tree, 0, 0,
			      "only the first %u different words were searched",
			      b->places);
		b->full = 1;
		return 0;
	}
	b->places += (unsigned)places;
	return 1;
}

enum status plan_phrase(xap_query **out, struct builder *b, struct str text,
			const struct place_of *where, struct error *err)
{
	struct sought_place *place;
	struct cut cut = {NULL, 0};
	struct str typed;
	enum status st = cut_text(&cut, &b->plan->arena, text, err);

	*out = NULL;
	if (st != ST_OK || cut.n == 0)
		return st;
	if (cut.n > RUN_MAX) {
		tree_add_note(
			b->tree, 0, 0,
			"only the first %d words of a phrase were searched",
			RUN_MAX);
		cut.n = RUN_MAX;
	}
	if (!has_room(b, cut.n))
		return ST_OK;
	typed = between(text, cut.v, cut.v + cut.n - 1);
	b->paired = cut.n == 2;
	return cut.n == 1
		       ? build_single(out, b, cut.v, typed, where, &place, err)
		       : build_sequence(out, b, cut.v, cut.n, typed, where,
					NULL, err);
}

static int is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/*
 * 1: a word of grammar, which no post needs to have. Capitals make it
 * something else: "US", "The Who"; but every sentence starts with one.
 */
static int is_filler(const struct cut_place *word, struct str text)
{
	struct str typed = between(text, word, word);

	if (word->n != 1 || word->part_count || !stop_word(word->terms[0]))
		return 0;
	return !is_capital(typed.p[0]) ||
	       (word->begin == 0 && (typed.len < 2 || !is_capital(typed.p[1])));
}

/* 1: fillers may be left out, because other words remain. */
static int has_content(const struct cut *cut, struct str text,
		       const struct place_of *where)
{
	for (size_t i = 0; i < cut->n; i++)
		if (!is_filler(&cut->v[i], text))
			return 1;
	return where->fillable;
}

/* A word of a run: its query, and its place if it has only one. */
struct run_word {
	const struct cut_place *first, *last;
	struct sought_place *place;
	unsigned number;
	unsigned count;    /* times that it was typed */
	size_t bonus, end; /* its bonuses, of the builder's */
};

/* 1: the same word or compound. */
static int same_word(const struct run_word *word, const struct cut_place *v,
		     size_t places)
{
	if ((size_t)(word->last - word->first) + 1 != places)
		return 0;
	for (size_t i = 0; i < places; i++)
		if (!str_eq(word->first[i].terms[0], v[i].terms[0]))
			return 0;
	return 1;
}

/* What is said twice is searched once. */
static int said_before(struct run_word *words, size_t n,
		       const struct cut_place *v, size_t places)
{
	for (size_t i = 0; i < n; i++) {
		if (!same_word(&words[i], v, places))
			continue;
		words[i].count++;
		return 1;
	}
	return 0;
}

static enum status build_run_word(xap_query **out, struct builder *b,
				  struct run_word *word, struct str text,
				  const struct place_of *where,
				  struct query_list *pieces, struct error *err)
{
	struct str typed = between(text, word->first, word->last);
	size_t n = (size_t)(word->last - word->first) + 1;

	enum status st;

	word->number = b->plan->sought.words;
	word->bonus = b->bonus.n;
	st = n == 1 ? build_single(out, b, word->first, typed, where,
				   &word->place, err)
		    : build_sequence(out, b, word->first, n, typed, where,
				     pieces, err);
	word->end = b->bonus.n;
	return st;
}

/* What is said twice weighs twice. */
static enum status weigh_repeats(xap_query **out, struct builder *b,
				 const struct run_word *word, struct error *err)
{
	enum status st = ST_OK;

	if (word->count == 1)
		return ST_OK;
	st = scale(out, b, word->count, err);
	for (size_t i = word->bonus; st == ST_OK && i < word->end; i++)
		st = scale(&b->bonus.v[i], b, word->count, err);
	return st;
}

/* Words that stand side by side may be one name. */
static enum status add_pairs(struct query_list *out, struct builder *b,
			     const struct run_word *words, struct str text,
			     const struct place_of *where, struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i + 1 < out->n; i++) {
		const struct run_word *w = &words[i];
		struct sought_place *pair = NULL;
		xap_query *q = NULL;

		if (!w[0].place || !w[1].place || w[0].last + 1 != w[1].first)
			continue;
		st = arena_array(&pair, &b->plan->arena, 2, sizeof(*pair), err);
		if (st != ST_OK)
			break;
		pair[0] = *w[0].place;
		pair[1] = *w[1].place;
		st = plan_pair(&q, b, pair,
			       between(text, w[0].first, w[1].last),
			       w[0].number, where, err);
		for (size_t k = i; st == ST_OK && k < i + 2; k++)
			st = add_other(&out->v[k], b, q, err);
	}
	return st;
}

enum status plan_words(struct query_list *out, struct query_list *pieces,
		       struct builder *b, struct str text,
		       const struct place_of *where, struct error *err)
{
	struct run_word *words = NULL;
	struct cut cut = {NULL, 0};
	int skip = 0;
	size_t end;
	enum status st = cut_text(&cut, &b->plan->arena, text, err);

	out->n = 0;
	if (st == ST_OK)
		st = arena_array(&out->v, &b->plan->arena, cut.n,
				 sizeof(*out->v), err);
	if (st == ST_OK)
		st = arena_array(&words, &b->plan->arena, cut.n, sizeof(*words),
				 err);
	b->paired = cut.n > 1;
	skip = !where->exact && has_content(&cut, text, where);
	for (size_t i = 0; st == ST_OK && i < cut.n; i = end) {
		end = i + 1;
		/* In a long query compounds are words: phrases cost more. */
		while (end < cut.n && end - i < RUN_MAX &&
		       b->places <= ROOM_MAX &&
		       !parted(text, &cut.v[end - 1], &cut.v[end]))
			end++;
		if (skip && end == i + 1 && is_filler(&cut.v[i], text))
			continue;
		if (said_before(words, out->n, cut.v + i, end - i))
			continue;
		if (!has_room(b, end - i))
			break;
		words[out->n] = (struct run_word){.first = cut.v + i,
						  .last = cut.v + end - 1,
						  .count = 1};
		st = build_run_word(&out->v[out->n], b, &words[out->n], text,
				    where, pieces, err);
		out->n++;
	}
	if (st == ST_OK)
		st = add_pairs(out, b, words, text, where, err);
	for (size_t i = 0; st == ST_OK && i < out->n; i++)
		st = weigh_repeats(&out->v[i], b, &words[i], err);
	return st;
}

/* Completions that together stand in every second post tell none from another,
 * and weighing what nearly all posts have takes long. */
static enum status weigh_prefix(xap_query **out, struct builder *b,
				const struct kin *kin, struct error *err)
{
	uint32_t count = 0;
	uint64_t posts = 0;
	enum status st = xap_db_doc_count(b->posts, &count, err);

	for (size_t i = 0; i < kin->n; i++)
		posts += kin->v[i].posts;
	return st == ST_OK && *out && posts > count / 2 ? scale(out, b, 0, err)
							: st;
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
	st = kin_completions(&kin, &b->plan->arena, b->posts, b->vocab,
			     cut.v[0].terms[0], PLAN_PREFIX_MAX, err);
	if (st == ST_OK)
		st = arena_alloc(&place, &b->plan->arena, sizeof(*place), err);
	for (; st == ST_OK && n < kin.n; n++)
		st = plan_term(&parts[n], b, where->prefix, kin.v[n].term, err);
	if (st == ST_OK)
		st = plan_combine(out, b, XAP_SYNONYM, parts, n, 0, err);
	if (st == ST_OK)
		st = weigh_prefix(out, b, &kin, err);
	if (st != ST_OK)
		return st;
	*place = (struct sought_place){.terms = kin.v, .n = kin.n};
	b->plan->terms += (unsigned)kin.n;
	st = plan_mark(b, b->plan->sought.words, text, place, 1, err);
	b->plan->sought.words += !b->hidden;
	return st;
}

enum status plan_place(xap_query **out, struct builder *b, struct str text,
		       const struct place_of *where, struct error *err)
{
	struct cut cut = {NULL, 0};
	struct sought_place place;
	enum status st = cut_text(&cut, &b->plan->arena, text, err);

	*out = NULL;
	if (st == ST_OK && cut.n == 1)
		st = build_place(out, &place, b, cut.v, where, XAP_OR, err);
	return st;
}
