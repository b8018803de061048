#include "common/text/name_latin.h"

#include <string.h>

/* Letters of a term that may still be rewritten. */
struct letters {
	char p[NAME_SOUNDS_MAX * 2];
	size_t len;
};

/* Groups of letters that are one sound. The first that fits is taken, so
 * longer ones stand before their beginnings. */
static const struct {
	char text[5];
	uint8_t sound;
} groups[] = {
	{"ck", SOUND_K},    {"cq", SOUND_K},    {"ch", SOUND_CH},
	{"dsch", SOUND_DJ}, {"dzh", SOUND_DJ},  {"dj", SOUND_DJ},
	{"dg", SOUND_DJ},   {"dh", SOUND_DH},   {"gh", SOUND_GH},
	{"kh", SOUND_KH},   {"ph", SOUND_F},    {"sch", SOUND_SH},
	{"sh", SOUND_SH},   {"tsch", SOUND_CH}, {"tch", SOUND_CH},
	{"th", SOUND_TH},   {"zh", SOUND_ZH},
};

enum { GROUP_COUNT = sizeof(groups) / sizeof(groups[0]) };

/* What single letters sound like; SOUND_COUNT: nothing by itself. */
static const uint8_t singles[26] = {
	SOUND_A, SOUND_B, SOUND_K, SOUND_D,       SOUND_E, SOUND_F, SOUND_G,
	SOUND_H, SOUND_I, SOUND_J, SOUND_K,       SOUND_L, SOUND_M, SOUND_N,
	SOUND_O, SOUND_P, SOUND_Q, SOUND_R,       SOUND_S, SOUND_T, SOUND_U,
	SOUND_V, SOUND_W, SOUND_K, SOUND_VOWEL_Y, SOUND_Z,
};

static unsigned in(char c, const char *set)
{
	return c && strchr(set, c) != NULL;
}

static unsigned is_vowel(char c)
{
	return in(c, "aeiou");
}

static int is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static char at(const struct letters *t, size_t i)
{
	return i < t->len ? t->p[i] : '\0';
}

static int starts(const struct letters *t, size_t i, const char *prefix)
{
	size_t n = strlen(prefix);

	return i <= t->len && n <= t->len - i &&
	       memcmp(t->p + i, prefix, n) == 0;
}

static int ends(const struct letters *t, const char *suffix)
{
	size_t n = strlen(suffix);

	return n <= t->len && starts(t, t->len - n, suffix);
}

static void cut(struct letters *t, size_t from, size_t n)
{
	memmove(t->p + from, t->p + from + n, t->len - from - n);
	t->len -= n;
}

/* ---- from letters to sounds */

static void add(struct name_reading *r, enum name_sound sound)
{
	if (r->count == NAME_SOUNDS_MAX)
		return;
	r->sound[r->count] = (uint8_t)sound;
	r->doubled[r->count++] = 0;
}

/* A consonant; one that repeats the last, or makes it a group (ddh), is
 * the same, doubled. */
static void add_consonant(struct name_reading *r, enum name_sound sound)
{
	static const uint8_t single[SOUND_LATIN_END] = {
		[SOUND_TH] = SOUND_T, [SOUND_DH] = SOUND_D,
		[SOUND_DJ] = SOUND_D, [SOUND_GH] = SOUND_G,
		[SOUND_KH] = SOUND_K, [SOUND_SH] = SOUND_S,
		[SOUND_CH] = SOUND_T, [SOUND_Q] = SOUND_K,
		[SOUND_K] = SOUND_Q,
	};
	uint8_t *last = r->count ? &r->sound[r->count - 1] : NULL;

	if (last && (*last == sound || (single[sound] && *last != SOUND_B &&
					*last == single[sound]))) {
		*last = (uint8_t)sound;
		r->doubled[r->count - 1] = 1;
		return;
	}
	add(r, sound);
}

static int last_is_vowel(const struct name_reading *r)
{
	return r->count && name_sound_is_vowel(r->sound[r->count - 1]);
}

/* i, y, u, w behind a vowel: a glide before another, else a diphthong's end. */
static size_t take_glide(struct name_reading *r, const struct letters *t,
			 size_t i)
{
	char c = t->p[i], next = at(t, i + 1);
	int front = c == 'i' || c == 'y';

	if (is_vowel(next))
		add(r, front ? SOUND_Y : SOUND_W);
	else
		add(r, front ? SOUND_GLIDE_I : SOUND_GLIDE_U);
	return 1;
}

