#include "indexer/update.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/hash.h"
#include "common/index/publish.h"
#include "indexer/changes.h"
#include "indexer/intake.h"
#include "indexer/seal.h"

/* A post of a file that changed or is gone: is it still somewhere? */
struct former {
	UT_hash_handle hh;
	const struct state_post *post;
	size_t file; /* in the catalogue */
	int found;
};

struct run {
	const struct update_options *options;
	struct update_result *result;
	struct diag *diag;
	struct generation live, gen;
	struct state old, next;
	struct intake **intakes; /* of the sources named, in their order */
	size_t n;
	struct changes *changes; /* NULL: a dry run */
	struct arena arena;
	struct former *formers; /* a uthash table: one source's */
	struct progress progress;
};

static enum status tick(const struct run *r, struct error *err)
{
	const struct rebuild_options *o = &r->options->rebuild;

	return o->tick ? o->tick(o->ctx, &r->progress, err) : ST_OK;
}

static enum status look(void *ctx, uint64_t files, struct error *err)
{
	struct run *r = ctx;

	r->progress.count = files;
	return tick(r, err);
}

static enum status add_formers(struct run *r, const struct intake *in,
			       struct error *err)
{
	const struct catalogue_file *f;
	enum status st = ST_OK;

	for (size_t i = 0;
	     st == ST_OK && (f = catalogue_at(intake_catalogue(in), i)); i++) {
		if (f->verdict != FILE_GONE && f->verdict != FILE_CHANGED)
			continue;
		for (size_t k = 0; st == ST_OK && k < f->old->count; k++) {
			struct former *one = NULL;

			st = arena_alloc(&one, &r->arena, sizeof(*one), err);
			if (st != ST_OK)
				break;
			*one = (struct former){
				.post = &r->old.posts[f->old->first + k],
				.file = i};
			HASH_ADD_KEYPTR(hh, r->formers, one->post->unique.p,
					one->post->unique.len, one);
			if (!one->hh.tbl)
				st = error_set(err, ST_MEMORY, "out of memory");
		}
	}
	return st;
}

/* A post that stands in the index already: at its place, new or not. */
static enum status meet(struct run *r, struct intake *in, struct former *was,
			const struct posts_item *item, uint64_t hash,
			struct error *err)
{
	const struct state_post *p = was->post;
	enum status st = ST_OK;

	was->found = 1;
	if (p->hash != hash) {
		r->result->changed++;
		if (r->changes)
			st = changes_replace(r->changes, p->shard, p->docid,
					     &item->post, item->unique, err);
	}
	return st == ST_OK ? intake_put(in, p->shard, p->docid, err) : st;
}

static enum status take(struct run *r, struct intake *in,
			const struct posts_item *item, uint64_t hash,
			struct error *err)
{
	uint32_t shard = 0, docid = 1;
	struct former *was = NULL;
	enum status st = ST_OK;

	HASH_FIND(hh, r->formers, item->unique.p, item->unique.len, was);
	if (was && !was->found)
		return meet(r, in, was, item, hash, err);
	r->result->added++;
	if (r->changes)
		st = changes_add(r->changes, &item->post, item->unique, &shard,
				 &docid, err);
	return st == ST_OK ? intake_put(in, shard, docid, err) : st;
}

static enum status drop(struct run *r, const struct state_post *post,
			struct error *err)
{
	r->result->deleted++;
	return r->changes ? changes_delete(r->changes, post->shard, post->docid,
					   err)
			  : ST_OK;
}

static enum status drop_formers(struct run *r, struct intake *in,
				struct error *err)
{
	enum status st = ST_OK;

	for (struct former *f = r->formers; st == ST_OK && f; f = f->hh.next) {
		if (f->found)
			continue;
		st = intake_is_unsure(in, f->file)
			     ? intake_keep(in, f->file, f->post, err)
			     : drop(r, f->post, err);
	}
	HASH_CLEAR(hh, r->formers);
	return st;
}

static enum status update_source(struct run *r, struct intake *in,
				 struct error *err)
{
	const uint64_t before = r->progress.done;
	struct posts_item item;
	uint64_t hash;
	enum status st = add_formers(r, in, err);

	intake_tell(in, r->options->rebuild.file, r->options->rebuild.ctx);
	while (st == ST_OK &&
	       (st = intake_next(in, &item, &hash, err)) == ST_OK) {
		st = take(r, in, &item, hash, err);
		r->progress.count++;
		r->progress.done = before + item.bytes;
		if (st == ST_OK)
			st = tick(r, err);
	}
	if (st == ST_END)
		st = drop_formers(r, in, err);
	HASH_CLEAR(hh, r->formers);
	return st;
}

