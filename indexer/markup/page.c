#include "indexer/markup/page.h"

#include <stdlib.h>

#include "indexer/markup/article.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/facts.h"
#include "indexer/markup/flow.h"
#include "indexer/markup/html.h"
#include "indexer/markup/meta.h"
#include "indexer/markup/page_facts.h"
#include "indexer/markup/regions.h"
#include "indexer/markup/sax.h"
#include "indexer/markup/tags.h"

enum {
	OPEN_MAX = 2048,      /* elements watched at once; more are plain */
	CAPTURES_MAX = 4,     /* facts in text read at once */
	JSON_MAX = 256 << 10, /* bytes of one script */
	LITTLE_TEXT = 500,    /* bytes; an article has more */
	OUTSIDE = 10          /* rank of facts outside any article */
};

/* An element's text on its way to become a fact. */
struct capture {
	enum fact_field field;
	unsigned rank;
	struct buf text;
	struct flow flow;
};

struct open_element {
	unsigned flags;
	uint32_t block; /* that its text is in */
	char own_block, captures, article, post, others;
};

struct walk {
	struct facts facts;
	struct names names;
	struct blocks blocks;
	struct buf raw; /* text of the whole page */
	struct flow flow;
	struct buf json;
	unsigned hidden; /* elements open in and with one left out */
	unsigned in_others;
	unsigned in_article; /* in what makes any claim */
	unsigned in_post;    /* in what claims to be a post */
	unsigned in_json;
	size_t n_open;
	size_t n_captures;
	struct capture captures[CAPTURES_MAX];
	struct open_element open[OPEN_MAX];
};

static void start_capture(struct walk *w, struct open_element *e,
			  struct str name, const char *const *atts)
{
	struct capture *c = &w->captures[w->n_captures];
	enum fact_field field;
	unsigned rank;

	if (w->n_captures == CAPTURES_MAX || tag_flags(name) & TAG_VOID ||
	    !meta_text_field(&field, &rank, name, atts))
		return;
	if (!str_eq(name, STR("title")))
		rank += w->facts.penalty;
	c->field = field;
	c->rank = rank;
	buf_clear(&c->text);
	c->flow = flow_begin(&c->text);
	e->captures = 1;
	w->n_captures++;
}

static enum status end_capture(struct walk *w, struct error *err)
{
	struct capture *c = &w->captures[--w->n_captures];
	struct str text = buf_str(&c->text);

	if (c->field == FACT_AUTHOR)
		text = meta_byline(text);
	return facts_add(&w->facts, c->field, c->rank, text, err);
}

/* The element's block, if it has one of its own. */
static enum status start_block(struct walk *w, struct open_element *e,
			       struct str name, const struct region *r,
			       struct error *err)
{
	uint32_t around = e->block;
	struct block *block;
	enum status st;

	if (!r->signs && !r->flags && !r->class_hash && !blocks_known(name))
		return ST_OK;
	st = blocks_open(&e->block, &w->blocks, around, name,
			 (uint32_t)w->raw.len, err);
	if (st != ST_OK || e->block == around)
		return st;
	block = &w->blocks.v[e->block];
	block->signs = r->signs;
	block->claim = r->claim;
	block->weight = r->weight;
	block->class_hash = r->class_hash;
	block->flags |= r->flags;
	e->own_block = 1;
	return ST_OK;
}

/* Text goes to the article and to every fact being read. What is too long
 * to be a fact is cut. */
static enum status add_text(struct walk *w, struct str text, struct error *err)
{
	for (size_t i = 0; i < w->n_captures; i++) {
		enum status st = flow_text(&w->captures[i].flow, text, NULL);

		(void)st;
	}
	return w->hidden ? ST_OK : flow_text(&w->flow, text, err);
}

/* Text of the page is counted, that of its images is not. */
static enum status add_counted(struct walk *w, struct str text,
			       struct error *err)
{
	uint32_t at = w->n_open ? w->open[w->n_open - 1].block : BLOCKS_NONE;
	size_t from = w->raw.len;
	enum status st = add_text(w, text, err);

