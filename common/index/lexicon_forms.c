#include <stdlib.h>

#include "common/index/lexicon_entry.h"
#include "common/text/stem.h"

struct form *lexicon_form(const struct entry *e, struct str text)
{
	for (struct form *f = e->forms; f; f = f->next)
		if (f->len == text.len && !memcmp(f->text, text.p, text.len))
			return f;
	return NULL;
}

enum status lexicon_add_form(struct entry *e, struct arena *arena,
			     struct str text, uint32_t count, uint32_t posts,
			     struct error *err)
{
	struct form *f = lexicon_form(e, text);
	enum status st = ST_OK;

	if (!f && e->form_count == LEXICON_FORMS_MERGED)
		return ST_OK;
	if (!f) {
		st = arena_alloc(&f, arena, sizeof(*f) + text.len, err);
		if (st != ST_OK)
			return st;
		f->len = (uint32_t)text.len;
		memcpy(f->text, text.p, text.len);
		f->next = e->forms;
		e->forms = f;
		e->form_count++;
	}
	f->count += count;
	f->posts += posts;
	return st;
}

static enum status format_count(struct buf *out, uint32_t n, char end,
				struct error *err)
{
	char digits[12], *p = digits + sizeof(digits);

	*--p = end;
	do {
		*--p = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	return buf_add(out,
		       (struct str){p, (size_t)(digits + sizeof(digits) - p)},
		       err);
}

enum status lexicon_format_langs(struct buf *out, uint32_t langs,
				 struct error *err)
{
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && i < STEM_LANGS; i++)
		if (langs >> i & 1) {
			st = buf_add(out, (struct str){stem_lang_name(i), 2},
				     err);
			if (st == ST_OK)
				st = buf_add(out, STR(" "), err);
		}
	return st;
}

/* The most frequent first; none that is gone. */
static int by_count(const void *a, const void *b)
{
	const struct form *x = *(struct form *const *)a;
	const struct form *y = *(struct form *const *)b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return str_order((struct str){x->text, x->len},
			 (struct str){y->text, y->len});
}

static enum status format_forms(struct buf *out, const struct entry *e,
				struct error *err)
{
	const struct form *all[LEXICON_FORMS_MERGED];
	enum status st = ST_OK;
	size_t n = 0;

	for (const struct form *f = e->forms; f; f = f->next)
		if (f->count && n < LEXICON_FORMS_MERGED)
			all[n++] = f;
	qsort(all, n, sizeof(all[0]), by_count);
	for (size_t i = 0; st == ST_OK && i < n && i < LEXICON_FORMS_MAX; i++) {
		st = buf_add(out, (struct str){all[i]->text, all[i]->len}, err);
		if (st == ST_OK)
			st = buf_add(out, STR("\t"), err);
		if (st == ST_OK)
			st = format_count(out, all[i]->count, '\t', err);
		if (st == ST_OK)
			st = format_count(out, all[i]->posts, '\n', err);
	}
	return st;
}

enum status lexicon_format_entry(struct buf *out, const struct entry *e,
				 struct error *err)
{
	enum status st;

	buf_clear(out);
	st = format_count(out, e->posts, '\t', err);
	if (st == ST_OK)
		st = format_count(out, e->count, '\t', err);
	if (st == ST_OK)
		st = format_count(out, e->cases.capitals, '\t', err);
	if (st == ST_OK)
		st = format_count(out, e->cases.starts, '\t', err);
	if (st == ST_OK)
		st = format_count(out, e->cases.lowers, '\t', err);
	if (st == ST_OK)
		st = lexicon_format_langs(out, e->langs, err);
	if (st == ST_OK)
		st = buf_add(out, STR("\n"), err);
	return st == ST_OK ? format_forms(out, e, err) : st;
}
