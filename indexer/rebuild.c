#include "indexer/rebuild.h"

#include <stdlib.h>

#include "common/index/publish.h"
#include "common/index/tree.h"
#include "indexer/batch.h"
#include "indexer/crew.h"
#include "indexer/intake.h"
#include "indexer/merge_plan.h"
#include "indexer/seal.h"

/*
 * This process has the archives read, tells posts apart and keeps the state;
 * batches of posts go to a crew, whose processes make a run of documents and
 * one of words of each, and merge them at the end.
 */
struct build {
	const struct rebuild_options *options;
	struct intake **intakes; /* of the sources, until they are read */
	size_t n;
	struct crew *crew;
	struct batch batch;
	struct merge_plan plan;
	struct state state; /* of what is built */
	struct rebuild_result *result;
	struct progress progress;
};

static enum status look(void *ctx, struct error *err)
{
	const struct build *b = ctx;

	return b->options->tick
		       ? b->options->tick(b->options->ctx, &b->progress, err)
		       : ST_OK;
}

static enum status look_at_files(void *ctx, uint64_t files, struct error *err)
{
	struct build *b = ctx;

	b->progress.count = files;
	return look(b, err);
}

static enum status give_batch(struct build *b, struct error *err)
{
	const struct work work = {.kind = WORK_POSTS,
				  .number = b->plan.batches};
	int fd;
	enum status st;

	if (!b->batch.posts)
		return ST_OK;
	st = batch_file(&fd, &b->batch, err);
	if (st == ST_OK)
		st = crew_give(b->crew, &work, fd, err);
	if (st == ST_OK)
		st = merge_plan_add(&b->plan, b->batch.posts, err);
	batch_clear(&b->batch);
	return st;
}

static enum status add_post(struct build *b, const struct posts_item *item,
			    struct str record, uint64_t bytes,
			    struct error *err)
{
	enum status st = batch_add(&b->batch, record, item->post.comments,
				   item->unique, err);

	if (st == ST_OK && batch_is_full(&b->batch))
		st = give_batch(b, err);
	if (st != ST_OK)
		return st;
	b->result->posts++;
	b->result->bytes = bytes;
	b->progress.count = b->result->posts;
	b->progress.done = bytes;
	return look(b, err);
}

/* All files before any of them is read: so it is known how many there are. */
static enum status look_at_sources(struct build *b,
				   const struct sources *sources,
				   struct diag *diag, struct error *err)
{
	const struct catalogue_look looking = {look_at_files, b};
	uint64_t bytes = 0;
	enum status st = ST_OK;

	b->progress = (struct progress){"looking", "files", 0, 0, 0};
	b->intakes = calloc(sources->n, sizeof(struct intake *));
	if (!b->intakes)
		return error_set(err, ST_MEMORY, "out of memory");
	for (; st == ST_OK && b->n < sources->n; b->n++) {
		struct intake **in = &b->intakes[b->n];

		st = intake_open(in, sources->paths[b->n], NULL, NULL,
				 &b->options->posts, &looking, diag, err);
		if (st == ST_OK)
			bytes += intake_count(*in).bytes;
	}
	b->progress = (struct progress){"reading", "posts", 0, 0, bytes};
	batch_init(&b->batch, bytes);
	return st;
}

static enum status add_source(struct build *b, struct intake *in,
			      struct error *err)
{
	const uint64_t before = b->result->bytes;
	struct posts_item item;
	uint64_t hash;
	enum status st = ST_OK;

	intake_tell(in, b->options->file, b->options->ctx);
	while (st == ST_OK &&
	       (st = intake_next(in, &item, &hash, err)) == ST_OK) {
		/* Numbered through, until there are shards. */
		st = intake_put(in, 0, (uint32_t)b->result->posts + 1, err);
		if (st == ST_OK)
			st = add_post(b, &item, intake_record(in),
				      before + item.bytes, err);
	}
	return st == ST_END ? intake_store(in, &b->state, err) : st;
}

static enum status add_sources(struct build *b, struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < b->n; i++) {
		st = add_source(b, b->intakes[i], err);
		intake_free(b->intakes[i]);
		b->intakes[i] = NULL;
	}
	return st;
}

