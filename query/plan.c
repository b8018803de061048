#include "query/plan.h"

#include <stdlib.h>
#include <time.h>

#include "common/text/utf8.h"
#include "query/date_range.h"
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

/* The children of an AND, sorted by what they do to the matches. */
struct parts {
	struct query_list words;    /* wanted, can be done without */
	struct query_list pieces;   /* of compounds among the words */
	struct query_list required; /* fields, dates */
	struct query_list excluded;
};

static enum status build_node(xap_query **out, struct builder *b,
			      const struct node *node,
			      const struct place_of *where, struct error *err);

static enum status new_list(struct query_list *out, struct builder *b,
			    size_t max, struct error *err)
{
	out->n = 0;
	return arena_array(&out->v, &b->plan->arena, max, sizeof(*out->v), err);
}

static void list_add(struct query_list *list, xap_query *q)
{
	if (q)
		list->v[list->n++] = q;
}

static int plain_word(const struct node *n)
{
	return n->kind == NODE_WORD && n->flags == 0;
}

/* How many children from i on are words typed one after the other, so that
 * they are cut as one run: names have several written words. */
static size_t run_length(const struct builder *b, const struct node *node,
			 size_t i)
{
	struct str text = b->tree->query;
	size_t n = 1;

	while (i + n < node->kid_count) {
		const struct node *last = node->kids[i + n - 1];
		const struct node *next = node->kids[i + n];
		size_t at = last->begin + last->len;

		if (!plain_word(next) || at >= next->begin)
			break;
		while (at < next->begin && text.p[at] == ' ')
			at++;
		if (at != next->begin)
			break;
		n++;
	}
	return n;
}

static struct str run_text(const struct builder *b, const struct node *first,
			   const struct node *last)
{
	return (struct str){b->tree->query.p + first->begin,
			    last->begin + last->len - first->begin};
}

static enum status add_run(struct parts *p, struct builder *b, struct str text,
			   const struct place_of *where, struct error *err)
{
	struct query_list run = {NULL, 0};
	enum status st = plan_words(&run, &p->pieces, b, text, where, err);

	for (size_t i = 0; st == ST_OK && i < run.n; i++)
		list_add(&p->words, run.v[i]);
	return st;
}

static enum status build_excluded(xap_query **out, struct builder *b,
				  const struct node *node,
				  const struct place_of *where,
				  struct error *err)
{
	enum status st;

	b->hidden++;
	b->excluded++;
	st = build_node(out, b, node, where, err);
	b->excluded--;
	b->hidden--;
	return st;
}

static enum status add_child(struct parts *p, struct builder *b,
			     const struct node *kid,
			     const struct place_of *where, struct error *err)
{
	xap_query *q = NULL;
	enum status st;

	if (kid->kind == NODE_NOT) {
		st = build_excluded(&q, b, kid->kids[0], where, err);
		list_add(&p->excluded, q);
		return st;
	}
	st = build_node(&q, b, kid, where, err);
	list_add(kid->kind == NODE_FIELD || kid->kind == NODE_ALL ? &p->required
								  : &p->words,
		 q);
	return st;
}

/* 1: it was said before, and is searched once. */
static int said_before(const struct node *node, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (node_same(node->kids[k], node->kids[i]))
			return 1;
	return 0;
}

/* 1: there is more than words of one run. */
static int has_other(const struct node *node)
{
	for (size_t i = 0; i < node->kid_count; i++)
		if (!plain_word(node->kids[i]) &&
		    node->kids[i]->kind != NODE_NOT &&
		    node->kids[i]->kind != NODE_ALL)
			return 1;
	return 0;
}

static enum status sort_children(struct parts *p, struct builder *b,
				 const struct node *node,
				 const struct place_of *where,
				 struct error *err)
{
	/* A run has at most one word and one piece of a word a byte. */
	enum status st =
		new_list(&p->words, b, 2 * b->tree->query.len + 2, err);
	struct place_of here = *where;
	size_t n;

	here.fillable = has_other(node);