static size_t take_vowel(struct name_reading *r, const struct letters *t,
			 size_t i)
{
	char c = t->p[i], next = at(t, i + 1);
	int behind = last_is_vowel(r);

	if (c == 'o' && next == 'u') {
		int glide = (behind || i == 0) && is_vowel(at(t, i + 2));

		add(r, glide ? SOUND_W : SOUND_OU);
		return 2;
	}
	if (c == next) {
		add(r, c == 'a'               ? SOUND_AA
		       : c == 'o' || c == 'u' ? SOUND_OO
					      : SOUND_EE);
		return 2;
	}
	if (behind && (c == 'i' || c == 'u'))
		return take_glide(r, t, i);
	add(r, singles[c - 'a']);
	return 1;
}

/* y and w: before a vowel consonants, else vowels. */
static size_t take_half(struct name_reading *r, const struct letters *t,
			size_t i)
{
	char c = t->p[i], next = at(t, i + 1);

	if (is_vowel(next) || next == c) {
		add_consonant(r, c == 'y' ? SOUND_Y : SOUND_W);
		return 1;
	}
	if (last_is_vowel(r))
		return take_glide(r, t, i);
	add(r, c == 'y' ? SOUND_VOWEL_Y : SOUND_W);
	return 1;
}

static size_t take_group(struct name_reading *r, const struct letters *t,
			 size_t i)
{
	for (size_t g = 0; g < GROUP_COUNT; g++) {
		if (groups[g].text[0] != t->p[i] ||
		    !starts(t, i, groups[g].text))
			continue;
		add_consonant(r, groups[g].sound);
		return strlen(groups[g].text);
	}
	return 0;
}

static size_t take_consonant(struct name_reading *r, const struct letters *t,
			     size_t i)
{
	char c = t->p[i], next = at(t, i + 1);
	size_t n = in(c, "cdgkpstz") ? take_group(r, t, i) : 0;

	if (n)
		return n;
	if (c == 'h' && i + 1 == t->len && last_is_vowel(r)) {
		add(r, SOUND_FINAL_H);
		return 1;
	}
	if (c == 'c' && in(next, "eiy"))
		add_consonant(r, SOUND_C);
	else
		add_consonant(r, singles[c - 'a']);
	if (c == 'x')
		add_consonant(r, SOUND_S);
	/* Guesmi, Quassim: the u is silent. */
	if ((c == 'g' && next == 'u' && in(at(t, i + 2), "ei")) ||
	    (c == 'q' && next == 'u' && is_vowel(at(t, i + 2))))
		return 2;
	return 1;
}

static void read_sounds(struct name_reading *r, const struct letters *t)
{
	size_t i = 0;

	r->count = 0;
	while (i < t->len) {
		char c = t->p[i];

		if (is_vowel(c))
			i += take_vowel(r, t, i);
		else if (c == 'y' || c == 'w')
			i += take_half(r, t, i);
		else
			i += take_consonant(r, t, i);
	}
}

/* ---- what stands around a name */

/* The article's letters at `from`; 0: none. Behind it at least `min` letters,
 * two of them consonants. Of a name's start (at 0) the vowel is a, e or u; of
 * a sun letter the second must follow, except for sh and ch: Asharq. */
static size_t article(const struct letters *t, size_t from, size_t min)
{
	size_t n = 0, consonants = 0;
	char c = at(t, from), next = at(t, from + 1);

	if (!in(c, "aeu"))
		return 0;
	if (next == 'l')
		n = 2;
	else if (in(next, "srndtz") && at(t, from + 2) == next)
		n = 2;
	else if (starts(t, from + 1, "sh") || starts(t, from + 1, "ch"))
		n = starts(t, from + 3, "sh") || starts(t, from + 3, "ch") ? 3
									   : 1;
	if (n == 0 || t->len - from < n + min)
		return 0;
	for (size_t i = from + n; i < t->len; i++)
		consonants += !is_vowel(t->p[i]);
	return consonants >= 2 ? n : 0;
}

/* How many letters stand between "abd" and its name: Abdul-, Abder-. */
static size_t link_length(const struct letters *t, size_t from)
{
	size_t n = 0;

	if (starts(t, from, "ou"))
		n = 2;
	else if (is_vowel(at(t, from)))
		n = 1;
	if (n == 0)
		return 0;
	if (at(t, from + n) == 'l' ||
	    (at(t, from + n) && at(t, from + n) == at(t, from + n + 1)))
		n++;
	if (starts(t, from + n, "al") && t->len - from - n >= 5)
		n += 2; /* abdulalmajid */
	if (t->len < from + n + (at(t, from + n) == 'l' ? 4 : 3))
		return 0; /* abdullah is no abd of lah */
	return n;
}

