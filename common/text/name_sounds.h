#ifndef COMMON_TEXT_NAME_SOUNDS_H
#define COMMON_TEXT_NAME_SOUNDS_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

/*
 * A word as sounds: what a spelling can say of the name behind it. Latin
 * letters are read in groups (kh, sch, ou), Arabic letters one by one. Sounds
 * that languages spell apart but readers confuse (c and k, i and y at the end)
 * stay apart here: how near two sounds are is a matter of weights
 * (name_weights.h), not of reading.
 *
 * A word may have several readings: "azzarqawi" as it stands and as zarqawi
 * behind an article; of "abdelrahman" and "abdurrahman" only abd and rahman
 * are kept.
 */
enum name_sound {
	/* Latin consonants */
	SOUND_B,
	SOUND_P,
	SOUND_T,
	SOUND_TH,
	SOUND_D,
	SOUND_DH,
	SOUND_J,
	SOUND_DJ,
	SOUND_CH, /* also tch, tsch */
	SOUND_ZH,
	SOUND_G,
	SOUND_GH,
	SOUND_K, /* also hard c, ck */
	SOUND_KH,
	SOUND_Q,
	SOUND_H,
	SOUND_C, /* before e and i */
	SOUND_S,
	SOUND_SH, /* also sch */
	SOUND_Z,
	SOUND_F, /* also ph */
	SOUND_V,
	SOUND_R,
	SOUND_L,
	SOUND_M,
	SOUND_N,
	SOUND_Y,       /* before a vowel */
	SOUND_W,       /* before a vowel; also ou between vowels */
	SOUND_FINAL_H, /* -ah, -eh */
	/* Latin vowels */
	SOUND_A,
	SOUND_E,
	SOUND_I,
	SOUND_O,
	SOUND_U,
	SOUND_AA,
	SOUND_EE, /* also ii */
	SOUND_OO, /* also uu */
	SOUND_OU,
	SOUND_VOWEL_Y, /* hamdy */
	SOUND_GLIDE_I, /* i or y that ends a diphthong: husayn, hussein */
	SOUND_GLIDE_U, /* the same of u and w: awlaki, aulaqi */
	SOUND_LATIN_END,
	/* Arabic letters */
	SOUND_ALEF = SOUND_LATIN_END,
	SOUND_BEH,
	SOUND_PEH,
	SOUND_TEH,
	SOUND_THEH,
	SOUND_JEEM,
	SOUND_TCHEH,
	SOUND_HAH,
	SOUND_KHAH,
	SOUND_DAL,
	SOUND_THAL,
	SOUND_REH,
	SOUND_ZAIN,
	SOUND_JEH,
	SOUND_SEEN,
	SOUND_SHEEN,
	SOUND_SAD,
	SOUND_DAD,
	SOUND_TAH,
	SOUND_ZAH,
	SOUND_AIN,
	SOUND_GHAIN,
	SOUND_FEH,
	SOUND_VEH,
	SOUND_QAF,
	SOUND_KAF,
	SOUND_GAF,
	SOUND_LAM,
	SOUND_MEEM,
	SOUND_NOON,
	SOUND_HEH,
	SOUND_FINAL_HEH, /* also ta marbuta: folding does not tell them apart */
	SOUND_WAW,
	SOUND_YEH,
	SOUND_HAMZA,
	SOUND_COUNT,
};

enum {
	NAME_SOUNDS_MAX = 24,  /* of a reading; longer words: their beginning */
	NAME_READINGS_MAX = 4, /* of a word */
};

/* Where in its word a sound stands. */
enum sound_place {
	PLACE_FIRST,   /* begins the word */
	PLACE_OPENING, /* the vowel behind the first consonant */
	PLACE_INNER,   /* elsewhere; a consonant behind a consonant */
	PLACE_BESIDE,  /* a vowel beside a vowel, a consonant behind a vowel */
	PLACE_CLOSING, /* the vowel before the last consonant */
	PLACE_LAST,    /* ends the word */
	PLACE_COUNT,
};

/* Colours of vowels, and what else comes and goes. */
enum sound_kind {
	KIND_A,
	KIND_E,
	KIND_I,
	KIND_U,
	KIND_Y,
	KIND_W,
	KIND_H,
	KIND_AYN, /* Arabic ayn, hamza */
	KIND_CONSONANT,
	KIND_COUNT,
};

enum name_script {
	SCRIPT_NONE, /* not a name we can read */
	SCRIPT_LATIN,
	SCRIPT_ARABIC,
};

struct name_reading {
	uint8_t count;
	uint8_t bare;                     /* 1: an article was taken off */
	uint8_t consonants;               /* glides not counted */
	uint8_t sound[NAME_SOUNDS_MAX];   /* enum name_sound */
	uint8_t kind[NAME_SOUNDS_MAX];    /* enum sound_kind */
	uint8_t place[NAME_SOUNDS_MAX];   /* enum sound_place */
	uint8_t doubled[NAME_SOUNDS_MAX]; /* 1: written twice */
	uint8_t near[NAME_SOUNDS_MAX];    /* enum sound_kind of the vowel next
					     to it: behind it, or before the
					     last ones; KIND_COUNT: none */
};

struct name_sounds {
	uint8_t script; /* enum name_script */
	uint8_t count;  /* of readings */
	uint8_t known;  /* 1: set by a caller who knows the word as a name of
			   another language (Jeffrey, Becker); see name_kin.h */
	/* Latin: how the word looks, for what is no name from the East. */
	uint8_t first, last; /* letters: 0 for a .. 25 */
	uint32_t letters;    /* which occur, one bit each */
	struct name_reading reading[NAME_READINGS_MAX];
};

/*
 * Read a folded term (words.h). Any bytes: what cannot be read as a name has
 * no readings and SCRIPT_NONE.
 */
void name_sounds_read(struct name_sounds *out, struct str term);

/* 1: a vowel or a letter that lengthens one, of either script. */
int name_sound_is_vowel(enum name_sound sound);

/* What colour or kind a sound is of. */
enum sound_kind name_sound_kind(enum name_sound sound);

/* How a sound is written: "kh", "ق". Static. */
const char *name_sound_text(enum name_sound sound);

#endif
