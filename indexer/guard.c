#include "indexer/guard.h"

#include <inttypes.h>

#include "indexer/losses.h"

static enum status judge(const struct guard *g, struct str source,
			 uint64_t before, uint64_t lost, struct error *err)
{
	/* No percentage allows all of it. */
	if (g->allow_mass_delete || lost == 0 ||
	    (lost < before && lost * 100 <= before * g->max_delete))
		return ST_OK;
	return error_set(err, ST_REFUSED,
			 "refused: %" PRIu64 " of %" PRIu64
			 " posts of '%.*s' would vanish, %s; the index is as "
			 "it was. If they are meant to, use "
			 "--allow-mass-delete",
			 lost, before, (int)source.len, source.p,
			 lost < before ? "more than --max-delete allows"
				       : "all of them");
}

enum status guard_states(const struct guard *g, const struct state *old,
			 const struct state *next, struct error *err)
{
	enum status st = ST_OK;
	uint64_t lost;

	for (size_t i = 0; st == ST_OK && i < old->source_count; i++) {
		st = losses_count(&lost, old, i, next, err);
		if (st == ST_OK)
			st = judge(g, old->sources[i].path,
				   state_source_posts(old, i), lost, err);
	}
	return st;
}

enum status guard_counts(const struct guard *g, const struct manifest *old,
			 const struct state *next, struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < old->source_count; i++) {
		const struct manifest_source *was = &old->sources[i];
		const struct state_source *now =
			state_find_source(next, was->path);
		uint64_t posts = 0;

		if (now)
			posts = state_source_posts(
				next, (size_t)(now - next->sources));
		st = judge(g, was->path, was->posts,
			   was->posts > posts ? was->posts - posts : 0, err);
	}
	return st;
}
