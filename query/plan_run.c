#include "common/text/stop_words.h"
#include "query/plan_build.h"

/*
 * Words typed one after the other. Words of grammar are not asked for beside
 * others, what is said twice is searched once, and two words may be one name.
 */

/* 1: white space parts place b from place a: the query's own word break. */
static int parted(struct str text, const struct cut_place *a,
		  const struct cut_place *b)
{
	for (size_t i = a->end; i < b->begin; i++)
		if (text.p[i] == ' ')
			return 1;
	return 0;
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
	struct str typed = plan_between(text, word, word);

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
	struct str typed = plan_between(text, word->first, word->last);
	size_t n = (size_t)(word->last - word->first) + 1;

	enum status st;

	word->number = b->plan->sought.words;
	word->bonus = b->bonus.n;
	st = n == 1 ? plan_single(out, b, word->first, typed, where,
				  &word->place, err)
		    : plan_sequence(out, b, word->first, n, typed, where,
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
	st = plan_scale(out, b, word->count, err);
	for (size_t i = word->bonus; st == ST_OK && i < word->end; i++)
		st = plan_scale(&b->bonus.v[i], b, word->count, err);
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
		xap_query *other[2];

		if (!w[0].place || !w[1].place || w[0].last + 1 != w[1].first)
			continue;
		st = arena_array(&pair, &b->plan->arena, 2, sizeof(*pair), err);
		if (st != ST_OK)
			break;
		pair[0] = *w[0].place;
		pair[1] = *w[1].place;
		st = plan_pair(other, b, pair,
			       plan_between(text, w[0].first, w[1].last),
			       w[0].number, 1, where, err);
		for (size_t k = 0; st == ST_OK && k < 2; k++)
			st = plan_add_other(&out->v[i + k], b, other[k], err);
		if (st == ST_OK)
			st = plan_close(b, pair, where, err);
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
		while (end < cut.n && end - i < PLAN_RUN_MAX &&
		       b->places <= PLAN_ROOM_MAX &&
		       !parted(text, &cut.v[end - 1], &cut.v[end]))
			end++;
		if (skip && end == i + 1 && is_filler(&cut.v[i], text))
			continue;
		if (said_before(words, out->n, cut.v + i, end - i))
			continue;
		if (!plan_has_room(b, end - i))
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
