#include "common/text/name_keys.h"

#include <string.h>

/*
 * The classes a consonant may fall in, most likely first; NULL: vowels and
 * what comes and goes between spellings.
 */
static const char *const classes[SOUND_COUNT] = {
	[SOUND_B] = "b",      [SOUND_P] = "b",     [SOUND_T] = "t",
	[SOUND_TH] = "tsd",   [SOUND_D] = "d",     [SOUND_DH] = "d",
	[SOUND_J] = "j",      [SOUND_DJ] = "j",    [SOUND_CH] = "sjk",
	[SOUND_ZH] = "jd",    [SOUND_G] = "kj",    [SOUND_GH] = "k",
	[SOUND_K] = "k",      [SOUND_KH] = "k",    [SOUND_Q] = "k",
	[SOUND_H] = "h",      [SOUND_C] = "sj",    [SOUND_S] = "s",
	[SOUND_SH] = "s",     [SOUND_Z] = "ds",    [SOUND_F] = "f",
	[SOUND_R] = "r",      [SOUND_L] = "l",     [SOUND_M] = "m",
	[SOUND_N] = "n",      [SOUND_BEH] = "b",   [SOUND_PEH] = "b",
	[SOUND_TEH] = "t",    [SOUND_THEH] = "ts", [SOUND_JEEM] = "j",
	[SOUND_TCHEH] = "js", [SOUND_HAH] = "h",   [SOUND_KHAH] = "k",
	[SOUND_DAL] = "d",    [SOUND_THAL] = "d",  [SOUND_REH] = "r",
	[SOUND_ZAIN] = "d",   [SOUND_JEH] = "j",   [SOUND_SEEN] = "s",
	[SOUND_SHEEN] = "s",  [SOUND_SAD] = "s",   [SOUND_DAD] = "d",
	[SOUND_TAH] = "t",    [SOUND_ZAH] = "d",   [SOUND_GHAIN] = "k",
	[SOUND_FEH] = "f",    [SOUND_QAF] = "k",   [SOUND_KAF] = "k",
	[SOUND_GAF] = "k",    [SOUND_LAM] = "l",   [SOUND_MEEM] = "m",
	[SOUND_NOON] = "n",   [SOUND_HEH] = "h",   [SOUND_FINAL_HEH] = "ht",
};

/* Keys under construction: all ways to read what came so far. */
struct draft {
	unsigned count;
	struct name_key key[NAME_KEYS_MAX];
};

/* What a name begins with, when that is no consonant. */
static char initial(const struct name_reading *r)
{
	switch (r->sound[0]) {
	case SOUND_W:
	case SOUND_V:
	case SOUND_WAW:
	case SOUND_VEH:
		return 'w';
	case SOUND_Y:
	case SOUND_YEH:
		return 'y';
	default:
		return name_sound_is_vowel(r->sound[0]) ||
				       r->sound[0] == SOUND_AIN ||
				       r->sound[0] == SOUND_HAMZA
			       ? 'a'
			       : '\0';
	}
}

