#include "indexer/formats/markdown_text.h"

#include <strings.h>

#include <cmark.h>

#include "indexer/formats/pipe_table.h"
#include "indexer/markup/html.h"
#include "indexer/markup/refuse.h"

/*
 * The tree is walked by cmark's iterator, never by recursion. The inlines of a
 * block are gathered in `line` and put out when the block ends. A block that
 * holds inline HTML is gathered as HTML and read as such when it ends, so that
 * tags and entities that span words are understood.
 */
struct walk {
	struct markdown_text *out;
	struct buf line; /* inlines of the block being read */
	struct buf html; /* what `line` becomes when read as HTML */
	int as_html;     /* the block holds inline HTML */
	int has_bars;    /* the block may be a table */
	int blocks;      /* leaf blocks seen */
	int titled;      /* the title heading has been met */
	int year;        /* a list's first number, to be put before its text */
	int tight;       /* inside a tight list: one line break between items */
};

static int is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct str trim(struct str s)
{
	while (s.len && is_space(s.p[0])) {
		s.p++;
		s.len--;
	}
	while (s.len && is_space(s.p[s.len - 1]))
		s.len--;
	return s;
}

/* Without the white space at the end of each line. */
static enum status add_lines(struct buf *text, struct str s, struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && s.len) {
		const char *nl = memchr(s.p, '\n', s.len);
		struct str line = {s.p, nl ? (size_t)(nl - s.p) : s.len};

		s.p += line.len + (nl != NULL);
		s.len -= line.len + (nl != NULL);
		while (line.len && is_space(line.p[line.len - 1]))
			line.len--;
		st = buf_add(text, line, err);
		if (st == ST_OK && nl)
			st = buf_add(text, STR("\n"), err);
	}
	return st;
}

/* A finished block goes to the text, set off by an empty line, or by the end
 * of a line in a tight list. */
static enum status put_block(struct walk *w, struct str block,
			     struct error *err)
{
	struct buf *text = w->out->text;
	enum status st = ST_OK;

	block = trim(block);
	if (block.len == 0)
		return ST_OK;
	if (text->len)
		st = buf_add(text, w->tight ? STR("\n") : STR("\n\n"), err);
	return st == ST_OK ? add_lines(text, block, err) : st;
}

static enum status add_escaped(struct buf *b, struct str s, struct error *err)
{
	enum status st = ST_OK;
	size_t from = 0;

	for (size_t i = 0; i <= s.len && st == ST_OK; i++) {
		if (i < s.len && s.p[i] != '<' && s.p[i] != '&')
			continue;
		st = buf_add(b, (struct str){s.p + from, i - from}, err);
		if (st == ST_OK && i < s.len)
			st = buf_add(b,
				     s.p[i] == '<' ? STR("&lt;") : STR("&amp;"),
				     err);
		from = i + 1;
	}
	return st;
}

static enum status add_text(struct walk *w, const char *literal,
			    struct error *err)
{
	struct str s = {literal ? literal : "", literal ? strlen(literal) : 0};

	w->has_bars |= s.len && memchr(s.p, '|', s.len) != NULL;
	return w->as_html ? add_escaped(&w->line, s, err)
			  : buf_add(&w->line, s, err);
}

/* From here on `line` is HTML; what it holds is escaped after the fact. */
static enum status turn_to_html(struct walk *w, struct error *err)
{
	enum status st;

	if (w->as_html)
		return ST_OK;
	w->as_html = 1;
	buf_clear(&w->html);
	st = buf_add(&w->html, buf_str(&w->line), err);
	buf_clear(&w->line);
	return st == ST_OK ? add_escaped(&w->line, buf_str(&w->html), err) : st;
}

