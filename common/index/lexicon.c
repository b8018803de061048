#include "common/index/lexicon.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* uthash finds words by XXH3 instead of its own hash. */
#define HASH_FUNCTION(key, len, hash) ((hash) = (unsigned)XXH3_64bits(key, len))
#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/text/stem.h"
#include "common/xapian-c/xap.h"

enum {
	FORMS_MAX = 8,        /* spellings kept of a word */
	FORM_LEN_MAX = 128,   /* bytes; longer ones are not kept */
	MEMORY_MAX = 1 << 30, /* bytes of words and forms */
	COMMIT_EVERY = 5000,  /* words */
};

struct form {
	struct form *next;
	uint32_t count;
	uint32_t len; /* bytes */
	char text[];
};

struct entry {
	struct form *forms;
	uint32_t form_count;
	uint32_t posts;     /* that contain it */
	uint32_t last_post; /* the number of the latest of them */
	uint32_t count;
	uint32_t capitals; /* inside sentences */
	uint32_t langs;    /* bits: rows of stem.h */
	UT_hash_handle hh;
	size_t len; /* bytes in term */
	char term[];
};

struct lexicon {
	struct arena arena;
	struct entry *entries; /* a uthash table */
	uint32_t post;
	uint32_t lang; /* bit of the post's language; 0: no stems for it */
};

enum status lexicon_new(struct lexicon **out, struct error *err)
{
	*out = calloc(1, sizeof(**out));
	if (!*out)
		return error_set(err, ST_LIMIT, "out of memory");
	(*out)->arena.max = MEMORY_MAX;
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

uint32_t lexicon_size(const struct lexicon *l)
{
	return HASH_COUNT(l->entries);
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
		return error_set(err, ST_LIMIT, "out of memory");
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
		*link = f->next;
		f->next = e->forms;
		e->forms = f;
		return ST_OK;
	}
	if (e->form_count == FORMS_MAX || text.len > FORM_LEN_MAX)
		return ST_OK;
	st = arena_alloc(&f, &l->arena, sizeof(*f) + text.len, err);
	if (st != ST_OK)
		return st;
	memcpy(f->text, text.p, text.len);
	f->len = (uint32_t)text.len;
	f->count = 1;
	f->next = e->forms;
	e->forms = f;
	e->form_count++;
	return ST_OK;
}

enum status lexicon_add(struct lexicon *l, const struct word *word,
			struct str text, struct error *err)
{
	struct str form = {text.p + word->begin, word->end - word->begin};
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
	e->capitals += (word->flags & (WORD_UPPER | WORD_START)) == WORD_UPPER;
	return count_form(l, e, form, err);
}

static int by_term(const struct entry *a, const struct entry *b)
{
	size_t n = a->len < b->len ? a->len : b->len;
	int order = memcmp(a->term, b->term, n);

	return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* What vocab.h says a document's data is. */
static enum status format_entry(struct buf *out, const struct entry *e,
				struct error *err)
{
	enum status st;
	uint32_t below = UINT32_MAX;

	buf_clear(out);
	st = buf_addf(out, err, "%.*s\t%u\t%u\t%u\t", (int)e->len, e->term,
		      e->posts, e->count, e->capitals);
	for (int i = 0; st == ST_OK && i < STEM_LANGS; i++)
		if (e->langs >> i & 1)
			st = buf_addf(out, err, "%s ", stem_lang_name(i));
	if (st == ST_OK)
		st = buf_add(out, STR("\n"), err);
	/* At most FORMS_MAX rounds: the most frequent first. */
	while (st == ST_OK && below) {
		uint32_t top = 0;

		for (const struct form *f = e->forms; f; f = f->next)
			if (f->count < below && f->count > top)
				top = f->count;
		for (const struct form *f = e->forms; f; f = f->next) {
			if (st != ST_OK || f->count != top)
				continue;
			st = buf_add(out, (struct str){f->text, f->len}, err);
			if (st == ST_OK)
				st = buf_addf(out, err, "\t%u\n", f->count);
		}
		below = top;
	}
	return st;
}

static enum status add_terms(xap_doc *doc, const struct entry *e,
			     struct error *err)
{
	struct str term = {e->term, e->len};
	char key[XAP_TERM_MAX];
	enum status st;

	key[0] = 'Q';
	memcpy(key + 1, e->term, e->len);
	st = xap_doc_add_term(doc, (struct str){key, e->len + 1}, 0, err);
	for (int i = 0; st == ST_OK && i < STEM_LANGS; i++) {
		size_t len;

		if (!(e->langs >> i & 1))
			continue;
		memcpy(key, "XT", 2);
		memcpy(key + 2, stem_lang_name(i), 2);
		key[4] = ':';
		len = stem(key + 5, i, term);
		st = xap_doc_add_term(doc, (struct str){key, len + 5}, 0, err);
	}
	return st;
}

enum status lexicon_write(struct lexicon *l, const char *path,
			  struct error *err)
{
	struct buf data = BUF_INIT(64 << 10);
	xap_writer *w = NULL;
	xap_doc *doc = NULL;
	enum status st = xap_writer_open(&w, path, err);
	uint32_t n = 0;

	if (st == ST_OK)
		st = xap_doc_new(&doc, err);
	HASH_SRT(hh, l->entries, by_term);
	for (struct entry *e = l->entries; st == ST_OK && e; e = e->hh.next) {
		xap_doc_clear(doc);
		st = format_entry(&data, e, err);
		if (st == ST_OK)
			st = add_terms(doc, e, err);
		if (st == ST_OK)
			st = xap_doc_set_data(doc, buf_str(&data), err);
		if (st == ST_OK)
			st = xap_writer_add(w, doc, NULL, err);
		if (st == ST_OK && ++n % COMMIT_EVERY == 0)
			st = xap_writer_commit(w, err);
	}
	if (st == ST_OK)
		st = xap_writer_commit(w, err);
	xap_doc_free(doc);
	xap_writer_free(w);
	buf_free(&data);
	return st;
}