static int same(const struct name_key *a, const struct name_key *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

static void add(struct draft *d, struct name_key key)
{
	for (unsigned i = 0; i < d->count; i++)
		if (same(&d->key[i], &key))
			return;
	if (d->count < NAME_KEYS_MAX)
		d->key[d->count++] = key;
}

/* How a consonant follows the one before. */
enum follows { AFTER_VOWEL, TOUCHING, UNKNOWN /* Arabic: vowels unwritten */ };

/*
 * The next consonant, of some classes. The most likely reading of all before
 * goes first, so that what does not fit is the least likely. Two of one class
 * that touch are one.
 */
static void extend(struct draft *d, const char *cls, enum follows how)
{
	struct draft next = {0};

	for (; *cls; cls++)
		for (unsigned i = 0; i < d->count; i++) {
			struct name_key key = d->key[i];
			int twice = key.len && key.text[key.len - 1] == *cls;

			if (twice && how != AFTER_VOWEL)
				add(&next, key);
			if (twice && how == TOUCHING)
				continue;
			if (key.len < NAME_KEY_BYTES)
				key.text[key.len++] = *cls;
			add(&next, key);
		}
	*d = next;
}

static int ends_with(const struct name_key *key, const char *set)
{
	return key->len && strchr(set, key->text[key->len - 1]) != NULL;
}

/* Also what was there before: an h that is not heard. Arabic t and h, too,
 * are read as a Latin th. */
static void also_without(struct draft *d, const struct draft *before,
			 const char *behind)
{
	for (unsigned i = 0; i < before->count; i++)
		if (!behind || ends_with(&before->key[i], behind))
			add(d, before->key[i]);
}

/* 1: the t at `i` may be a ta marbuta, as in Hayat, Saadet, Nimet. */
static int may_be_marbuta(const struct name_reading *r, unsigned i)
{
	return i >= 3 && i + 1 == r->count &&
	       (name_sound_kind(r->sound[i - 1]) == KIND_A ||
		name_sound_kind(r->sound[i - 1]) == KIND_E);
}

/* The keys of one reading. */
static void skeleton(struct draft *d, const struct name_reading *r)
{
	char first[2] = {initial(r), '\0'};
	enum follows how = AFTER_VOWEL;

	d->count = 1;
	d->key[0].len = 0;
	if (first[0])
		extend(d, first, how);
	for (unsigned i = 0; i < r->count; i++) {
		enum name_sound s = r->sound[i];
		struct draft before = *d;
		int last = i + 1 == r->count;

		if (!classes[s]) {
			how = AFTER_VOWEL;
			continue;
		}
		if (s == SOUND_FINAL_HEH) {
			extend(&before, classes[s], how);
			also_without(d, &before, NULL);
			continue;
		}
		extend(d, classes[s], s < SOUND_LATIN_END ? how : UNKNOWN);
		if ((s == SOUND_T && may_be_marbuta(r, i)) ||
		    (s == SOUND_HAH && last))
			also_without(d, &before, NULL);
		else if (s == SOUND_HAH || s == SOUND_HEH)
			also_without(d, &before, "tksd");
		how = TOUCHING;
	}
}

/* 1: the first vowel is not always written: Ibrahim and Brahim, Idris and
 * Driss, Abou and Bou, al-Arabi and Larbi. */
static int may_lose_first(const struct name_reading *r)
{
	enum name_sound s = r->sound[0];

	if (r->consonants < 3 || name_sound_is_vowel(r->sound[1]))
		return 0;
	if (s == SOUND_A)
		return r->sound[1] == SOUND_B &&
		       name_sound_kind(r->sound[2]) == KIND_U;
	return s == SOUND_I || s == SOUND_E || s == SOUND_O || s == SOUND_U ||
	       s == SOUND_ALEF;
}

static void lose_first(struct name_key *key)
{
	memmove(key->text, key->text + 1, --key->len);
}

size_t name_keys_of(const struct name_sounds *sounds,
		    struct name_key out[NAME_KEYS_MAX])
{
	struct draft all = {0}, d[NAME_READINGS_MAX + 1];
	unsigned n = sounds->count;

	for (unsigned k = 0; k < n; k++)
		skeleton(&d[k], &sounds->reading[k]);
	if (n && may_lose_first(&sounds->reading[0])) {
		d[n] = d[0];
		for (unsigned i = 0; i < d[n].count; i++)
			lose_first(&d[n].key[i]);
		n++;
	}
	/* The likeliest of each first. */
	for (unsigned i = 0; i < NAME_KEYS_MAX; i++)
		for (unsigned k = 0; k < n; k++)
			if (i < d[k].count && d[k].key[i].len)
				add(&all, d[k].key[i]);
	memcpy(out, all.key, all.count * sizeof(*out));
	return all.count;
}

size_t name_keys(struct str term, struct name_key out[NAME_KEYS_MAX])
{
	struct name_sounds sounds;

	name_sounds_read(&sounds, term);
	return name_keys_of(&sounds, out);
}