	if (st == ST_OK && w->raw.len > from)
		blocks_text(&w->blocks, at,
			    (struct str){w->raw.p + from, w->raw.len - from});
	return st;
}

/* Who is quoted did not write the post. */
static int in_quote(const struct walk *w, const struct open_element *e)
{
	return (w->blocks.v[e->block].flags & BLOCK_IN_QUOTE) != 0;
}

/* What some elements are depends on where they stand. */
static void place_region(const struct walk *w, const struct open_element *e,
			 struct region *region, unsigned flags)
{
	if (flags & TAG_EDGE && (w->in_article || in_quote(w, e)))
		region->flags &= ~(unsigned)BLOCK_AWAY;
	if (region->signs & NAME_WIDGET && !(region->signs & NAME_KEEP) &&
	    !w->in_post) {
		region->flags |= BLOCK_AWAY;
		region->signs |= NAME_OTHERS;
		region->claim = CLAIM_NONE;
		region->others = 1;
	}
}

static enum status read_attributes(struct walk *w, struct str name,
				   const char *const *atts, struct error *err)
{
	const char *alt =
		str_eq(name, STR("img")) ? sax_attribute(atts, "alt") : NULL;

	if (alt && !w->in_json)
		return add_text(w, (struct str){alt, strlen(alt)}, err);
	return w->in_others ? ST_OK : meta_read(&w->facts, name, atts, err);
}

static void enter(struct walk *w, struct open_element *e,
		  const struct region *region)
{
	e->article = region->claim != CLAIM_NONE;
	e->post = region->claim == CLAIM_BODY || region->claim == CLAIM_POST;
	e->others = region->others != 0;
	w->in_article += e->article ? 1 : 0;
	w->in_post += e->post ? 1 : 0;
	w->in_others += e->others ? 1 : 0;
}

static void leave(struct walk *w, const struct open_element *e)
{
	w->in_article -= e->article ? 1 : 0;
	w->in_post -= e->post ? 1 : 0;
	w->in_others -= e->others ? 1 : 0;
}

static enum status open_element(struct walk *w, struct str name,
				const char *const *atts, struct error *err)
{
	struct open_element *e = &w->open[w->n_open];
	unsigned flags = tag_flags(name);
	struct region region = region_of(&w->names, name, flags, atts);
	enum status st;

	*e = (struct open_element){
		.flags = flags, .block = w->n_open ? e[-1].block : BLOCKS_NONE};
	w->n_open++;
	place_region(w, e, &region, flags);
	w->facts.penalty = w->in_article ? 0 : OUTSIDE;
	if ((!region.hidden && !w->in_others && !in_quote(w, e)) ||
	    str_eq(name, STR("title")))
		start_capture(w, e, name, atts);
	if (region.hidden) {
		w->hidden = 1;
		return ST_OK;
	}
	flow_open(&w->flow, flags);
	st = start_block(w, e, name, &region, err);
	if (st != ST_OK)
		return st;
	if (flags & TAG_BREAK && w->flow.pending == FLOW_PARA)
		blocks_break(&w->blocks, e->block);
	enter(w, e, &region);
	w->facts.penalty = w->in_article ? 0 : OUTSIDE;
	w->in_json = str_eq(name, STR("x-json"));
	return read_attributes(w, name, atts, err);
}

static enum status on_start(void *ctx, struct str name, const char *const *atts,
			    struct error *err)
{
	struct walk *w = ctx;

	if (w->hidden || w->n_open == OPEN_MAX) {
		w->hidden++;
		return ST_OK;
	}
	return open_element(w, name, atts, err);
}

static enum status end_json(struct walk *w, struct error *err)
{
	enum status st = meta_read_json(&w->facts, buf_str(&w->json), err);

	w->in_json = 0;
	buf_clear(&w->json);
	return st;
}

static enum status on_end(void *ctx, struct str name, struct error *err)
{
	struct walk *w = ctx;
	struct open_element *e;

