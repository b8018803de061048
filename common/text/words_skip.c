#include <string.h>

#include "common/text/names.h"
#include "common/text/pieces.h"

/*
 * Plain words in lower case, each behind one space, make up most of a text and
 * are few of those that anybody looks for. What they are is seen from their
 * bytes. Whatever could be part of something else is left to words_next():
 * words with a hyphen, an apostrophe, a capital, a character beyond ASCII, and
 * those that are a part of a name or stand before one.
 */
enum { LENGTH_MAX = 31 /* bits of a row */ };

static int is_lower(char c)
{
	return (unsigned char)(c - 'a') < 26;
}

static int is_upper(char c)
{
	return (unsigned char)(c - 'A') < 26;
}

/* What stands between words and joins neither to the other. */
static int parts_words(char c)
{
	return (unsigned char)c < 0x80 && c > ' ' && !is_lower(c) &&
	       !is_upper(c) && !(c >= '0' && c <= '9') && c != '-' &&
	       c != '\'' && c != '`';
}

static int has(const uint32_t *lengths, char first, size_t n)
{
	return lengths[(unsigned char)first] >> n & 1;
}

/* How many lower case letters stand here. */
static size_t run_at(struct str text, size_t at)
{
	size_t i = at;

	while (i < text.len && is_lower(text.p[i]))
		i++;
	return i - at;
}

/* 1: these letters, the first of which may be a capital, are a name's part. */
static int is_part(struct str text, size_t at, size_t n)
{
	char word[LENGTH_MAX];

	if (n > LENGTH_MAX ||
	    !has(name_part_lengths(), (char)(text.p[at] | 0x20), n))
		return 0;
	memcpy(word, text.p + at, n);
	word[0] = (char)(word[0] | 0x20);
	return name_part((struct str){word, n}) != NAME_NONE;
}

/* 1: the word that starts here, with `n` letters behind its first, may be part
 * of a name; or it goes on in a way that has to be looked at closely. */
static int may_be_part(struct str text, size_t at, size_t n)
{
	size_t end = at + 1 + n;
	char c = text.p[at];

	if (c >= '0' && c <= '9')
		return 0;
	if (!is_lower(c) && !is_upper(c))
		return !parts_words(c);
	if (end == text.len || is_upper(text.p[end]) || text.p[end] == '\'' ||
	    text.p[end] == '`' || (unsigned char)text.p[end] >= 0x80)
		return 1;
	return is_part(text, at, n + 1);
}

/* How far words can be passed over from the space at `at` on; *n: how many. */
static size_t pass(struct str text, size_t at, const uint32_t *wanted,
		   uint32_t *n)
{
	size_t len = run_at(text, at + 1);

	for (*n = 0;; ++*n) {
		size_t end = at + 1 + len, next = 0;

		if (len < 2 || len > LENGTH_MAX || text.len - end < 2 ||
		    has(wanted, text.p[at + 1], len) ||
		    is_part(text, at + 1, len))
			return at;
		if (text.p[end] == ' ') {
			next = run_at(text, end + 1);
			if (may_be_part(text, end + 1,
					next ? next - 1
					     : run_at(text, end + 2)))
				return at;
		} else if (!parts_words(text.p[end])) {
			return at;
		}
		/* Behind a stop there is no space, hence no next. */
		at = end;
		len = next;
	}
}

void words_skip(struct words *w, const uint32_t wanted[WORDS_WANTED_ROWS])
{
	const struct piece *next = &w->window[w->first % WORD_WINDOW];
	size_t at = w->at, end;
	uint32_t n;

	if (w->taken != w->queued || w->count > 1)
		return;
	/* One was read already, to see what stands behind the last word. */
	if (w->count)
		at = next->joint == JOINT_SPACE ? next->begin - 1 : 0;
	if (at == 0 || at >= w->text.len || w->text.p[at] != ' ')
		return;
	end = pass(w->text, at, wanted, &n);
	if (n == 0)
		return;
	w->at = end;
	w->pos += n;
	w->count = 0;
	w->after_stop = w->compound = 0;
}
