#include "query/parse.h"

#include "common/text/utf8.h"
#include "query/clean.h"
#include "query/lex.h"
#include "query/lex_date.h"

enum { ARENA_MAX = 16 << 20 /* bytes */ };

struct parser {
	struct tree *tree;
	struct lexer lexer;
	struct token token; /* the next, not taken yet */
	const struct query_limits *limits;
	unsigned depth;
	size_t words;
	struct error *err;
	enum status failed; /* ST_OK until memory runs out */
};

struct kids {
	struct node **v;
	size_t n, size;
};

static void advance(struct parser *p)
{
	p->token = lex_next(&p->lexer);
}

static struct node *new_node(struct parser *p, enum node_kind kind,
			     const struct token *t)
{
	struct node *n = NULL;

	if (p->failed != ST_OK)
		return NULL;
	p->failed = arena_alloc(&n, &p->tree->arena, sizeof(*n), p->err);
	if (p->failed != ST_OK)
		return NULL;
	n->kind = kind;
	n->begin = t->begin;
	n->len = t->len;
	n->text = t->text;
	return n;
}

static void kids_add(struct parser *p, struct kids *k, struct node *n)
{
	struct node **v = NULL;

	if (!n || p->failed != ST_OK)
		return;
	if (k->n == k->size) {
		k->size = k->size ? 2 * k->size : 4;
		p->failed = arena_array(&v, &p->tree->arena, k->size,
					sizeof(*v), p->err);
		if (p->failed != ST_OK)
			return;
		if (k->n)
			memcpy(v, k->v, k->n * sizeof(*v));
		k->v = v;
	}
	k->v[k->n++] = n;
}

/* A group of `kind`; kids of the same kind give it theirs. */
static struct node *group(struct parser *p, enum node_kind kind,
			  const struct kids *k)
{
	struct kids flat = {NULL, 0, 0};
	struct node *out;

	if (k->n == 0)
		return NULL;
	if (k->n == 1)
		return k->v[0];
	for (size_t i = 0; i < k->n; i++) {
		if (k->v[i]->kind != kind || kind == NODE_NEAR) {
			kids_add(p, &flat, k->v[i]);
			continue;
		}
		for (size_t j = 0; j < k->v[i]->kid_count; j++)
			kids_add(p, &flat, k->v[i]->kids[j]);
	}
	out = new_node(p, kind, &(struct token){.begin = k->v[0]->begin});
	if (out) {
		const struct node *last = flat.v[flat.n - 1];

		out->len = last->begin + last->len - out->begin;
		out->kids = flat.v;
		out->kid_count = flat.n;
	}
	return out;
}

static struct node *parse_or(struct parser *p);

static void note(struct parser *p, const struct token *t, const char *what)
{
	struct str s = {p->tree->query.p + t->begin, t->len};

	s = utf8_cut(s, 40);
	tree_add_note(p->tree, t->begin, t->len, "%.*s %s", (int)s.len, s.p,
		      what);
}

/* "subject:war" and "title:" look like fields, and are not: say so. */
static void note_no_field(struct parser *p, const struct token *t)
{
	struct str s = t->text;
	size_t colon = 0;

	while (colon < s.len && ((s.p[colon] >= 'a' && s.p[colon] <= 'z') ||
				 (s.p[colon] >= 'A' && s.p[colon] <= 'Z')))
		colon++;
	if (colon < 2 || colon >= s.len || s.p[colon] != ':')
		return;
	if (query_field_find((struct str){s.p, colon}) >= 0)
		note(p, t, "has nothing right behind it: searched as a word");
	else if (colon + 1 < s.len && s.p[colon + 1] != '/')
		note(p, t, "names no field: searched as words");
}

static struct node *parse_leaf(struct parser *p)
{
	struct token t = p->token;
	struct node *n;

	advance(p);
	if (p->words++ >= p->limits->max_words) {
		if (p->words == p->limits->max_words + 1)
			tree_add_note(p->tree, t.begin, t.len,
				      "only the first %zu words were searched",
				      p->limits->max_words);
		return NULL;
	}
	if (t.unclosed)
		note(p, &t,
		     "has no closing quotation mark: the phrase ends "
		     "with the query");
	if (t.kind == TOKEN_WORD)
		note_no_field(p, &t);
	n = new_node(p, t.kind == TOKEN_WORD ? NODE_WORD : NODE_PHRASE, &t);
	if (n && t.star)
		n->flags |= NODE_PREFIX;
	return n;
}

static struct node *parse_group(struct parser *p)
{
	struct token open = p->token;
	struct node *n;

