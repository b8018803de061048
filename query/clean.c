#include "query/clean.h"

#include <unictype.h>
#include <unistr.h>

#include "common/text/utf8.h"

enum { CLEAN_MAX = 1 << 20 /* bytes */ };

/* A run of control characters and white space of any script, in place, becomes
 * one space. `s`: valid UTF-8. The bytes that remain. */
static size_t plain_spaces(char *s, size_t len)
{
	size_t out = 0;

	for (size_t i = 0, n; i < len; i += n) {
		ucs4_t c;

		n = (size_t)u8_mbtoucr(&c, (const uint8_t *)s + i, len - i);
		if (uc_is_property_white_space(c) || uc_is_cntrl(c)) {
			if (out == 0 || s[out - 1] != ' ')
				s[out++] = ' ';
			continue;
		}
		memmove(s + out, s + i, n);
		out += n;
	}
	return out;
}

enum status query_clean(struct tree *t, struct str query,
			const struct query_limits *limits, struct error *err)
{
	struct buf valid = BUF_INIT(CLEAN_MAX), scratch = BUF_INIT(CLEAN_MAX);
	struct str s = utf8_cut(query, limits->max_bytes);
	size_t replaced = 0;
	enum status st = utf8_repair(&valid, s, &replaced, err);

	if (st == ST_OK)
		st = utf8_nfc(&s, &scratch, buf_str(&valid), err);
	if (st == ST_OK)
		st = arena_str(&t->query, &t->arena, s, err);
	if (st == ST_OK) /* our own copy */
		t->query.len = plain_spaces((char *)t->query.p, t->query.len);
	if (query.len > limits->max_bytes)
		tree_add_note(t, 0, 0, "only the first %zu bytes were searched",
			      limits->max_bytes);
	if (replaced)
		tree_add_note(t, 0, 0, "%zu bytes that are not UTF-8",
			      replaced);
	buf_free(&valid);
	buf_free(&scratch);
	return st;
}
