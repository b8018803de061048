#include "indexer/merge_plan.h"

#include <stdlib.h>

void merge_plan_free(struct merge_plan *p)
{
	free(p->ends);
	free(p->starts);
	free(p->firsts);
	*p = (struct merge_plan){.ends = NULL};
}

uint32_t merge_plan_total(const struct merge_plan *p)
{
	return p->batches ? p->ends[p->batches - 1] : 0;
}

enum status merge_plan_add(struct merge_plan *p, uint32_t posts,
			   struct error *err)
{
	uint32_t before = merge_plan_total(p);

	if (p->batches == p->size) {
		size_t size = p->size ? 2 * p->size : 64;
		uint32_t *ends = reallocarray(p->ends, size, sizeof(*ends));

		if (!ends)
			return error_set(err, ST_MEMORY, "out of memory");
		p->ends = ends;
		p->size = size;
	}
	if (posts > MERGE_POSTS_MAX - before)
		return error_set(err, ST_LIMIT, "more than %d posts",
				 MERGE_POSTS_MAX);
	p->ends[p->batches++] = before + posts;
	return ST_OK;
}

enum status merge_plan_cut(struct merge_plan *p, unsigned shards,
			   struct error *err)
{
	const uint64_t posts = merge_plan_total(p);
	uint32_t batch = 0;

	if (!shards)
		shards = (unsigned)((posts + MERGE_SHARD_POSTS - 1) /
				    MERGE_SHARD_POSTS);
	if (shards > MERGE_SHARDS_MAX)
		shards = MERGE_SHARDS_MAX;
	p->starts = calloc((size_t)shards + 1, sizeof(*p->starts));
	p->firsts = calloc((size_t)shards + 1, sizeof(*p->firsts));
	if (!p->starts || !p->firsts)
		return error_set(err, ST_MEMORY, "out of memory");
	p->shards = 0;
	for (unsigned i = 0; i < shards && batch < p->batches; i++) {
		const uint64_t end = posts * (i + 1) / shards;

		p->starts[p->shards] = batch ? p->ends[batch - 1] : 0;
		p->firsts[p->shards++] = batch++;
		/* Up to the batch that ends nearest. */
		while (batch < p->batches &&
		       (p->ends[batch] + (uint64_t)p->ends[batch - 1]) / 2 <
			       end)
			batch++;
	}
	p->starts[p->shards] = (uint32_t)posts;
	p->firsts[p->shards] = p->batches;
	return ST_OK;
}

uint32_t merge_plan_posts(const struct merge_plan *p, uint32_t shard)
{
	return p->starts[shard + 1] - p->starts[shard];
}

void merge_plan_place(const struct merge_plan *p, struct state *state)
{
	uint32_t shard = 0;

	for (size_t i = 0; i < state->post_count; i++) {
		struct state_post *post = &state->posts[i];
		uint32_t before = post->docid - 1;

		/* They come nearly in order. */
		while (before < p->starts[shard])
			shard--;
		while (before >= p->starts[shard + 1])
			shard++;
		post->shard = shard;
		post->docid = before - p->starts[shard] + 1;
	}
}

/* Parts that are there: [first, behind) of one kind. */
struct range {
	uint32_t first, behind;
};

/* Groups of WORK_MERGE_MAX become one part each; new ones are numbered on. */
static enum status one_tier(struct range *r, enum work_kind kind,
			    uint32_t *next, struct crew *crew,
			    struct error *err)
{
	const struct range old = *r;
	enum status st = ST_OK;

	r->first = *next;
	for (uint32_t i = old.first; st == ST_OK && i < old.behind;
	     i += WORK_MERGE_MAX) {
		const uint32_t left = old.behind - i;
		const struct work work = {
			kind, (*next)++, i,
			i + (left < WORK_MERGE_MAX ? left : WORK_MERGE_MAX)};

		st = crew_give(crew, &work, -1, err);
	}
	r->behind = *next;
	return st;
}

static int is_wide(const struct range *r)
{
	return r->behind - r->first > WORK_MERGE_MAX;
}

/* Until every range is few enough for the last merge. */
static enum status narrow(struct range *shards, uint32_t n, struct range *words,
			  struct crew *crew, struct error *err)
{
	uint32_t next_posts = words->behind, next_words = words->behind;
	enum status st = ST_OK;
	int wide = 1;

	while (st == ST_OK && wide) {
		wide = is_wide(words);
		if (wide)
			st = one_tier(words, WORK_JOIN, &next_words, crew, err);
		for (uint32_t i = 0; st == ST_OK && i < n; i++) {
			if (!is_wide(&shards[i]))
				continue;
			wide = 1;
			st = one_tier(&shards[i], WORK_MERGE, &next_posts, crew,
				      err);
		}
		if (st == ST_OK)
			st = crew_wait(crew, err);
	}
	return st;
}

enum status merge_plan_run(const struct merge_plan *p, struct crew *crew,
			   struct error *err)
{
	struct range words = {0, p->batches};
	struct range *shards = calloc(p->shards, sizeof(*shards));
	enum status st;

	if (!shards)
		return error_set(err, ST_MEMORY, "out of memory");
	for (uint32_t i = 0; i < p->shards; i++)
		shards[i] = (struct range){p->firsts[i], p->firsts[i + 1]};
	st = narrow(shards, p->shards, &words, crew, err);
	for (uint32_t i = 0; st == ST_OK && i < p->shards; i++) {
		const struct work work = {WORK_SHARD, i, shards[i].first,
					  shards[i].behind};

		st = crew_give(crew, &work, -1, err);
	}
	if (st == ST_OK) {
		const struct work work = {WORK_VOCAB, 0, words.first,
					  words.behind};

		st = crew_give(crew, &work, -1, err);
	}
	free(shards);
	return st == ST_OK ? crew_wait(crew, err) : st;
}
