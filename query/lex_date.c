#include "query/lex_date.h"

#include "common/base/buf.h"
#include "query/date_range.h"

enum { DATE_TEXT_MAX = 128 /* bytes of a date in words */ };

int lex_is_date(struct str text)
{
	struct date_range ignored;

	/* Which day it is does not matter for that. */
	return date_range_parse(&ignored, text, 0);
}

int lex_begins_date(struct str text)
{
	size_t letters = 0, digits = 0;

	for (size_t i = 0; i < text.len; i++) {
		letters +=
			(text.p[i] | 0x20) >= 'a' && (text.p[i] | 0x20) <= 'z';
		digits += text.p[i] >= '0' && text.p[i] <= '9';
	}
	return letters == text.len || (digits == text.len && digits <= 2);
}

enum status lex_join_date(struct token *t, struct lexer *lexer,
			  struct arena *arena, struct error *err)
{
	struct lexer behind = *lexer, best = behind;
	struct buf text = BUF_INIT(DATE_TEXT_MAX);
	size_t end = 0, len = 0;
	enum status st = ST_OK;

	if (t->kind != TOKEN_WORD || t->star || lex_is_date(t->text) ||
	    !lex_begins_date(t->text) || buf_add(&text, t->text, NULL) != ST_OK)
		return ST_OK;
	for (int i = 1; i < DATE_RANGE_WORDS; i++) {
		struct token next = lex_next(&behind);

		if (next.kind != TOKEN_WORD || next.star ||
		    buf_addf(&text, NULL, " %.*s", (int)next.text.len,
			     next.text.p) != ST_OK)
			break;
		if (lex_is_date(buf_str(&text))) {
			end = next.begin + next.len;
			len = text.len;
			best = behind;
		}
	}
	if (len) {
		st = arena_str(&t->text, arena, (struct str){text.p, len}, err);
		t->kind = TOKEN_PHRASE;
		t->len = end - t->begin;
		*lexer = best;
	}
	buf_free(&text);
	return st;
}
