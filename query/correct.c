#include "query/correct.h"

#include "common/text/words.h"
#include "query/known_words.h"
#include "query/near_words.h"
#include "query/written.h"

enum {
	ABSENT_MAX = 4,  /* words replaced */
	WORDS_MAX = 32,  /* of a query: judged ones are pages long */
	TRIES = 3,       /* queries asked until one finds something */
	PART_MIN = 3,    /* bytes of a word that was run together */
	SPLIT_POSTS = 3, /* in which each of the two must be */
	QUERY_MAX = 16 << 10
};

/* A word of the query that is in no post. */
struct absent {
	size_t begin, end; /* bytes of the query */
	struct near_words near;
	size_t split; /* bytes of the first of two words; 0: it is one */
};

struct correction {
	struct arena *arena;
	struct archive *archive;
	const struct answer *answer;
	struct absent v[ABSENT_MAX];
	size_t n;
	int hopeless;  /* a word has nothing near, or there are too many */
	size_t budget; /* words that may still be looked at */
};

/* 1: a kin of the word is in some post. */
static int has_kin(const struct plan *p, struct str term)
{
	for (size_t i = 0; i < p->absent_count; i++)
		if (str_eq(p->absent[i], term))
			return 1;
	return 0;
}

/* Two words without the space between them. */
static enum status split_word(struct absent *out, const struct archive *in,
			      struct str text, struct error *err)
{
	uint32_t best = SPLIT_POSTS - 1, a, b;
	enum status st = ST_OK;

	for (size_t at = PART_MIN; st == ST_OK && at + PART_MIN <= text.len;
	     at++) {
		if (((unsigned char)text.p[at] & 0xC0) == 0x80)
			continue;
		st = known_word_posts(&a, in->posts, in->vocab,
				      (struct str){text.p, at}, err);
		if (st != ST_OK || a <= best)
			continue;
		st = known_word_posts(&b, in->posts, in->vocab,
				      (struct str){text.p + at, text.len - at},
				      err);
		if (st != ST_OK || b <= best)
			continue;
		best = a < b ? a : b;
		out->split = at;
	}
	return st;
}

/* What was found for the same word before; NULL: it is new. */
static const struct absent *seen_before(const struct correction *c)
{
	const char *query = c->answer->tree.query.p;
	const struct absent *a = &c->v[c->n];
	struct str word = {query + a->begin, a->end - a->begin};

	for (size_t i = 0; i < c->n; i++) {
		const struct absent *b = &c->v[i];

		if (str_eq(word,
			   (struct str){query + b->begin, b->end - b->begin}))
			return b;
	}
	return NULL;
}

static enum status find_near(struct correction *c, struct absent *a,
			     struct str word, struct error *err)
{
	const struct archive *in = c->archive;
	struct str term;
	enum status st = arena_str(&term, c->arena, word, err);

	if (st == ST_OK)
		st = near_words(&a->near, c->arena, in->posts, in->vocab, term,
				&c->budget, err);
	/* Only where nothing was folded do bytes of one tell of the other. */
	if (st == ST_OK && a->near.n == 0 && term.len == a->end - a->begin)
		st = split_word(a, in, term, err);
	return st;
}

static enum status add_absent(struct correction *c, size_t begin,
			      const struct word *word, struct error *err)
{
	struct absent *a = &c->v[c->n];
	const struct absent *seen;
	enum status st = ST_OK;

	if (c->n == ABSENT_MAX) {
		c->hopeless = 1;
		return ST_OK;
	}
	*a = (struct absent){
		begin + word->begin, begin + word->end, {.n = 0}, 0};
	seen = seen_before(c);
	if (seen) {
		a->near = seen->near;
		a->split = seen->split;
	} else {
		st = find_near(c, a, word->term, err);
	}
	c->hopeless |= a->near.n == 0 && a->split == 0;
	c->n++;
	return st;
}

/* The words of a leaf that are in no post. */
static enum status read_leaf(struct correction *c, const struct node *leaf,
			     struct error *err)
{
	struct str query = c->answer->tree.query;
	struct words w;
	struct word word;
	size_t begin;
	uint32_t freq;
	enum status st = ST_OK;

	if (leaf->flags & NODE_PREFIX || leaf->text.p < query.p ||
	    leaf->text.p + leaf->text.len > query.p + query.len)
		return ST_OK;
	begin = (size_t)(leaf->text.p - query.p);
	words_begin(&w, leaf->text, 1);
	while (st == ST_OK && !c->hopeless && words_next(&w, &word)) {
		if ((word.role != WORD_PLAIN && word.role != WORD_PART) ||
		    !word_has_kin(&word))
			continue;
		st = known_word_posts(&freq, c->archive->posts,
				      c->archive->vocab, word.term, err);
		if (st == ST_OK && !freq &&
		    !has_kin(&c->answer->plan, word.term))
			st = add_absent(c, begin, &word, err);
	}
	return st;
}

