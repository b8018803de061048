#include "query/answer.h"

#include <time.h>

#include "common/index/packed.h"
#include "common/index/schema.h"
#include "query/correct.h"
#include "query/expand.h"
#include "query/ranking.h"
#include "query/recency.h"

enum {
	ARENA_MAX = 256 << 20, /* bytes */
	COUNT_EXACTLY = 1000,  /* posts; more are estimated: to weigh 5,000
				  takes a quarter of a search more */
	COUNT_FACETS = XAP_MATCHES_MAX, /* posts looked at for facets */
	COUNT_FACETS_FAR = 50 * 1000    /* the same of each shard, if what they
					   have must come over a network */
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

enum status answer_plan(struct answer *out, struct archive *archive,
			struct str query, const struct answer_options *options,
			struct error *err)
{
	struct plan_options how = {.exact = options->exact,
				   .tables = options->tables};
	double began = now_ms();
	enum status st;

	*out = (struct answer){.arena = ARENA_INIT(ARENA_MAX),
			       .offset = options->offset};
	st = tree_parse(&out->tree, query, &options->limits, err);
	if (st == ST_OK)
		st = plan_make(&out->plan, &out->tree, archive->posts,
			       archive->vocab, &how, err);
	if (st == ST_OK)
		st = xap_db_doc_count(archive->posts, &out->posts, err);
	out->took_ms = now_ms() - began;
	return st;
}

struct run {
	struct answer *answer;
	struct archive *archive;
	const struct answer_options *options;
	struct finder *finder;
	xap_query *filter;             /* NULL: any post */
	struct facet_counter *counter; /* NULL: nothing to count */
	enum sort_order sort;
	uint32_t count_exactly; /* posts; 0: nobody asks how many */
	double began;           /* now_ms() */
	int stopped;            /* time was up */
};

/* Author names in one line. */
static enum status join_authors(struct str *out, struct arena *arena,
				const struct str_list *list, struct error *err)
{
	struct buf joined = BUF_INIT(64 << 10);
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < list->n; i++) {
		if (i)
			st = buf_add(&joined, STR(", "), err);
		if (st == ST_OK)
			st = buf_add(&joined, list->v[i], err);
	}
	if (st == ST_OK)
		st = arena_str(out, arena, buf_str(&joined), err);
	buf_free(&joined);
	return st;
}

static enum status fill_result(struct run *r, const struct xap_hit *hit,
			       struct error *err)
{
	struct arena *arena = &r->answer->arena;
	struct result *result = &r->answer->results[r->answer->n];
	struct str authors;
	enum status st;

	*result = (struct result){.docid = hit->docid,
				  .score = hit->weight,
				  .copies = hit->copies};
	st = packed_decode(&result->post, arena, hit->data, err);
	if (st == ST_OK && r->options->ids_only) {
		r->answer->n++;
		return ST_OK;
	}
	if (st == ST_OK)
		st = snippet_make(&result->snippet, arena, r->finder,
				  result->post.text, err);
	if (st == ST_OK)
		st = snippet_of_field(&result->title, arena, r->finder,
				      result->post.title, err);
	if (st == ST_OK)
		st = join_authors(&authors, arena, &result->post.authors, err);
	if (st == ST_OK)
		st = snippet_of_field(&result->author, arena, r->finder,
				      authors, err);
	if (st == ST_OK)
		r->answer->n++;
	return st;
}

/* Milliseconds that are left to search, 0 for all there are. */
static uint32_t time_left(const struct run *r)
{
	double left = r->options->limit_ms - (now_ms() - r->began);

	if (!r->options->limit_ms)
		return 0;
	return left < 1 ? 1 : (uint32_t)left;
}

static struct xap_search weighing(const struct run *r)
{
	struct xap_search how = XAP_SEARCH_INIT;

	how.k1 = ranking.k1;
	how.b = ranking.b;
	how.limit_ms = time_left(r);
	return how;
}

