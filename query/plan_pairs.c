#include "query/plan_build.h"
#include "query/ranking.h"

/* Ahmadinejad, where "Ahmadi Nejad" was typed. */
static enum status add_joined(xap_query **out, struct builder *b,
			      const struct sought_place pair[2],
			      struct str typed, unsigned word,
			      const struct place_of *where, struct error *err)
{
	struct arena *arena = &b->plan->arena;
	struct sought_place *place = NULL;
	struct kin kin = {NULL, 0};
	enum status st = kin_joined(&kin, arena, b->vocab, b->tables,
				    pair[0].terms[0].term,
				    pair[1].terms[0].term, PLAN_NAMES_MAX, err);

	if (st != ST_OK || kin.n == 0 ||
	    b->plan->terms + kin.n > PLAN_TERMS_MAX)
		return st;
	b->plan->terms += (unsigned)kin.n;
	st = arena_alloc(&place, arena, sizeof(*place), err);
	if (st != ST_OK)
		return st;
	*place = (struct sought_place){.terms = kin.v, .n = kin.n};
	for (unsigned i = 0; st == ST_OK && i < 2; i++)
		st = plan_mark(b, word + i, typed, place, 1, err);
	return st == ST_OK ? plan_family(out, b, where, kin.v, kin.n, 0, err)
			   : st;
}

/* The terms of each place from `from` on, so many, side by side. */
static enum status side_by_side(struct query_list *out, struct builder *b,
				const struct sought_place pair[2],
				const size_t from[2], const size_t n[2],
				const struct place_of *where, struct error *err)
{
	xap_query *parts[2] = {NULL, NULL}, *phrase = NULL;
	enum status st = ST_OK;

	for (unsigned i = 0; st == ST_OK && i < 2; i++)
		st = plan_any(&parts[i], b, where, pair[i].terms + from[i],
			      n[i], XAP_OR, err);
	if (st == ST_OK)
		st = plan_combine(&phrase, b, XAP_PHRASE, parts, 2, 0, err);
	if (st == ST_OK)
		plan_list_add(out, phrase);
	return st;
}

/* Weighs what all spellings of the word weigh together, so that no odd one
 * counts more than what was typed, and nothing where one of the others gives
 * the word its weight. */
static enum status weigh_loose(xap_query **out, struct builder *b,
			       const struct sought_place *strict,
			       const struct sought_place *wide,
			       xap_query *phrases, int apart,
			       const struct place_of *where, struct error *err)
{
	xap_query *both[2] = {NULL, phrases};
	enum status st =
		plan_family(&both[0], b, where, wide->terms, wide->n, 0, err);

	if (st == ST_OK)
		st = plan_combine(out, b, XAP_FILTER, both, 2, 0, err);
	if (st != ST_OK || !apart)
		return st;
	both[0] = *out;
	st = plan_family(&both[1], b, where, strict->terms, strict->n, 0, err);
	return st == ST_OK ? plan_combine(out, b, XAP_AND_NOT, both, 2, 0, err)
			   : st;
}

/*
 * Noori Malki, where "Nuri Maliki" was typed: side by side. One of the two is
 * loose; posts where neither is are found anyhow, and they are many.
 */
static enum status add_loose(xap_query *out[2], struct builder *b,
			     const struct sought_place pair[2],
			     struct str typed, unsigned word, int apart,
			     const struct place_of *where, struct error *err)
{
	const size_t n[2] = {pair[0].n, pair[1].n};
	const size_t loose[2] = {pair[0].loose, pair[1].loose};
	struct query_list phrases = {NULL, 0};
	struct sought_place *wide = NULL;
	xap_query *either = NULL;
	enum status st =
		arena_array(&wide, &b->plan->arena, 2, sizeof(*wide), err);

	if (st == ST_OK)
		st = plan_list(&phrases, b, 2, err);
	if (st == ST_OK && loose[0])
		st = side_by_side(&phrases, b, pair, (size_t[2]){n[0], 0},
				  (size_t[2]){loose[0], n[1] + loose[1]}, where,
				  err);
	if (st == ST_OK && loose[1])
		st = side_by_side(&phrases, b, pair, (size_t[2]){0, n[1]},
				  (size_t[2]){n[0], loose[1]}, where, err);
	if (st == ST_OK)
		st = plan_combine(&either, b, XAP_OR, phrases.v, phrases.n, 0,
				  err);
	for (unsigned i = 0; st == ST_OK && i < 2; i++) {
		wide[i] = (struct sought_place){.terms = pair[i].terms,
						.n = n[i] + loose[i]};
		/* Posts that have it strictly are all that have it. */
		if (apart && !loose[i])
			continue;
		st = weigh_loose(&out[i], b, &pair[i], &wide[i], either, apart,
				 where, err);
	}
	for (unsigned i = 0; st == ST_OK && i < 2; i++)
		st = plan_mark(b, word + i, typed, wide, 2, err);
	return st;
}

/* 1: where the two stand may be looked up. */
static int affordable(struct builder *b, const struct sought_place pair[2])
{
	uint32_t one = plan_posts(&pair[0]), other = plan_posts(&pair[1]);
	uint32_t rarest = one < other ? one : other;

	if (b->excluded || rarest > PLAN_CLOSE_MAX ||
	    b->close + rarest > PLAN_CLOSE_ALL)
		return 0;
	b->close += rarest;
	return 1;
}

/* As SYNONYM, what is near weighs like one rare word; the sum of two families'
 * weights would be moved by the rarest of their forms. */
enum status plan_close(struct builder *b, const struct sought_place pair[2],
		       const struct place_of *where, struct error *err)
{
	xap_query *parts[2] = {NULL, NULL}, *q = NULL;
	enum status st = ST_OK;

	if (!affordable(b, pair))
		return ST_OK;
	for (unsigned i = 0; st == ST_OK && i < 2; i++)
		st = plan_any(&parts[i], b, where, pair[i].terms, pair[i].n,
			      XAP_OR, err);
	if (st == ST_OK)
		st = plan_combine(&parts[0], b, XAP_NEAR, parts, 2,
				  (uint32_t)ranking.window, err);
	if (st == ST_OK)
		st = xap_query_combine(&q, XAP_SYNONYM, parts, 1, 0, err);
	if (st == ST_OK)
		st = plan_keep(b, q, err);
	return st == ST_OK ? plan_add_bonus(b, q, ranking.close, err) : st;
}

enum status plan_pair(xap_query *out[2], struct builder *b,
		      const struct sought_place pair[2], struct str typed,
		      unsigned word, int apart, const struct place_of *where,
		      struct error *err)
{
	xap_query *joined = NULL;
	enum status st;

	out[0] = out[1] = NULL;
	if (where->exact || b->exact || !b->vocab)
		return ST_OK;
	st = add_joined(&joined, b, pair, typed, word, where, err);
	if (st == ST_OK && (pair[0].loose || pair[1].loose))
		st = add_loose(out, b, pair, typed, word, apart, where, err);
	for (unsigned i = 0; st == ST_OK && i < 2; i++)
		st = out[i] ? plan_add_other(&out[i], b, joined, err) : ST_OK;
	for (unsigned i = 0; i < 2; i++)
		out[i] = out[i] ? out[i] : joined;
	return st;
}
