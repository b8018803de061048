#include "indexer/markup/prune.h"

#include "indexer/markup/names.h"

enum {
	SHARE_MAX = 500, /* characters; more are no buttons */
	NOTE_MAX = 200,  /* characters; more are no mere label */
	LABEL_MAX = 25,  /* characters; less says nothing alone */
	PROSE_COMMAS = 10,
	GOOD_WEIGHT = 25,
	DATA_ROWS = 10,
	DATA_COLUMNS = 4,
	DATA_CELLS = 10
};

static int by_kind(const struct blocks *b, const struct block *block)
{
	(void)b;
	if (block->kind == BLOCK_FOOTER)
		return !(block->flags & (BLOCK_IN_QUOTE | BLOCK_IN_FIGURE));
	if (block->signs & NAME_SHARE && block->sums.chars < SHARE_MAX)
		return 1;
	if (block->signs & NAME_LABEL && block->sums.chars < NOTE_MAX)
		return 1;
	return block->flags & BLOCK_TITLE && block->weight < 0;
}

/* Is it all list, whatever it is called? */
static int is_list(const struct block *b)
{
	return b->kind == BLOCK_LIST ||
	       (float)b->sums.items > .9F * (float)b->sums.chars;
}

static int has_odd_shape(const struct block *b)
{
	const struct block_sums *s = &b->sums;
	int list = is_list(b), figure = (b->flags & BLOCK_IN_FIGURE) != 0;
	float links = block_link_density(b);

	if (!figure && s->images > 1 && s->paragraphs * 2 < s->images)
		return 1;
	if (!list && s->list_items > s->paragraphs + 100)
		return 1;
	if (s->inputs > s->paragraphs / 3)
		return 1;
	if (!list && !figure && s->titles * 10 < s->chars * 9 &&
	    s->chars < LABEL_MAX && (!s->images || s->images > 2) && links > 0)
		return 1;
	if (!list && b->weight < GOOD_WEIGHT && links > .2F)
		return 1;
	if (b->weight >= GOOD_WEIGHT && links > .5F)
		return 1;
	return !s->images && !s->dense;
}

static int by_shape(const struct blocks *b, const struct block *block)
{
	int suspect = block->kind == BLOCK_FORM || block->kind == BLOCK_TABLE ||
		      block->kind == BLOCK_LIST ||
		      (block->kind == BLOCK_DIV && !block_is_paragraph(block));

	if (by_kind(b, block))
		return 1;
	if (!suspect || block->flags & (BLOCK_IN_DATA | BLOCK_IN_CODE) ||
	    block->sums.chars > b->kept)
		return 0;
	if (block->weight < 0)
		return 1;
	return block->sums.commas < PROSE_COMMAS && has_odd_shape(block);
}

static int is_data(const struct block *b)
{
	const struct block_sums *s = &b->sums;

	if (b->kind != BLOCK_TABLE || s->nested)
		return 0;
	return s->grid || s->rows >= DATA_ROWS || s->columns > DATA_COLUMNS ||
	       s->rows * s->columns > DATA_CELLS;
}

static void find_data(struct blocks *b)
{
	for (size_t i = 1; i < b->n; i++) {
		struct block *block = &b->v[i];

		block->flags &= ~(unsigned)BLOCK_IN_DATA;
		block->flags |= b->v[block->parent].flags & BLOCK_IN_DATA;
		if (is_data(block))
			block->flags |= BLOCK_IN_DATA;
	}
}

void prune(struct blocks *b, uint32_t best, int shape)
{
	b->kept = b->v[best].sums.chars / 2;
	find_data(b);
	blocks_measure(b, shape ? by_shape : by_kind);
}
