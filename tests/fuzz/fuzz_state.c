/*
 * Any bytes behind a sound checksum: a state, or a message with a line. What
 * is a state says the same when it was written again.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/index/state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_again(const struct state *s)
{
	struct buf once = BUF_INIT(64 << 20), twice = BUF_INIT(64 << 20);
	struct error err = ERROR_INIT;
	struct state again = STATE_INIT;

	if (state_format(&once, s, &err) != ST_OK ||
	    state_parse(&again, buf_str(&once), &err) != ST_OK ||
	    state_format(&twice, &again, &err) != ST_OK ||
	    !str_eq(buf_str(&once), buf_str(&twice)))
		abort();
	state_free(&again);
	buf_free(&once);
	buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = BUF_INIT(64 << 20);
	struct state s = STATE_INIT;
	struct error err = ERROR_INIT;
	enum status st = buf_add(&text, STR("nisba-state 1\n"), &err);

	if (st == ST_OK)
		st = buf_add(&text, (struct str){(const char *)data, size},
			     &err);
	if (st == ST_OK)
		st = buf_addf(&text, &err, "e\t%016" PRIx64 "\n",
			      XXH3_64bits(text.p, text.len));
	if (st == ST_OK && state_parse(&s, buf_str(&text), &err) == ST_OK)
		write_again(&s);
	state_free(&s);
	buf_free(&text);
	return 0;
}
