#include <stdlib.h>

#include "common/base/hash.h"
#include "common/index/vocab.h"
#include "common/text/names.h"
#include "query/spellings.h"

/*
 * The concordance: every name of the vocabulary, the most frequent first,
 * gathers those of its spellings that no more frequent one took. Only then is
 * it known which family is the most frequent.
 */
enum { MEMORY_MAX = 1 << 30, ONE_MAX = 32 << 20 /* bytes */ };

struct entry {
	struct str term;
	uint32_t count;
	int taken;
	UT_hash_handle hh;
};

/* A spelling that was listed; names and their cores share many. */
struct shown {
	struct str folded;
	UT_hash_handle hh;
};

struct kept {
	struct family family;
	size_t number; /* in which order they were found */
	struct kept *next;
};

struct concordance {
	struct arena arena;
	struct kept *kept;   /* the latest first */
	size_t count;        /* of them */
	struct shown *shown; /* a uthash table */
	const xap_db *vocab;
	const struct kin_tables *tables;
	struct entry *entries; /* a uthash table */
};

/* Not al, Abu, bin; of Arabic words not those that are too short to tell. */
static int is_listed(const struct vocab_word *word)
{
	enum { SHORT = 6 /* bytes of three letters */ };
	int arabic = (unsigned char)word->term.p[0] >= 0xD8;

	return vocab_is_name(word->term, &word->cases) &&
	       name_part(word->term) == NAME_NONE &&
	       !(arabic && word->term.len <= SHORT);
}

static enum status add_entry(struct concordance *c, struct str term,
			     struct error *err)
{
	struct vocab_word word;
	struct entry *e = NULL;
	enum status st = vocab_word(&word, &c->arena, c->vocab, term, err);

	if (st != ST_OK || !is_listed(&word))
		return st;
	st = arena_alloc(&e, &c->arena, sizeof(*e), err);
	if (st != ST_OK)
		return st;
	e->term = word.term;
	e->count = word.count;
	HASH_ADD_KEYPTR(hh, c->entries, e->term.p, e->term.len, e);
	return e->hh.tbl ? ST_OK : error_set(err, ST_MEMORY, "out of memory");
}

static enum status read_names(struct concordance *c, struct error *err)
{
	struct xap_term key;
	xap_terms *it = NULL;
	enum status st = xap_keys_open(&it, c->vocab, STR("W"), err);

	while (st == ST_OK && (st = xap_terms_next(it, &key, err)) == ST_OK)
		st = add_entry(
			c, (struct str){key.term.p + 1, key.term.len - 1}, err);
	xap_terms_free(it);
	return st == ST_END ? ST_OK : st;
}

static int by_count(const struct entry *a, const struct entry *b)
{
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return str_order(a->term, b->term);
}

static int is_free(struct concordance *c, struct str term)
{
	struct entry *e = NULL;

	HASH_FIND(hh, c->entries, term.p, term.len, e);
	return e && !e->taken;
}

static void take(struct concordance *c, struct str term)
{
	struct entry *e = NULL;

	HASH_FIND(hh, c->entries, term.p, term.len, e);
	if (e)
		e->taken = 1;
}

static int was_shown(const struct concordance *c, struct str folded)
{
	struct shown *s = NULL;

	HASH_FIND(hh, c->shown, folded.p, folded.len, s);
	return s != NULL;
}

static enum status show(struct concordance *c, struct str folded,
			struct error *err)
{
	struct shown *s = NULL;
	enum status st = arena_alloc(&s, &c->arena, sizeof(*s), err);

	if (st == ST_OK)
		st = arena_str(&s->folded, &c->arena, folded, err);
	if (st != ST_OK)
		return st;
	HASH_ADD_KEYPTR(hh, c->shown, s->folded.p, s->folded.len, s);
	return s->hh.tbl ? ST_OK : error_set(err, ST_MEMORY, "out of memory");
}

/* The spellings of a name whose terms are free, and take them. */
static enum status gather(struct family *out, struct concordance *c,
			  struct arena *arena, struct str term,
			  struct error *err)
{
	uint32_t most = 0;
	size_t kept = 0;
	enum status st;

