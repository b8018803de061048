#include <stdlib.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/index/vocab.h"
#include "common/index/vocab_key.h"
#include "common/text/common_words.h"

enum { LIST_MAX = 4 << 20 /* bytes of one key's value */ };

static int is_arabic(struct str term)
{
	unsigned char c = term.len ? (unsigned char)term.p[0] : 0;

	return c >= 0xD8 && c <= 0xDB;
}

int vocab_is_name(struct str term, uint32_t capitals, uint32_t lowers)
{
	if (is_arabic(term))
		return 1;
	return capitals && capitals >= lowers && !common_word(term);
}

struct search {
	struct vocab_names *out;
	struct arena *arena;
	struct str term;
	struct name_sounds sounds; /* of term */
	int floor;
	size_t max;
};

static int known(const struct vocab_names *list, struct str term)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].word.term, term))
			return 1;
	return 0;
}

/* Keep a name in its place by its score; the worst falls off a full list. */
static enum status keep(struct search *s, struct str term,
			const struct name_match *match, struct error *err)
{
	struct vocab_names *list = s->out;
	struct vocab_name name = {.match = *match};
	size_t at = list->n;
	enum status st;

	if (at == s->max &&
	    (at == 0 || list->v[at - 1].match.score >= match->score))
		return ST_OK;
	st = arena_str(&name.word.term, s->arena, term, err);
	if (st != ST_OK)
		return st;
	if (at == s->max)
		at--;
	else
		list->n++;
	for (; at && list->v[at - 1].match.score < match->score; at--)
		list->v[at] = list->v[at - 1];
	list->v[at] = name;
	return ST_OK;
}

static enum status consider(struct search *s, struct str term,
			    struct error *err)
{
	struct name_sounds sounds;
	struct name_match match;

	if (str_eq(term, s->term) || known(s->out, term))
		return ST_OK;
	name_sounds_read(&sounds, term);
	if (name_match_sounds(&s->sounds, &sounds, s->floor, &match) < s->floor)
		return ST_OK;
	return keep(s, term, &match, err);
}

static enum status search_key(struct search *s, const xap_db *db,
			      struct str key, struct buf *list,
			      struct error *err)
{
	enum status st = xap_db_metadata(db, key, list, err);
	const char *p = list->p, *end = p + list->len, *space;

	for (; st == ST_OK && p < end; p = space + 1) {
		space = memchr(p, ' ', (size_t)(end - p));
		if (!space)
			return error_set(err, ST_CORRUPT,
					 "vocabulary: bad list '%.*s'",
					 (int)key.len, key.p);
		st = consider(s, (struct str){p, (size_t)(space - p)}, err);
	}
	return st;
}

enum status vocab_names(struct vocab_names *out, struct arena *arena,
			const xap_db *db, struct str term, int floor,
			size_t max, struct error *err)
{
	struct search s = {.out = out,
			   .arena = arena,
			   .term = term,
			   .floor = floor,
			   .max = max};
	struct name_key keys[NAME_KEYS_MAX];
	struct buf list = BUF_INIT(LIST_MAX);
	size_t n = name_keys(term, keys);
	enum status st;

	out->n = 0;
	st = arena_array(&out->v, arena, max + 1, sizeof(*out->v), err);
	name_sounds_read(&s.sounds, term);
	for (size_t i = 0; st == ST_OK && i < n; i++) {
		char key[VOCAB_KEY_MAX];

		buf_clear(&list);
		st = search_key(&s, db, vocab_name_key(key, &keys[i]), &list,
				err);
	}
	buf_free(&list);
	for (size_t i = 0; st == ST_OK && i < out->n; i++)
		st = vocab_word(&out->v[i].word, arena, db, out->v[i].word.term,
				err);
	return st;
}