	advance(p);
	if (p->depth == p->limits->max_depth) {
		/* Too deep: as if the parentheses were not there. */
		note(p, &open, "is nested too deep: left out");
		return NULL;
	}
	p->depth++;
	n = parse_or(p);
	p->depth--;
	if (p->token.kind == TOKEN_CLOSE)
		advance(p);
	else
		note(p, &open,
		     "is never closed: the group ends with the query");
	return n;
}

static void mark_exact(struct node *n)
{
	if (n->kind == NODE_WORD || n->kind == NODE_PHRASE)
		n->flags |= NODE_EXACT;
	for (size_t i = 0; i < n->kid_count; i++)
		mark_exact(n->kids[i]);
}

static struct node *parse_field(struct parser *p, struct token field);

/* A leaf, a group, or either behind prefixes; NULL: nothing is left of it. */
static struct node *parse_operand(struct parser *p)
{
	struct token t = p->token;
	struct node *n;

	switch (t.kind) {
	case TOKEN_WORD:
	case TOKEN_PHRASE:
		return parse_leaf(p);
	case TOKEN_OPEN:
		return parse_group(p);
	case TOKEN_EQUALS:
		advance(p);
		while (p->token.kind == TOKEN_EQUALS)
			advance(p);
		n = parse_operand(p);
		if (n)
			mark_exact(n);
		return n;
	case TOKEN_FIELD:
		advance(p);
		return parse_field(p, t);
	default:
		return NULL;
	}
}

static struct node *parse_field(struct parser *p, struct token field)
{
	struct node *kid, *n;
	int exact = 0;

	/* A loop, so that only groups nest. */
	while (p->token.kind == TOKEN_MINUS || p->token.kind == TOKEN_FIELD ||
	       p->token.kind == TOKEN_EQUALS) {
		if (p->token.kind == TOKEN_EQUALS)
			exact = 1;
		else
			note(p, &p->token,
			     "means nothing behind a field: left out");
		advance(p);
	}
	if (p->failed == ST_OK &&
	    query_field_is_date((enum query_field)field.number))
		p->failed = lex_join_date(&p->token, &p->lexer, &p->tree->arena,
					  p->err);
	kid = parse_operand(p);
	if (!kid)
		return NULL;
	/* Printed with quotation marks, so that no word behind joins it. */
	if (query_field_is_date((enum query_field)field.number) &&
	    kid->kind == NODE_WORD && !(kid->flags & NODE_PREFIX) &&
	    !lex_is_date(kid->text) && lex_begins_date(kid->text))
		kid->kind = NODE_PHRASE;
	if (exact)
		mark_exact(kid);
	n = new_node(p, NODE_FIELD, &field);
	if (!n)
		return NULL;
	n->field = (enum query_field)field.number;
	n->len = kid->begin + kid->len - n->begin;
	n->kids = NULL;
	p->failed = arena_array(&n->kids, &p->tree->arena, 1, sizeof(*n->kids),
				p->err);
	if (p->failed != ST_OK)
		return NULL;
	n->kids[0] = kid;
	n->kid_count = 1;
	return n;
}

static int excludes(const struct token *t)
{
	return t->kind == TOKEN_MINUS || t->kind == TOKEN_NOT;
}

static struct node *parse_not(struct parser *p)
{
	struct token first = p->token;
	struct node *n, *kid;
	int odd = 0;

	while (excludes(&p->token)) {
		odd = !odd;
		advance(p);
	}
	kid = parse_operand(p);
	if (!kid) {
		if (first.len)
			note(p, &first, "excludes nothing: left out");
		return NULL;
	}
	if (!odd)
		return kid;
	if (kid->kind == NODE_NOT)
		return kid->kids[0];
	n = new_node(p, NODE_NOT, &first);
	if (!n)
		return NULL;
	p->failed = arena_array(&n->kids, &p->tree->arena, 1, sizeof(*n->kids),
				p->err);
	if (p->failed != ST_OK)
		return NULL;
	n->len = kid->begin + kid->len - n->begin;
	n->kids[0] = kid;
	n->kid_count = 1;
	return n;
}

static struct node *parse_near(struct parser *p)
{
	struct node *n = excludes(&p->token) ? parse_not(p) : parse_operand(p);
	struct node *next;
	struct kids kids = {NULL, 0, 0};
	unsigned window = 0;

