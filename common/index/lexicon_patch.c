#include <stdlib.h>

#include "common/base/buf.h"
#include "common/index/lexicon_entry.h"
#include "common/index/vocab_key.h"
#include "common/xapian-c/xap.h"

/* A word that is put under a key, or taken from there. */
struct change {
	struct str key, term; /* in the patch's arena */
	int add;
};

struct patch {
	const struct lexicon *gone, *come;
	struct arena arena; /* the changes' strings */
	struct arena words; /* one word's forms */
	xap_db *db;         /* as it was */
	xap_writer *w;
	struct buf value;
	struct change *changes;
	size_t n, size;
	uint32_t langs;
	uint64_t known; /* words in the vocabulary */
};

static enum status note(struct patch *p, struct str key, struct str term,
			int add, struct error *err)
{
	struct change *c;
	enum status st;

	if (p->n == p->size) {
		size_t size = p->size ? 2 * p->size : 1024;

		c = reallocarray(p->changes, size, sizeof(*c));
		if (!c)
			return error_set(err, ST_MEMORY, "out of memory");
		p->changes = c;
		p->size = size;
	}
	c = &p->changes[p->n];
	c->add = add;
	st = arena_str(&c->key, &p->arena, key, err);
	if (st == ST_OK)
		st = arena_str(&c->term, &p->arena, term, err);
	p->n += st == ST_OK;
	return st;
}

static int has_key(const struct vocab_keys *keys, struct str key)
{
	for (size_t i = 0; i < keys->n; i++)
		if (str_eq(keys->v[i], key))
			return 1;
	return 0;
}

/* What `a` has and `b` lacks. */
static enum status note_missing(struct patch *p, struct str term,
				const struct vocab_keys *a,
				const struct vocab_keys *b, int add,
				struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < a->n; i++)
		if (!has_key(b, a->v[i]))
			st = note(p, a->v[i], term, add, err);
	return st;
}

static const struct entry *counted(const struct lexicon *l, struct str term)
{
	struct entry *e = NULL;

	HASH_FIND(hh, l->entries, term.p, term.len, e);
	return e;
}

static uint32_t moved(uint32_t was, uint32_t minus, uint32_t plus)
{
	return (was > minus ? was - minus : 0) + plus;
}

/* Forms of the old value, then of `plus`, less those of `minus`. */
static enum status make_forms(struct entry *e, struct patch *p, struct str term,
			      const struct entry *minus,
			      const struct entry *plus, struct error *err)
{
	struct vocab_forms old = {NULL, 0};
	enum status st = vocab_forms(&old, &p->words, p->db, term, err);

	for (size_t i = 0; st == ST_OK && i < old.n; i++)
		st = lexicon_add_form(e, &p->words, old.v[i].text,
				      old.v[i].count, old.v[i].posts, err);
	for (const struct form *f = plus ? plus->forms : NULL; st == ST_OK && f;
	     f = f->next)
		st = lexicon_add_form(e, &p->words,
				      (struct str){f->text, f->len}, f->count,
				      f->posts, err);
	for (const struct form *f = minus ? minus->forms : NULL;
	     st == ST_OK && f; f = f->next) {
		struct form *left =
			lexicon_form(e, (struct str){f->text, f->len});

		if (left) {
			left->count = moved(left->count, f->count, 0);
			left->posts = moved(left->posts, f->posts, 0);
		}
	}
	return st;
}

static enum status write_word(struct patch *p, const struct entry *e,
			      struct str term, struct error *err)
{
	char key[VOCAB_KEY_MAX];
	enum status st = ST_OK;

	buf_clear(&p->value);
	if (e->posts)
		st = lexicon_format_entry(&p->value, e, err);
	return st == ST_OK ? xap_writer_set_metadata(p->w,
						     vocab_word_key(key, term),
						     buf_str(&p->value), err)
			   : st;
}

static enum status change_word(struct patch *p, struct str term,
			       struct error *err)
{
	static const struct entry none;
	const struct entry *minus = counted(p->gone, term);
	const struct entry *plus = counted(p->come, term);
	const struct entry *m = minus ? minus : &none, *c = plus ? plus : &none;
	struct vocab_word old = {.posts = 0};
	struct vocab_keys before, after;
	struct entry e = none;
	enum status st;