	(void)name;
	if (w->hidden && --w->hidden)
		return ST_OK;
	if (!w->n_open)
		return ST_OK;
	e = &w->open[--w->n_open];
	flow_close(&w->flow, e->flags);
	for (size_t i = 0; i < w->n_captures; i++)
		flow_close(&w->captures[i].flow, e->flags & TAG_BREAKS);
	if (e->own_block)
		blocks_close(&w->blocks, e->block, (uint32_t)w->raw.len);
	leave(w, e);
	if (w->in_json)
		return end_json(w, err);
	return e->captures ? end_capture(w, err) : ST_OK;
}

static enum status on_text(void *ctx, struct str text, struct error *err)
{
	struct walk *w = ctx;

	if (w->in_json)
		return text.len <= w->json.max - w->json.len
			       ? buf_add(&w->json, text, err)
			       : ST_OK;
	if (w->hidden > 1)
		return ST_OK;
	return add_counted(w, text, err);
}

/* A post's text does not repeat its title. */
static struct str without_title(struct str text, struct str title)
{
	if (title.len && text.len > title.len + 2 &&
	    memcmp(text.p, title.p, title.len) == 0 &&
	    memcmp(text.p + title.len, "\n\n", 2) == 0)
		return ascii_trim(
			(struct str){text.p + title.len, text.len - title.len});
	return text;
}

/* Plain text or HTML, nobody knows which: paragraphs are lines at least. */
static enum status add_json_body(struct buf *text, struct str body,
				 struct error *err)
{
	struct flow flow = flow_begin(text);

	if (memmem(body.p, body.len, "</", 2))
		return html_to_text(text, body, err);
	flow.pre = 1;
	return flow_text(&flow, body, err);
}

/* Too little on the page, and more in its JSON-LD? */
static enum status prefer_json_body(struct buf *text, struct str body,
				    struct error *err)
{
	if (text->len >= LITTLE_TEXT || body.len <= 2 * text->len)
		return ST_OK;
	buf_clear(text);
	return add_json_body(text, body, err);
}

static enum status find_article(struct page *out, struct walk *w,
				struct buf *text, struct error *err)
{
	enum status st;

	blocks_close(&w->blocks, BLOCKS_NONE, (uint32_t)w->raw.len);
	st = article_text(text, &w->blocks, buf_str(&w->raw), out->title, err);
	if (st == ST_OK)
		st = prefer_json_body(text, w->facts.body, err);
	out->text = without_title(buf_str(text), out->title);
	return st;
}

static struct walk *walk_new(struct arena *arena, size_t text_max)
{
	struct walk *w = calloc(1, sizeof(*w));

	if (!w)
		return NULL;
	w->facts.arena = arena;
	w->names = names_begin();
	w->raw.max = text_max;
	w->flow = flow_begin(&w->raw);
	w->json.max = JSON_MAX;
	for (size_t i = 0; i < CAPTURES_MAX; i++)
		w->captures[i].text.max = FACT_VALUE_MAX;
	return w;
}

static void walk_free(struct walk *w)
{
	for (size_t i = 0; i < CAPTURES_MAX; i++)
		buf_free(&w->captures[i].text);
	blocks_free(&w->blocks);
	buf_free(&w->raw);
	buf_free(&w->json);
	free(w);
}

enum status page_read(struct page *out, struct arena *arena, struct buf *text,
		      struct str html, struct error *err)
{
	static const struct sax_handler handler = {on_start, on_end, on_text};
	struct walk *w;
	enum status st;

	*out = (struct page){.title = STR("")};
	buf_clear(text);
	w = walk_new(arena, text->max);
	if (!w)
		return error_set(err, ST_MEMORY, "out of memory");
	st = blocks_begin(&w->blocks, err);
	if (st == ST_OK)
		st = sax_parse(&handler, w, html, &out->flaws, err);
	if (st == ST_OK)
		st = page_facts(out, &w->facts, err);
	if (st == ST_OK)
		st = find_article(out, w, text, err);
	walk_free(w);
	/* All of it left out: better its navigation than nothing. */
	if (st == ST_OK && !out->text.len) {
		buf_clear(text);
		st = html_to_text(text, html, err);
		out->text = buf_str(text);
	}
	return st;
}
