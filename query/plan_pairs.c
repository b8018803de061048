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
	return st == ST_OK
		       ? plan_any(out, b, where, kin.v, kin.n, XAP_SYNONYM, err)
		       : st;
}

/* Noori Malki, where "Nuri Maliki" was typed: side by side. */
static enum status add_loose(xap_query **out, struct builder *b,
			     const struct sought_place pair[2],
			     struct str typed, unsigned word,
			     const struct place_of *where, struct error *err)
{
	struct sought_place *wide = NULL;
	xap_query *parts[2] = {NULL, NULL};
	enum status st =
		arena_array(&wide, &b->plan->arena, 2, sizeof(*wide), err);

	for (unsigned i = 0; st == ST_OK && i < 2; i++) {
		wide[i] = (struct sought_place){.terms = pair[i].terms,
						.n = pair[i].n + pair[i].loose};
		st = plan_any(&parts[i], b, where, wide[i].terms, wide[i].n,
			      XAP_OR, err);
	}
	for (unsigned i = 0; st == ST_OK && i < 2; i++)
		st = plan_mark(b, word + i, typed, wide, 2, err);
	return st == ST_OK ? plan_combine(out, b, XAP_PHRASE, parts, 2, 0, err)
			   : st;
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

enum status plan_pair(xap_query **out, struct builder *b,
		      const struct sought_place pair[2], struct str typed,
		      unsigned word, const struct place_of *where,
		      struct error *err)
{
	xap_query *parts[2] = {NULL, NULL};
	size_t n = 0;
	enum status st;

	*out = NULL;
	if (where->exact || b->exact || !b->vocab)
		return ST_OK;
	st = add_joined(&parts[n], b, pair, typed, word, where, err);
	n += parts[n] != NULL;
	if (st == ST_OK && (pair[0].loose || pair[1].loose))
		st = add_loose(&parts[n], b, pair, typed, word, where, err);
	n += n < 2 && parts[n] != NULL;
	return st == ST_OK && n ? plan_combine(out, b, XAP_OR, parts, n, 0, err)
				: st;
}
