#include <stdlib.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/index/vocab.h"
#include "common/index/vocab_key.h"
#include "common/text/common_words.h"
#include "common/text/name_kin.h"
#include "common/text/names.h"

enum { LIST_MAX = 4 << 20 /* bytes of one key's value */ };

static int is_arabic(struct str term)
{
	unsigned char c = term.len ? (unsigned char)term.p[0] : 0;

	return c >= 0xD8 && c <= 0xDB;
}

int vocab_is_name(struct str term, const struct vocab_case *cases)
{
	if (is_arabic(term) || name_has_digits(term))
		return 1;
	if (cases->capitals < cases->lowers ||
	    cases->capitals + cases->starts == 0)
		return 0;
	return !common_word(term);
}

/* The names that share a key with a word. */
struct candidates {
	struct arena arena;
	struct str term; /* the word, which is none of them */
	struct str *terms;
	struct name_sounds *sounds;
	size_t n, size;
	struct buf lists[NAME_KEYS_MAX]; /* what terms point to */
};

enum {
	CANDIDATES_MAX = 20000,
	CANDIDATES_MEMORY = 32 << 20 /* bytes */
};

static int by_term(const void *a, const void *b)
{
	return str_order(*(const struct str *)a, *(const struct str *)b);
}

static size_t count_spaces(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.p[i] == ' ';
	return n;
}

static void add_terms(struct candidates *c, struct str list)
{
	const char *p = list.p, *end = list.p + list.len, *space;

	for (; p < end && c->n < c->size; p = space + 1) {
		struct str term;

		space = memchr(p, ' ', (size_t)(end - p));
		if (!space)
			return;
		term = (struct str){p, (size_t)(space - p)};
		if (!str_eq(term, c->term))
			c->terms[c->n++] = term;
	}
}

/* What several keys list counts once. */
static void drop_doubles(struct candidates *c)
{
	size_t kept = 0;

	qsort(c->terms, c->n, sizeof(*c->terms), by_term);
	for (size_t i = 0; i < c->n; i++)
		if (kept == 0 || !str_eq(c->terms[i], c->terms[kept - 1]))
			c->terms[kept++] = c->terms[i];
	c->n = kept;
}

static void read_sounds(struct name_sounds *out, struct str term)
{
	name_sounds_read(out, term);
	out->known = known_name(term) != 0;
}

static enum status read_lists(struct candidates *c, const xap_db *db,
			      struct error *err)
{
	struct name_key keys[NAME_KEYS_MAX];
	size_t n = name_keys(c->term, keys);
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		char key[VOCAB_KEY_MAX];

		c->lists[i].max = LIST_MAX;
		st = xap_db_metadata(db, vocab_name_key(key, &keys[i]),
				     &c->lists[i], err);
		c->size += count_spaces(buf_str(&c->lists[i]));
	}
	if (c->size > CANDIDATES_MAX)
		c->size = CANDIDATES_MAX;
	if (st == ST_OK)
		st = arena_array(&c->terms, &c->arena, c->size,
				 sizeof(*c->terms), err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		add_terms(c, buf_str(&c->lists[i]));
	if (st != ST_OK)
		return st;
	drop_doubles(c);
	st = arena_array(&c->sounds, &c->arena, c->n, sizeof(*c->sounds), err);
	for (size_t i = 0; st == ST_OK && i < c->n; i++)
		read_sounds(&c->sounds[i], c->terms[i]);
	return st;
}

static void candidates_free(struct candidates *c)
{
	for (size_t i = 0; i < NAME_KEYS_MAX; i++)
		buf_free(&c->lists[i]);
	arena_free(&c->arena);
}

static enum status take(struct vocab_names *out, struct arena *arena,
			const xap_db *db, const struct candidates *c,
			const struct name_kin *kin, struct error *err)
{
	struct vocab_name *name = &out->v[out->n];
	enum status st =
		vocab_word(&name->word, arena, db, c->terms[kin->index], err);

	name_match(c->term, c->terms[kin->index], &name->match);
	name->match.score = kin->score;
	out->n += st == ST_OK;
	return st;
}

enum status vocab_names(struct vocab_names *out, struct arena *arena,
			const xap_db *db, struct str term, int floor,
			size_t max, struct error *err)
{
	struct candidates c = {.arena = ARENA_INIT(CANDIDATES_MEMORY),
			       .term = term};
	struct name_kin kin[NAME_KIN_MAX];
	struct name_sounds sounds;
	size_t n = 0;
	enum status st;

	out->n = 0;
	st = arena_array(&out->v, arena, max, sizeof(*out->v), err);
	if (st == ST_OK)
		st = read_lists(&c, db, err);
	if (st == ST_OK) {
		name_sounds_read(&sounds, term);
		n = name_kin(&sounds, c.sounds, c.n, floor, kin);
	}
	for (size_t i = 0; st == ST_OK && i < n && out->n < max; i++)
		st = take(out, arena, db, &c, &kin[i], err);
	candidates_free(&c);
	return st;
}
