#include <stdlib.h>

#include "common/index/lexicon_entry.h"

/* The head of a record; spellings follow, each with a head and its bytes. */
struct packed_word {
	uint32_t posts, count, langs, forms;
	struct vocab_case cases;
};

struct packed_form {
	uint32_t count, posts, len;
};

static struct str bytes_of(const void *p, size_t len)
{
	return (struct str){p, len};
}

enum status lexicon_pack_entry(struct buf *out, const struct entry *e,
			       struct error *err)
{
	const struct packed_word head = {e->posts, e->count, e->langs,
					 e->form_count, e->cases};
	enum status st;

	buf_clear(out);
	st = buf_add(out, bytes_of(&head, sizeof(head)), err);
	for (const struct form *f = e->forms; st == ST_OK && f; f = f->next) {
		const struct packed_form form = {f->count, f->posts, f->len};

		st = buf_add(out, bytes_of(&form, sizeof(form)), err);
		if (st == ST_OK)
			st = buf_add(out, bytes_of(f->text, f->len), err);
	}
	return st;
}

static int by_term(const struct entry *a, const struct entry *b)
{
	return str_order((struct str){a->term, a->len},
			 (struct str){b->term, b->len});
}

static enum status save_words(struct run_writer *w, const struct lexicon *l,
			      struct error *err)
{
	struct buf record = BUF_INIT(RUN_RECORD_MAX);
	enum status st = ST_OK;

	for (struct entry *e = l->entries; st == ST_OK && e; e = e->hh.next) {
		st = lexicon_pack_entry(&record, e, err);
		if (st == ST_OK)
			st = run_writer_add(w, (struct str){e->term, e->len},
					    buf_str(&record), err);
	}
	buf_free(&record);
	return st == ST_OK ? run_writer_end(w, err) : st;
}

enum status lexicon_save(struct lexicon *l, const char *path, struct error *err)
{
	struct run_writer *w = NULL;
	enum status st = run_writer_open(&w, path, err);

	HASH_SRT(hh, l->entries, by_term);
	if (st == ST_OK)
		st = save_words(w, l, err);
	run_writer_free(w);
	HASH_CLEAR(hh, l->entries);
	arena_clear(&l->arena);
	return st;
}

/* Take `n` bytes off the front. 0: they are not there. */
static int take(void *out, struct str *from, size_t n)
{
	if (n > from->len)
		return 0;
	memcpy(out, from->p, n);
	*from = (struct str){from->p + n, from->len - n};
	return 1;
}

static enum status broken(struct error *err)
{
	return error_set(err, ST_CORRUPT,
			 "a word that was put aside is not "
			 "as it was");
}

/* Add what a record says to the word at hand. */
static enum status add_record(struct lexicon_stream *s, struct str record,
			      struct error *err)
{
	struct packed_word head;
	struct packed_form form;
	struct entry *e = &s->e;
	enum status st = ST_OK;

	if (!take(&head, &record, sizeof(head)))
		return broken(err);
	e->posts += head.posts;
	e->count += head.count;
	e->langs |= head.langs;
	e->cases.capitals += head.cases.capitals;
	e->cases.starts += head.cases.starts;
	e->cases.lowers += head.cases.lowers;
	for (uint32_t i = 0; st == ST_OK && i < head.forms; i++) {
		if (!take(&form, &record, sizeof(form)) ||
		    form.len > record.len)
			return broken(err);
		st = lexicon_add_form(e, &s->arena,
				      (struct str){record.p, form.len},
				      form.count, form.posts, err);
		record = (struct str){record.p + form.len,
				      record.len - form.len};
	}
	return st;
}

enum status lexicon_stream_open(struct lexicon_stream *s,
				const char *const *runs, size_t n,
				struct error *err)
{
	enum status st;

	*s = (struct lexicon_stream){.arena = ARENA_INIT(64 << 20)};
	st = run_merge_open(&s->runs, runs, n, err);
	if (st != ST_OK)
		return st;
	s->ahead = run_merge_next(s->runs, &s->next, &s->record, err);
	return s->ahead == ST_END ? ST_OK : s->ahead;
}

void lexicon_stream_close(struct lexicon_stream *s)
{
	run_merge_free(s->runs);
	arena_free(&s->arena);
}

enum status lexicon_stream_next(struct lexicon_stream *s, struct error *err)
{
	enum status st = s->ahead;

	if (st == ST_OK && s->next.len > sizeof(s->term))
		return broken(err);
	if (st != ST_OK)
		return st;
	arena_clear(&s->arena);
	s->e = (struct entry){.len = s->next.len};
	memcpy(s->term, s->next.p, s->next.len);
	do {
		st = add_record(s, s->record, err);
		if (st == ST_OK)
			s->ahead = run_merge_next(s->runs, &s->next, &s->record,
						  err);
	} while (st == ST_OK && s->ahead == ST_OK &&
		 str_eq(s->next, (struct str){s->term, s->e.len}));
	if (st == ST_OK && s->ahead != ST_OK && s->ahead != ST_END)
		st = s->ahead;
	return st;
}

static enum status join(struct run_writer *w, struct lexicon_stream *s,
			struct error *err)
{
	struct buf record = BUF_INIT(RUN_RECORD_MAX);
	enum status st;

	while ((st = lexicon_stream_next(s, err)) == ST_OK) {
		st = lexicon_pack_entry(&record, &s->e, err);
		if (st == ST_OK)
			st = run_writer_add(w, (struct str){s->term, s->e.len},
					    buf_str(&record), err);
		if (st != ST_OK)
			break;
	}
	buf_free(&record);
	return st == ST_END ? run_writer_end(w, err) : st;
}

enum status lexicon_join(const char *const *runs, size_t n, const char *to,
			 struct error *err)
{
	struct run_writer *w = NULL;
	struct lexicon_stream s;
	enum status st = lexicon_stream_open(&s, runs, n, err);

	if (st == ST_OK)
		st = run_writer_open(&w, to, err);
	if (st == ST_OK)
		st = join(w, &s, err);
	run_writer_free(w);
	lexicon_stream_close(&s);
	return st;
}
