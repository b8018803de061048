#include "common/index/vocab.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/text/stem.h"

enum { ENTRY_MAX = 64 << 10 /* bytes of one word's data */ };

static int take_field(struct str *rest, struct str *field, char end)
{
	const char *p = rest->len ? memchr(rest->p, end, rest->len) : NULL;

	if (!p)
		return 0;
	*field = (struct str){rest->p, (size_t)(p - rest->p)};
	rest->p += field->len + 1;
	rest->len -= field->len + 1;
	return 1;
}

static int take_count(struct str *rest, uint32_t *out)
{
	struct str field;

	*out = 0;
	if (!take_field(rest, &field, '\t') || !field.len || field.len > 10)
		return 0;
	for (size_t i = 0; i < field.len; i++) {
		if (field.p[i] < '0' || field.p[i] > '9')
			return 0;
		*out = *out * 10 + (uint32_t)(field.p[i] - '0');
	}
	return 1;
}

static enum status parse_entry(struct vocab_word *out, struct arena *arena,
			       struct str data, struct error *err)
{
	struct str term, langs, form;
	enum status st;

	if (!take_field(&data, &term, '\t') ||
	    !take_count(&data, &out->posts) ||
	    !take_count(&data, &out->count) ||
	    !take_count(&data, &out->capitals) ||
	    !take_field(&data, &langs, '\n'))
		return error_set(err, ST_CORRUPT, "vocabulary: bad entry");
	if (!take_field(&data, &form, '\t'))
		form = term;
	st = arena_str(&out->term, arena, term, err);
	return st == ST_OK ? arena_str(&out->form, arena, form, err) : st;
}

static enum status read_word(struct vocab_word *out, struct arena *arena,
			     const xap_db *db, uint32_t docid,
			     struct error *err)
{
	struct buf data = BUF_INIT(ENTRY_MAX);
	enum status st = xap_db_doc_data(db, docid, &data, err);

	if (st == ST_OK)
		st = parse_entry(out, arena, buf_str(&data), err);
	buf_free(&data);
	return st;
}

static enum status key_of(char key[XAP_TERM_MAX], struct str *out,
			  const char *prefix, struct str term,
			  struct error *err)
{
	size_t n = strlen(prefix);

	if (term.len > XAP_TERM_MAX - n)
		return error_set(err, ST_NOTFOUND, "word too long");
	memcpy(key, prefix, n);
	memcpy(key + n, term.p, term.len);
	*out = (struct str){key, n + term.len};
	return ST_OK;
}

enum status vocab_word(struct vocab_word *out, struct arena *arena,
		       const xap_db *db, struct str term, struct error *err)
{
	char buf[XAP_TERM_MAX];
	struct xap_posting posting;
	xap_postings *it = NULL;
	struct str key;
	enum status st = key_of(buf, &key, "Q", term, err);

	if (st == ST_OK)
		st = xap_postings_open(&it, db, key, err);
	if (st == ST_OK)
		st = xap_postings_next(it, &posting, err);
	if (st == ST_OK)
		st = read_word(out, arena, db, posting.docid, err);
	else if (st == ST_END)
		st = error_set(err, ST_NOTFOUND, "'%.*s' is in no post",
			       (int)term.len, term.p);
	xap_postings_free(it);
	return st;
}

struct gather {
	struct vocab_list *out;
	struct arena *arena;
	const xap_db *db;
	struct str term; /* not this one */
	size_t max;
};

static int known(const struct vocab_list *list, struct str term)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].term, term))
			return 1;
	return 0;
}

static enum status gather_key(struct gather *g, struct str key,
			      struct error *err)
{
	struct xap_posting posting;
	xap_postings *it = NULL;
	enum status st = xap_postings_open(&it, g->db, key, err);

	while (st == ST_OK && g->out->n < g->max &&
	       (st = xap_postings_next(it, &posting, err)) == ST_OK) {
		struct vocab_word *word = &g->out->v[g->out->n];

		st = read_word(word, g->arena, g->db, posting.docid, err);
		if (st == ST_OK && !str_eq(word->term, g->term) &&
		    !known(g->out, word->term))
			g->out->n++;
	}
	xap_postings_free(it);
	return st == ST_END ? ST_OK : st;
}

static int by_posts(const void *a, const void *b)
{
	const struct vocab_word *x = a, *y = b;

	return (x->posts < y->posts) - (x->posts > y->posts);
}

enum status vocab_inflections(struct vocab_list *out, struct arena *arena,
			      const xap_db *db, struct str term, size_t max,
			      struct error *err)
{
	struct gather g = {out, arena, db, term, max};
	enum status st;

	out->n = 0;
	st = arena_array(&out->v, arena, max + 1, sizeof(*out->v), err);
	for (int i = 0; st == ST_OK && i < STEM_LANGS; i++) {
		char key[5 + STEM_MAX] = "XT";

		memcpy(key + 2, stem_lang_name(i), 2);
		key[4] = ':';
		st = gather_key(
			&g, (struct str){key, 5 + stem(key + 5, i, term)}, err);
	}
	if (st == ST_OK)
		qsort(out->v, out->n, sizeof(*out->v), by_posts);
	return st;
}
