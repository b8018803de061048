#include "indexer/markup/flow.h"

#include "indexer/markup/ascii.h"
#include "indexer/markup/tags.h"

struct flow flow_begin(struct buf *out)
{
	return (struct flow){.out = out, .begin = out->len};
}

void flow_break(struct flow *f, enum flow_break strength)
{
	if (strength > f->pending)
		f->pending = strength;
}

void flow_line(struct flow *f)
{
	flow_break(f, f->pending >= FLOW_LINE ? FLOW_PARA : FLOW_LINE);
}

/* Bytes of the white space at the start of s; a no-break space is some. */
static size_t space_length(struct str s)
{
	if (ascii_space(s.p[0]))
		return 1;
	return s.len > 1 && memcmp(s.p, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

static size_t word_length(struct str s)
{
	size_t n = 1;

	while (n < s.len && !space_length((struct str){s.p + n, s.len - n}))
		n++;
	return n;
}

static enum status add_word(struct flow *f, struct str word, struct error *err)
{
	static const struct str breaks[] = {
		[FLOW_NONE] = {"", 0},
		[FLOW_SPACE] = {" ", 1},
		[FLOW_LINE] = {"\n", 1},
		[FLOW_PARA] = {"\n\n", 2},
	};
	enum status st = ST_OK;

	if (f->out->len > f->begin)
		st = buf_add(f->out, breaks[f->pending], err);
	f->pending = FLOW_NONE;
	return st == ST_OK ? buf_add(f->out, word, err) : st;
}

enum status flow_text(struct flow *f, struct str text, struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && text.len) {
		size_t n = space_length(text);

		if (n) {
			if (f->pre && text.p[0] == '\n')
				flow_line(f);
			flow_break(f, FLOW_SPACE);
		} else {
			n = word_length(text);
			st = add_word(f, (struct str){text.p, n}, err);
		}
		text = (struct str){text.p + n, text.len - n};
	}
	return st;
}

static void break_for(struct flow *f, unsigned flags)
{
	if (flags & TAG_PARA)
		flow_break(f, FLOW_PARA);
	if (flags & TAG_LINE)
		flow_break(f, FLOW_LINE);
	if (flags & TAG_CELL)
		flow_break(f, FLOW_SPACE);
}

void flow_open(struct flow *f, unsigned flags)
{
	break_for(f, flags);
	if (flags & TAG_BREAK)
		flow_line(f);
	if (flags & TAG_PRE)
		f->pre++;
}

void flow_close(struct flow *f, unsigned flags)
{
	break_for(f, flags);
	if (flags & TAG_PRE && f->pre)
		f->pre--;
}
