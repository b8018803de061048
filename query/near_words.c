#include "query/near_words.h"

#include <string.h>

#include <unistr.h>

#include "query/known_words.h"
#include "query/typo.h"

enum {
	CELLS = 32,       /* of a comparison, as dear as reading a word */
	COMMON_BONUS = 6, /* less cost, each time posts double */
	COMMON_MAX = 12   /* at most so often */
};

/* A word as letters, and which of them it has, as bits. */
struct letters {
	uint32_t v[TYPO_LEN_MAX];
	size_t n;
	uint32_t set;
};

/* 0: more letters than TYPO_LEN_MAX. */
static int read_letters(struct letters *out, struct str s)
{
	const uint8_t *p = (const uint8_t *)s.p;
	ucs4_t c;

	*out = (struct letters){.n = 0};
	for (size_t i = 0; i < s.len;) {
		int n = u8_mbtoucr(&c, p + i, s.len - i);

		if (n <= 0 || out->n == TYPO_LEN_MAX)
			return 0;
		out->v[out->n++] = c;
		out->set |= 1u << c % 32;
		i += (size_t)n;
	}
	return 1;
}

struct looking {
	struct near_words *out;
	struct arena *arena;
	const xap_db *posts, *vocab;
	struct known_words words; /* being looked at */
	struct letters typed;
	unsigned max;
	size_t *budget;
};

static unsigned bonus(uint32_t posts)
{
	unsigned doubled = 0;

	for (; posts > 1 && doubled < COMMON_MAX; posts /= 2)
		doubled++;
	return COMMON_BONUS * doubled;
}

/* Into the list, if it is among the best. */
static enum status offer(struct looking *l, const struct xap_term *term,
			 unsigned cost, struct error *err)
{
	struct near_words *out = l->out;
	struct near_word w = {{NULL, 0}, cost, term->freq};
	size_t at = out->n;
	enum status st;

	for (size_t i = 0; i < out->n; i++)
		if (str_eq(out->v[i].term, term->term))
			return ST_OK;
	while (at &&
	       (out->v[at - 1].cost > cost || (out->v[at - 1].cost == cost &&
					       out->v[at - 1].posts < w.posts)))
		at--;
	if (at == NEAR_WORDS_MAX)
		return ST_OK;
	st = arena_str(&w.term, l->arena, term->term, err);
	if (out->n < NEAR_WORDS_MAX)
		out->n++;
	memmove(&out->v[at + 1], &out->v[at],
		(out->n - 1 - at) * sizeof(out->v[0]));
	out->v[at] = w;
	return st;
}

static void spend(struct looking *l, size_t n)
{
	*l->budget -= n < *l->budget ? n : *l->budget;
}

/* Words that cannot be near are told by their letters alone. */
static enum status try_word(struct looking *l, struct xap_term *term,
			    struct error *err)
{
	const struct letters *a = &l->typed;
	const size_t letters_max = l->max / 40;
	struct letters b;
	unsigned cost;
	enum status st;

	if (term->term.len > TYPO_LEN_MAX * 4 ||
	    term->term.len > 4 * (a->n + letters_max) ||
	    !read_letters(&b, term->term) || b.n < 2 ||
	    b.n > a->n + letters_max || a->n > b.n + letters_max ||
	    __builtin_popcount(a->set ^ b.set) > 5)
		return ST_OK;
	spend(l, a->n * b.n / CELLS);
	cost = typo_cost(a->v, a->n, b.v, b.n, l->max);
	if (cost > l->max)
		return ST_OK;
	st = known_words_count(&l->words, term, err);
	return st == ST_OK ? offer(l, term,
				   cost + COMMON_BONUS * COMMON_MAX -
					   bonus(term->freq),
				   err)
			   : st;
}

/* Look at the words that begin with these letters. */
static enum status scan(struct looking *l, const uint32_t *begin, size_t n,
			struct error *err)
{
	uint8_t prefix[6 * 4];
	size_t len = 0;
	struct xap_term term;
	enum status st;

	for (size_t i = 0; i < n; i++) {
		int bytes = u8_uctomb(prefix + len, begin[i],
				      (ptrdiff_t)(sizeof(prefix) - len));

		if (bytes <= 0)
			return ST_OK;
		len += (size_t)bytes;
	}
	/* Capitals begin the terms of fields. */
	if (begin[0] >= 'A' && begin[0] <= 'Z')
		return ST_OK;
	st = known_words_open(&l->words, l->posts, l->vocab,
			      (struct str){(char *)prefix, len}, err);
	while (st == ST_OK && *l->budget &&
	       (st = known_words_next(&l->words, &term, err)) == ST_OK) {
		spend(l, 1);
		st = try_word(l, &term, err);
	}
	known_words_close(&l->words);
	return st == ST_END ? ST_OK : st;
}

/* "f" for "ph", and "ph" for "f". */
static enum status scan_pairs(struct looking *l, const uint32_t *c,
			      struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < TYPO_PAIRS; i++) {
		const struct typo_pair *p = &typo_pairs[i];
		const uint32_t two[2] = {(uint32_t)p->two[0],
					 (uint32_t)p->two[1]};
		const uint32_t one[2] = {(uint32_t)p->one, c[2]};

		if (c[0] == one[0])
			st = scan(l, two, 2, err);
		else if (c[0] == two[0] && c[1] == two[1])
			st = scan(l, one, 2, err);
	}
	return st;
}

/* A slip at the first letter: swapped with the second, one too many, another
 * one, one too few. */
static enum status scan_first(struct looking *l, const uint32_t *c,
			      struct error *err)
{
	enum status st = scan(l, (uint32_t[]){c[1], c[0]}, 2, err);

	if (st == ST_OK)
		st = scan(l, (uint32_t[]){c[1], c[2]}, 2, err);
	for (uint32_t x = 'a'; st == ST_OK && x <= 'z'; x++) {
		if (typo_alike(x, c[0]))
			st = scan(l, (uint32_t[]){x, c[1]}, 2, err);
		if (st == ST_OK)
			st = scan(l, (uint32_t[]){x, c[0], c[1]}, 3, err);
	}
	return st;
}

/* Likewise at the second. */
static enum status scan_second(struct looking *l, const uint32_t *c,
			       struct error *err)
{
	enum status st = scan(l, (uint32_t[]){c[0], c[2]}, 2, err);

	for (uint32_t x = 'a'; st == ST_OK && x <= 'z'; x++) {
		if (typo_alike(x, c[1]))
			st = scan(l, (uint32_t[]){c[0], x}, 2, err);
		else
			st = scan(l, (uint32_t[]){c[0], x, c[1]}, 3, err);
	}
	return st;
}

enum status near_words(struct near_words *out, struct arena *arena,
		       const xap_db *posts, const xap_db *vocab,
		       struct str term, size_t *budget, struct error *err)
{
	struct looking l = {.out = out,
			    .arena = arena,
			    .posts = posts,
			    .vocab = vocab,
			    .budget = budget};
	enum status st;

	out->n = 0;
	if (!read_letters(&l.typed, term))
		return ST_OK;
	l.max = typo_max(l.typed.n);
	if (!l.max)
		return ST_OK;
	/* The likeliest first: there is a ceiling. */
	st = scan(&l, l.typed.v, 2, err);
	if (st == ST_OK)
		st = scan_second(&l, l.typed.v, err);
	if (st == ST_OK)
		st = scan_pairs(&l, l.typed.v, err);
	return st == ST_OK ? scan_first(&l, l.typed.v, err) : st;
}