	if (st == ST_OK)
		st = new_list(&p->pieces, b, b->tree->query.len + 1, err);
	if (st == ST_OK)
		st = new_list(&p->required, b, node->kid_count, err);
	if (st == ST_OK)
		st = new_list(&p->excluded, b, node->kid_count, err);
	for (size_t i = 0; st == ST_OK && i < node->kid_count; i += n) {
		const struct node *kid = node->kids[i];

		n = 1;
		if (plain_word(kid) && !where->value) {
			n = run_length(b, node, i);
			st = add_run(p, b,
				     run_text(b, kid, node->kids[i + n - 1]),
				     &here, err);
		} else if (!said_before(node, i)) {
			st = add_child(p, b, kid, where, err);
		}
	}
	return st;
}

/* words (by `op`), with what is required, without what is excluded */
static enum status join_parts(xap_query **out, struct builder *b,
			      const struct parts *p, enum xap_op op,
			      struct error *err)
{
	xap_query *both[2] = {NULL, NULL};
	xap_query *q = NULL;
	enum status st = ST_OK;
	size_t n = 0;

	if (p->words.n)
		st = plan_combine(&both[n++], b, op, p->words.v, p->words.n, 0,
				  err);
	if (st == ST_OK && p->required.n)
		st = plan_combine(&both[n++], b, XAP_AND, p->required.v,
				  p->required.n, 0, err);
	if (st != ST_OK || n == 0)
		return st;
	st = plan_combine(out, b, n == 2 ? XAP_FILTER : XAP_AND, both, n, 0,
			  err);
	if (st != ST_OK || p->excluded.n == 0)
		return st;
	st = plan_combine(&q, b, XAP_OR, p->excluded.v, p->excluded.n, 0, err);
	both[0] = *out;
	both[1] = q;
	if (st == ST_OK)
		st = plan_combine(out, b, XAP_AND_NOT, both, 2, 0, err);
	return st;
}

static enum status build_all(xap_query **out, struct builder *b,
			     struct error *err)
{
	xap_query *q = NULL;
	enum status st = xap_query_all(&q, err);

	if (st == ST_OK)
		st = plan_keep(b, q, err);
	*out = st == ST_OK ? q : NULL;
	return st;
}

static enum status build_and(xap_query **out, struct builder *b,
			     const struct node *node,
			     const struct place_of *where, struct error *err)
{
	struct parts parts;
	enum status st = sort_children(&parts, b, node, where, err);

	return st == ST_OK ? join_parts(out, b, &parts, XAP_AND, err) : st;
}

static enum status build_or(xap_query **out, struct builder *b,
			    const struct node *node,
			    const struct place_of *where, struct error *err)
{
	struct query_list list;
	enum status st = new_list(&list, b, node->kid_count, err);

	for (size_t i = 0; st == ST_OK && i < node->kid_count; i++) {
		xap_query *q = NULL;

		if (!said_before(node, i))
			st = build_node(&q, b, node->kids[i], where, err);
		list_add(&list, q);
	}
	if (st == ST_OK && list.n)
		st = plan_combine(out, b, XAP_OR, list.v, list.n, 0, err);
	return st;
}

/* Alone, not in an AND: everything but that. */
static enum status build_not(xap_query **out, struct builder *b,
			     const struct node *node,
			     const struct place_of *where, struct error *err)
{
	xap_query *both[2] = {NULL, NULL};
	enum status st = build_all(&both[0], b, err);

	if (st == ST_OK)
		st = build_excluded(&both[1], b, node->kids[0], where, err);
	if (st == ST_OK)
		st = plan_combine(out, b, XAP_AND_NOT, both, both[1] ? 2 : 1, 0,
				  err);
	return st;
}

