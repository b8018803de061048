#include "common/text/name_latin.h"

#include <string.h>

#include "common/text/name_letters.h"

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
static size_t take_glide(struct name_reading *r, const struct name_letters *t,
			 size_t i)
{
	char c = t->p[i], next = name_letter_at(t, i + 1);
	int front = c == 'i' || c == 'y';

	if (name_letter_is_vowel(next))
		add(r, front ? SOUND_Y : SOUND_W);
	else
		add(r, front ? SOUND_GLIDE_I : SOUND_GLIDE_U);
	return 1;
}

static size_t take_vowel(struct name_reading *r, const struct name_letters *t,
			 size_t i)
{
	char c = t->p[i], next = name_letter_at(t, i + 1);
	int behind = last_is_vowel(r);

	if (c == 'o' && next == 'u') {
		int glide = (behind || i == 0) &&
			    name_letter_is_vowel(name_letter_at(t, i + 2));

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
static size_t take_half(struct name_reading *r, const struct name_letters *t,
			size_t i)
{
	char c = t->p[i], next = name_letter_at(t, i + 1);

	if (name_letter_is_vowel(next) || next == c) {
		add_consonant(r, c == 'y' ? SOUND_Y : SOUND_W);
		return 1;
	}
	if (last_is_vowel(r))
		return take_glide(r, t, i);
	add(r, c == 'y' ? SOUND_VOWEL_Y : SOUND_W);
	return 1;
}

static size_t take_group(struct name_reading *r, const struct name_letters *t,
			 size_t i)
{
	for (size_t g = 0; g < GROUP_COUNT; g++) {
		if (groups[g].text[0] != t->p[i] ||
		    !name_letters_start(t, i, groups[g].text))
			continue;
		add_consonant(r, groups[g].sound);
		return strlen(groups[g].text);
	}
	return 0;
}

static size_t take_consonant(struct name_reading *r,
			     const struct name_letters *t, size_t i)
{
	char c = t->p[i], next = name_letter_at(t, i + 1);
	size_t n = name_letter_in(c, "cdgkpstz") ? take_group(r, t, i) : 0;

	if (n)
		return n;
	if (c == 'h' && i + 1 == t->len && last_is_vowel(r)) {
		add(r, SOUND_FINAL_H);
		return 1;
	}
	if (c == 'c' && name_letter_in(next, "eiy"))
		add_consonant(r, SOUND_C);
	else
		add_consonant(r, singles[c - 'a']);
	if (c == 'x')
		add_consonant(r, SOUND_S);
	/* Guesmi, Quassim: the u is silent. */
	if ((c == 'g' && next == 'u' &&
	     name_letter_in(name_letter_at(t, i + 2), "ei")) ||
	    (c == 'q' && next == 'u' &&
	     name_letter_is_vowel(name_letter_at(t, i + 2))))
		return 2;
	return 1;
}

static void read_sounds(struct name_reading *r, const struct name_letters *t)
{
	size_t i = 0;

	r->count = 0;
	while (i < t->len) {
		char c = t->p[i];

		if (name_letter_is_vowel(c))
			i += take_vowel(r, t, i);
		else if (c == 'y' || c == 'w')
			i += take_half(r, t, i);
		else
			i += take_consonant(r, t, i);
	}
}

static void add_reading(struct name_sounds *out, const struct name_letters *t,
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
static void add_name(struct name_sounds *out, struct name_letters *t, int bare)
{
	int doubtful = name_letters_join_prefix(t);

	add_reading(out, t, bare);
	if (!doubtful)
		return;
	name_letters_write(t, 3, 0, "l");
	add_reading(out, t, bare);
}

static void note_looks(struct name_sounds *out, const struct name_letters *t)
{
	out->first = (uint8_t)(t->p[0] - 'a');
	out->last = (uint8_t)(t->p[t->len - 1] - 'a');
	out->letters = 0;
	for (size_t i = 0; i < t->len; i++)
		out->letters |= 1u << (t->p[i] - 'a');
}

void name_latin_read(struct name_sounds *out, struct str term)
{
	struct name_letters t, bare;
	size_t n;

	if (!name_letters_take(&t, term))
		return;
	out->script = SCRIPT_LATIN;
	note_looks(out, &t);
	name_letters_join_din(&t);
	bare = t;
	add_name(out, &t, 0);
	n = name_letters_article(&bare, 0, 3);
	if (n) {
		name_letters_cut(&bare, 0, n);
		add_name(out, &bare, 1);
	}
}