static void free_intakes(struct build *b)
{
	for (size_t i = 0; b->intakes && i < b->n; i++)
		intake_free(b->intakes[i]);
	free(b->intakes);
}

static enum status note_packed(struct build *b, const struct generation *gen,
			       struct error *err)
{
	struct state_packed row = {STR("vocab"), tree_size(gen->vocab),
				   b->result->words};
	enum status st = state_add_packed(&b->state, &row, err);

	for (uint32_t i = 0; st == ST_OK && i < b->plan.shards; i++) {
		char name[PUBLISH_SHARD_NAME_MAX], path[TREE_PATH_MAX];

		publish_shard_name(name, i);
		st = tree_join(path, gen->path, name, err);
		if (st != ST_OK)
			break;
		row = (struct state_packed){{name, strlen(name)},
					    tree_size(path),
					    merge_plan_posts(&b->plan, i)};
		st = state_add_packed(&b->state, &row, err);
	}
	return st;
}

static enum status publish(struct build *b, struct generation *gen,
			   struct error *err)
{
	enum status st = merge_plan_cut(&b->plan, b->options->shards, err);

	b->progress.doing = "merging";
	b->progress.total = 0;
	if (st == ST_OK)
		st = merge_plan_run(&b->plan, b->crew, err);
	if (st != ST_OK)
		return st;
	b->result->words = crew_words(b->crew);
	merge_plan_place(&b->plan, &b->state);
	st = note_packed(b, gen, err);
	if (st == ST_OK && b->options->check)
		st = b->options->check(b->options->check_ctx, &b->state, err);
	if (st == ST_OK)
		st = look(b, err);
	if (st == ST_OK)
		st = seal_generation(gen, &b->state, b->plan.shards,
				     b->result->words, b->options->keep, err);
	b->result->generation = gen->number;
	return st;
}

static enum status build(struct build *b, const char *dir,
			 const struct lock *lock, const struct sources *sources,
			 struct diag *diag, struct error *err)
{
	struct generation gen = GENERATION_INIT;
	enum status st = generation_begin(&gen, dir, lock, err);

	if (st != ST_OK)
		return st;
	st = crew_new(&b->crew, crew_size(b->options->jobs, b->options->memory),
		      gen.path, look, b, err);
	if (st == ST_OK)
		st = look_at_sources(b, sources, diag, err);
	if (st == ST_OK)
		st = add_sources(b, err);
	if (st == ST_OK)
		st = give_batch(b, err);
	if (st == ST_OK && b->result->posts == 0)
		st = error_set(err, ST_INPUT, "no posts in '%s'%s",
			       sources->paths[0],
			       sources->n > 1 ? " or any other source" : "");
	if (st == ST_OK)
		st = publish(b, &gen, err);
	free_intakes(b);
	crew_free(b->crew);
	if (st == ST_OK)
		generation_free(&gen);
	else
		generation_abandon(&gen);
	return st;
}

enum status rebuild_locked(struct rebuild_result *out, const char *dir,
			   const struct lock *lock,
			   const struct sources *sources,
			   const struct rebuild_options *options,
			   struct diag *diag, struct error *err)
{
	struct build b = {
		.options = options, .result = out, .state = STATE_INIT};
	enum status st;

	*out = (struct rebuild_result){0};
	b.state.began_ns = sources_now();
	st = sources_options(&b.state, &options->posts, err);
	if (st == ST_OK)
		st = build(&b, dir, lock, sources, diag, err);
	batch_free(&b.batch);
	merge_plan_free(&b.plan);
	state_free(&b.state);
	return st;
}

enum status rebuild(struct rebuild_result *out, const char *dir,
		    char *const *sources, size_t n,
		    const struct rebuild_options *options, struct diag *diag,
		    struct error *err)
{
	struct sources found;
	struct lock lock = LOCK_INIT;
	enum status st = sources_find(&found, sources, n, err);

	if (st == ST_OK)
		st = lock_take(&lock, dir, options->lock_timeout, err);
	if (st == ST_OK)
		st = rebuild_locked(out, dir, &lock, &found, options, diag,
				    err);
	lock_drop(&lock);
	sources_free(&found);
	return st;
}
