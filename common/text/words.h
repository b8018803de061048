#ifndef COMMON_TEXT_WORDS_H
#define COMMON_TEXT_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

/*
 * Cutting text into words: the one way, for indexer, query and snippets.
 *
 * A word has a term (what is indexed: folded, see chars.h), the bytes of the
 * text it stands for (what a snippet marks) and a position. Several words may
 * share a position:
 *
 * - A name of several written words is one name at one position. For "Abu
 *   Musab" come abu, musab and abumusab; for "al-Zarqawi" al, zarqawi and
 *   alzarqawi; for "Abd al-Rahman" also alrahman. So a phrase finds a name
 *   whether or not its article and its Abu were written. What counts as such a
 *   name depends on the words alone, never on their capitals: a query typed in
 *   lower case is cut like the text it looks for.
 * - A compound ("run-up") is words at consecutive positions; the joined form
 *   (runup) shares the first.
 * - An elided word ("d'état") comes joined (detat) and bare (etat).
 * - Scripts without spaces: each character is a word, and with the next one a
 *   bigram at the same position.
 *
 * Apostrophes, ayn and hamza in a word are dropped (Ja'fari, Jaʿfari: jafari),
 * so is a possessive 's; soft hyphens and zero-width characters never were
 * there. "U.S." is us, "1,000" is 1000.
 */
enum word_role {
	WORD_PLAIN,    /* the word of its position */
	WORD_PART,     /* another written word of a name: al, abu, bin */
	WORD_NAME,     /* parts of a name, joined */
	WORD_COMPOUND, /* a hyphenated compound, joined */
	WORD_GRAM,     /* a bigram of a script without spaces */
};

enum word_flag {
	WORD_UPPER = 1,  /* starts with a capital */
	WORD_CAPS = 2,   /* all capitals, two or more */
	WORD_START = 4,  /* first of a sentence or line */
	WORD_WHOLE = 8,  /* WORD_NAME: all parts of the name */
	WORD_ALONE = 16, /* WORD_PLAIN: also names the whole: what it lacks is
			    an article or an elided word */
	WORD_SPACELESS = 32, /* a character of a script without spaces */
};

struct word {
	struct str term;   /* at most WORD_TERM_MAX bytes; borrowed until the
			      next call */
	size_t begin, end; /* bytes of the text */
	uint32_t pos;      /* counts from what words_begin() was given */
	uint8_t span;      /* positions it covers: 1 but for compounds */
	uint8_t role;      /* enum word_role */
	uint8_t flags;     /* enum word_flag */
};

enum {
	WORD_TERM_MAX = 96,  /* bytes; longer words are cut */
	WORD_PIECE_MAX = 64, /* bytes of one written word */
	WORD_NAME_PARTS = 5, /* written words in a name */
	WORD_QUEUE_MAX = 16, /* words that share a name's position */
};

/* One written word, before names and compounds are put together. */
struct piece {
	char term[WORD_PIECE_MAX];
	size_t begin, end;
	uint8_t len;    /* bytes in term */
	uint8_t elided; /* bytes of term before the bare word; 0: none */
	uint8_t flags;
	uint8_t gram;  /* of a script without spaces */
	uint8_t part;  /* enum name_part */
	uint8_t joint; /* how it follows the one before */
};

enum { WORD_WINDOW = 8 /* pieces; a power of two */ };

/* A cutter. Nothing to free; no copy of it, as words borrow from it. */
struct words {
	struct str text;
	size_t at;             /* bytes read */
	uint32_t pos;          /* of the next word */
	unsigned first, count; /* pieces waiting in the window */
	uint8_t after_stop;    /* nothing but a stop since the last piece */
	uint8_t compound;      /* inside a compound whose joined form came */
	unsigned queued, taken;
	struct word queue[WORD_QUEUE_MAX];
	char joined[WORD_NAME_PARTS + 1][WORD_TERM_MAX];
	struct piece window[WORD_WINDOW];
};

/*
 * Start cutting `text`: any bytes, but only what is valid UTF-8 in Normal
 * Form C makes sense. The first word's position will be `pos`.
 */
void words_begin(struct words *w, struct str text, uint32_t pos);

/*
 * 1: *out is the next word; words come ordered by position. 0: no more; then
 * w->pos is the position behind the last. Linear in the text.
 */
int words_next(struct words *w, struct word *out);

/*
 * For who looks for few words: pass over some that are not among them, as they
 * would have come next. `wanted` has, by a term's first byte, a bit for its
 * length (modulo 32).
 */
enum { WORDS_WANTED_ROWS = 256 };
void words_skip(struct words *w, const uint32_t wanted[WORDS_WANTED_ROWS]);

/* 1: it may have kin: no number, and no character of a spaceless script. */
int word_has_kin(const struct word *word);

/* The word as it stands in the text, without a possessive 's. Borrows text. */
struct str word_form(struct str text, const struct word *word);

#endif
