#include "query/plan.h"

#include <stdlib.h>
#include <time.h>

#include "query/plan_build.h"

enum { ARENA_MAX = 32 << 20 /* bytes */ };

enum status plan_keep(struct builder *b, xap_query *q, struct error *err)
{
	if (b->plan->made_count == PLAN_QUERIES_MAX) {
		xap_query_free(q);
		return error_set(err, ST_LIMIT, "query of more than %d pieces",
				 PLAN_QUERIES_MAX);
	}
	b->plan->made[b->plan->made_count++] = q;
	return ST_OK;
}

enum status plan_combine(xap_query **out, struct builder *b, enum xap_op op,
			 xap_query *const *parts, size_t n, uint32_t window,
			 struct error *err)
{
	xap_query *q = NULL;
	enum status st;

	if (n == 1) {
		*out = parts[0];
		return ST_OK;
	}
	st = xap_query_combine(&q, op, parts, n, window, err);
	if (st == ST_OK)
		st = plan_keep(b, q, err);
	*out = st == ST_OK ? q : NULL;
	return st;
}

/* What has nothing to do with words. */
static enum status build_within(struct builder *b,
				const struct plan_parts *parts,
				struct error *err)
{
	struct plan_parts rest = *parts;
	enum status st = ST_OK;

	if (rest.required.n == 0 && rest.excluded.n == 0)
		return ST_OK;
	rest.words.n = 0;
	if (rest.required.n == 0) {
		rest.required = (struct query_list){NULL, 1};
		st = arena_array(&rest.required.v, &b->plan->arena, 1,
				 sizeof(*rest.required.v), err);
		if (st == ST_OK)
			st = plan_all(rest.required.v, b, err);
	}
	return st == ST_OK ? plan_join(&b->plan->within, b, &rest, XAP_AND, err)
			   : st;
}

/* The root as if it were an AND, because only there words can be missing. */
static enum status build_root(struct builder *b, struct error *err)
{
	struct node *root = b->tree->root;
	struct node one = {
		.kind = NODE_AND, .kids = &b->tree->root, .kid_count = 1};
	const struct place_of anywhere = {.prefix = ""};
	struct plan *p = b->plan;
	struct plan_parts parts;
	enum status st;

	if (root->kind != NODE_AND)
		root = &one;
	st = plan_sort(&parts, b, root, &anywhere, err);
	if (st == ST_OK)
		st = plan_join(&p->all, b, &parts, XAP_AND, err);
	if (st == ST_OK && parts.words.n > 1) {
		for (size_t i = 0; i < parts.pieces.n; i++)
			plan_list_add(&parts.words, parts.pieces.v[i]);
		st = plan_join(&p->some, b, &parts, XAP_OR, err);
	}
	if (st == ST_OK)
		st = build_within(b, &parts, err);
	if (st == ST_OK && b->bonus.n)
		st = plan_combine(&p->bonus, b, XAP_OR, b->bonus.v, b->bonus.n,
				  0, err);
	if (st == ST_OK && !p->all) {
		st = xap_query_none(&p->all, err);
		if (st == ST_OK)
			st = plan_keep(b, p->all, err);
	}
	return st;
}

enum status plan_make(struct plan *out, struct tree *tree, const xap_db *posts,
		      const xap_db *vocab, const struct plan_options *options,
		      struct error *err)
{
	const struct kin_tables builtin = {{name_table_builtin()}, 1};
	struct builder b = {
		.plan = out,
		.tree = tree,
		.posts = posts,
		.vocab = vocab,
		.tables = options->tables ? options->tables : &builtin,
		.now = options->now ? options->now : (int64_t)time(NULL),
		.exact = options->exact};
	enum status st;

	*out = (struct plan){.arena = ARENA_INIT(ARENA_MAX)};
	out->made = malloc(PLAN_QUERIES_MAX * sizeof(xap_query *));
	if (!out->made)
		return error_set(err, ST_MEMORY, "out of memory");
	st = build_root(&b, err);
	if (st != ST_OK)
		plan_free(out);
	return st;
}

void plan_free(struct plan *p)
{
	for (size_t i = 0; i < p->made_count; i++)
		xap_query_free(p->made[i]);
	free(p->made);
	arena_free(&p->arena);
	*p = (struct plan){.made = NULL};
}