/* A source that was not named: as it was. */
static enum status keep_source(struct state *next, const struct state *old,
			       const struct state_source *source,
			       struct error *err)
{
	enum status st = state_add_source(next, source->path, err);

	for (size_t i = 0; st == ST_OK && i < source->count; i++) {
		const struct state_file *f = &old->files[source->first + i];

		st = state_add_file(next, f, err);
		for (size_t k = 0; st == ST_OK && k < f->count; k++)
			st = state_add_post(next, &old->posts[f->first + k],
					    err);
	}
	return st;
}

static long named(const struct sources *sources, struct str path)
{
	for (size_t i = 0; i < sources->n; i++)
		if (str_eq(path, (struct str){sources->paths[i],
					      strlen(sources->paths[i])}))
			return (long)i;
	return -1;
}

/* Sources in their old order, then new ones. */
static enum status make_state(struct run *r, const struct sources *sources,
			      struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < r->old.source_count; i++) {
		long at = named(sources, r->old.sources[i].path);

		st = at < 0 ? keep_source(&r->next, &r->old, &r->old.sources[i],
					  err)
			    : intake_store(r->intakes[at], &r->next, err);
	}
	for (size_t i = 0; st == ST_OK && i < sources->n; i++) {
		const char *path = sources->paths[i];

		if (!state_find_source(&r->old,
				       (struct str){path, strlen(path)}))
			st = intake_store(r->intakes[i], &r->next, err);
	}
	return st;
}

/* It may have moved, and then its posts are there twice. */
static void tell_absent(const struct run *r, const struct state_source *source)
{
	if (!r->diag || access(source->path.p, F_OK) == 0)
		return;
	r->diag->path = source->path;
	diag_report(r->diag, DIAG_WARNING, NULL,
		    "is neither named nor there any more; its posts stay in "
		    "the index until nisba-index rebuild");
	r->diag->path = STR("");
}

static enum status scan(struct run *r, const struct sources *sources,
			size_t *changed, struct error *err)
{
	const struct catalogue_look looking = {look, r};
	enum status st = ST_OK;
	uint64_t bytes = 0;

	*changed = 0;
	for (size_t i = 0; i < r->old.source_count; i++)
		if (named(sources, r->old.sources[i].path) < 0)
			tell_absent(r, &r->old.sources[i]);
	r->progress = (struct progress){"looking", "files", 0, 0, 0};
	r->intakes = calloc(sources->n, sizeof(struct intake *));
	if (!r->intakes)
		return error_set(err, ST_MEMORY, "out of memory");
	for (; st == ST_OK && r->n < sources->n; r->n++) {
		const char *path = sources->paths[r->n];
		struct intake_counts n;

		st = intake_open(
			&r->intakes[r->n], path, &r->old,
			state_find_source(&r->old,
					  (struct str){path, strlen(path)}),
			&r->options->rebuild.posts, &looking, r->diag, err);
		if (st != ST_OK)
			continue;
		n = intake_count(r->intakes[r->n]);
		*changed += n.changed + n.added + n.gone;
		bytes += n.bytes;
	}
	r->progress = (struct progress){"reading", "posts", 0, 0, bytes};
	return st;
}

static enum status update_sources(struct run *r, const struct sources *sources,
				  struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < sources->n; i++)
		st = update_source(r, r->intakes[i], err);
	if (st == ST_OK)
		st = make_state(r, sources, err);
	return st == ST_OK ? guard_states(&r->options->guard, &r->old, &r->next,
					  err)
			   : st;
}

static enum status make_next(struct run *r, const char *dir,
			     const struct lock *lock,
			     const struct sources *sources, struct error *err)
{
	const struct rebuild_options *o = &r->options->rebuild;
	uint64_t words = 0;
	enum status st = generation_begin(&r->gen, dir, lock, err);

	if (st != ST_OK)
		return st;
	st = changes_begin(&r->changes, &r->live, &r->gen, err);
	if (st == ST_OK)
		st = update_sources(r, sources, err);
	r->progress.doing = "writing";
	r->progress.total = 0;
	if (st == ST_OK)
		st = tick(r, err);
	if (st == ST_OK)
		st = changes_end(r->changes, o->keep == 0, &r->old, &r->next,
				 &words, err);
	/* Packing takes a while: who was told to stop meanwhile stops. */
	if (st == ST_OK)
		st = tick(r, err);
	if (st == ST_OK)
		st = seal_generation(&r->gen, &r->next,
				     (unsigned)r->live.manifest.shard_count,
				     words, r->options->rebuild.keep, err);
	r->result->all.posts = r->next.post_count;
	r->result->all.words = words;
	r->result->all.generation = r->gen.number;
	changes_free(r->changes);
	if (st == ST_OK)
		generation_free(&r->gen);
	else
		generation_abandon(&r->gen);
	return st;
}

