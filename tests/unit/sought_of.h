#ifndef TESTS_UNIT_SOUGHT_OF_H
#define TESTS_UNIT_SOUGHT_OF_H

#include "query/cut.h"
#include "query/sought.h"

/*
 * What a plan would look for, without an index: "milk, price of milk" is a
 * word and a phrase, each without kin.
 */
static inline enum status sought_add(struct sought *out, struct arena *arena,
				     struct str typed, struct error *err)
{
	struct sought_sequence *s = &out->v[out->n];
	struct cut cut;
	enum status st = cut_text(&cut, arena, typed, err);

	if (st != ST_OK || cut.n == 0)
		return st;
	*s = (struct sought_sequence){
		.word = out->words++, .typed = typed, .weight = 1, .n = cut.n};
	st = arena_array(&s->places, arena, cut.n, sizeof(*s->places), err);
	for (size_t i = 0; st == ST_OK && i < cut.n; i++) {
		struct sought_place *p = &s->places[i];

		p->n = cut.v[i].n;
		st = arena_array(&p->terms, arena, p->n, sizeof(*p->terms),
				 err);
		for (size_t k = 0; st == ST_OK && k < p->n; k++)
			p->terms[k] = (struct sought_term){
				.term = cut.v[i].terms[k],
				.by = k ? "article" : "exact",
				.posts = 1};
	}
	out->n++;
	return st;
}

static inline enum status sought_of(struct sought *out, struct arena *arena,
				    struct str typed, struct error *err)
{
	enum { SEQUENCES_MAX = 64 };
	enum status st;

	*out = (struct sought){.n = 0};
	st = arena_array(&out->v, arena, SEQUENCES_MAX, sizeof(*out->v), err);
	for (size_t i = 0, end; st == ST_OK && i < typed.len; i = end + 1) {
		end = i;
		while (end < typed.len && typed.p[end] != ',')
			end++;
		if (out->n < SEQUENCES_MAX)
			st = sought_add(out, arena,
					(struct str){typed.p + i, end - i},
					err);
	}
	return st;
}

#endif
