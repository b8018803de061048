#include "common/index/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "common/index/lexicon_entry.h"
#include "common/text/heading.h"
#include "common/text/stem.h"

enum {
	FORM_LEN_MAX = 128, /* bytes; longer ones are not kept */
};

enum status lexicon_new(struct lexicon **out, struct error *err)
{
	*out = calloc(1, sizeof(**out));
	if (!*out)
		return error_set(err, ST_MEMORY, "out of memory");
	(*out)->arena.max = LEXICON_MEMORY_MAX;
	return ST_OK;
}

void lexicon_free(struct lexicon *l)
{
	if (!l)
		return;
	HASH_CLEAR(hh, l->entries);
	arena_free(&l->arena);
	free(l);
}

void lexicon_next_post(struct lexicon *l, struct str lang)
{
	int row = stem_lang(lang);

	l->post++;
	l->lang = row < 0 ? 0 : 1u << row;
}

static enum status find(struct entry **out, struct lexicon *l, struct str term,
			struct error *err)
{
	struct entry *e = NULL;
	enum status st;

	HASH_FIND(hh, l->entries, term.p, term.len, e);
	*out = e;
	if (e)
		return ST_OK;
	st = arena_alloc(&e, &l->arena, sizeof(*e) + term.len, err);
	if (st != ST_OK)
		return st;
	memcpy(e->term, term.p, term.len);
	e->len = term.len;
	HASH_ADD_KEYPTR(hh, l->entries, e->term, e->len, e);
	if (!e->hh.tbl)
		return error_set(err, ST_MEMORY, "out of memory");
	*out = e;
	return ST_OK;
}

/* The spelling moves to the front, so that common ones are found first. */
static enum status count_form(struct lexicon *l, struct entry *e,
			      struct str text, struct error *err)
{
	struct form *f, **link;
	enum status st;

	for (link = &e->forms; (f = *link); link = &f->next) {
		if (f->len != text.len || memcmp(f->text, text.p, text.len))
			continue;
		f->count++;
		if (f->last_post != l->post)
			f->posts++;
		f->last_post = l->post;
		*link = f->next;
		f->next = e->forms;
		e->forms = f;
		return ST_OK;
	}
	if (e->form_count == LEXICON_FORMS_MAX || text.len > FORM_LEN_MAX)
		return ST_OK;
	st = arena_alloc(&f, &l->arena, sizeof(*f) + text.len, err);
	if (st != ST_OK)
		return st;
	memcpy(f->text, text.p, text.len);
	f->len = (uint32_t)text.len;
	f->count = f->posts = 1;
	f->last_post = l->post;
	f->next = e->forms;
	e->forms = f;
	e->form_count++;
	return ST_OK;
}

void lexicon_next_text(struct lexicon *l, struct str text, enum text_kind kind)
{
	l->text = text;
	l->kind = kind;
	l->line_end = 0;
	l->heading = 0;
}

/* Learn of the line that `at` is in, when it is a new one. */
static void find_line(struct lexicon *l, size_t at)
{
	const char *p = l->text.p, *end;
	size_t from = at;

	if (at < l->line_end)
		return;
	while (from > l->line_end && p[from - 1] != '\n')
		from--;
	end = memchr(p + at, '\n', l->text.len - at);
	l->line_end = end ? (size_t)(end - p) : l->text.len;
	l->heading = heading_line((struct str){p + from, l->line_end - from});
}

static void count_case(struct lexicon *l, struct vocab_case *c,
		       const struct word *word)
{
	if (!(word->flags & WORD_UPPER)) {
		c->lowers += l->kind == TEXT_PROSE;
		return;
	}
	if (word->flags & WORD_CAPS)
		return;
	if (l->kind == TEXT_LABELS) {
		c->capitals++;
		return;
	}
	if (!(word->flags & WORD_START))
		find_line(l, word->begin);
	if (word->flags & WORD_START || l->heading)
		c->starts++;
	else
		c->capitals++;
}

enum status lexicon_add(struct lexicon *l, const struct word *word,
			struct error *err)
{
	struct str form = word_form(l->text, word);
	struct entry *e;
	enum status st = find(&e, l, word->term, err);

	if (st != ST_OK)
		return st;
	e->count++;
	if (e->last_post != l->post) {
		e->last_post = l->post;
		e->posts++;
	}
	e->langs |= l->lang;
	count_case(l, &e->cases, word);
	return count_form(l, e, form, err);
}