/* Not what is excluded, and not where words are no words of posts. */
static enum status read_node(struct correction *c, const struct node *node,
			     struct error *err)
{
	enum status st = ST_OK;

	if (node->kind == NODE_WORD || node->kind == NODE_PHRASE)
		return read_leaf(c, node, err);
	if (node->kind == NODE_NOT ||
	    (node->kind == NODE_FIELD &&
	     (query_field_is_date(node->field) || node->field == QUERY_LANG ||
	      node->field == QUERY_ID)))
		return ST_OK;
	for (size_t i = 0; st == ST_OK && i < node->kid_count; i++)
		st = read_node(c, node->kids[i], err);
	return st;
}

static enum status add_word(struct buf *out, struct correction *c,
			    struct str term, struct error *err)
{
	struct written form;
	enum status st =
		written_form(&form, c->arena, c->archive->vocab, term, err);

	return st == ST_OK ? buf_add(out, form.text, err) : st;
}

/* The query with the `try`-th words of those that are near. */
static enum status write_query(struct buf *out, struct correction *c,
			       size_t try, struct error *err)
{
	struct str query = c->answer->tree.query;
	size_t at = 0;
	enum status st = ST_OK;

	buf_clear(out);
	for (size_t i = 0; st == ST_OK && i < c->n; i++) {
		const struct absent *a = &c->v[i];
		struct str word = {query.p + a->begin, a->end - a->begin};

		st = buf_add(out, (struct str){query.p + at, a->begin - at},
			     err);
		at = a->end;
		if (st == ST_OK && a->near.n)
			st = add_word(out, c,
				      a->near.v[try < a->near.n ? try : 0].term,
				      err);
		else if (st == ST_OK)
			st = buf_addf(out, err, "%.*s %.*s", (int)a->split,
				      word.p, (int)(word.len - a->split),
				      word.p + a->split);
	}
	return st == ST_OK ? buf_add(out,
				     (struct str){query.p + at, query.len - at},
				     err)
			   : st;
}

/* 1: some post that passes the filter matches. */
static enum status matches_any(int *out, struct correction *c, xap_query *query,
			       const struct filter *filter, struct error *err)
{
	struct xap_search how = {.check_at_least = 1};
	xap_query *both[2] = {query, NULL}, *passing = NULL;
	uint32_t lower = 0, estimate, upper;
	xap_matches *matches = NULL;
	enum status st = ST_OK;

	if (filter)
		st = filter_query(&both[1], filter, c->archive->posts, err);
	if (st == ST_OK)
		st = xap_query_combine(&passing, XAP_FILTER, both,
				       both[1] ? 2 : 1, 0, err);
	if (st == ST_OK)
		st = xap_search(&matches, c->archive->posts, passing, &how,
				err);
	if (st == ST_OK)
		xap_matches_count(matches, &lower, &estimate, &upper);
	*out = lower > 0;
	xap_matches_free(matches);
	xap_query_free(passing);
	xap_query_free(both[1]);
	return st;
}

/* 1: some post has all of the words. */
static enum status has_posts(int *out, struct correction *c, struct str query,
			     const struct answer_options *options,
			     struct error *err)
{
	struct answer a;
	enum status st = answer_plan(&a, c->archive, query, options, err);

	if (st == ST_OK)
		st = matches_any(out, c, a.plan.all, options->filter, err);
	answer_free(&a);
	return st;
}

enum status correct_query(struct str *out, struct arena *arena,
			  struct archive *archive, const struct answer *a,
			  const struct answer_options *options,
			  struct error *err)
{
	struct correction c = {.arena = arena,
			       .archive = archive,
			       .answer = a,
			       .budget = NEAR_WORDS_BUDGET};
	struct buf query = BUF_INIT(QUERY_MAX);
	int found = 0;
	enum status st;

	*out = (struct str){"", 0};
	if (a->plan.sought.words > WORDS_MAX)
		return ST_OK;
	st = read_node(&c, a->tree.root, err);
	for (size_t i = 0;
	     st == ST_OK && c.n && !c.hopeless && i < TRIES && !found; i++) {
		st = write_query(&query, &c, i, err);
		if (st == ST_OK)
			st = has_posts(&found, &c, buf_str(&query), options,
				       err);
	}
	if (st == ST_OK && found)
		st = arena_str(out, arena, buf_str(&query), err);
	buf_free(&query);
	return st;
}
