#include <math.h>
#include <stdio.h>

#include "query/render.h"
#include "query/render_parts.h"

/* Nodes and fields as they are called, in text and JSON alike. */
static const char *const kinds[] = {
	[NODE_WORD] = "word",    [NODE_PHRASE] = "phrase",
	[NODE_NEAR] = "near",    [NODE_AND] = "and",
	[NODE_OR] = "or",        [NODE_NOT] = "not",
	[NODE_FIELD] = "field",  [NODE_ALL] = "every post",
	[NODE_NONE] = "nothing",
};

enum { DEPTH_MAX = 64, QUERY_MAX = 1 << 20 };

static struct str borrow(const char *s)
{
	return (struct str){s, strlen(s)};
}

/*
 * How much a post gains by having the word: BM25's weight of a term in so many
 * posts, as Xapian has it, which halves what lies below 2 so that no word
 * takes weight away.
 */
static double rarity(const struct answer *a, double posts)
{
	double odds = (a->posts - posts + 0.5) / (posts + 0.5);

	return log(odds < 2 ? odds / 2 + 1 : odds);
}

/* In how many posts any of them is, as Xapian weighs kin as one with their
 * word: as if each stood in posts without regard to the others. */
static double posts_of(const struct answer *a, const struct sought_place *p)
{
	double without = 1;

	for (size_t i = 0; a->posts && i < p->n; i++) {
		double share = (double)p->terms[i].posts / a->posts;

		without *= share < 1 ? 1 - share : 0;
	}
	return a->posts * (1 - without);
}

static void show_node(struct text *t, const struct node *n, size_t depth)
{
	char window[40];

	sink_fill(t->sink, ' ', 2 * depth);
	text_style(t, TEXT_FAINT);
	text_words(t, kinds[n->kind]);
	if (n->kind == NODE_NEAR) {
		snprintf(window, sizeof(window), " at most %u apart",
			 n->window);
		text_words(t, window);
	}
	text_style(t, TEXT_NORMAL);
	text_words(t, n->text.len || n->kind == NODE_FIELD ? " " : "");
	if (n->kind == NODE_FIELD)
		text_words(t, query_field_name(n->field));
	else
		text_field(t, n->text);
	if (n->flags & NODE_EXACT)
		text_words(t, " without kin");
	if (n->flags & NODE_PREFIX)
		text_words(t, " and what begins so");
	text_words(t, "\n");
	for (size_t i = 0; i < n->kid_count && depth < DEPTH_MAX; i++)
		show_node(t, n->kids[i], depth + 1);
}

/* Of fields it is not known how many posts have a word in them. */
static void show_term(struct text *t, const struct sought_term *term,
		      int counted)
{
	char line[48] = "          ";

	if (counted)
		snprintf(line, sizeof(line), "%8u  ", term->posts);
	text_style(t, TEXT_FAINT);
	text_words(t, line);
	text_style(t, TEXT_NORMAL);
	text_field(t, term->term);
	text_style(t, TEXT_FAINT);
	text_words(t, "  ");
	text_words(t, term->by);
	if (term->score && term->score < 1000) {
		snprintf(line, sizeof(line), " %.2f", term->score / 1000.0);
		text_words(t, line);
	}
	if (term->why.len) {
		text_words(t, ": ");
		text_field(t, term->why);
	}
	text_style(t, TEXT_NORMAL);
	text_words(t, "\n");
}

static int excluded(const struct sought_sequence *q)
{
	return q->part && strcmp(q->part, "excluded") == 0;
}

static void show_sequence(struct text *t, const struct answer *a,
			  const struct sought_sequence *q)
{
	const int left_out = excluded(q);
	char line[48];

	text_words(t, "\n");
	text_style(t, TEXT_TITLE);
	text_field(t, q->typed);
	text_style(t, TEXT_NORMAL);
	if (q->part)
		text_words(t, left_out ? " (left out)" : " (in ");
	if (q->part && !left_out) {
		text_words(t, q->part);
		text_words(t, ")");
	}
	text_words(t, q->n > 1 ? " (in this order)\n" : "\n");
	for (size_t k = 0; k < q->n; k++) {
		const struct sought_place *p = &q->places[k];

		if (k)
			text_words(t, "   then\n");
		text_style(t, TEXT_FAINT);
		snprintf(line, sizeof(line), "   posts, weight %.2f\n",
			 rarity(a, posts_of(a, p)));
		if (!q->part)
			text_words(t, line);
		else if (left_out)
			text_words(t, "   posts\n");
		text_style(t, TEXT_NORMAL);
		for (size_t m = 0; m < p->n; m++)
			show_term(t, &p->terms[m], !q->part || left_out);
	}
}

