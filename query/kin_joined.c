#include <string.h>

#include "common/index/vocab.h"
#include "common/text/common_words.h"
#include "query/kin.h"

enum { TYPED_MAX = 128 /* bytes of both words */ };

/* The joined word itself, if the archive has it as a name. */
static enum status add_itself(struct kin *out, struct arena *arena,
			      const xap_db *vocab, struct str joined,
			      struct error *err)
{
	struct vocab_word word;
	enum status st = vocab_word(&word, arena, vocab, joined, err);

	if (st == ST_NOTFOUND)
		return ST_OK;
	if (st == ST_OK && vocab_is_name(joined, &word.cases))
		out->v[out->n++] =
			(struct sought_term){.term = word.term,
					     .by = "name",
					     .posts = word.posts,
					     .score = NAME_SAME - 1,
					     .rule = STR("joined"),
					     .why = STR("written as one")};
	return st;
}

enum status kin_joined(struct kin *out, struct arena *arena,
		       const xap_db *vocab, const struct kin_tables *tables,
		       struct str first, struct str second, size_t max,
		       struct error *err)
{
	char typed[TYPED_MAX];
	struct str joined = {typed, first.len + second.len};
	struct kin alike = {NULL, 0};
	enum status st;

	*out = (struct kin){NULL, 0};
	if (joined.len > sizeof(typed) || common_word(first) ||
	    common_word(second))
		return ST_OK;
	memcpy(typed, first.p, first.len);
	memcpy(typed + first.len, second.p, second.len);
	st = arena_array(&out->v, arena, max + 1, sizeof(*out->v), err);
	if (st == ST_OK)
		st = add_itself(out, arena, vocab, joined, err);
	if (st == ST_OK)
		st = kin_names(&alike, arena, vocab, tables, joined, NAME_NEAR,
			       max, err);
	for (size_t i = 0; st == ST_OK && i < alike.n && out->n < max; i++)
		if (alike.v[i].score >= NAME_NEAR)
			out->v[out->n++] = alike.v[i];
	return st;
}
