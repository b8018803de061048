#include "query/date_range.h"
#include "query/plan_build.h"

#include "common/text/utf8.h"

/* Each kind of node as a query. */

enum status plan_all(xap_query **out, struct builder *b, struct error *err)
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
	struct plan_parts parts;
	enum status st = plan_sort(&parts, b, node, where, err);

	return st == ST_OK ? plan_join(out, b, &parts, XAP_AND, err) : st;
}

static enum status build_or(xap_query **out, struct builder *b,
			    const struct node *node,
			    const struct place_of *where, struct error *err)
{
	struct query_list list;
	enum status st = plan_list(&list, b, node->kid_count, err);

	for (size_t i = 0; st == ST_OK && i < node->kid_count; i++) {
		xap_query *q = NULL;

		if (!plan_said_before(node, i))
			st = plan_node(&q, b, node->kids[i], where, err);
		plan_list_add(&list, q);
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
	enum status st = plan_all(&both[0], b, err);

	if (st == ST_OK)
		st = plan_excluded(&both[1], b, node->kids[0], where, err);
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
	enum status st = plan_list(out, b, node->kid_count, err);

	b->hidden++;
	for (size_t i = 0; st == ST_OK && i < node->kid_count; i++) {
		const struct node *kid = node->kids[i];
		struct place_of here = *where;
		xap_query *q = NULL;

		here.exact |= (kid->flags & NODE_EXACT) != 0;
		if (!(kid->flags & NODE_PREFIX))
			st = plan_place(&q, b, kid->text, &here, err);
		plan_list_add(out, q);
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

	if (st != ST_OK || where->value || !*out)
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
	/* Weighed as the words are; NEAR would weigh each spelling by itself.
	 */
	return plan_combine(out, b, XAP_FILTER, both, 2, 0, err);
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
	const char *outer = b->field;
	const int filtering = b->filtering;
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
		b->field = query_field_name(node->field);
		b->filtering = node->field != QUERY_TITLE &&
			       node->field != QUERY_COMMENT;
	}
	st = plan_node(out, b, node->kids[0], &where, err);
	if (!date)
		b->hidden--;
	b->field = outer;
	b->filtering = filtering;
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
	st = plan_list(&pieces, b, node->text.len + 1, err);
	if (st == ST_OK)
		st = plan_words(&list, &pieces, b, node->text, &here, err);
	if (st == ST_OK && list.n)
		st = plan_combine(out, b, XAP_AND, list.v, list.n, 0, err);
	return st;
}

enum status plan_node(xap_query **out, struct builder *b,
		      const struct node *node, const struct place_of *where,
		      struct error *err)
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
		return plan_all(out, b, err);
	case NODE_NONE:
		break;
	}
	return ST_OK;
}