	arena_clear(&p->words);
	st = vocab_word(&old, &p->words, p->db, term, err);
	if (st == ST_NOTFOUND)
		old = (struct vocab_word){.posts = 0};
	else if (st != ST_OK)
		return st;
	e.posts = moved(old.posts, m->posts, c->posts);
	e.count = moved(old.count, m->count, c->count);
	e.cases.capitals =
		moved(old.cases.capitals, m->cases.capitals, c->cases.capitals);
	e.cases.starts =
		moved(old.cases.starts, m->cases.starts, c->cases.starts);
	e.cases.lowers =
		moved(old.cases.lowers, m->cases.lowers, c->cases.lowers);
	e.langs = old.langs | c->langs;
	p->langs |= c->langs;
	before.n = after.n = 0;
	if (old.posts)
		vocab_keys_of(&before, term, old.langs, &old.cases);
	if (e.posts)
		vocab_keys_of(&after, term, e.langs, &e.cases);
	p->known += (uint64_t)(e.posts != 0) - (uint64_t)(old.posts != 0);
	st = make_forms(&e, p, term, minus, plus, err);
	if (st == ST_OK)
		st = write_word(p, &e, term, err);
	if (st == ST_OK)
		st = note_missing(p, term, &before, &after, 0, err);
	return st == ST_OK ? note_missing(p, term, &after, &before, 1, err)
			   : st;
}

static int by_key(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int order = str_order(x->key, y->key);

	return order ? order : str_order(x->term, y->term);
}

/* The words of a list in their order: merged with changes [from, to). */
static enum status merge_list(struct patch *p, struct str list, size_t from,
			      size_t to, struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && (list.len || from < to)) {
		const char *space =
			list.len ? memchr(list.p, ' ', list.len) : NULL;
		struct str word = {list.p,
				   space ? (size_t)(space - list.p) : list.len};
		const struct change *c = from < to ? &p->changes[from] : NULL;
		int order = !c ? -1 : !list.len ? 1 : str_order(word, c->term);

		from += order >= 0;
		if (order <= 0) {
			size_t used = word.len + (space != NULL);

			list = (struct str){list.p + used, list.len - used};
		} else {
			word = c->term;
		}
		if (order >= 0 && !c->add)
			continue;
		st = buf_add(&p->value, word, err);
		if (st == ST_OK)
			st = buf_add(&p->value, STR(" "), err);
	}
	return st;
}

static enum status change_lists(struct patch *p, struct error *err)
{
	struct buf list = BUF_INIT(XAP_DATA_MAX);
	enum status st = ST_OK;

	if (p->n)
		qsort(p->changes, p->n, sizeof(*p->changes), by_key);
	for (size_t i = 0, k; st == ST_OK && i < p->n; i = k) {
		struct str key = p->changes[i].key;

		for (k = i + 1; k < p->n && str_eq(p->changes[k].key, key); k++)
			;
		buf_clear(&p->value);
		buf_clear(&list);
		st = xap_db_metadata(p->db, key, &list, err);
		if (st == ST_OK)
			st = merge_list(p, buf_str(&list), i, k, err);
		if (st == ST_OK)
			st = xap_writer_set_metadata(p->w, key,
						     buf_str(&p->value), err);
	}
	buf_free(&list);
	return st;
}

static enum status change_langs(struct patch *p, struct error *err)
{
	struct buf old = BUF_INIT(XAP_DATA_MAX);
	enum status st = xap_db_metadata(p->db, STR(VOCAB_LANGS), &old, err);

	buf_clear(&p->value);
	if (st == ST_OK)
		st = lexicon_format_langs(
			&p->value, p->langs | vocab_langs(buf_str(&old)), err);
	if (st == ST_OK)
		st = xap_writer_set_metadata(p->w, STR(VOCAB_LANGS),
					     buf_str(&p->value), err);
	buf_free(&old);
	return st;
}

static enum status change_words(struct patch *p, struct error *err)
{
	enum status st = ST_OK;

	for (const struct entry *e = p->come->entries; st == ST_OK && e;
	     e = e->hh.next)
		st = change_word(p, (struct str){e->term, e->len}, err);
	for (const struct entry *e = p->gone->entries; st == ST_OK && e;
	     e = e->hh.next) {
		struct str term = {e->term, e->len};

		if (!counted(p->come, term))
			st = change_word(p, term, err);
	}
	return st;
}

enum status lexicon_patch(const struct lexicon *gone,
			  const struct lexicon *come, const char *path,
			  uint64_t *words, struct error *err)
{
	struct patch p = {.gone = gone,
			  .come = come,
			  .arena = ARENA_INIT(LEXICON_MEMORY_MAX),
			  .words = ARENA_INIT(64 << 20),
			  .value = BUF_INIT(XAP_DATA_MAX),
			  .known = *words};
	enum status st = xap_db_open(&p.db, path, err);

	if (st == ST_OK)
		st = xap_writer_open(&p.w, path, err);
	if (st == ST_OK)
		st = change_words(&p, err);
	if (st == ST_OK)
		st = change_lists(&p, err);
	if (st == ST_OK)
		st = change_langs(&p, err);
	if (st == ST_OK)
		st = xap_writer_commit(p.w, err);
	xap_writer_free(p.w);
	xap_db_free(p.db);
	buf_free(&p.value);
	arena_free(&p.arena);
	arena_free(&p.words);
	free(p.changes);
	*words = p.known;
	return st;
}