/* The kids that are single places, for NEAR. */
static enum status near_places(struct query_list *out, struct builder *b,
			       const struct node *node,
			       const struct place_of *where, struct error *err)
{
	enum status st = new_list(out, b, node->kid_count, err);

	b->hidden++;
	for (size_t i = 0; st == ST_OK && i < node->kid_count; i++) {
		const struct node *kid = node->kids[i];
		struct place_of here = *where;
		xap_query *q = NULL;

		here.exact |= (kid->flags & NODE_EXACT) != 0;
		if (!(kid->flags & NODE_PREFIX))
			st = plan_place(&q, b, kid->text, &here, err);
		list_add(out, q);
	}
	b->hidden--;
	return st;
}

/* NEAR wants terms; what is longer is asked for beside it. */
static enum status build_near(xap_query **out, struct builder *b,
			      const struct node *node,
			      const struct place_of *where, struct error *err)
{
	enum status st = build_and(out, b, node, where, err);
	struct query_list places = {NULL, 0};
	struct error ignored = ERROR_INIT;
	xap_query *both[2] = {*out, NULL};

	if (st != ST_OK || where->value)
		return st;
	st = near_places(&places, b, node, where, err);
	if (st == ST_OK && places.n < node->kid_count)
		tree_add_note(b->tree, node->begin, node->len,
			      "NEAR measures between single words only: the "
			      "rest may be anywhere in the post");
	if (st != ST_OK || places.n < 2 ||
	    plan_combine(&both[1], b, XAP_NEAR, places.v, places.n,
			 node->window + (uint32_t)places.n - 1,
			 &ignored) != ST_OK)
		return st;
	if (places.n < node->kid_count)
		return plan_combine(out, b, XAP_FILTER, both, 2, 0, err);
	*out = both[1];
	return ST_OK;
}

static enum status build_value(xap_query **out, struct builder *b,
			       const char *prefix, struct str value,
			       struct error *err)
{
	char key[XAP_TERM_MAX];
	size_t n = strlen(prefix);
	int lower = prefix == schema[FIELD_LANG].value; /* as its values are */
	xap_query *q = NULL;
	enum status st;

	if (value.len > sizeof(key) - n)
		value.len = sizeof(key) - n;
	memcpy(key, prefix, n);
	for (size_t i = 0; i < value.len; i++)
		key[n + i] = lower && value.p[i] >= 'A' && value.p[i] <= 'Z'
				     ? (char)(value.p[i] + 'a' - 'A')
				     : value.p[i];
	st = xap_query_term(&q, (struct str){key, n + value.len}, 1, err);
	if (st == ST_OK)
		st = plan_keep(b, q, err);
	*out = st == ST_OK ? q : NULL;
	return st;
}

static enum status build_date(xap_query **out, struct builder *b,
			      const struct node *node, uint32_t slot,
			      struct error *err)
{
	struct str text = node->text;
	struct date_range range;
	char low[9], high[9];
	struct str from = {low, 0}, to = {high, 0};
	xap_query *q = NULL;
	enum status st;

	if (!date_range_parse(&range, text, b->now)) {
		text = utf8_cut(text, 40);
		tree_add_note(b->tree, node->begin, node->len,
			      "%.*s is no date: searched as words",
			      (int)text.len, text.p);
		return plan_phrase(out, b, node->text,
				   &(struct place_of){.prefix = ""}, err);
	}
	if (range.from != DATE_NONE)
		from.len = xap_sortable((double)range.from, low);
	if (range.to != DATE_NONE)
		to.len = xap_sortable((double)range.to, high);
	st = xap_query_range(&q, slot, from, to, err);
	if (st == ST_OK)
		st = plan_keep(b, q, err);
	*out = st == ST_OK ? q : NULL;
	return st;
}

