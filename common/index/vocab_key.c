#include "common/index/vocab_key.h"

#include "common/text/stem.h"

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
