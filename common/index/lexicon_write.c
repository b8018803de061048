#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/buf.h"
#include "common/glass/database.h"
#include "common/index/lexicon_entry.h"
#include "common/index/tree.h"
#include "common/index/vocab.h"
#include "common/index/vocab_key.h"
#include "common/xapian-c/xap.h"

enum {
	SORT_MEMORY = 16 << 20, /* bytes of keys sorted at a time */
	/* "<key> NUL <word>": keys and words have none */
	PAIR_MAX = VOCAB_KEY_MAX + 1 + XAP_KEY_MAX
};

/* What is on its way into a vocabulary. */
struct making {
	struct glass_database *to;
	struct run_sorter *pairs;  /* keys, and the words that they list */
	char words[TREE_PATH_MAX]; /* a run: the words and their values */
	struct buf value;
	uint32_t langs;
	uint64_t count;
};

static enum status list_word(struct making *m, const struct lexicon_stream *s,
			     struct error *err)
{
	struct str term = {s->term, s->e.len};
	struct vocab_keys keys;
	char pair[PAIR_MAX];
	enum status st = ST_OK;

	vocab_keys_of(&keys, term, s->e.langs, &s->e.cases);
	for (size_t i = 0; st == ST_OK && i < keys.n; i++) {
		size_t len = keys.v[i].len;

		memcpy(pair, keys.v[i].p, len);
		pair[len] = '\0';
		memcpy(pair + len + 1, term.p, term.len);
		st = run_sorter_add(
			m->pairs, (struct str){pair, len + 1 + term.len}, err);
	}
	return st;
}

/* First: what each word's value is, and which keys list it. */
static enum status gather(struct making *m, struct lexicon_stream *s,
			  struct run_writer *words, struct error *err)
{
	enum status st;

	while ((st = lexicon_stream_next(s, err)) == ST_OK) {
		m->langs |= s->e.langs;
		m->count++;
		st = lexicon_format_entry(&m->value, &s->e, err);
		if (st == ST_OK)
			st = run_writer_add(words,
					    (struct str){s->term, s->e.len},
					    buf_str(&m->value), err);
		if (st == ST_OK)
			st = list_word(m, s, err);
		if (st != ST_OK)
			return st;
	}
	return st == ST_END ? run_writer_end(words, err) : st;
}

static enum status put_list(struct making *m, const char *key, size_t len,
			    struct error *err)
{
	enum status st = ST_OK;

	if (m->value.len)
		st = glass_database_metadata(m->to, (struct str){key, len},
					     buf_str(&m->value), err);
	buf_clear(&m->value);
	return st;
}

/* Pairs come by key, and of one key by word. */
static enum status write_lists(struct making *m, struct run_merge *pairs,
			       struct error *err)
{
	char key[VOCAB_KEY_MAX];
	size_t len = 0;
	struct str pair, none;
	enum status st;

	buf_clear(&m->value);
	while ((st = run_merge_next(pairs, &pair, &none, err)) == ST_OK) {
		const char *nul = memchr(pair.p, '\0', pair.len);
		size_t n = nul ? (size_t)(nul - pair.p) : pair.len;

		if (n > VOCAB_KEY_MAX || n == pair.len)
			return error_set(err, ST_INTERNAL, "no key of a word");
		if (n != len || memcmp(key, pair.p, n) != 0)
			st = put_list(m, key, len, err);
		memcpy(key, pair.p, n);
		len = n;
		if (st == ST_OK)
			st = buf_add(&m->value,
				     (struct str){nul + 1, pair.len - n - 1},
				     err);
		if (st == ST_OK)
			st = buf_add(&m->value, STR(" "), err);
		if (st != ST_OK)
			return st;
	}
	return st == ST_END ? put_list(m, key, len, err) : st;
}

static enum status write_words(struct making *m, struct error *err)
{
	const char *path = m->words;
	struct run_merge *words = NULL;
	struct str term, value;
	char key[VOCAB_KEY_MAX];
	enum status st = run_merge_open(&words, &path, 1, err);

	while (st == ST_OK &&
	       (st = run_merge_next(words, &term, &value, err)) == ST_OK)
		st = glass_database_metadata(m->to, vocab_word_key(key, term),
					     value, err);
	run_merge_free(words);
	return st == ST_END ? ST_OK : st;
}

/* In the order of the keys. */
static enum status write_all(struct making *m, struct error *err)
{
	const struct glass_totals none = {.documents = 0};
	struct run_merge *pairs = NULL;
	enum status st;

	buf_clear(&m->value);
	st = lexicon_format_langs(&m->value, m->langs, err);
	if (st == ST_OK)
		st = glass_database_metadata(m->to, STR(VOCAB_LANGS),
					     buf_str(&m->value), err);
	if (st == ST_OK)
		st = run_sorter_end(m->pairs, &pairs, err);
	if (st == ST_OK)
		st = write_lists(m, pairs, err);
	run_merge_free(pairs);
	if (st == ST_OK)
		st = write_words(m, err);
	return st == ST_OK ? glass_database_end(m->to, &none, err) : st;
}

static enum status make(struct making *m, const char *const *runs, size_t n,
			const char *path, struct error *err)
{
	struct lexicon_stream s;
	struct run_writer *words = NULL;
	enum status st = lexicon_stream_open(&s, runs, n, err);

	if (st == ST_OK)
		st = run_writer_open(&words, m->words, err);
	if (st == ST_OK)
		st = gather(m, &s, words, err);
	run_writer_free(words);
	lexicon_stream_close(&s);
	if (st == ST_OK)
		st = glass_database_new(&m->to, path, err);
	return st == ST_OK ? write_all(m, err) : st;
}

enum status lexicon_write(const char *const *runs, size_t n, const char *path,
			  uint64_t *words, struct error *err)
{
	struct making m = {.value = BUF_INIT(XAP_DATA_MAX)};
	char pairs[TREE_PATH_MAX + 8];
	enum status st;

	if ((size_t)snprintf(m.words, sizeof(m.words), "%s.words", path) >=
	    sizeof(m.words))
		return error_set(err, ST_LIMIT, "%s: too long", path);
	snprintf(pairs, sizeof(pairs), "%s.keys", path);
	st = run_sorter_new(&m.pairs, pairs, SORT_MEMORY, err);
	if (st == ST_OK)
		st = make(&m, runs, n, path, err);
	*words = m.count;
	glass_database_free(m.to);
	run_sorter_free(m.pairs);
	unlink(m.words);
	buf_free(&m.value);
	return st;
}
