#ifndef TESTS_UNIT_WORDS_SKIPPED_H
#define TESTS_UNIT_WORDS_SKIPPED_H

#include "common/text/words.h"

static inline int is_wanted(const struct word *w, const uint32_t *wanted)
{
	return wanted[(unsigned char)w->term.p[0]] >> w->term.len % 32 & 1;
}

/* The next word that is wanted; 0: there is none. */
static inline int next_wanted(struct words *w, struct word *out,
			      const uint32_t *wanted, int skip)
{
	do {
		if (skip)
			words_skip(w, wanted);
		if (!words_next(w, out))
			return 0;
	} while (!is_wanted(out, wanted));
	return 1;
}

/* 1: with words_skip() the words that are wanted are the same. */
static inline int same_when_skipped(struct str text, const uint32_t *wanted)
{
	struct words all, some;
	struct word a, b;

	words_begin(&all, text, 1);
	words_begin(&some, text, 1);
	for (;;) {
		int more = next_wanted(&all, &a, wanted, 0);

		if (more != next_wanted(&some, &b, wanted, 1))
			return 0;
		if (!more)
			return 1;
		if (!str_eq(a.term, b.term) || a.begin != b.begin ||
		    a.end != b.end || a.pos != b.pos || a.span != b.span ||
		    a.role != b.role || a.flags != b.flags)
			return 0;
	}
}

#endif