/* Nothing is written; but an older generation may be one too many. */
static enum status stay(struct run *r, struct error *err)
{
	r->result->untouched = 1;
	r->result->all =
		(struct rebuild_result){.posts = r->live.manifest.posts,
					.words = r->live.manifest.words,
					.generation = r->live.number};
	if (r->options->dry_run)
		return ST_OK;
	return generation_prune(r->live.dir, r->live.number,
				r->options->rebuild.keep, err);
}

static enum status change(struct run *r, const char *dir,
			  const struct lock *lock,
			  const struct sources *sources, struct error *err)
{
	const int erase = r->options->rebuild.keep == 0;
	size_t changed;
	enum status st = scan(r, sources, &changed, err);

	if (st != ST_OK)
		return st;
	/* What earlier runs have removed may still lie in free blocks. */
	if (!changed && !(erase && changes_have_slack(&r->live, &r->old)))
		return stay(r, err);
	return r->options->dry_run ? update_sources(r, sources, err)
				   : make_next(r, dir, lock, sources, err);
}

/* ST_STALE: it cannot be changed, only replaced. */
static enum status open_live(struct run *r, const char *dir, struct error *err)
{
	enum status st = generation_open_current(&r->live, dir, err);

	if (st == ST_NOTFOUND) {
		generation_free(&r->live);
		r->live = (struct generation)GENERATION_INIT;
		return ST_STALE;
	}
	if (st != ST_OK)
		return st;
	if (seal_read_state(&r->old, &r->live, err) != ST_OK) {
		state_free(&r->old);
		return ST_STALE;
	}
	return r->live.manifest.schema < MANIFEST_SCHEMA ||
			       !str_eq(r->old.options, r->next.options)
		       ? ST_STALE
		       : ST_OK;
}

static void run_free(struct run *r)
{
	for (size_t i = 0; r->intakes && i < r->n; i++)
		intake_free(r->intakes[i]);
	free(r->intakes);
	generation_free(&r->live);
	state_free(&r->old);
	state_free(&r->next);
	arena_free(&r->arena);
}

/* What is built anew against what is live. */
static enum status check_losses(void *ctx, const struct state *state,
				struct error *err)
{
	const struct run *r = ctx;

	if (r->old.source_count)
		return guard_states(&r->options->guard, &r->old, state, err);
	return guard_counts(&r->options->guard, &r->live.manifest, state, err);
}

static enum status update_locked(struct run *r, const char *dir,
				 const struct lock *lock,
				 struct sources *sources, struct error *err)
{
	struct rebuild_options options = r->options->rebuild;
	enum status st =
		sources_options(&r->next, &r->options->rebuild.posts, err);

	r->next.began_ns = sources_now();
	if (st == ST_OK)
		st = open_live(r, dir, err);
	if (st == ST_OK || st == ST_STALE) {
		enum status renamed = sources_rename(sources, &r->old, err);

		st = renamed == ST_OK ? st : renamed;
	}
	if (st == ST_OK)
		return change(r, dir, lock, sources, err);
	if (st != ST_STALE)
		return st;
	r->result->rebuilt = 1;
	if (r->options->dry_run)
		return ST_OK;
	st = sources_add(sources, &r->live.manifest, err);
	options.check = check_losses;
	options.check_ctx = r;
	if (st == ST_OK)
		st = rebuild_locked(&r->result->all, dir, lock, sources,
				    &options, r->diag, err);
	r->result->added = r->result->all.posts;
	return st;
}

/* Say what to do, behind what is wrong. */
static enum status advise(struct error *err)
{
	const struct error why = *err;

	return error_set(err, ST_CORRUPT,
			 "%s; nisba-index rebuild makes the index anew",
			 why.msg);
}

enum status update(struct update_result *out, const char *dir,
		   char *const *names, size_t n,
		   const struct update_options *options, struct diag *diag,
		   struct error *err)
{
	struct run r = {.options = options,
			.result = out,
			.diag = diag,
			.live = GENERATION_INIT,
			.gen = GENERATION_INIT,
			.old = STATE_INIT,
			.next = STATE_INIT,
			.arena = ARENA_INIT(STATE_MAX)};
	struct lock lock = LOCK_INIT;
	struct sources sources;
	enum status st = sources_find(&sources, names, n, err);

	*out = (struct update_result){.added = 0};
	/* Who only looks needs no lock: what is published never changes. */
	if (st == ST_OK && !options->dry_run)
		st = lock_take(&lock, dir, options->rebuild.lock_timeout, err);
	if (st == ST_OK)
		st = update_locked(&r, dir, &lock, &sources, err);
	if (st == ST_CORRUPT && err)
		st = advise(err);
	run_free(&r);
	lock_drop(&lock);
	sources_free(&sources);
	return st;
}
