#include "common/index/vocab_key.h"

static struct str key(char *out, size_t at, struct str s)
{
	size_t room = (size_t)VOCAB_KEY_MAX - at;
	size_t n = s.len < room ? s.len : room;

	memcpy(out + at, s.p, n);
	return (struct str){out, at + n};
}

struct str vocab_word_key(char out[VOCAB_KEY_MAX], struct str term)
{
	out[0] = 'W';
	return key(out, 1, term);
}

struct str vocab_stem_key(char out[VOCAB_KEY_MAX], int lang, struct str stem)
{
	out[0] = 'T';
	memcpy(out + 1, stem_lang_name(lang), 2);
	out[3] = ':';
	return key(out, 4, stem);
}

struct str vocab_name_key(char out[VOCAB_KEY_MAX], const struct name_key *name)
{
	out[0] = 'N';
	return key(out, 1, (struct str){name->text, name->len});
}

void vocab_keys_of(struct vocab_keys *out, struct str term, uint32_t langs,
		   const struct vocab_case *cases)
{
	struct name_key names[NAME_KEYS_MAX];
	char text[STEM_MAX];
	size_t n;

	out->n = 0;
	for (int i = 0; i < STEM_LANGS; i++) {
		struct str found = {text, 0};

		if (!(langs >> i & 1))
			continue;
		found.len = stem(text, i, term);
		if (!str_eq(found, term)) {
			out->v[out->n] =
				vocab_stem_key(out->text[out->n], i, found);
			out->n++;
		}
	}
	if (!vocab_is_name(term, cases))
		return;
	n = name_keys(term, names);
	for (size_t i = 0; i < n; i++, out->n++)
		out->v[out->n] = vocab_name_key(out->text[out->n], &names[i]);
}
