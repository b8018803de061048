#include "common/text/name_sounds.h"

#include <string.h>

#include "common/text/name_latin.h"

enum { BARE_MIN = 3 /* Arabic letters behind an article */ };

static const char *const texts[SOUND_COUNT] = {
	[SOUND_B] = "b",         [SOUND_P] = "p",       [SOUND_T] = "t",
	[SOUND_TH] = "th",       [SOUND_D] = "d",       [SOUND_DH] = "dh",
	[SOUND_J] = "j",         [SOUND_DJ] = "dj",     [SOUND_CH] = "ch",
	[SOUND_ZH] = "zh",       [SOUND_G] = "g",       [SOUND_GH] = "gh",
	[SOUND_K] = "k",         [SOUND_KH] = "kh",     [SOUND_Q] = "q",
	[SOUND_H] = "h",         [SOUND_C] = "c",       [SOUND_S] = "s",
	[SOUND_SH] = "sh",       [SOUND_Z] = "z",       [SOUND_F] = "f",
	[SOUND_V] = "v",         [SOUND_R] = "r",       [SOUND_L] = "l",
	[SOUND_M] = "m",         [SOUND_N] = "n",       [SOUND_Y] = "y",
	[SOUND_W] = "w",         [SOUND_FINAL_H] = "h", [SOUND_A] = "a",
	[SOUND_E] = "e",         [SOUND_I] = "i",       [SOUND_O] = "o",
	[SOUND_U] = "u",         [SOUND_AA] = "aa",     [SOUND_EE] = "ee",
	[SOUND_OO] = "oo",       [SOUND_OU] = "ou",     [SOUND_VOWEL_Y] = "y",
	[SOUND_GLIDE_I] = "i",   [SOUND_GLIDE_U] = "u", [SOUND_ALEF] = "ا",
	[SOUND_BEH] = "ب",       [SOUND_PEH] = "پ",     [SOUND_TEH] = "ت",
	[SOUND_THEH] = "ث",      [SOUND_JEEM] = "ج",    [SOUND_TCHEH] = "چ",
	[SOUND_HAH] = "ح",       [SOUND_KHAH] = "خ",    [SOUND_DAL] = "د",
	[SOUND_THAL] = "ذ",      [SOUND_REH] = "ر",     [SOUND_ZAIN] = "ز",
	[SOUND_JEH] = "ژ",       [SOUND_SEEN] = "س",    [SOUND_SHEEN] = "ش",
	[SOUND_SAD] = "ص",       [SOUND_DAD] = "ض",     [SOUND_TAH] = "ط",
	[SOUND_ZAH] = "ظ",       [SOUND_AIN] = "ع",     [SOUND_GHAIN] = "غ",
	[SOUND_FEH] = "ف",       [SOUND_VEH] = "ڤ",     [SOUND_QAF] = "ق",
	[SOUND_KAF] = "ك",       [SOUND_GAF] = "گ",     [SOUND_LAM] = "ل",
	[SOUND_MEEM] = "م",      [SOUND_NOON] = "ن",    [SOUND_HEH] = "ه",
	[SOUND_FINAL_HEH] = "ة", [SOUND_WAW] = "و",     [SOUND_YEH] = "ي",
	[SOUND_HAMZA] = "ء",
};