static enum status search(xap_matches **out, struct run *r,
			  const xap_query *query, uint32_t first,
			  uint32_t count, struct error *err)
{
	static const enum xap_order orders[] = {
		[SORT_RELEVANCE] = XAP_BY_RELEVANCE,
		[SORT_NEWEST] = XAP_BY_VALUE_DESC,
		[SORT_OLDEST] = XAP_BY_VALUE_ASC,
	};
	const struct xap_spy spy = {SLOT_FACETS, facet_counter_see, r->counter};
	struct xap_search how = weighing(r);

	how.first = first;
	how.count = count;
	how.check_at_least = r->count_exactly;
	if (r->counter)
		how.check_at_least = xap_db_is_remote(r->archive->posts)
					     ? COUNT_FACETS_FAR
					     : COUNT_FACETS;
	how.spy = r->counter ? &spy : NULL;
	how.order = orders[r->sort];
	how.sort_slot = SLOT_DATE;
	how.collapse = !r->options->all_copies;
	how.collapse_slot = SLOT_CONTENT;
	return xap_search(out, r->archive->posts, query, &how, err);
}

/* Those of `query` that pass the filter, weighed in full. */
static enum status filtered(xap_query **out, const struct run *r,
			    xap_query *query, struct error *err)
{
	xap_query *bonus = r->answer->plan.bonus, *passing = NULL;
	xap_query *both[2] = {query, r->filter};
	struct xap_search how = weighing(r);
	int weighed = bonus && r->sort == SORT_RELEVANCE;
	enum status st = xap_query_combine(&passing, XAP_FILTER, both,
					   r->filter ? 2 : 1, 0, err);

	both[0] = passing;
	both[1] = bonus;
	if (st == ST_OK)
		st = xap_query_combine(out, XAP_AND_MAYBE, both,
				       weighed ? 2 : 1, 0, err);
	if (st == ST_OK && r->options->half_life && r->sort == SORT_RELEVANCE)
		st = recency_add(out, r->archive->posts, &how,
				 r->options->half_life, err);
	xap_query_free(passing);
	return st;
}

/* Add hits first.. of `query`; *total is how many there are. */
static enum status add_hits(struct run *r, xap_query *query, uint32_t first,
			    uint32_t count, uint32_t *total, int *exact,
			    struct error *err)
{
	uint32_t lower, upper;
	xap_matches *matches = NULL;
	xap_query *passing = NULL;
	struct xap_hit hit;
	enum status st = filtered(&passing, r, query, err);

	if (st == ST_OK)
		st = search(&matches, r, passing, first, count, err);
	xap_query_free(passing);
	if (st != ST_OK)
		return st;
	xap_matches_count(matches, &lower, total, &upper);
	r->stopped = xap_matches_stopped(matches);
	*exact = lower == upper && !r->stopped;
	while (st == ST_OK &&
	       (st = xap_matches_next(matches, &hit, err)) == ST_OK)
		st = fill_result(r, &hit, err);
	xap_matches_free(matches);
	return st == ST_END ? ST_OK : st;
}

/* Posts with some of the words, behind the `before` that have all. */
static enum status add_some(struct run *r, uint32_t before, struct error *err)
{
	struct answer *a = r->answer;
	xap_query *parts[2] = {a->plan.some, a->plan.all}, *rest = NULL;
	uint32_t offset = r->options->offset, total = 0;
	uint32_t first = offset > before ? offset - before : 0;
	uint32_t count = r->options->limit - (uint32_t)a->n;
	int exact = 1;
	enum status st =
		xap_query_combine(&rest, XAP_AND_NOT, parts, 2, 0, err);

	if (before)
		r->count_exactly = 0;
	if (st == ST_OK)
		st = add_hits(r, rest, first, count, &total, &exact, err);
	xap_query_free(rest);
	if (st != ST_OK || total == 0)
		return st;
	if (before == 0) {
		a->total = total;
		a->exact_total = exact;
		tree_add_note(&a->tree, 0, 0,
			      "no post has all these words; these have some");
	} else {
		tree_add_note(&a->tree, 0, 0,
			      "%u %s all these words; then come posts with "
			      "some of them",
			      before, before == 1 ? "post has" : "posts have");
	}
	return ST_OK;
}

static enum status make_facets(struct run *r, struct error *err)
{
	struct answer *a = r->answer;
	enum status st;

	if (!r->counter)
		return ST_OK;
	st = facets_make(&a->facets, r->counter, err);
	if (st == ST_OK && a->facets.posts < a->total &&
	    xap_db_is_remote(r->archive->posts))
		tree_add_note(&a->tree, 0, 0,
			      "years, authors, tags and sites are those of %u "
			      "of the posts",
			      a->facets.posts);
	facet_counter_free(r->counter);
	r->counter = NULL;
	a->has_facets = st == ST_OK;
	return st;
}

