#include "common/text/names.h"

#define ROW(term, part)                                                        \
	{                                                                      \
		{(term), sizeof(term) - 1}, (part)                             \
	}

static const struct {
	struct str term;
	enum name_part part;
} parts[] = {
	ROW("al", NAME_ARTICLE),    ROW("el", NAME_ARTICLE),
	ROW("ad", NAME_SUN),        ROW("adh", NAME_SUN),
	ROW("an", NAME_SUN),        ROW("ar", NAME_SUN),
	ROW("as", NAME_SUN),        ROW("ash", NAME_SUN),
	ROW("at", NAME_SUN),        ROW("ath", NAME_SUN),
	ROW("az", NAME_SUN),        ROW("ech", NAME_SUN),
	ROW("ed", NAME_SUN),        ROW("en", NAME_SUN),
	ROW("er", NAME_SUN),        ROW("es", NAME_SUN),
	ROW("esh", NAME_SUN),       ROW("et", NAME_SUN),
	ROW("ez", NAME_SUN),        ROW("ud", NAME_SUN),
	ROW("abu", NAME_PREFIX),    ROW("abou", NAME_PREFIX),
	ROW("abi", NAME_PREFIX),    ROW("abd", NAME_PREFIX),
	ROW("abdul", NAME_PREFIX),  ROW("abdel", NAME_PREFIX),
	ROW("abdal", NAME_PREFIX),  ROW("abdoul", NAME_PREFIX),
	ROW("abdol", NAME_PREFIX),  ROW("bin", NAME_PREFIX),
	ROW("ben", NAME_PREFIX),    ROW("bint", NAME_PREFIX),
	ROW("ibn", NAME_PREFIX),    ROW("umm", NAME_PREFIX),
	ROW("oum", NAME_PREFIX),    ROW("eddin", NAME_SUFFIX),
	ROW("eddine", NAME_SUFFIX), ROW("uddin", NAME_SUFFIX),
	ROW("addin", NAME_SUFFIX),  ROW("aldin", NAME_SUFFIX),
	ROW("din", NAME_DIN),       ROW("deen", NAME_DIN),
	ROW("dine", NAME_DIN),      ROW("ابو", NAME_PREFIX),
	ROW("ابي", NAME_PREFIX),    ROW("ابا", NAME_PREFIX),
	ROW("عبد", NAME_PREFIX),    ROW("ابن", NAME_PREFIX),
	ROW("بن", NAME_PREFIX),     ROW("بنت", NAME_PREFIX),
	ROW("ام", NAME_PREFIX),     ROW("الدين", NAME_SUFFIX),
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
		if (str_eq(term, parts[i].term))
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