/* Two words as one name may be sought in two ways that look alike. */
static int shown_before(const struct sought *s, size_t i)
{
	const struct sought_sequence *q = &s->v[i], *before = q - 1;

	if (i == 0 || before->n != q->n || !str_eq(before->typed, q->typed))
		return 0;
	for (size_t k = 0; k < q->n; k++) {
		const struct sought_place *a = &before->places[k];
		const struct sought_place *b = &q->places[k];

		if (a->n != b->n)
			return 0;
		for (size_t m = 0; m < a->n; m++)
			if (!str_eq(a->terms[m].term, b->terms[m].term))
				return 0;
	}
	return 1;
}

static void show_sought(struct text *t, const struct answer *a,
			const struct sought *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!shown_before(s, i))
			show_sequence(t, a, &s->v[i]);
}

void render_explain_text(struct sink *out, const struct answer *a,
			 const struct render_options *options)
{
	struct text t = TEXT_INIT(out, options->colour);
	struct buf canonical = BUF_INIT(TREE_PRINT_MAX);

	text_words(&t, "query: ");
	if (tree_print(&canonical, a->tree.root, NULL) == ST_OK)
		text_field(&t, buf_str(&canonical));
	text_words(&t, "\n\n");
	show_node(&t, a->tree.root, 0);
	show_sought(&t, a, &a->plan.sought);
	show_sought(&t, a, &a->plan.aside);
	buf_free(&canonical);
	text_free(&t);
}

/* JSON has its own ceiling, above that of trees that are parsed. */
static void put_node(struct json *j, const struct node *n, size_t depth)
{
	json_put_object(j);
	json_put_member_string(j, "kind", borrow(kinds[n->kind]));
	if (n->kind == NODE_WORD || n->kind == NODE_PHRASE)
		json_put_member_string(j, "text", n->text);
	if (n->kind == NODE_FIELD)
		json_put_member_string(j, "field",
				       borrow(query_field_name(n->field)));
	if (n->kind == NODE_NEAR)
		json_put_member_int(j, "window", n->window);
	if (n->flags & NODE_EXACT) {
		json_put_key(j, "exact");
		json_put_bool(j, 1);
	}
	if (n->flags & NODE_PREFIX) {
		json_put_key(j, "prefix");
		json_put_bool(j, 1);
	}
	if (n->kid_count) {
		json_put_key(j, "kids");
		json_put_array(j);
		for (size_t i = 0; i < n->kid_count; i++)
			if (depth + 4 < JSON_DEPTH_MAX)
				put_node(j, n->kids[i], depth + 2);
		json_put_end(j);
	}
	json_put_end(j);
}

static void put_sequence(struct json *j, const struct answer *a,
			 const struct sought_sequence *q)
{
	json_put_object(j);
	json_put_member_string(j, "typed", q->typed);
	if (q->part)
		json_put_member_string(j, "part", borrow(q->part));
	json_put_key(j, "places");
	json_put_array(j);
	for (size_t i = 0; i < q->n; i++) {
		json_put_object(j);
		if (!q->part) {
			json_put_key(j, "weight");
			json_put_double(
				j, rarity(a, posts_of(a, &q->places[i])), 4);
		}
		json_put_key(j, "terms");
		json_put_array(j);
		for (size_t k = 0; k < q->places[i].n; k++) {
			const struct sought_term *t = &q->places[i].terms[k];

			json_put_object(j);
			json_put_member_string(j, "term", t->term);
			put_kin(j, t);
			if (t->why.len)
				json_put_member_string(j, "why", t->why);
			if (!q->part || excluded(q))
				json_put_member_int(j, "posts", t->posts);
			json_put_end(j);
		}
		json_put_end(j);
		json_put_end(j);
	}
	json_put_end(j);
	json_put_end(j);
}

/* What Xapian is asked. */
static void put_asked(struct json *j, const struct answer *a)
{
	struct buf text = BUF_INIT(QUERY_MAX);

	if (a->plan.all &&
	    xap_query_describe(a->plan.all, &text, NULL) == ST_OK)
		json_put_member_string(j, "xapian", buf_str(&text));
	buf_free(&text);
}

void render_explain_json(struct sink *out, const struct answer *a)
{
	struct json j = JSON_INIT(out, JSON_PRETTY);
	struct buf canonical = BUF_INIT(TREE_PRINT_MAX);
	enum status st = tree_print(&canonical, a->tree.root, NULL);

	json_put_object(&j);
	json_put_member_int(&j, "schema", 1);
	json_put_member_string(&j, "query", a->tree.query);
	json_put_member_string(&j, "understood",
			       st == ST_OK ? buf_str(&canonical) : STR(""));
	put_notes(&j, &a->tree);
	json_put_key(&j, "tree");
	put_node(&j, a->tree.root, 1);
	json_put_key(&j, "words");
	json_put_array(&j);
	for (size_t i = 0; i < a->plan.sought.n; i++)
		put_sequence(&j, a, &a->plan.sought.v[i]);
	for (size_t i = 0; i < a->plan.aside.n; i++)
		put_sequence(&j, a, &a->plan.aside.v[i]);
	json_put_end(&j);
	put_asked(&j, a);
	json_put_end(&j);
	json_put_newline(&j);
	buf_free(&canonical);
}
