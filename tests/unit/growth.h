#ifndef TESTS_UNIT_GROWTH_H
#define TESTS_UNIT_GROWTH_H

#include <time.h>

#include "common/base/buf.h"

/*
 * Input that takes quadratic time where nobody thought of it: `count` times
 * `piece` between `before` and `after`. Time is measured for 1/32 and
 * for 1/8 of that: four times the input may take eight times as long and
 * a little, whatever the machine and its sanitizers. So the whole is not
 * needed to know how long it would take.
 */
struct growth {
	const char *before, *piece, *after;
	size_t count;
};

enum { GROWTH_TIMES = 8, GROWTH_FREE_MS = 12, GROWTH_TRIES = 3 };

static inline void growth_add(struct buf *b, const char *s)
{
	struct error err = ERROR_INIT;

	assert_int_equal(buf_add(b, (struct str){s, strlen(s)}, &err), ST_OK);
}

static inline void growth_build(struct buf *b, const struct growth *g,
				size_t count)
{
	buf_clear(b);
	growth_add(b, g->before);
	for (size_t i = 0; i < count; i++)
		growth_add(b, g->piece);
	growth_add(b, g->after);
}

static inline long growth_ms(void (*work)(struct str bytes), struct str bytes)
{
	clock_t start = clock();

	work(bytes);
	return (long)((clock() - start) * 1000 / CLOCKS_PER_SEC);
}

/* Other work on the machine may spoil a measurement, but not three. */
static inline void growth_is_linear(const struct growth *g,
				    void (*work)(struct str bytes))
{
	struct buf small = BUF_INIT(8 << 20), large = BUF_INIT(8 << 20);
	long few = 0, many = 1;

	growth_build(&small, g, g->count / 32);
	growth_build(&large, g, g->count / 8);
	for (int i = 0; i < GROWTH_TRIES; i++) {
		few = growth_ms(work, buf_str(&small));
		many = growth_ms(work, buf_str(&large));
		if (many <= GROWTH_TIMES * few + GROWTH_FREE_MS)
			break;
	}
	if (many > GROWTH_TIMES * few + GROWTH_FREE_MS)
		fail_msg("%zu times '%s%.30s': %ld ms, %zu times: %ld ms",
			 g->count / 32, g->before, g->piece, few, g->count / 8,
			 many);
	buf_free(&small);
	buf_free(&large);
}

#endif
