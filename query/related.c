#include "query/related.h"

#include <math.h>
#include <stdlib.h>

#include "common/index/schema.h"
#include "common/index/value.h"
#include "query/known_words.h"

enum {
	TERMS_SCANNED = 20000, /* of a post */
	QUERIES_MAX = 2 * RELATED_WORDS + 4
};

/* A word of the post, and how much it tells of it. */
struct telling {
	struct str term;
	uint32_t posts;
	double weight;
};

struct relating {
	struct answer *answer;
	struct archive *archive;
	struct telling v[RELATED_WORDS]; /* the most telling first */
	size_t n;
	uint32_t posts; /* of the archive */
};

static enum status find_post(uint32_t *docid, struct archive *archive,
			     struct str id, struct error *err)
{
	struct xap_posting posting;
	char key[XAP_TERM_MAX];
	xap_postings *it = NULL;
	enum status st = ST_END;

	if (id.len)
		st = xap_postings_open(
			&it, archive->posts,
			value_term(key, schema[FIELD_ID].value, id), err);
	if (st == ST_OK)
		st = xap_postings_next(it, &posting, err);
	xap_postings_free(it);
	if (st == ST_END)
		return error_set(err, ST_NOTFOUND,
				 "no post with the id '%.*s'; search --format "
				 "json tells the ids of posts",
				 id.len < 200 ? (int)id.len : 200, id.p);
	*docid = posting.docid;
	return st;
}

static enum status offer(struct relating *r, const struct telling *word,
			 struct error *err)
{
	struct telling copy = *word;
	size_t at = r->n;
	enum status st;

	while (at && r->v[at - 1].weight < word->weight)
		at--;
	if (at == RELATED_WORDS)
		return ST_OK;
	st = arena_str(&copy.term, &r->answer->arena, word->term, err);
	if (r->n < RELATED_WORDS)
		r->n++;
	memmove(&r->v[at + 1], &r->v[at], (r->n - 1 - at) * sizeof(r->v[0]));
	r->v[at] = copy;
	return st;
}

/* Often here and seldom elsewhere. */
static enum status weigh(struct relating *r, const struct xap_term *term,
			 struct error *err)
{
	struct telling word = {term->term, 0, 0};
	double often = (double)term->freq / ((double)term->freq + 1.2);
	char first = term->term.p[0];
	enum status st;

	/* Terms of fields, numbers, single letters. */
	if ((first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9') ||
	    term->term.len < 3 || term->freq == 0)
		return ST_OK;
	st = known_word_posts(&word.posts, r->archive->posts, r->archive->vocab,
			      term->term, err);
	if (st != ST_OK || word.posts < 2 ||
	    word.posts > r->posts / RELATED_SHARE + 2)
		return st;
	word.weight = often * log(1 + (double)r->posts / word.posts);
	return offer(r, &word, err);
}

static enum status read_post(struct relating *r, uint32_t docid,
			     struct error *err)
{
	struct xap_term term;
	xap_terms *it = NULL;
	enum status st = xap_db_doc_count(r->archive->posts, &r->posts, err);

	if (st == ST_OK)
		st = xap_doc_terms_open(&it, r->archive->posts, docid, err);
	for (size_t i = 0; st == ST_OK && i < TERMS_SCANNED; i++) {
		st = xap_terms_next(it, &term, err);
		if (st == ST_OK)
			st = weigh(r, &term, err);
	}
	xap_terms_free(it);
	return st == ST_END ? ST_OK : st;
}

static enum status keep(struct plan *p, xap_query *q, enum status st)
{
	if (st == ST_OK)
		p->made[p->made_count++] = q;
	return st;
}

/* The words, each by its weight in the post. */
static enum status words_query(xap_query **out, struct relating *r,
			       struct error *err)
{
	struct plan *p = &r->answer->plan;
	xap_query *parts[RELATED_WORDS] = {NULL}, *term = NULL;
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < r->n; i++) {
		st = xap_query_term(&term, r->v[i].term, 1, err);
		st = keep(p, term, st);
		if (st == ST_OK)
			st = xap_query_scale(&parts[i], term,
					     r->v[i].weight / r->v[0].weight,
					     err);
		st = keep(p, parts[i], st);
	}
	if (st == ST_OK)
		st = xap_query_combine(out, XAP_OR, parts, r->n, 0, err);
	return keep(p, *out, st);
}

/* Without the post itself. */
static enum status make_query(struct relating *r, struct str id,
			      struct error *err)
{
	struct plan *p = &r->answer->plan;
	xap_query *both[2] = {NULL, NULL};
	char key[XAP_TERM_MAX];
	enum status st;

	p->made = malloc(QUERIES_MAX * sizeof(xap_query *));
	if (!p->made)
		return error_set(err, ST_MEMORY, "out of memory");
	st = words_query(&both[0], r, err);
	if (st == ST_OK)
		st = xap_query_term(&both[1],
				    value_term(key, schema[FIELD_ID].value, id),
				    1, err);
	st = keep(p, both[1], st);
	if (st == ST_OK)
		st = xap_query_combine(&p->all, XAP_AND_NOT, both, 2, 0, err);
	return keep(p, p->all, st);
}

/* What the results' snippets mark. */
static enum status mark_words(struct relating *r, struct error *err)
{
	struct plan *p = &r->answer->plan;
	struct sought_place *places = NULL;
	struct sought_term *terms = NULL;
	enum status st = arena_array(&places, &p->arena, RELATED_WORDS,
				     sizeof(*places), err);

	if (st == ST_OK)
		st = arena_array(&terms, &p->arena, RELATED_WORDS,
				 sizeof(*terms), err);
	if (st == ST_OK)
		st = arena_array(&p->sought.v, &p->arena, RELATED_WORDS,
				 sizeof(*p->sought.v), err);
	for (size_t i = 0; st == ST_OK && i < r->n; i++) {
		terms[i] = (struct sought_term){.term = r->v[i].term,
						.by = "exact",
						.posts = r->v[i].posts};
		places[i] = (struct sought_place){.terms = &terms[i], .n = 1};
		p->sought.v[i] =
			(struct sought_sequence){.word = (unsigned)i,
						 .typed = r->v[i].term,
						 .weight = r->v[i].weight,
						 .places = &places[i],
						 .n = 1};
	}
	p->sought.n = st == ST_OK ? r->n : 0;
	p->sought.words = (unsigned)p->sought.n;
	p->weighs = 1;
	return st;
}

enum status related_posts(struct answer *out, struct archive *archive,
			  struct str id, const struct answer_options *options,
			  struct error *err)
{
	struct answer_options how = *options;
	struct relating r = {.answer = out, .archive = archive};
	uint32_t docid = 0;
	enum status st = answer_plan(out, archive, STR(""), options, err);

	how.match = MATCH_ALL;
	how.suggest = 0;
	plan_free(&out->plan);
	out->plan = (struct plan){.arena = ARENA_INIT(1 << 20)};
	if (st == ST_OK)
		st = arena_str(&out->tree.query, &out->arena, id, err);
	if (st == ST_OK)
		st = find_post(&docid, archive, id, err);
	if (st == ST_OK)
		st = read_post(&r, docid, err);
	if (st == ST_OK)
		st = make_query(&r, id, err);
	if (st == ST_OK)
		st = mark_words(&r, err);
	return st == ST_OK ? answer_planned(out, archive, &how, err) : st;
}
