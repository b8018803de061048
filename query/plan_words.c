#include "query/plan_build.h"

#include <string.h>

#include "common/text/name_match.h"
#include "query/ranking.h"

/*
 * A word's kin are searched as one term with it, so that a family does not
 * outweigh a rare word; the spelling that was typed adds a bonus of its own
 * weight, which settles ties in its favour. What else adds weight stands in one
 * AND_MAYBE around the whole: only posts that are found anyhow are looked up.
 * Deeper down it would cost twice as much, and within an AND an AND_MAYBE makes
 * the right side of AND_NOT read memory that Xapian 1.4.22 never set, and let
 * excluded posts through.
 */
enum {
	BONUS_MAX = 2 * PLAN_PLACES_MAX,
	PIECES_MAX = 8 /* words of a compound that are also sought alone */
};

/* One place with all the terms that may stand there, for phrases. */
static enum status build_place(xap_query **out, struct sought_place *place,
			       struct builder *b, const struct cut_place *cut,
			       const struct place_of *where, struct error *err)
{
	enum status st = plan_widen(place, b, cut, where, err);

	return st == ST_OK ? plan_any(out, b, where, place->terms, place->n,
				      XAP_OR, err)
			   : st;
}

enum status plan_scale(xap_query **q, struct builder *b, double factor,
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

enum status plan_add_bonus(struct builder *b, xap_query *q, double factor,
			   struct error *err)
{
	enum status st = ST_OK;

	if (b->bonus.n == BONUS_MAX)
		return ST_OK;
	if (!b->bonus.v)
		st = plan_list(&b->bonus, b, BONUS_MAX, err);
	if (st == ST_OK)
		st = plan_scale(&q, b, factor, err);
	if (st == ST_OK)
		plan_list_add(&b->bonus, q);
	return st;
}

/* What the spelling that was typed weighs more. */
static double typed_bonus(const struct builder *b,
			  const struct sought_place *place)
{
	if (b->excluded || place->n < 2)
		return 0;
	return has_names(place) ? ranking.name_bonus : ranking.exact_bonus;
}

/* Of a phrase, whose places weigh each spelling of a name by itself. */
static enum status add_typed(struct builder *b, const struct place_of *where,
			     const struct sought_place *place,
			     struct error *err)
{
	xap_query *q = NULL;
	enum status st;

	if (b->excluded || !has_names(place))
		return ST_OK;
	st = plan_term(&q, b, where->prefix, place->terms[0].term, err);
	return st == ST_OK ? plan_add_bonus(b, q, ranking.name_bonus, err) : st;
}

/* A sequence of one place; *place is borrowed from the plan. */
enum status plan_single(xap_query **out, struct builder *b,
			const struct cut_place *cut, struct str typed,
			const struct place_of *where,
			struct sought_place **place, struct error *err)
{
	const int name = cut->part_count && cut->n == 1 && !where->exact;
	struct sought_place *kept = NULL;
	xap_query *family = NULL;
	enum status st =
		arena_array(&kept, &b->plan->arena, 2, sizeof(*kept), err);

	if (st == ST_OK)
		st = plan_widen(kept, b, cut, where, err);
	if (st == ST_OK)
		st = plan_family(&family, b, where, kept->terms, kept->n,
				 name ? 0 : typed_bonus(b, kept), err);
	if (st == ST_OK)
		st = plan_mark(b, b->plan->sought.words, typed, kept, 1, err);
	*out = family;
	*place = kept;
	if (st == ST_OK && name)
		st = build_name(out, b, cut, typed, where, family, kept + 1,
				err);
	b->plan->sought.words += !b->hidden;
	return st;
}

/* *q, or the other; that may be NULL. */
enum status plan_add_other(xap_query **q, struct builder *b, xap_query *other,
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
		st = plan_widen(place, b, &joined, where, err);
	if (st == ST_OK)
		st = plan_family(&both[1], b, where, place->terms, place->n, 0,
				 err);
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
	enum status st = plan_scale(compound, b, ranking.compound, err);

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		xap_query **piece = &pieces->v[pieces->n];

		st = plan_family(piece, b, where, places[i].terms, places[i].n,
				 0, err);
		if (st == ST_OK)
			st = plan_scale(piece, b, ranking.piece, err);
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
enum status plan_sequence(xap_query **out, struct builder *b,
			  const struct cut_place *v, size_t n, struct str typed,
			  const struct place_of *where,
			  struct query_list *pieces, struct error *err)
{
	struct sought_place *places = NULL;
	xap_query **parts = NULL, *pair[2] = {NULL, NULL};
	enum status st;

	st = arena_array(&places, &b->plan->arena, n, sizeof(*places), err);
	if (st == ST_OK)
		st = arena_array(&parts, &b->plan->arena, n, sizeof(*parts),
				 err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = build_place(&parts[i], &places[i], b, &v[i], where, err);
	if (st == ST_OK)
		st = plan_combine(out, b, beside(b, places, n), parts, n, 0,
				  err);
	if (st == ST_OK && pieces && n <= PIECES_MAX &&
	    b->places <= PLAN_ROOM_MAX)
		st = add_pieces(out, pieces, b, places, n, where, err);
	if (st == ST_OK)
		st = plan_mark(b, b->plan->sought.words, typed, places, n, err);
	if (st == ST_OK)
		st = add_joined(out, b, v, n, typed, where, err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = add_typed(b, where, &places[i], err);
	if (st == ST_OK && n == 2)
		st = plan_pair(pair, b, places, typed, b->plan->sought.words, 0,
			       where, err);
	if (st == ST_OK)
		st = plan_add_other(out, b, pair[0], err);
	if (st == ST_OK && pair[1] != pair[0])
		st = plan_add_other(out, b, pair[1], err);
	b->plan->sought.words += !b->hidden;
	return st;
}

struct str plan_between(struct str text, const struct cut_place *first,
			const struct cut_place *last)
{
	return (struct str){text.p + first->begin, last->end - first->begin};
}

/* 1: there is room for so many more places; else a note says so, once. */
int plan_has_room(struct builder *b, size_t places)
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
	if (cut.n > PLAN_RUN_MAX) {
		tree_add_note(
			b->tree, 0, 0,
			"only the first %d words of a phrase were searched",
			PLAN_RUN_MAX);
		cut.n = PLAN_RUN_MAX;
	}
	if (!plan_has_room(b, cut.n))
		return ST_OK;
	typed = plan_between(text, cut.v, cut.v + cut.n - 1);
	b->paired = cut.n == 2;
	return cut.n == 1
		       ? plan_single(out, b, cut.v, typed, where, &place, err)
		       : plan_sequence(out, b, cut.v, cut.n, typed, where, NULL,
				       err);
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
	return st == ST_OK && *out && posts > count / 2
		       ? plan_scale(out, b, 0, err)
		       : st;
}

/* So many completions, of all words that a query may come to; at least one. */
static size_t prefix_room(struct builder *b)
{
	unsigned terms = b->plan->terms;
	size_t room = terms < PLAN_TERMS_MAX ? PLAN_TERMS_MAX - terms : 0;

	if (room >= PLAN_PREFIX_MAX)
		return PLAN_PREFIX_MAX;
	tree_add_note(b->tree, 0, 0,
		      "too many beginnings of words: only the most frequent "
		      "completions of some were searched");
	return room ? room : 1;
}

enum status plan_prefix(xap_query **out, struct builder *b, struct str text,
			const struct place_of *where, struct error *err)
{
	struct sought_place *place = NULL;
	struct cut cut = {NULL, 0};
	struct kin kin = {NULL, 0};
	enum status st = cut_text(&cut, &b->plan->arena, text, err);

	*out = NULL;
	if (st != ST_OK || cut.n == 0)
		return st;
	if (cut.n > 1)
		return plan_phrase(out, b, text, where, err);
	if (!plan_has_room(b, 1))
		return ST_OK;
	st = kin_completions(&kin, &b->plan->arena, b->posts, b->vocab,
			     cut.v[0].terms[0], prefix_room(b), err);
	if (st == ST_OK)
		st = arena_alloc(&place, &b->plan->arena, sizeof(*place), err);
	if (st == ST_OK)
		st = plan_family(out, b, where, kin.v, kin.n, 0, err);
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
		st = build_place(out, &place, b, cut.v, where, err);
	return st;
}