static const uint8_t kinds[SOUND_COUNT] = {
	[SOUND_B] = KIND_CONSONANT,
	[SOUND_P] = KIND_CONSONANT,
	[SOUND_T] = KIND_CONSONANT,
	[SOUND_TH] = KIND_CONSONANT,
	[SOUND_D] = KIND_CONSONANT,
	[SOUND_DH] = KIND_CONSONANT,
	[SOUND_J] = KIND_CONSONANT,
	[SOUND_DJ] = KIND_CONSONANT,
	[SOUND_CH] = KIND_CONSONANT,
	[SOUND_ZH] = KIND_CONSONANT,
	[SOUND_G] = KIND_CONSONANT,
	[SOUND_GH] = KIND_CONSONANT,
	[SOUND_K] = KIND_CONSONANT,
	[SOUND_KH] = KIND_CONSONANT,
	[SOUND_Q] = KIND_CONSONANT,
	[SOUND_C] = KIND_CONSONANT,
	[SOUND_S] = KIND_CONSONANT,
	[SOUND_SH] = KIND_CONSONANT,
	[SOUND_Z] = KIND_CONSONANT,
	[SOUND_F] = KIND_CONSONANT,
	[SOUND_V] = KIND_CONSONANT,
	[SOUND_R] = KIND_CONSONANT,
	[SOUND_L] = KIND_CONSONANT,
	[SOUND_M] = KIND_CONSONANT,
	[SOUND_N] = KIND_CONSONANT,
	[SOUND_H] = KIND_H,
	[SOUND_FINAL_H] = KIND_H,
	[SOUND_Y] = KIND_Y,
	[SOUND_W] = KIND_W,
	[SOUND_A] = KIND_A,
	[SOUND_AA] = KIND_A,
	[SOUND_E] = KIND_E,
	[SOUND_I] = KIND_I,
	[SOUND_EE] = KIND_I,
	[SOUND_VOWEL_Y] = KIND_I,
	[SOUND_GLIDE_I] = KIND_I,
	[SOUND_O] = KIND_U,
	[SOUND_U] = KIND_U,
	[SOUND_OO] = KIND_U,
	[SOUND_OU] = KIND_U,
	[SOUND_GLIDE_U] = KIND_U,
	[SOUND_BEH] = KIND_CONSONANT,
	[SOUND_PEH] = KIND_CONSONANT,
	[SOUND_TEH] = KIND_CONSONANT,
	[SOUND_THEH] = KIND_CONSONANT,
	[SOUND_JEEM] = KIND_CONSONANT,
	[SOUND_TCHEH] = KIND_CONSONANT,
	[SOUND_KHAH] = KIND_CONSONANT,
	[SOUND_DAL] = KIND_CONSONANT,
	[SOUND_THAL] = KIND_CONSONANT,
	[SOUND_REH] = KIND_CONSONANT,
	[SOUND_ZAIN] = KIND_CONSONANT,
	[SOUND_JEH] = KIND_CONSONANT,
	[SOUND_SEEN] = KIND_CONSONANT,
	[SOUND_SHEEN] = KIND_CONSONANT,
	[SOUND_SAD] = KIND_CONSONANT,
	[SOUND_DAD] = KIND_CONSONANT,
	[SOUND_TAH] = KIND_CONSONANT,
	[SOUND_ZAH] = KIND_CONSONANT,
	[SOUND_GHAIN] = KIND_CONSONANT,
	[SOUND_FEH] = KIND_CONSONANT,
	[SOUND_VEH] = KIND_CONSONANT,
	[SOUND_QAF] = KIND_CONSONANT,
	[SOUND_KAF] = KIND_CONSONANT,
	[SOUND_GAF] = KIND_CONSONANT,
	[SOUND_LAM] = KIND_CONSONANT,
	[SOUND_MEEM] = KIND_CONSONANT,
	[SOUND_NOON] = KIND_CONSONANT,
	[SOUND_HAH] = KIND_H,
	[SOUND_HEH] = KIND_H,
	[SOUND_FINAL_HEH] = KIND_H,
	[SOUND_AIN] = KIND_AYN,
	[SOUND_HAMZA] = KIND_AYN,
	[SOUND_ALEF] = KIND_A,
	[SOUND_YEH] = KIND_I,
	[SOUND_WAW] = KIND_U,
};

/* Arabic letters as folding leaves them (chars.h), and some neighbours'. */
static const struct {
	uint16_t c;
	uint8_t sound;
} letters[] = {
	{0x0621, SOUND_HAMZA}, {0x0627, SOUND_ALEF},  {0x0628, SOUND_BEH},
	{0x062A, SOUND_TEH},   {0x062B, SOUND_THEH},  {0x062C, SOUND_JEEM},
	{0x062D, SOUND_HAH},   {0x062E, SOUND_KHAH},  {0x062F, SOUND_DAL},
	{0x0630, SOUND_THAL},  {0x0631, SOUND_REH},   {0x0632, SOUND_ZAIN},
	{0x0633, SOUND_SEEN},  {0x0634, SOUND_SHEEN}, {0x0635, SOUND_SAD},
	{0x0636, SOUND_DAD},   {0x0637, SOUND_TAH},   {0x0638, SOUND_ZAH},
	{0x0639, SOUND_AIN},   {0x063A, SOUND_GHAIN}, {0x0641, SOUND_FEH},
	{0x0642, SOUND_QAF},   {0x0643, SOUND_KAF},   {0x0644, SOUND_LAM},
	{0x0645, SOUND_MEEM},  {0x0646, SOUND_NOON},  {0x0647, SOUND_HEH},
	{0x0648, SOUND_WAW},   {0x064A, SOUND_YEH},   {0x0679, SOUND_TEH},
	{0x067E, SOUND_PEH},   {0x0686, SOUND_TCHEH}, {0x0688, SOUND_DAL},
	{0x0691, SOUND_REH},   {0x0698, SOUND_JEH},   {0x06A4, SOUND_VEH},
	{0x06A8, SOUND_GAF},   {0x06AD, SOUND_GAF},   {0x06AF, SOUND_GAF},
	{0x06BA, SOUND_NOON},
};

