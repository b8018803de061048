#include "common/text/name_letters.h"

static int is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

void name_letters_cut(struct name_letters *t, size_t from, size_t n)
{
	memmove(t->p + from, t->p + from + n, t->len - from - n);
	t->len -= n;
}

void name_letters_write(struct name_letters *t, size_t from, size_t n,
			const char *with)
{
	size_t len = strlen(with);

	if (t->len - n + len > sizeof(t->p))
		return;
	memmove(t->p + from + len, t->p + from + n, t->len - from - n);
	memcpy(t->p + from, with, len);
	t->len = t->len - n + len;
}

static int ends(const struct name_letters *t, const char *suffix)
{
	size_t n = strlen(suffix);

	return n <= t->len && name_letters_start(t, t->len - n, suffix);
}

/* Arabizi: digits for the letters that Latin lacks. "": dropped, as ayn is;
 * NULL: stands for none. */
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

/* 1: a digit may stand at i: before a letter, or at the end behind a vowel, as
 * in rabi3. */
static int digit_fits(struct str term, size_t i)
{
	if (i + 1 < term.len)
		return is_letter(term.p[i + 1]);
	return i > 0 && name_letter_is_vowel(term.p[i - 1]);
}

int name_letters_take(struct name_letters *t, struct str term)
{
	size_t digits = 0, vowels = 0;

	t->len = 0;
	for (size_t i = 0; i < term.len; i++) {
		char c = term.p[i];

		if (t->len + 2 > sizeof(t->p))
			break; /* known by its beginning */
		vowels += name_letter_is_vowel(c);
		if (is_letter(c)) {
			t->p[t->len++] = c;
			continue;
		}
		if (!digit(c) || !digit_fits(term, i))
			return 0;
		name_letters_write(t, t->len, 0, digit(c));
		digits++;
	}
	return t->len >= 2 && (digits == 0 || (vowels && term.len >= 4));
}

/* The vowel of an article is a, e or u. A sun letter must be doubled (Ennahda),
 * except for sh and ch, whose doubling is often left out: Asharq. */
size_t name_letters_article(const struct name_letters *t, size_t from,
			    size_t min)
{
	size_t n = 0, consonants = 0;
	char c = name_letter_at(t, from), next = name_letter_at(t, from + 1);

	if (!name_letter_in(c, "aeu"))
		return 0;
	if (next == 'l' || (name_letter_in(next, "srndtz") &&
			    name_letter_at(t, from + 2) == next))
		n = 2;
	else if (name_letters_start(t, from + 1, "sh") ||
		 name_letters_start(t, from + 1, "ch"))
		n = name_letters_start(t, from + 3, "sh") ||
				    name_letters_start(t, from + 3, "ch")
			    ? 3
			    : 1;
	if (n == 0 || t->len - from < n + min)
		return 0;
	for (size_t i = from + n; i < t->len; i++)
		consonants += !name_letter_is_vowel(t->p[i]);
	return consonants >= 2 ? n : 0;
}

/* How many letters stand between "abd" and its name: Abdul-, Abder-. */
static size_t link_length(const struct name_letters *t, size_t from)
{
	size_t n = 0;

	if (name_letters_start(t, from, "ou"))
		n = 2;
	else if (name_letter_is_vowel(name_letter_at(t, from)))
		n = 1;
	if (n == 0)
		return 0;
	if (name_letter_at(t, from + n) == 'l' ||
	    (name_letter_at(t, from + n) &&
	     name_letter_at(t, from + n) == name_letter_at(t, from + n + 1)))
		n++;
	if (name_letters_start(t, from + n, "al") && t->len - from - n >= 5)
		n += 2; /* abdulalmajid */
	if (t->len < from + n + (name_letter_at(t, from + n) == 'l' ? 4 : 3))
		return 0; /* abdullah is no abd of lah */
	return n;
}

/* Salaheddine, Salahaldin, Nuruddin: one form of their end. */
void name_letters_join_din(struct name_letters *t)
{
	static const char *const dins[] = {"din", "dine", "deen", "dien"};
	size_t n = 0, i;

	for (size_t k = 0; k < sizeof(dins) / sizeof(dins[0]); k++)
		if (ends(t, dins[k]))
			n = strlen(dins[k]);
	if (n == 0 || t->len < n + 4)
		return;
	i = t->len - n;
	if (!name_letter_in(t->p[i - 1], "dl") ||
	    !name_letter_is_vowel(t->p[i - 2]))
		return;
	i -= 2;
	if (i > 2 && name_letter_is_vowel(t->p[i - 1]))
		i--;
	name_letters_write(t, i, t->len - i, "uddin");
}

/* Abd, Abu and ibn before a name: what links them goes. 1: the l that went
 * may have been the name's own, as in abdolatif. */
int name_letters_join_prefix(struct name_letters *t)
{
	size_t n;
	int doubtful = 0;

	if (name_letters_start(t, 0, "ibn") && t->len >= 6) {
		name_letters_write(t, 0, 3, "bin");
	} else if (name_letters_start(t, 0, "abu") &&
		   (n = name_letters_article(t, 3, 4)) > 0) {
		name_letters_cut(t, 3, n);
	} else if (name_letters_start(t, 0, "abou") &&
		   (n = name_letters_article(t, 4, 4)) > 0) {
		name_letters_cut(t, 4, n);
	} else if (name_letters_start(t, 0, "abd") &&
		   (n = link_length(t, 3)) > 0) {
		doubtful = t->p[3 + n - 1] == 'l' &&
			   name_letter_is_vowel(t->p[3 + n]);
		name_letters_cut(t, 3, n);
	}
	return doubtful;
}
