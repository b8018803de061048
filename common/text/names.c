#include "common/text/names.h"

#include <stdint.h>

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

/* Each part's words. */
static const struct {
	enum name_part part;
	const char *words[32];
} parts[] = {
	{NAME_ARTICLE, {"al", "el", "ul"}},
	{NAME_SUN,
	 {"ad", "adh", "an", "ar", "as",  "ash", "at", "ath", "az", "ech",
	  "ed", "en",  "er", "es", "esh", "et",  "ez", "ud",  "ur", "uz"}},
	{NAME_PREFIX,
	 {"abu",   "abou",  "abi",   "abd",    "abdul", "abdur", "abder",
	  "abdus", "abdel", "abdal", "abdoul", "abdol", "bin",   "ben",
	  "bint",  "ibn",   "umm",   "oum",    "ابو",   "ابي",   "ابا",
	  "عبد",   "ابن",   "بن",    "بنت",    "ام"}},
	{NAME_SUFFIX,
	 {"allah", "ullah", "الله", "eddin", "eddine", "uddin", "addin",
	  "aldin", "الدين"}},
	{NAME_DIN, {"din", "deen", "dine"}},
};

enum {
	PACKED = 10, /* bytes of the longest word */
	SLOTS = 128, /* a power of two, twice the words or more */
};

/*
 * The words by a hash of their bytes: so many are looked up here that most must
 * miss at the first look.
 */
static struct slot {
	char word[PACKED];
	uint8_t len, part;
} slots[SLOTS];

static unsigned slot_of(struct str term)
{
	unsigned char first = (unsigned char)term.p[0];
	unsigned char second = (unsigned char)term.p[1];
	unsigned char last = (unsigned char)term.p[term.len - 1];

	return (first * 5u ^ second * 19u ^ last * 67u ^
		(unsigned)term.len * 31u) %
	       SLOTS;
}

/* Every written word of an archive is asked about: most are told by this. */
static uint32_t lengths[256];
static int filled;

static void fill_slots(void)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const char *const *word = parts[i].words;

		for (; *word; word++) {
			struct str term = {*word, strlen(*word)};
			unsigned at = slot_of(term);

			while (slots[at].len)
				at = (at + 1) % SLOTS;
			memcpy(slots[at].word, term.p, term.len);
			slots[at].len = (uint8_t)term.len;
			slots[at].part = (uint8_t)parts[i].part;
			lengths[(unsigned char)term.p[0]] |= 1u
							     << term.len % 32;
		}
	}
}

const uint32_t *name_part_lengths(void)
{
	if (!filled)
		fill_slots();
	filled = 1;
	return lengths;
}

enum name_part name_part(struct str term)
{
	if (term.len < 2 || term.len > PACKED ||
	    !(name_part_lengths()[(unsigned char)term.p[0]] >> term.len & 1))
		return NAME_NONE;
	for (unsigned at = slot_of(term); slots[at].len;
	     at = (at + 1) % SLOTS) {
		const struct slot *s = &slots[at];

		if (s->len == term.len && !memcmp(s->word, term.p, term.len))
			return (enum name_part)s->part;
	}
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

static int is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

int name_has_digits(struct str term)
{
	size_t letters = 0, digits = 0;

	for (size_t i = 0; i < term.len; i++) {
		int last = i + 1 == term.len;

		if (is_letter(term.p[i])) {
			letters++;
			continue;
		}
		/* 2 hamza, 3 ayn, 5 kha, 7 ha, 9 sad or qaf */
		if (!memchr("23579", term.p[i], 5) || (last && i == 0) ||
		    (i > 0 && !is_letter(term.p[i - 1])) ||
		    (last && !memchr("aeiou", term.p[i - 1], 5)))
			return 0;
		digits++;
	}
	return letters >= 4 && digits >= 1 && digits <= 2;
}
