#include "query/kin_apart.h"

/* 1: the word is `name` rather than `other`, or sounds more like it. */
static int rather(struct str term, struct str name, struct str other)
{
	int score;

	if (str_eq(term, name))
		return 1;
	if (str_eq(term, other))
		return 0;
	score = name_match(term, name, NULL);
	return score >= NAME_MATCH && score > name_match(term, other, NULL);
}

static void note(struct kin_apart *a, struct str is, struct str other)
{
	if (a->n == KIN_APART_MAX || !rather(a->term, is, other))
		return;
	a->pairs[a->n].is = is;
	a->pairs[a->n].other = other;
	a->n++;
}

static void find_pairs(struct kin_apart *a)
{
	for (size_t i = 0; i < a->tables->n; i++) {
		const struct name_table *t = a->tables->v[i];

		for (size_t k = 0; k < t->pair_count; k++) {
			note(a, t->pairs[k].a, t->pairs[k].b);
			note(a, t->pairs[k].b, t->pairs[k].a);
		}
	}
	a->ready = 1;
}

int kin_is_apart(struct kin_apart *a, struct str other)
{
	if (!a->ready)
		find_pairs(a);
	for (size_t i = 0; i < a->n; i++)
		if (rather(other, a->pairs[i].other, a->pairs[i].is))
			return 1;
	return 0;
}
