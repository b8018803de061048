#include "query/kin_apart.h"

/*
 * What spellings of one name may begin with, as sets of letters that overlap:
 * comparing sounds takes a hundred times as long as seeing that Omar is not
 * Khalid. Words of other letters may begin with anything.
 */
static unsigned first_letters(struct str term)
{
	enum {
		OPEN = 1, /* vowels, and what is dropped before them */
		LIP = 2,
		BACK = 4, /* k, q, g, kh, gh, j */
		TOOTH = 8,
		HISS = 16,
		LIQUID = 32,
		NOSE = 64,
		ANY = ~0
	};
	static const int sets['z' - 'a' + 1] = {
		OPEN,                /* a */
		LIP,                 /* b */
		BACK | HISS,         /* c */
		TOOTH | BACK | HISS, /* d: dj, dh */
		OPEN,                /* e */
		LIP,                 /* f */
		BACK,                /* g */
		OPEN | BACK,         /* h */
		OPEN,                /* i */
		BACK | OPEN,         /* j: Josef, Yusuf */
		BACK,                /* k */
		LIQUID | OPEN,       /* l, which may be an article */
		NOSE,                /* m */
		NOSE | OPEN,         /* n: Ennahda, Nahda */
		OPEN | LIP,          /* o: Ouali, Wali */
		LIP,                 /* p */
		BACK,                /* q */
		LIQUID | BACK,       /* r, the French ear's gh */
		HISS,                /* s */
		TOOTH | HISS,        /* t: tch, th */
		OPEN | LIP,          /* u */
		LIP,                 /* v */
		LIP | OPEN,          /* w */
		BACK | HISS,         /* x */
		OPEN | BACK,         /* y */
		HISS | TOOTH,        /* z */
	};
	char c = term.p[0];

	return (unsigned)(c >= 'a' && c <= 'z' ? sets[c - 'a'] : ANY);
}

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
	if (a->n == KIN_APART_MAX ||
	    !(first_letters(a->term) & first_letters(is)) ||
	    !rather(a->term, is, other))
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