	*out = (struct family){.count = 0};
	st = spellings_of(&out->spellings, arena, c->vocab, c->tables, term,
			  err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < out->spellings.n; i++) {
		struct spelling *s = &out->spellings.v[i];

		if (!is_free(c, s->kin->term) || was_shown(c, s->folded))
			continue;
		if (s->count > most) {
			most = s->count;
			out->text = s->text;
		}
		out->count += s->count;
		out->spellings.v[kept++] = *s;
	}
	out->spellings.n = kept;
	for (size_t i = 0; st == ST_OK && i < kept; i++) {
		take(c, out->spellings.v[i].kin->term);
		st = show(c, out->spellings.v[i].folded, err);
	}
	return st;
}

/* In `arena`; of its kin what a writer shows. */
static enum status copy_spelling(struct spelling *out, struct arena *arena,
				 const struct spelling *s, struct error *err)
{
	struct sought_term *kin = NULL;
	enum status st = arena_alloc(&kin, arena, sizeof(*kin), err);

	if (st != ST_OK)
		return st;
	*kin = (struct sought_term){.by = s->kin->by, .score = s->kin->score};
	*out = (struct spelling){
		.count = s->count, .posts = s->posts, .kin = kin};
	st = arena_str(&out->text, arena, s->text, err);
	if (st == ST_OK)
		st = arena_str(&out->folded, arena, s->folded, err);
	if (st == ST_OK)
		st = arena_str(&kin->term, arena, s->kin->term, err);
	if (st == ST_OK)
		st = arena_str(&kin->rule, arena, s->kin->rule, err);
	return st == ST_OK ? arena_str(&kin->why, arena, s->kin->why, err) : st;
}

static enum status keep(struct concordance *c, const struct family *family,
			struct error *err)
{
	const struct spellings *from = &family->spellings;
	struct spellings *to;
	struct kept *k = NULL;
	enum status st = arena_alloc(&k, &c->arena, sizeof(*k), err);

	if (st != ST_OK)
		return st;
	*k = (struct kept){.family = {.count = family->count},
			   .number = c->count++,
			   .next = c->kept};
	c->kept = k;
	to = &k->family.spellings;
	st = arena_str(&k->family.text, &c->arena, family->text, err);
	if (st == ST_OK)
		st = arena_array(&to->v, &c->arena, from->n, sizeof(*to->v),
				 err);
	for (; st == ST_OK && to->n < from->n; to->n++)
		st = copy_spelling(&to->v[to->n], &c->arena, &from->v[to->n],
				   err);
	return st;
}

/* All names, most frequent first, with the spellings that are still free. */
static enum status gather_all(struct concordance *c, struct error *err)
{
	struct arena one = ARENA_INIT(ONE_MAX);
	enum status st = ST_OK;

	for (struct entry *e = c->entries; st == ST_OK && e; e = e->hh.next) {
		struct family family;

		if (e->taken)
			continue;
		arena_clear(&one);
		st = gather(&family, c, &one, e->term, err);
		if (st == ST_OK && family.spellings.n)
			st = keep(c, &family, err);
		e->taken = 1;
	}
	arena_free(&one);
	return st;
}

static int by_family_count(const void *a, const void *b)
{
	const struct kept *x = *(struct kept *const *)a;
	const struct kept *y = *(struct kept *const *)b;

	if (x->family.count != y->family.count)
		return x->family.count > y->family.count ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* The families in the order of their counts. */
static enum status sort_kept(struct kept ***out, struct concordance *c,
			     struct error *err)
{
	enum status st =
		arena_array(out, &c->arena, c->count, sizeof(**out), err);
	size_t n = 0;

	if (st != ST_OK)
		return st;
	for (struct kept *k = c->kept; k; k = k->next)
		(*out)[n++] = k;
	qsort(*out, n, sizeof(**out), by_family_count);
	return ST_OK;
}

enum status spellings_all(const xap_db *vocab, const struct kin_tables *tables,
			  enum status (*each)(void *ctx,
					      const struct family *family,
					      struct error *err),
			  void *ctx, struct error *err)
{
	struct concordance c = {.arena = ARENA_INIT(MEMORY_MAX),
				.vocab = vocab,
				.tables = tables};
	struct kept **sorted = NULL;
	enum status st = read_names(&c, err);

	HASH_SRT(hh, c.entries, by_count);
	if (st == ST_OK)
		st = gather_all(&c, err);
	if (st == ST_OK)
		st = sort_kept(&sorted, &c, err);
	for (size_t i = 0; st == ST_OK && i < c.count; i++)
		st = each(ctx, &sorted[i]->family, err);
	HASH_CLEAR(hh, c.entries);
	HASH_CLEAR(hh, c.shown);
	arena_free(&c.arena);
	return st;
}