/* Posts that satisfy the query, then those that nearly do. */
static enum status find_posts(struct run *r, xap_query *query,
			      struct error *err)
{
	struct answer *a = r->answer;
	uint32_t limit = r->options->limit;
	enum status st = add_hits(r, query, r->options->offset, limit,
				  &a->total, &a->exact_total, err);

	/* Facets are of the posts that have all, if there are any. */
	if (st == ST_OK && a->total)
		st = make_facets(r, err);
	if (st == ST_OK && r->options->match == MATCH_BEST && a->plan.some &&
	    !r->options->expand && a->n < limit && !r->stopped)
		st = add_some(r, a->total, err);
	if (st == ST_OK && r->stopped)
		tree_add_note(
			&a->tree, 0, 0,
			"stopped after %.1f seconds: there may be more, "
			"and better ones; fewer or rarer words are faster",
			r->options->limit_ms / 1e3);
	return st == ST_OK ? make_facets(r, err) : st;
}

static enum status run_search(struct run *r, struct error *err)
{
	struct answer *a = r->answer;
	xap_query *query = a->plan.all, *every = NULL;
	enum status st;

	if (a->plan.some &&
	    (r->options->match == MATCH_ANY ||
	     (r->options->match == MATCH_BEST && r->options->expand)))
		query = a->plan.some;
	st = arena_array(&a->results, &a->arena, r->options->limit,
			 sizeof(*a->results), err);
	if (st == ST_OK)
		st = finder_new(&r->finder, &a->arena, &a->plan.sought, err);
	if (st == ST_OK && r->options->filter)
		st = filter_query(&r->filter, r->options->filter,
				  r->archive->posts, err);
	if (st == ST_OK && r->options->facets)
		st = facet_counter_new(&r->counter, &a->arena, err);
	if (r->sort == SORT_RELEVANCE && !a->plan.weighs)
		r->sort = SORT_NEWEST;
	if (st == ST_OK && (r->filter || r->counter) &&
	    a->tree.root->kind == NODE_NONE && !a->plan.sought.n) {
		st = xap_query_all(&every, err);
		query = every;
	} else if (st == ST_OK && r->options->expand && a->plan.weighs)
		st = expand_query(
			&query, &a->plan, &a->tree, r->archive, query,
			r->options->match == MATCH_ALL ? query : a->plan.within,
			err);
	if (st == ST_OK)
		st = find_posts(r, query, err);
	facet_counter_free(r->counter);
	xap_query_free(r->filter);
	xap_query_free(every);
	return st;
}

/* What is not searched is not found. */
static void note_missing(struct answer *a, const struct archive *archive)
{
	size_t missing = archive->shards.missing;

	if (missing)
		tree_add_note(&a->tree, 0, 0,
			      "%zu of %zu parts of the archive did not answer: "
			      "what is in %s is missing here",
			      missing, archive->shards.n,
			      missing == 1 ? "it" : "them");
}

enum status answer_planned(struct answer *a, struct archive *archive,
			   const struct answer_options *options,
			   struct error *err)
{
	struct run r = {.answer = a,
			.archive = archive,
			.options = options,
			.sort = options->sort,
			.count_exactly = COUNT_EXACTLY,
			.began = now_ms()};
	enum status st = run_search(&r, err);

	if (st == ST_OK && options->suggest && !r.stopped)
		st = correct_query(&a->suggestion, &a->arena, archive, a,
				   options, err);
	if (st == ST_OK)
		note_missing(a, archive);
	a->took_ms += now_ms() - r.began;
	return st;
}

static enum status ask(struct answer *out, struct archive *archive,
		       struct str query, const struct answer_options *options,
		       struct error *err)
{
	enum status st = answer_plan(out, archive, query, options, err);

	return st == ST_OK ? answer_planned(out, archive, options, err) : st;
}

enum status answer_query(struct answer *out, struct archive *archive,
			 struct str query, const struct answer_options *options,
			 struct error *err)
{
	const double began = now_ms();
	enum status st = ask(out, archive, query, options, err);

	while (archive_ask_again(archive, st, err)) {
		answer_free(out);
		st = ask(out, archive, query, options, err);
		out->took_ms = now_ms() - began;
	}
	return st;
}

void answer_free(struct answer *a)
{
	plan_free(&a->plan);
	tree_free(&a->tree);
	arena_free(&a->arena);
}