enum { LETTER_COUNT = sizeof(letters) / sizeof(letters[0]) };

/* One bit for each sound that is a vowel or lengthens one. */
static const uint64_t latin_vowels =
	(1ull << SOUND_LATIN_END) - (1ull << SOUND_A);

int name_sound_is_vowel(enum name_sound sound)
{
	if (sound < SOUND_LATIN_END)
		return (int)(latin_vowels >> sound & 1);
	return sound == SOUND_ALEF || sound == SOUND_WAW || sound == SOUND_YEH;
}

enum sound_kind name_sound_kind(enum name_sound sound)
{
	return sound < SOUND_COUNT ? kinds[sound] : KIND_CONSONANT;
}

const char *name_sound_text(enum name_sound sound)
{
	return sound < SOUND_COUNT ? texts[sound] : "";
}

static enum sound_place place_of(const struct name_reading *r, unsigned i)
{
	int vowel = name_sound_is_vowel(r->sound[i]);
	int behind = i > 0 && name_sound_is_vowel(r->sound[i - 1]);
	int before = i + 1 < r->count && name_sound_is_vowel(r->sound[i + 1]);

	if (i == 0)
		return PLACE_FIRST;
	if (i + 1 == r->count)
		return PLACE_LAST;
	if (!vowel)
		return behind ? PLACE_BESIDE : PLACE_INNER;
	if (behind || before)
		return PLACE_BESIDE;
	if (i + 2 == r->count)
		return PLACE_CLOSING;
	return i == 1 ? PLACE_OPENING : PLACE_INNER;
}

static int counts_as_consonant(enum name_sound s)
{
	return !name_sound_is_vowel(s) && s != SOUND_Y && s != SOUND_W &&
	       s != SOUND_FINAL_H && s != SOUND_AIN && s != SOUND_HAMZA &&
	       s != SOUND_FINAL_HEH;
}

/* The vowel next to each sound: the one that follows; for the last, the one
 * before. */
static void find_near(struct name_reading *r)
{
	unsigned kind = KIND_COUNT;

	for (unsigned i = r->count; i-- > 0;) {
		r->near[i] = (uint8_t)kind;
		if (kinds[r->sound[i]] < KIND_Y)
			kind = kinds[r->sound[i]];
	}
	kind = KIND_COUNT;
	for (unsigned i = 0; i < r->count; i++) {
		if (r->near[i] == KIND_COUNT)
			r->near[i] = (uint8_t)kind;
		if (kinds[r->sound[i]] < KIND_Y)
			kind = kinds[r->sound[i]];
	}
}

/* Where each sound stands, once all are known. */
static void place(struct name_reading *r)
{
	find_near(r);
	r->consonants = 0;
	for (unsigned i = 0; i < r->count; i++) {
		r->kind[i] = kinds[r->sound[i]];
		r->place[i] = (uint8_t)place_of(r, i);
		r->consonants = (uint8_t)(r->consonants +
					  counts_as_consonant(r->sound[i]));
	}
}

static int sound_of_letter(unsigned c)
{
	size_t low = 0, high = LETTER_COUNT;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (letters[mid].c == c)
			return letters[mid].sound;
		if (letters[mid].c < c)
			low = mid + 1;
		else
			high = mid;
	}
	return -1;
}

