#include "query/typo.h"

#include <string.h>

enum {
	ALIKE = 60,      /* a neighbour on the keyboard, a like sound */
	SWAPPED = 60,    /* two letters changed places */
	DOUBLED = 40,    /* "ll" for "l" */
	SILENT = 80,     /* a vowel or an h more or less */
	ONE_FOR_TWO = 50 /* "f" for "ph" */
};

/* What lies around each key of a QWERTY keyboard. */
static const char *const neighbours[26] = {
	['a' - 'a'] = "qwsz",   ['b' - 'a'] = "vghn",   ['c' - 'a'] = "xdfv",
	['d' - 'a'] = "serfcx", ['e' - 'a'] = "wsdr",   ['f' - 'a'] = "drtgvc",
	['g' - 'a'] = "ftyhbv", ['h' - 'a'] = "gyujnb", ['i' - 'a'] = "ujko",
	['j' - 'a'] = "huikmn", ['k' - 'a'] = "jiolm",  ['l' - 'a'] = "kop",
	['m' - 'a'] = "njk",    ['n' - 'a'] = "bhjm",   ['o' - 'a'] = "iklp",
	['p' - 'a'] = "ol",     ['q' - 'a'] = "wa",     ['r' - 'a'] = "edft",
	['s' - 'a'] = "awedxz", ['t' - 'a'] = "rfgy",   ['u' - 'a'] = "yhji",
	['v' - 'a'] = "cfgb",   ['w' - 'a'] = "qase",   ['x' - 'a'] = "zsdc",
	['y' - 'a'] = "tghu",   ['z' - 'a'] = "asx",
};

/* Letters that stand for one sound in some language's spelling of another. */
static const char *const sounds[] = {"aeiouy", "ckq", "scz", "fv", "dt",
				     "bp",     "gj",  "uw",  "mn", "kg"};

const struct typo_pair typo_pairs[TYPO_PAIRS] = {
	{{'p', 'h'}, 'f'}, {{'c', 'k'}, 'k'}, {{'g', 'h'}, 'f'},
	{{'k', 'h'}, 'h'}, {{'s', 'h'}, 's'}, {{'t', 'h'}, 't'},
	{{'o', 'o'}, 'u'}, {{'e', 'e'}, 'i'}, {{'k', 's'}, 'x'},
	{{'q', 'u'}, 'k'}, {{'a', 'i'}, 'e'}, {{'o', 'u'}, 'u'},
};

static int is_latin(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

static int sound_alike(char a, char b)
{
	for (size_t i = 0; i < sizeof(sounds) / sizeof(sounds[0]); i++)
		if (strchr(sounds[i], a) && strchr(sounds[i], b))
			return 1;
	return 0;
}

/* The letters that each one is alike to, as bits: asked for millions of times
 * in a search, found out once. */
static const uint32_t *alike_sets(void)
{
	static uint32_t sets[26];
	static int ready;

	for (char a = 'a'; !ready && a <= 'z'; a++)
		for (char b = 'a'; b <= 'z'; b++)
			if (strchr(neighbours[a - 'a'], b) || sound_alike(a, b))
				sets[a - 'a'] |= 1u << (b - 'a');
	ready = 1;
	return sets;
}

int typo_alike(uint32_t a, uint32_t b)
{
	return is_latin(a) && is_latin(b) &&
	       alike_sets()[a - 'a'] >> (b - 'a') & 1;
}

static int is_silent(uint32_t c)
{
	enum {
		VOWELS = 1 << 0 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20,
		Y = 1 << 24,
		H = 1 << 7
	};

	return is_latin(c) && (VOWELS | Y | H) >> (c - 'a') & 1;
}

/* c more or less, beside `before`. */
static unsigned extra(uint32_t c, uint32_t before)
{
	if (c == before)
		return DOUBLED;
	return is_silent(c) ? SILENT : TYPO_LETTER;
}

static unsigned other(uint32_t a, uint32_t b)
{
	if (a == b)
		return 0;
	return typo_alike(a, b) ? ALIKE : TYPO_LETTER;
}

static int is_pair(uint32_t first, uint32_t second, uint32_t one)
{
	for (size_t i = 0; i < TYPO_PAIRS; i++)
		if ((uint32_t)typo_pairs[i].two[0] == first &&
		    (uint32_t)typo_pairs[i].two[1] == second &&
		    (uint32_t)typo_pairs[i].one == one)
			return 1;
	return 0;
}

/* Rows of the table: for the letters typed so far, the cost of each beginning
 * of the word. Three are kept, because swaps and pairs look back two. */
struct table {
	unsigned rows[3][TYPO_LEN_MAX + 1];
	const uint32_t *a, *b;
};

static unsigned least(unsigned x, unsigned y)
{
	return x < y ? x : y;
}

/* The cost up to a[i - 1] and b[j - 1]. */
static unsigned cell(const struct table *t, size_t i, size_t j)
{
	const uint32_t *a = t->a + i, *b = t->b + j; /* behind the letters */
	const unsigned *now = t->rows[i % 3], *last = t->rows[(i + 2) % 3];
	const unsigned *before = t->rows[(i + 1) % 3];
	unsigned first = i == 1 || j == 1 ? TYPO_FIRST : 0, best;

	if (a[-1] == b[-1])
		first = 0;
	best = last[j - 1] + other(a[-1], b[-1]) + first;
	best = least(best, last[j] + extra(a[-1], i > 1 ? a[-2] : 0) +
				   (i == 1 ? TYPO_FIRST : 0));
	best = least(best, now[j - 1] + extra(b[-1], j > 1 ? b[-2] : 0) +
				   (j == 1 ? TYPO_FIRST : 0));
	if (i > 1 && j > 1 && a[-1] == b[-2] && a[-2] == b[-1])
		best = least(best, before[j - 2] + SWAPPED);
	if (i > 1 && is_pair(a[-2], a[-1], b[-1]))
		best = least(best, before[j - 1] + ONE_FOR_TWO);
	if (j > 1 && is_pair(b[-2], b[-1], a[-1]))
		best = least(best, last[j - 2] + ONE_FOR_TWO);
	return best;
}

unsigned typo_cost(const uint32_t *typed, size_t n, const uint32_t *word,
		   size_t m, unsigned max)
{
	struct table t = {.a = typed, .b = word};
	unsigned lowest = 0, second = 0;

	for (size_t j = 1; j <= m; j++)
		t.rows[0][j] = t.rows[0][j - 1] +
			       extra(word[j - 1], j > 1 ? word[j - 2] : 0) +
			       (j == 1 ? TYPO_FIRST : 0);
	for (size_t i = 1; i <= n; i++) {
		unsigned *row = t.rows[i % 3];

		row[0] = t.rows[(i + 2) % 3][0] +
			 extra(typed[i - 1], i > 1 ? typed[i - 2] : 0) +
			 (i == 1 ? TYPO_FIRST : 0);
		second = lowest;
		lowest = row[0];
		for (size_t j = 1; j <= m; j++) {
			row[j] = cell(&t, i, j);
			lowest = least(lowest, row[j]);
		}
		/* Costs go down only over a row that was left out. */
		if (lowest > max && second > max)
			return lowest;
	}
	return t.rows[n % 3][m];
}

unsigned typo_max(size_t n)
{
	if (n < 3)
		return 0;
	if (n < 5)
		return 100;
	return n < 8 ? 165 : 230;
}
