#include "common/index/value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <xxhash.h>

#include "common/text/words.h"

enum status value_fold(struct buf *out, struct str text, struct error *err)
{
	struct words w;
	struct word word;
	enum status st = ST_OK;

	buf_clear(out);
	words_begin(&w, text, 1);
	while (st == ST_OK && words_next(&w, &word)) {
		if (word.role != WORD_PLAIN && word.role != WORD_PART)
			continue;
		if (out->len)
			st = buf_add(out, STR(" "), err);
		if (st == ST_OK)
			st = buf_add(out, word.term, err);
	}
	return st == ST_LIMIT ? ST_OK : st;
}

struct str value_term(char key[XAP_TERM_MAX], const char *prefix,
		      struct str value)
{
	size_t n = strlen(prefix), keep = (size_t)XAP_TERM_MAX - n - 17;

	memcpy(key, prefix, n);
	if (value.len <= (size_t)XAP_TERM_MAX - n) {
		memcpy(key + n, value.p, value.len);
		return (struct str){key, n + value.len};
	}
	memcpy(key + n, value.p, keep);
	snprintf(key + n + keep, 17, "%016" PRIx64,
		 (uint64_t)XXH3_64bits(value.p, value.len));
	return (struct str){key, n + keep + 16};
}