	kids_add(p, &kids, n);
	while (p->token.kind == TOKEN_NEAR && p->failed == ST_OK) {
		struct token op = p->token;
		int exact = 0;

		advance(p);
		for (; p->token.kind == TOKEN_EQUALS; exact = 1)
			advance(p);
		if (!n || n->kind == NODE_NOT ||
		    (p->token.kind != TOKEN_WORD &&
		     p->token.kind != TOKEN_PHRASE)) {
			note(p, &op, "wants a word on either side: left out");
			break;
		}
		if (op.number > window)
			window = op.number;
		next = parse_leaf(p);
		if (next && exact)
			mark_exact(next);
		kids_add(p, &kids, next);
	}
	n = group(p, NODE_NEAR, &kids);
	if (n && n->kind == NODE_NEAR && kids.n > 1)
		n->window = window;
	return n;
}

/* 1: the token starts or continues a list of operands. */
static int in_and(const struct parser *p)
{
	return p->token.kind != TOKEN_END && p->token.kind != TOKEN_CLOSE &&
	       p->token.kind != TOKEN_OR && p->failed == ST_OK;
}

static struct node *parse_and(struct parser *p)
{
	struct kids kids = {NULL, 0, 0};
	struct token op = {0};

	while (in_and(p)) {
		struct token t = p->token;

		if (t.kind == TOKEN_AND || t.kind == TOKEN_NEAR) {
			if (kids.n == 0 || op.len || t.kind == TOKEN_NEAR)
				note(p, &t, "means nothing here: left out");
			op = t;
			advance(p);
			continue;
		}
		op.len = 0;
		kids_add(p, &kids, parse_near(p));
	}
	if (op.len && kids.n)
		note(p, &op, "at the end means nothing: left out");
	return group(p, NODE_AND, &kids);
}

static struct node *parse_or(struct parser *p)
{
	struct kids kids = {NULL, 0, 0};
	struct node *n = parse_and(p);

	kids_add(p, &kids, n);
	while (p->token.kind == TOKEN_OR && p->failed == ST_OK) {
		struct token op = p->token;
		struct node *next;

		advance(p);
		next = parse_and(p);
		if (!n || !next)
			note(p, &op,
			     "wants something on either side: "
			     "left out");
		kids_add(p, &kids, next);
		n = next;
	}
	return group(p, NODE_OR, &kids);
}

/* Every group at the top; a `)` too many is passed over. */
static struct node *parse_query(struct parser *p)
{
	struct kids kids = {NULL, 0, 0};

	advance(p);
	while (p->token.kind != TOKEN_END && p->failed == ST_OK) {
		kids_add(p, &kids, parse_or(p));
		if (p->token.kind != TOKEN_CLOSE)
			continue;
		note(p, &p->token, "closes nothing: left out");
		advance(p);
	}
	return group(p, NODE_AND, &kids);
}

/* Nothing but operators: then they are what is looked for. */
static struct node *literally(struct parser *p)
{
	struct token t = {.kind = TOKEN_WORD, .text = p->tree->query};
	struct node *n;

	while (t.text.len && t.text.p[0] == ' ') {
		t.text.p++;
		t.text.len--;
		t.begin++;
	}
	t.len = t.text.len;
	n = new_node(p, t.len ? NODE_PHRASE : NODE_NONE, &t);
	return n;
}

static int only_exclusions(const struct node *n)
{
	if (n->kind == NODE_NOT)
		return 1;
	if (n->kind != NODE_AND)
		return 0;
	for (size_t i = 0; i < n->kid_count; i++)
		if (n->kids[i]->kind != NODE_NOT)
			return 0;
	return 1;
}

static struct node *from_all(struct parser *p, struct node *n)
{
	struct kids kids = {NULL, 0, 0};

	tree_add_note(p->tree, n->begin, n->len,
		      "only exclusions: all posts but those");
	kids_add(p, &kids,
		 new_node(p, NODE_ALL, &(struct token){.begin = n->begin}));
	kids_add(p, &kids, n);
	return group(p, NODE_AND, &kids);
}

enum status tree_parse(struct tree *out, struct str query,
		       const struct query_limits *limits, struct error *err)
{
	struct parser p = {.tree = out, .limits = limits, .err = err};
	struct node *root;
	enum status st;

	*out = (struct tree){.arena = ARENA_INIT(ARENA_MAX)};
	st = query_clean(out, query, limits, err);
	if (st != ST_OK)
		return st;
	p.lexer.query = out->query;
	root = parse_query(&p);
	if (!root && p.failed == ST_OK)
		root = literally(&p);
	if (root && only_exclusions(root))
		root = from_all(&p, root);
	out->root = root;
	return p.failed;
}