static void write(struct letters *t, size_t from, size_t n, const char *with)
{
	size_t len = strlen(with);

	if (t->len - n + len > sizeof(t->p))
		return;
	memmove(t->p + from + len, t->p + from + n, t->len - from - n);
	memcpy(t->p + from, with, len);
	t->len = t->len - n + len;
}

/* Salaheddine, Salahaldin, Nuruddin: one form of their end. */
static void join_din(struct letters *t)
{
	static const char *const dins[] = {"din", "dine", "deen", "dien"};
	size_t n = 0, i;

	for (size_t k = 0; k < sizeof(dins) / sizeof(dins[0]); k++)
		if (ends(t, dins[k]))
			n = strlen(dins[k]);
	if (n == 0 || t->len < n + 4)
		return;
	i = t->len - n;
	if (!in(t->p[i - 1], "dl") || !is_vowel(t->p[i - 2]))
		return;
	i -= 2;
	if (i > 2 && is_vowel(t->p[i - 1]))
		i--;
	write(t, i, t->len - i, "uddin");
}

/* Abd, Abu and ibn before a name: what links them goes. 1: the l that went
 * may have been the name's own, as in abdolatif. */
static int join_prefix(struct letters *t)
{
	size_t n;
	int doubtful = 0;

	if (starts(t, 0, "ibn") && t->len >= 6) {
		write(t, 0, 3, "bin");
	} else if (starts(t, 0, "abu") && (n = article(t, 3, 4)) > 0) {
		cut(t, 3, n);
	} else if (starts(t, 0, "abou") && (n = article(t, 4, 4)) > 0) {
		cut(t, 4, n);
	} else if (starts(t, 0, "abd") && (n = link_length(t, 3)) > 0) {
		doubtful = t->p[3 + n - 1] == 'l' && is_vowel(t->p[3 + n]);
		cut(t, 3, n);
	}
	return doubtful;
}

/* ---- letters of a term */

/* Arabizi: digits for the letters that Latin lacks; '\0': dropped. */
static const char *digit(char c)
{
	switch (c) {
	case '5':
		return "kh";
	case '6':
		return "t";
	case '7':
		return "h";
	case '8':
		return "gh";
	case '9':
		return "q";
	default:
		return c == '2' || c == '3' ? "" : NULL;
	}
}

/* 0: not of letters, or too many. */
static int take_letters(struct letters *t, struct str term)
{
	size_t digits = 0, vowels = 0;

	t->len = 0;
	for (size_t i = 0; i < term.len; i++) {
		char c = term.p[i];

		if (t->len + 2 > sizeof(t->p))
			break; /* known by its beginning */
		vowels += is_vowel(c);
		if (is_letter(c)) {
			t->p[t->len++] = c;
			continue;
		}
		if (!digit(c) || i + 1 == term.len || !is_letter(term.p[i + 1]))
			return 0;
		write(t, t->len, 0, digit(c));
		digits++;
	}
	return t->len >= 2 && (digits == 0 || (vowels && term.len >= 4));
}

static void add_reading(struct name_sounds *out, const struct letters *t,
			int bare)
{
	struct name_reading *r = &out->reading[out->count];

	if (out->count == NAME_READINGS_MAX)
		return;
	read_sounds(r, t);
	r->bare = (uint8_t)bare;
	if (r->count > 0)
		out->count++;
}

/* A name as it stands, or behind an article. */
static void add_name(struct name_sounds *out, struct letters *t, int bare)
{
	int doubtful = join_prefix(t);

	add_reading(out, t, bare);
	if (!doubtful)
		return;
	write(t, 3, 0, "l");
	add_reading(out, t, bare);
}

static void note_looks(struct name_sounds *out, const struct letters *t)
{
	out->first = (uint8_t)(t->p[0] - 'a');
	out->last = (uint8_t)(t->p[t->len - 1] - 'a');
	out->letters = 0;
	for (size_t i = 0; i < t->len; i++)
		out->letters |= 1u << (t->p[i] - 'a');
}

void name_latin_read(struct name_sounds *out, struct str term)
{
	struct letters t, bare;
	size_t n;

	if (!take_letters(&t, term))
		return;
	out->script = SCRIPT_LATIN;
	note_looks(out, &t);
	join_din(&t);
	bare = t;
	add_name(out, &t, 0);
	n = article(&bare, 0, 3);
	if (n) {
		cut(&bare, 0, n);
		add_name(out, &bare, 1);
	}
}
