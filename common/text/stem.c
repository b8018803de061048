#include "common/text/stem.h"

#include <stdint.h>
#include <string.h>

#include <libstemmer.h>
#include <unistr.h>

static const struct {
	const char *lang;
	const char *snowball; /* NULL: light rules of our own */
} langs[STEM_LANGS] = {
	{"en", "english"},    {"ar", NULL},      {"fr", "french"},
	{"de", "german"},     {"es", "spanish"}, {"it", "italian"},
	{"pt", "portuguese"}, {"nl", "dutch"},   {"sv", "swedish"},
	{"no", "norwegian"},  {"da", "danish"},  {"fi", "finnish"},
	{"tr", "turkish"},    {"ru", "russian"}, {"hu", "hungarian"},
	{"ro", "romanian"},   {"ca", "catalan"},
};

int stem_lang(struct str lang)
{
	for (int i = 0; i < STEM_LANGS; i++)
		if (lang.len == 2 && !memcmp(langs[i].lang, lang.p, 2))
			return i;
	return -1;
}

const char *stem_lang_name(int lang)
{
	return langs[lang].lang;
}

/* Longest first; what remains keeps at least two letters. */
static const char *const arabic_prefixes[] = {"وال", "بال", "كال", "فال",
					      "لل",  "ال",  "و",   NULL};
static const char *const arabic_suffixes[] = {"ها", "ان", "ات", "ون", "ين",
					      "يه", "ه",  "ي",  NULL};

enum { ARABIC_LETTER = 2 /* bytes */ };

static struct str stem_arabic(struct str s)
{
	for (const char *const *p = arabic_prefixes; *p; p++) {
		size_t n = strlen(*p);
		size_t keep = (n == ARABIC_LETTER ? 3 : 2) * ARABIC_LETTER;

		if (s.len >= n + keep && memcmp(s.p, *p, n) == 0) {
			s.p += n;
			s.len -= n;
			break;
		}
	}
	for (const char *const *p = arabic_suffixes; *p; p++) {
		size_t n = strlen(*p);

		if (s.len >= n + (size_t)2 * ARABIC_LETTER &&
		    memcmp(s.p + s.len - n, *p, n) == 0) {
			s.len -= n;
			break;
		}
	}
	return s;
}

/* NULL: no memory. One stemmer a language for the whole process. */
static struct sb_stemmer *stemmer(int lang)
{
	static struct sb_stemmer *made[STEM_LANGS];

	if (!made[lang])
		made[lang] = sb_stemmer_new(langs[lang].snowball, "UTF_8");
	return made[lang];
}

static int has_letter(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] > '9')
			return 1;
	return 0;
}

size_t stem(char out[STEM_MAX], int lang, struct str term)
{
	struct str result = term;
	struct sb_stemmer *s;

	if (has_letter(term) && term.len <= STEM_MAX) {
		if (!langs[lang].snowball) {
			result = stem_arabic(term);
		} else if ((s = stemmer(lang))) {
			const sb_symbol *p = sb_stemmer_stem(
				s, (const sb_symbol *)term.p, (int)term.len);
			if (p)
				result = (struct str){
					(const char *)p,
					(size_t)sb_stemmer_length(s)};
		}
	}
	if (result.len > STEM_MAX)
		result.len = STEM_MAX;
	memcpy(out, result.p, result.len);
	return result.len;
}

/* Scripts that tell the language, near enough for stems. */
static const struct {
	uint32_t first, last;
	const char *lang;
} scripts[] = {
	{0x0370, 0x03FF, "el"}, {0x0400, 0x052F, "ru"}, {0x0590, 0x05FF, "he"},
	{0x0600, 0x06FF, "ar"}, {0x0900, 0x097F, "hi"}, {0x0E00, 0x0E7F, "th"},
	{0x3040, 0x30FF, "ja"}, {0x4E00, 0x9FFF, "zh"}, {0xAC00, 0xD7AF, "ko"},
};

enum { SCRIPTS = sizeof(scripts) / sizeof(scripts[0]), LOOK = 4 << 10 };

static int is_persian(uint32_t c)
{
	return c == 0x067E || c == 0x0686 || c == 0x0698 || c == 0x06AF ||
	       c == 0x06A9 || c == 0x06CC;
}

struct str lang_by_script(struct str text)
{
	unsigned counts[SCRIPTS] = {0}, latin = 0, persian = 0, best = 0;
	size_t end = text.len < LOOK ? text.len : LOOK;

	for (size_t i = 0; i < end;) {
		ucs4_t c;
		int n = u8_mbtouc(&c, (const uint8_t *)text.p + i,
				  text.len - i);

		i += n > 0 ? (size_t)n : 1;
		latin += (c | 32) >= 'a' && (c | 32) <= 'z';
		persian += is_persian(c);
		for (size_t k = 0; c > 0x024F && k < SCRIPTS; k++)
			counts[k] +=
				c >= scripts[k].first && c <= scripts[k].last;
	}
	for (unsigned k = 1; k < SCRIPTS; k++)
		if (counts[k] > counts[best])
			best = k;
	if (counts[best] <= latin)
		return STR("");
	/* One letter in ten that Arabic does not have: Persian. */
	if (!strcmp(scripts[best].lang, "ar") && persian > counts[best] / 10)
		return STR("fa");
	return (struct str){scripts[best].lang, 2};
}
