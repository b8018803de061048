#include "indexer/markup/rating.h"

enum {
	LEVELS = 5,         /* of elements that a paragraph speaks for */
	TOP = 5,            /* elements compared */
	TOP_SHARED = 3,     /* of them in one element: that is it */
	PARAGRAPH_MIN = 25, /* characters; less is a label */
	JOINS_MIN = 10,     /* score of what stands beside the best */
	SENTENCE = 80       /* characters, about */
};

struct top {
	uint32_t v[TOP]; /* best first */
	size_t n;
};

/* What an element has before any paragraph speaks for it. */
static float base(const struct block *b, int weights)
{
	static const signed char by_kind[] = {
		[BLOCK_DIV] = 5,   [BLOCK_PRE] = 3,      [BLOCK_CELL] = 3,
		[BLOCK_QUOTE] = 3, [BLOCK_LIST] = -3,    [BLOCK_ITEM] = -3,
		[BLOCK_FORM] = -3, [BLOCK_HEADING] = -5, [BLOCK_INPUT] = 0,
	};

	return (float)(by_kind[b->kind] + (weights ? b->weight : 0));
}

/* A <div> around one paragraph is that paragraph. */
static int is_wrapper(const struct blocks *b, uint32_t at)
{
	const struct block *block = &b->v[at];

	return block->kind == BLOCK_DIV && block->n_parts == 1 &&
	       !block->n_runs && at + 1 < block->end &&
	       b->v[at + 1].kind == BLOCK_PARAGRAPH;
}

/* The next element around that counts as a level. */
static uint32_t outside(const struct blocks *b, uint32_t at)
{
	do {
		at = b->v[at].parent;
	} while (at && (b->v[at].flags & BLOCK_INLINE || is_wrapper(b, at)));
	return at;
}

static void speak_for(struct blocks *b, uint32_t at, float worth, int weights)
{
	for (unsigned level = 0; level < LEVELS; level++) {
		struct block *block = &b->v[at];

		if (!block->rated) {
			block->rated = 1;
			block->score = base(block, weights);
		}
		block->score += level < 2 ? worth / (float)(level + 1)
					  : worth / (float)(3 * level);
		if (at == BLOCKS_NONE)
			break;
		at = outside(b, at);
	}
}

/* Is it a paragraph of what is around it? */
static int is_paragraph_of(const struct block *b)
{
	return b->flags & BLOCK_SCORED || block_is_paragraph(b);
}

static int counts(const struct block *b)
{
	return is_paragraph_of(b) || b->kind == BLOCK_DIV;
}

static void rate_all(struct blocks *b, int weights)
{
	for (uint32_t i = 0; i < b->n; i++)
		b->v[i].rated = 0;
	if (b->v[BLOCKS_NONE].paragraphs > 0)
		speak_for(b, BLOCKS_NONE, b->v[BLOCKS_NONE].paragraphs,
			  weights);
	for (uint32_t i = 1; i < b->n; i++) {
		const struct block *block = &b->v[i];

		if (block->gone) {
			i = block->end - 1;
			continue;
		}
		if (block->sums.chars < PARAGRAPH_MIN ||
		    block->paragraphs <= 0 || !counts(block))
			continue;
		/* Between <br><br> there are paragraphs in it. */
		if (block->n_runs > 1 || !is_paragraph_of(block))
			speak_for(b, i, block->paragraphs, weights);
		else
			speak_for(b, outside(b, i), block->paragraphs, weights);
	}
}

static void enter(struct top *top, const struct blocks *b, uint32_t at)
{
	size_t i = top->n < TOP ? top->n++ : TOP;

	for (; i > 0 && b->v[top->v[i - 1]].score < b->v[at].score; i--)
		if (i < TOP)
			top->v[i] = top->v[i - 1];
	if (i < TOP)
		top->v[i] = at;
}

static struct top find_top(struct blocks *b)
{
	struct top top = {.n = 0};

	for (uint32_t i = BLOCKS_NONE; i < b->n; i++) {
		struct block *block = &b->v[i];

		if (block->gone) {
			i = block->end - 1;
			continue;
		}
		if (!block->rated)
			continue;
		block->score *= 1 - block_link_density(block);
		enter(&top, b, i);
	}
	return top;
}

/* When several good ones stand in one element, it is that one. */
static uint32_t shared(const struct blocks *b, const struct top *top)
{
	uint32_t best = top->v[0];
	uint32_t at;

	if (best == BLOCKS_NONE)
		return best;
	for (at = b->v[best].parent; at; at = b->v[at].parent) {
		size_t n = 0;

		for (size_t i = 1; i < top->n; i++)
			n += b->v[top->v[i]].score >= b->v[best].score * .75F &&
			     blocks_within(b, top->v[i], at) && top->v[i] != at;
		if (n >= TOP_SHARED)
			return at;
	}
	return best;
}

/* Does nothing else with text or images stand beside it? */
static int is_alone(const struct blocks *b, uint32_t at)
{
	uint32_t around = b->v[at].parent;
	uint32_t i = around + 1;

	while (i < b->v[around].end) {
		const struct block *block = &b->v[i];

		if (i != at && !block->gone &&
		    (block->sums.chars || block->sums.images ||
		     block->kind == BLOCK_IMAGE))
			return 0;
		i = block->end;
	}
	return b->v[around].own == 0;
}

/* Up to where the score rises again: parts of the article stand there. */
static uint32_t climb(const struct blocks *b, uint32_t best)
{
	float last = b->v[best].score, least = last / 3;
	uint32_t at;

	for (at = b->v[best].parent; at; at = b->v[at].parent) {
		const struct block *block = &b->v[at];

		if (!block->rated)
			continue;
		if (block->score < least)
			break;
		if (block->score > last) {
			best = at;
			break;
		}
		last = block->score;
	}
	while (b->v[best].parent && is_alone(b, best))
		best = b->v[best].parent;
	return best;
}

uint32_t rating_best(struct blocks *b, int weights)
{
	struct top top;
	uint32_t best;

	rate_all(b, weights);
	top = find_top(b);
	if (!top.n)
		return BLOCKS_NONE;
	best = shared(b, &top);
	return best == BLOCKS_NONE ? best : climb(b, best);
}

int rating_joins(const struct blocks *b, uint32_t best, uint32_t at)
{
	const struct block *top = &b->v[best], *block = &b->v[at];
	float score = top->rated ? top->score : 0;
	float least = score * .2F > JOINS_MIN ? score * .2F : JOINS_MIN;
	float bonus = top->class_hash && top->class_hash == block->class_hash
			      ? score * .2F
			      : 0;
	float links = block_link_density(block);

	if (at == best)
		return 1;
	if (block->rated && block->score + bonus >= least)
		return 1;
	if (!block_is_paragraph(block) || !block->sums.chars)
		return 0;
	return block->sums.chars > SENTENCE ? links < .25F : links <= 0;
}