/* A last heh is mostly ta marbuta; Allah's two lams are written ll. */
static void settle_end(struct name_reading *r)
{
	uint8_t *s = r->sound;
	unsigned n = r->count;

	if (n < 2 || s[n - 1] != SOUND_HEH)
		return;
	if (n >= 4 && s[n - 2] == SOUND_LAM && s[n - 3] == SOUND_LAM) {
		s[n - 2] = SOUND_HEH;
		r->doubled[n - 3] = 1;
		r->count = (uint8_t)--n;
	}
	s[n - 1] = SOUND_FINAL_HEH;
}

/* 1: the term is two Arabic letters or more and nothing else, and *out holds
 * their sounds. */
static int read_arabic(struct name_reading *out, struct str term)
{
	out->count = 0;
	if (term.len % 2)
		return 0; /* each letter has two bytes */
	for (size_t i = 0; i + 1 < term.len && out->count < NAME_SOUNDS_MAX;
	     i += 2) {
		unsigned a = (unsigned char)term.p[i];
		unsigned b = (unsigned char)term.p[i + 1];
		int sound = -1;

		if (a >= 0xD8 && a <= 0xDB && (b & 0xC0) == 0x80)
			sound = sound_of_letter((a & 0x1F) << 6 | (b & 0x3F));
		if (sound < 0)
			return 0;
		if (out->count && out->sound[out->count - 1] == sound &&
		    (sound == SOUND_WAW || sound == SOUND_YEH)) {
			out->doubled[out->count - 1] = 1; /* Dawud */
			continue;
		}
		out->sound[out->count] = (uint8_t)sound;
		out->doubled[out->count++] = 0;
	}
	settle_end(out);
	return out->count > 1;
}

static int has_article(const struct name_reading *r, unsigned at)
{
	return r->count >= at + 2 + BARE_MIN && r->sound[at] == SOUND_ALEF &&
	       r->sound[at + 1] == SOUND_LAM;
}

static void cut(struct name_reading *r, unsigned at, unsigned n)
{
	memmove(r->sound + at, r->sound + at + n, r->count - at - n);
	memmove(r->doubled + at, r->doubled + at + n, r->count - at - n);
	r->count = (uint8_t)(r->count - n);
}

/* 1: an article at `at` binds the parts of a name: Abd al-, Abu al-, al-Din. */
static int has_inner_article(const struct name_reading *r, unsigned at)
{
	static const uint8_t abd[] = {SOUND_AIN, SOUND_BEH, SOUND_DAL};
	static const uint8_t abu[] = {SOUND_ALEF, SOUND_BEH, SOUND_WAW};
	static const uint8_t din[] = {SOUND_DAL, SOUND_YEH, SOUND_NOON};

	if (r->count < at + 5 || r->sound[at] != SOUND_ALEF ||
	    r->sound[at + 1] != SOUND_LAM)
		return 0;
	if (at == sizeof(abd) && (memcmp(r->sound, abd, sizeof(abd)) == 0 ||
				  memcmp(r->sound, abu, sizeof(abu)) == 0))
		return 1;
	return r->count == at + 5 &&
	       memcmp(r->sound + at + 2, din, sizeof(din)) == 0;
}

/* Articles go: in front as a second reading, between parts for good. */
static void read_arabic_name(struct name_sounds *out, struct str term)
{
	struct name_reading *r = &out->reading[0];

	if (!read_arabic(r, term))
		return;
	out->script = SCRIPT_ARABIC;
	out->count = 1;
	for (unsigned at = 2; at + 5 <= r->count; at++)
		if (has_inner_article(r, at))
			cut(r, at, 2);
	if (has_article(r, 0)) {
		struct name_reading *bare = &out->reading[out->count++];

		*bare = *r;
		cut(bare, 0, 2);
		bare->bare = 1;
	}
}

void name_sounds_read(struct name_sounds *out, struct str term)
{
	out->script = SCRIPT_NONE;
	out->count = out->known = 0;
	for (unsigned i = 0; i < NAME_READINGS_MAX; i++)
		out->reading[i].bare = 0;
	if (term.len < 2)
		return;
	if ((unsigned char)term.p[0] < 0x80)
		name_latin_read(out, term);
	else
		read_arabic_name(out, term);
	for (unsigned i = 0; i < out->count; i++)
		place(&out->reading[i]);
}
