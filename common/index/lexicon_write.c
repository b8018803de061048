#include <stdlib.h>

#include "common/base/buf.h"
#include "common/index/lexicon_entry.h"
#include "common/index/vocab.h"
#include "common/index/vocab_key.h"
#include "common/text/stem.h"
#include "common/xapian-c/xap.h"

static int by_term(const struct entry *a, const struct entry *b)
{
	return str_order((struct str){a->term, a->len},
			 (struct str){b->term, b->len});
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
	const struct form *all[2 * LEXICON_FORMS_MAX];
	enum status st = ST_OK;
	size_t n = 0;

	for (const struct form *f = e->forms; f; f = f->next)
		if (f->count && n < 2 * LEXICON_FORMS_MAX)
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

/* A word that is listed under a key. */
struct listed {
	struct str key;
	const struct entry *entry;
};

struct listing {
	struct arena arena; /* the keys */
	struct listed *v;
	size_t n, size;
};

static enum status list(struct listing *l, struct str key,
			const struct entry *e, struct error *err)
{
	if (l->n == l->size) {
		size_t size = l->size ? 2 * l->size : 4096;
		struct listed *v = reallocarray(l->v, size, sizeof(*v));

		if (!v)
			return error_set(err, ST_LIMIT, "out of memory");
		l->v = v;
		l->size = size;
	}
	l->v[l->n].entry = e;
	return arena_str(&l->v[l->n++].key, &l->arena, key, err);
}

/* By key; words of one key stay in their order. */
static int by_key(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	int order = str_order(x->key, y->key);

	return order ? order : by_term(x->entry, y->entry);
}

static enum status list_word(struct listing *l, const struct entry *e,
			     struct error *err)
{
	struct vocab_keys keys;
	enum status st = ST_OK;

	vocab_keys_of(&keys, (struct str){e->term, e->len}, e->langs,
		      &e->cases);
	for (size_t i = 0; st == ST_OK && i < keys.n; i++)
		st = list(l, keys.v[i], e, err);
	return st;
}

static enum status write_listing(xap_writer *w, struct listing *l,
				 struct buf *value, struct error *err)
{
	enum status st = ST_OK;

	if (l->n) /* an archive may have no names: then v is NULL */
		qsort(l->v, l->n, sizeof(*l->v), by_key);
	for (size_t i = 0, k; st == ST_OK && i < l->n; i = k) {
		buf_clear(value);
		for (k = i; st == ST_OK && k < l->n &&
			    str_eq(l->v[k].key, l->v[i].key);
		     k++) {
			const struct entry *e = l->v[k].entry;

			st = buf_add(value, (struct str){e->term, e->len}, err);
			if (st == ST_OK)
				st = buf_add(value, STR(" "), err);
		}
		if (st == ST_OK)
			st = xap_writer_set_metadata(w, l->v[i].key,
						     buf_str(value), err);
	}
	return st;
}

static enum status write_words(xap_writer *w, const struct lexicon *l,
			       struct buf *value, struct error *err)
{
	char key[VOCAB_KEY_MAX];
	enum status st = ST_OK;

	for (struct entry *e = l->entries; st == ST_OK && e; e = e->hh.next) {
		struct str term = {e->term, e->len};

		st = lexicon_format_entry(value, e, err);
		if (st == ST_OK)
			st = xap_writer_set_metadata(w,
						     vocab_word_key(key, term),
						     buf_str(value), err);
	}
	return st;
}

static enum status write_all(xap_writer *w, const struct lexicon *l,
			     struct listing *listing, struct buf *value,
			     struct error *err)
{
	uint32_t langs = 0;
	enum status st = ST_OK;

	for (struct entry *e = l->entries; st == ST_OK && e; e = e->hh.next) {
		langs |= e->langs;
		st = list_word(listing, e, err);
	}
	/* In the order of the keys: such a table grows without gaps. */
	if (st == ST_OK)
		st = lexicon_format_langs(value, langs, err);
	if (st == ST_OK)
		st = xap_writer_set_metadata(w, STR(VOCAB_LANGS),
					     buf_str(value), err);
	if (st == ST_OK)
		st = write_listing(w, listing, value, err);
	if (st == ST_OK)
		st = write_words(w, l, value, err);
	return st == ST_OK ? xap_writer_commit(w, err) : st;
}

enum status lexicon_write(struct lexicon *l, const char *path,
			  struct error *err)
{
	struct listing listing = {.arena = ARENA_INIT(LEXICON_MEMORY_MAX)};
	struct buf value = BUF_INIT(XAP_DATA_MAX);
	xap_writer *w = NULL;
	enum status st = xap_writer_open(&w, path, err);

	HASH_SRT(hh, l->entries, by_term);
	if (st == ST_OK)
		st = write_all(w, l, &listing, &value, err);
	xap_writer_free(w);
	buf_free(&value);
	arena_free(&listing.arena);
	free(listing.v);
	return st;
}