static enum status add_inline(struct walk *w, cmark_node *node,
			      struct error *err)
{
	const char *literal = cmark_node_get_literal(node);
	enum status st;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		return add_text(w, literal, err);
	case CMARK_NODE_SOFTBREAK:
		return buf_add(&w->line, STR("\n"), err);
	case CMARK_NODE_LINEBREAK:
		return buf_add(&w->line, w->as_html ? STR("<br>") : STR("\v"),
			       err);
	case CMARK_NODE_HTML_INLINE:
		st = turn_to_html(w, err);
		if (st != ST_OK || !literal)
			return st;
		return buf_add(&w->line, (struct str){literal, strlen(literal)},
			       err);
	default:
		return ST_OK; /* emphasis, links, images: their text comes */
	}
}

/* Soft breaks to spaces, hard ones to line ends, one space at a time. */
static void settle_breaks(struct buf *line)
{
	size_t n = 0;

	for (size_t i = 0; i < line->len; i++) {
		char c = line->p[i];

		if (c == '\n' || c == '\t')
			c = ' ';
		else if (c == '\v')
			c = '\n';
		if (c != ' ' || (n && !is_space(line->p[n - 1])))
			line->p[n++] = c;
	}
	line->len = n;
	if (line->p)
		line->p[n] = '\0';
}

/* Rows stay on lines of their own, which HTML would join. */
static enum status finish_table(struct walk *w, struct str *out,
				struct error *err)
{
	struct str rest = buf_str(&w->line);
	enum status st = ST_OK;

	*out = rest;
	if (!w->as_html)
		return ST_OK;
	buf_clear(&w->html);
	while (st == ST_OK && rest.len) {
		const char *nl = memchr(rest.p, '\n', rest.len);
		struct str row = rest;

		if (nl)
			row.len = (size_t)(nl - rest.p);
		rest.p += row.len + (nl != NULL);
		rest.len -= row.len + (nl != NULL);
		st = html_to_text(&w->html, row, err);
		if (st == ST_OK)
			st = buf_add(&w->html, STR("\n"), err);
	}
	*out = buf_str(&w->html);
	return st;
}

/* The gathered inlines as text; borrowed until the next block. */
static enum status finish_line(struct walk *w, struct str *out,
			       struct error *err)
{
	enum status st = ST_OK;

	*out = buf_str(&w->line);
	if (w->has_bars && pipe_table_tidy(&w->line))
		return finish_table(w, out, err);
	if (w->as_html) {
		buf_clear(&w->html);
		st = html_to_text(&w->html, *out, err);
		*out = buf_str(&w->html);
	} else {
		settle_breaks(&w->line);
		*out = buf_str(&w->line);
	}
	return st;
}

static enum status start_line(struct walk *w, struct error *err)
{
	int year = w->year;

	buf_clear(&w->line);
	w->as_html = w->has_bars = w->year = 0;
	return year ? buf_addf(&w->line, err, "%d. ", year) : ST_OK;
}

/* Equal but for ASCII case and white space. */
static int same_words(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	a = trim(a);
	b = trim(b);
	while (i < a.len && j < b.len) {
		if (is_space(a.p[i]) && is_space(b.p[j])) {
			while (is_space(a.p[i])) /* trimmed: text follows */
				i++;
			while (is_space(b.p[j]))
				j++;
		} else if ((a.p[i] | 0x20) == (b.p[j] | 0x20)) {
			i++;
			j++;
		} else {
			return 0;
		}
	}
	return i == a.len && j == b.len;
}

/* 1: this heading says what the title says, and is not put out again. */
static int is_title(struct walk *w, int level, struct str text)
{
	if (w->titled || (level > 2 && w->blocks > 1) || trim(text).len == 0)
		return 0;
	w->titled = 1;
	return w->out->title.len == 0 || same_words(w->out->title, text);
}

static enum status end_heading(struct walk *w, cmark_node *node,
			       struct error *err)
{
	struct str text;
	enum status st = finish_line(w, &text, err);
	int first = !w->titled;

	if (st != ST_OK)
		return st;
	if (is_title(w, cmark_node_get_heading_level(node), text))
		return buf_add(w->out->heading, trim(text), err);
	if (first && w->titled)
		st = buf_add(w->out->heading, trim(text), err);
	return st == ST_OK ? put_block(w, text, err) : st;
}

