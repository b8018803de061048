#include "indexer/markup/pieces.h"

static struct str leading_space(struct str s)
{
	size_t n = 0;

	while (n < s.len && (s.p[n] == ' ' || s.p[n] == '\n'))
		n++;
	return (struct str){s.p, n};
}

/* "" < " " < "\n" < "\n\n" */
static int is_wider(struct str a, struct str b)
{
	return a.len > b.len ||
	       (a.len == b.len && a.len && a.p[0] == '\n' && b.p[0] != '\n');
}

/* What is left out counts as the white space it begins with. */
static struct str take_gap(struct pieces *p, struct str s)
{
	struct str gap = leading_space(s);

	if (is_wider(gap, p->gap))
		p->gap = gap;
	return (struct str){s.p + gap.len, s.len - gap.len};
}

static enum status add_piece(struct pieces *p, struct str s, struct error *err)
{
	enum status st = ST_OK;

	s = take_gap(p, s);
	if (!s.len)
		return ST_OK;
	if (p->out->len > p->begin)
		st = buf_add(p->out, p->gap, err);
	p->gap = STR("");
	return st == ST_OK ? buf_add(p->out, s, err) : st;
}

static struct str between(struct str raw, size_t from, size_t to)
{
	return (struct str){raw.p + from, to > from ? to - from : 0};
}

enum status pieces_add_block(struct pieces *p, const struct blocks *b,
			     uint32_t at, struct str raw, struct error *err)
{
	size_t done = b->v[at].from;
	enum status st = ST_OK;

	for (uint32_t i = at + 1; st == ST_OK && i < b->v[at].end; i++) {
		const struct block *block = &b->v[i];

		if (!block->gone)
			continue;
		st = add_piece(p, between(raw, done, block->from), err);
		take_gap(p, between(raw, block->from, block->to));
		done = block->to;
		i = block->end - 1;
	}
	return st == ST_OK ? add_piece(p, between(raw, done, b->v[at].to), err)
			   : st;
}

struct pieces pieces_begin(struct buf *out)
{
	return (struct pieces){out, out->len, STR("")};
}

void pieces_clear(struct pieces *p)
{
	p->out->len = p->begin;
	if (p->out->p)
		p->out->p[p->begin] = '\0';
	p->gap = STR("");
}

void pieces_break(struct pieces *p)
{
	p->gap = STR("\n\n");
}

struct str pieces_text(const struct pieces *p)
{
	struct str all = buf_str(p->out);

	return (struct str){all.p + p->begin, all.len - p->begin};
}
