#include "common/text/names.h"

static const struct {
	const char *term;
	enum name_part part;
} parts[] = {
	{"al", NAME_ARTICLE},    {"el", NAME_ARTICLE},   {"ad", NAME_SUN},
	{"adh", NAME_SUN},       {"an", NAME_SUN},       {"ar", NAME_SUN},
	{"as", NAME_SUN},        {"ash", NAME_SUN},      {"at", NAME_SUN},
	{"ath", NAME_SUN},       {"az", NAME_SUN},       {"ech", NAME_SUN},
	{"ed", NAME_SUN},        {"en", NAME_SUN},       {"er", NAME_SUN},
	{"es", NAME_SUN},        {"esh", NAME_SUN},      {"et", NAME_SUN},
	{"ez", NAME_SUN},        {"ud", NAME_SUN},       {"abu", NAME_PREFIX},
	{"abou", NAME_PREFIX},   {"abi", NAME_PREFIX},   {"abd", NAME_PREFIX},
	{"abdul", NAME_PREFIX},  {"abdel", NAME_PREFIX}, {"abdal", NAME_PREFIX},
	{"abdoul", NAME_PREFIX}, {"abdol", NAME_PREFIX}, {"bin", NAME_PREFIX},
	{"ben", NAME_PREFIX},    {"bint", NAME_PREFIX},  {"ibn", NAME_PREFIX},
	{"umm", NAME_PREFIX},    {"oum", NAME_PREFIX},   {"eddin", NAME_SUFFIX},
	{"eddine", NAME_SUFFIX}, {"uddin", NAME_SUFFIX}, {"addin", NAME_SUFFIX},
	{"aldin", NAME_SUFFIX},  {"din", NAME_DIN},      {"deen", NAME_DIN},
	{"dine", NAME_DIN},      {"ابو", NAME_PREFIX},   {"ابي", NAME_PREFIX},
	{"ابا", NAME_PREFIX},    {"عبد", NAME_PREFIX},   {"ابن", NAME_PREFIX},
	{"بن", NAME_PREFIX},     {"بنت", NAME_PREFIX},   {"ام", NAME_PREFIX},
	{"الدين", NAME_SUFFIX},
};

static int is(struct str term, const char *word)
{
	size_t len = strlen(word);

	return term.len == len && memcmp(term.p, word, len) == 0;
}

static int in_list(struct str term, const char *const *list)
{
	for (; *list; list++)
		if (is(term, *list))
			return 1;
	return 0;
}

/* The first bytes of the table, one bit each: most words stop here. */
static int may_be_part(struct str term)
{
	const unsigned letters = 1u << ('a' - 'a') | 1u << ('b' - 'a') |
				 1u << ('d' - 'a') | 1u << ('e' - 'a') |
				 1u << ('i' - 'a') | 1u << ('o' - 'a') |
				 1u << ('u' - 'a');
	unsigned char c;

	if (term.len < 2 || term.len > sizeof("الدين") - 1)
		return 0;
	c = (unsigned char)term.p[0];
	if (c >= 'a' && c <= 'z')
		return (letters >> (c - 'a') & 1) && term.len <= 6;
	return c == 0xD8 || c == 0xD9;
}

enum name_part name_part(struct str term)
{
	if (!may_be_part(term))
		return NAME_NONE;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (is(term, parts[i].term))
			return parts[i].part;
	return NAME_NONE;
}

int name_sun_agrees(struct str article, struct str next)
{
	size_t n = article.len - 1;

	return next.len > n && memcmp(next.p, article.p + 1, n) == 0;
}

int name_never_first(struct str term)
{
	static const char *const words[] = {
		"of",   "the", "in",   "and",  "by", "to",  "for",
		"with", "on",  "from", "that", "is", "was", "or",
		"as",   "at",  "de",   "et",   "le", "la",  "du",
		"في",   "من",  "على",  "عن",   "و",  "هذا", NULL,
	};

	return in_list(term, words);
}

int name_is_given(struct str al, struct str next)
{
	static const char *const families[] = {
		"capone",   "franken",  "gore",   "green",    "hirt",
		"jarreau",  "jolson",   "kooper", "michaels", "pacino",
		"roker",    "sharpton", "smith",  "stewart",  "unser",
		"yankovic", NULL,
	};

	return is(al, "al") && in_list(next, families);
}

int name_elides(struct str prefix)
{
	static const char *const elided[] = {
		"c", "d",  "j",     "l",      "m",      "n",  "s",
		"t", "qu", "jusqu", "lorsqu", "puisqu", NULL,
	};

	return in_list(prefix, elided);
}