static enum status end_paragraph(struct walk *w, struct error *err)
{
	struct str text;
	enum status st = finish_line(w, &text, err);

	return st == ST_OK ? put_block(w, text, err) : st;
}

static enum status code_block(struct walk *w, cmark_node *node,
			      struct error *err)
{
	const char *s = cmark_node_get_literal(node);

	return put_block(w, (struct str){s ? s : "", s ? strlen(s) : 0}, err);
}

static enum status html_block(struct walk *w, cmark_node *node,
			      struct error *err)
{
	const char *s = cmark_node_get_literal(node);
	enum status st;

	buf_clear(&w->html);
	st = html_to_text(&w->html, (struct str){s ? s : "", s ? strlen(s) : 0},
			  err);
	return st == ST_OK ? put_block(w, buf_str(&w->html), err) : st;
}

/*
 * The items of a tight list follow each other; the list stands apart. Numbers
 * of items are not text, but no list begins at 1632: that is a sentence which
 * happens to look like one.
 */
static enum status visit_item(struct walk *w, cmark_node *item,
			      cmark_event_type ev, struct error *err)
{
	cmark_node *list = cmark_node_parent(item);
	int first = !cmark_node_previous(item), start;

	if (ev == CMARK_EVENT_EXIT) { /* an empty item has used no number */
		enum status st = start_line(w, err);

		w->tight = 0;
		return st == ST_OK ? put_block(w, buf_str(&w->line), err) : st;
	}
	w->tight = cmark_node_get_list_tight(list) &&
		   (!first || cmark_node_get_type(cmark_node_parent(list)) ==
				      CMARK_NODE_ITEM);
	start = cmark_node_get_list_start(list);
	w->year = first && start >= 100 ? start : 0;
	return ST_OK;
}

static enum status visit(struct walk *w, cmark_node *node, cmark_event_type ev,
			 struct error *err)
{
	cmark_node_type type = cmark_node_get_type(node);

	switch (type) {
	case CMARK_NODE_ITEM:
		return visit_item(w, node, ev, err);
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		if (ev == CMARK_EVENT_ENTER) {
			w->blocks++;
			return start_line(w, err);
		}
		return type == CMARK_NODE_HEADING ? end_heading(w, node, err)
						  : end_paragraph(w, err);
	case CMARK_NODE_CODE_BLOCK:
		w->blocks++;
		return code_block(w, node, err);
	case CMARK_NODE_HTML_BLOCK:
		return html_block(w, node, err);
	default:
		return ev == CMARK_EVENT_ENTER ? add_inline(w, node, err)
					       : ST_OK;
	}
}

static enum status walk_tree(struct walk *w, cmark_node *root,
			     struct error *err)
{
	cmark_iter *it = cmark_iter_new(root);
	enum status st = ST_OK;
	cmark_event_type ev;

	if (!it)
		return error_set(err, ST_MEMORY, "out of memory");
	while (st == ST_OK && (ev = cmark_iter_next(it)) != CMARK_EVENT_DONE)
		st = visit(w, cmark_iter_get_node(it), ev, err);
	cmark_iter_free(it);
	return st;
}

enum status markdown_to_text(struct markdown_text *out, struct str markdown,
			     struct error *err)
{
	struct walk w = {
		.out = out,
		/* Escapes are five times as long as what they stand for. */
		.line = BUF_INIT(out->text->max * 5),
		.html = BUF_INIT(out->text->max),
	};
	cmark_node *root;
	enum status st = refused_markup(err);

	if (st != ST_OK)
		return st;
	root = cmark_parse_document(markdown.p, markdown.len,
				    CMARK_OPT_DEFAULT);
	if (!root)
		return error_set(err, ST_MEMORY, "out of memory");
	st = walk_tree(&w, root, err);
	cmark_node_free(root);
	buf_free(&w.line);
	buf_free(&w.html);
	return st;
}