static enum status build_field(xap_query **out, struct builder *b,
			       const struct node *node, struct error *err)
{
	/* Rows of query/tree.h's fields. */
	static const enum schema_field rows[] = {
		[QUERY_TITLE] = FIELD_TITLE,   [QUERY_AUTHOR] = FIELD_AUTHOR,
		[QUERY_TAG] = FIELD_TAG,       [QUERY_SITE] = FIELD_SITE,
		[QUERY_SERIES] = FIELD_SERIES, [QUERY_COMMENT] = FIELD_COMMENT,
		[QUERY_LANG] = FIELD_LANG,     [QUERY_ID] = FIELD_ID,
	};
	int date = query_field_is_date(node->field);
	struct place_of where = {.prefix = "",
				 .value = 1,
				 .slot = node->field == QUERY_UPDATED
						 ? SLOT_UPDATED
						 : SLOT_DATE};
	enum status st;

	if (!date) {
		const struct schema_row *row = &schema[rows[node->field]];

		where.prefix = row->words ? row->words : row->value;
		where.value = !row->words;
		b->hidden++; /* the snippet is of the text */
	}
	st = build_node(out, b, node->kids[0], &where, err);
	if (!date)
		b->hidden--;
	return st;
}

static enum status build_word(xap_query **out, struct builder *b,
			      const struct node *node,
			      const struct place_of *where, struct error *err)
{
	struct place_of here = *where;
	struct query_list list = {NULL, 0}, pieces = {NULL, 0};
	enum status st;

	if (where->value)
		return where->prefix[0]
			       ? build_value(out, b, where->prefix, node->text,
					     err)
			       : build_date(out, b, node, where->slot, err);
	here.exact |= (node->flags & NODE_EXACT) != 0;
	if (node->flags & NODE_PREFIX)
		return plan_prefix(out, b, node->text, &here, err);
	if (node->kind == NODE_PHRASE)
		return plan_phrase(out, b, node->text, &here, err);
	st = new_list(&pieces, b, node->text.len + 1, err);
	if (st == ST_OK)
		st = plan_words(&list, &pieces, b, node->text, &here, err);
	if (st == ST_OK && list.n)
		st = plan_combine(out, b, XAP_AND, list.v, list.n, 0, err);
	return st;
}

static enum status build_node(xap_query **out, struct builder *b,
			      const struct node *node,
			      const struct place_of *where, struct error *err)
{
	*out = NULL;
	switch (node->kind) {
	case NODE_WORD:
	case NODE_PHRASE:
		return build_word(out, b, node, where, err);
	case NODE_NEAR:
		return build_near(out, b, node, where, err);
	case NODE_AND:
		return build_and(out, b, node, where, err);
	case NODE_OR:
		return build_or(out, b, node, where, err);
	case NODE_NOT:
		return build_not(out, b, node, where, err);
	case NODE_FIELD:
		return build_field(out, b, node, err);
	case NODE_ALL:
		return build_all(out, b, err);
	case NODE_NONE:
		break;
	}
	return ST_OK;
}

/* What has nothing to do with words. */
static enum status build_within(struct builder *b, const struct parts *parts,
				struct error *err)
{
	struct parts rest = *parts;
	enum status st = ST_OK;

	if (rest.required.n == 0 && rest.excluded.n == 0)
		return ST_OK;
	rest.words.n = 0;
	if (rest.required.n == 0) {
		rest.required = (struct query_list){NULL, 1};
		st = arena_array(&rest.required.v, &b->plan->arena, 1,
				 sizeof(*rest.required.v), err);
		if (st == ST_OK)
			st = build_all(rest.required.v, b, err);
	}
	return st == ST_OK
		       ? join_parts(&b->plan->within, b, &rest, XAP_AND, err)
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
	struct parts parts;
	enum status st;

	if (root->kind != NODE_AND)
		root = &one;
	st = sort_children(&parts, b, root, &anywhere, err);
	if (st == ST_OK)
		st = join_parts(&p->all, b, &parts, XAP_AND, err);
	if (st == ST_OK && parts.words.n > 1) {
		for (size_t i = 0; i < parts.pieces.n; i++)
			list_add(&parts.words, parts.pieces.v[i]);
		st = join_parts(&p->some, b, &parts, XAP_OR, err);
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
	out->made = calloc(PLAN_QUERIES_MAX, sizeof(xap_query *));
	if (!out->made)
		return error_set(err, ST_LIMIT, "out of memory");
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
