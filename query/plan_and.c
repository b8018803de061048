#include "query/plan_build.h"

/* The children of an AND, of which those that are words typed one after the
 * other are cut as one run. */

enum status plan_list(struct query_list *out, struct builder *b, size_t max,
		      struct error *err)
{
	out->n = 0;
	return arena_array(&out->v, &b->plan->arena, max, sizeof(*out->v), err);
}

void plan_list_add(struct query_list *list, xap_query *q)
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

static enum status add_run(struct plan_parts *p, struct builder *b,
			   struct str text, const struct place_of *where,
			   struct error *err)
{
	struct query_list run = {NULL, 0};
	enum status st = plan_words(&run, &p->pieces, b, text, where, err);

	for (size_t i = 0; st == ST_OK && i < run.n; i++)
		plan_list_add(&p->words, run.v[i]);
	return st;
}

enum status plan_excluded(xap_query **out, struct builder *b,
			  const struct node *node, const struct place_of *where,
			  struct error *err)
{
	enum status st;

	b->hidden++;
	b->excluded++;
	st = plan_node(out, b, node, where, err);
	b->excluded--;
	b->hidden--;
	return st;
}

static enum status add_child(struct plan_parts *p, struct builder *b,
			     const struct node *kid,
			     const struct place_of *where, struct error *err)
{
	xap_query *q = NULL;
	enum status st;

	if (kid->kind == NODE_NOT) {
		st = plan_excluded(&q, b, kid->kids[0], where, err);
		plan_list_add(&p->excluded, q);
		return st;
	}
	st = plan_node(&q, b, kid, where, err);
	plan_list_add(kid->kind == NODE_FIELD || kid->kind == NODE_ALL
			      ? &p->required
			      : &p->words,
		      q);
	return st;
}

/* 1: it was said before, and is searched once. */
int plan_said_before(const struct node *node, size_t i)
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

enum status plan_sort(struct plan_parts *p, struct builder *b,
		      const struct node *node, const struct place_of *where,
		      struct error *err)
{
	/* A run has at most one word and one piece of a word a byte. */
	enum status st =
		plan_list(&p->words, b, 2 * b->tree->query.len + 2, err);
	struct place_of here = *where;
	size_t n;

	here.fillable = has_other(node);

	if (st == ST_OK)
		st = plan_list(&p->pieces, b, b->tree->query.len + 1, err);
	if (st == ST_OK)
		st = plan_list(&p->required, b, node->kid_count, err);
	if (st == ST_OK)
		st = plan_list(&p->excluded, b, node->kid_count, err);
	for (size_t i = 0; st == ST_OK && i < node->kid_count; i += n) {
		const struct node *kid = node->kids[i];

		n = 1;
		if (plain_word(kid) && !where->value) {
			n = run_length(b, node, i);
			st = add_run(p, b,
				     run_text(b, kid, node->kids[i + n - 1]),
				     &here, err);
		} else if (!plan_said_before(node, i)) {
			st = add_child(p, b, kid, where, err);
		}
	}
	return st;
}

/* words (by `op`), with what is required, without what is excluded */
enum status plan_join(xap_query **out, struct builder *b,
		      const struct plan_parts *p, enum xap_op op,
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
