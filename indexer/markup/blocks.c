#include "indexer/markup/blocks.h"

#include <stdlib.h>

#include "indexer/markup/names.h"

enum {
	FIRST_SIZE = 256,
	PARAGRAPH_MIN = 25, /* characters; less is a label */
	LONG = 100,         /* characters that are worth a comma */
	LONG_MAX = 3
};

static const struct kind {
	const char *name;
	enum block_kind kind;
	unsigned flags;
} kinds[] = {
	/* sorted by name */
	{"a", BLOCK_LINK, BLOCK_INLINE},
	{"article", BLOCK_DIV, BLOCK_SPLITS | BLOCK_PART},
	{"blockquote", BLOCK_QUOTE,
	 BLOCK_SPLITS | BLOCK_DENSE | BLOCK_SCORED | BLOCK_IN_QUOTE},
	{"caption", BLOCK_OTHER, BLOCK_GRID},
	{"center", BLOCK_DIV, BLOCK_SPLITS | BLOCK_DENSE},
	{"code", BLOCK_CODE, BLOCK_INLINE | BLOCK_IN_CODE},
	{"col", BLOCK_OTHER, BLOCK_GRID},
	{"dd", BLOCK_OTHER, BLOCK_SCORED},
	{"details", BLOCK_OTHER, 0},
	{"div", BLOCK_DIV, BLOCK_SPLITS | BLOCK_DENSE},
	{"dl", BLOCK_OTHER, BLOCK_SPLITS | BLOCK_DENSE},
	{"dt", BLOCK_OTHER, 0},
	{"fieldset", BLOCK_FORM, 0},
	{"figcaption", BLOCK_OTHER, 0},
	{"figure", BLOCK_FIGURE, BLOCK_IN_FIGURE},
	{"footer", BLOCK_FOOTER, 0},
	{"form", BLOCK_FORM, 0},
	{"h1", BLOCK_HEADING, BLOCK_TITLE},
	{"h2", BLOCK_HEADING, BLOCK_TITLE | BLOCK_SCORED},
	{"h3", BLOCK_HEADING, BLOCK_SCORED},
	{"h4", BLOCK_HEADING, BLOCK_SCORED},
	{"h5", BLOCK_HEADING, BLOCK_SCORED},
	{"h6", BLOCK_HEADING, BLOCK_SCORED},
	{"header", BLOCK_OTHER, 0},
	{"img", BLOCK_IMAGE, BLOCK_INLINE | BLOCK_SPLITS},
	{"input", BLOCK_INPUT, BLOCK_INLINE},
	{"li", BLOCK_ITEM, BLOCK_DENSE},
	{"main", BLOCK_DIV, BLOCK_SPLITS | BLOCK_CORE},
	{"ol", BLOCK_LIST, BLOCK_SPLITS | BLOCK_DENSE},
	{"p", BLOCK_PARAGRAPH, BLOCK_SPLITS | BLOCK_DENSE | BLOCK_SCORED},
	{"pre", BLOCK_PRE, BLOCK_SPLITS | BLOCK_DENSE | BLOCK_SCORED},
	{"section", BLOCK_DIV, BLOCK_SPLITS},
	{"span", BLOCK_SPAN, BLOCK_INLINE | BLOCK_DENSE},
	{"table", BLOCK_TABLE, BLOCK_SPLITS | BLOCK_DENSE},
	{"tbody", BLOCK_OTHER, 0},
	{"td", BLOCK_CELL, BLOCK_DENSE | BLOCK_SCORED},
	{"tfoot", BLOCK_OTHER, BLOCK_GRID},
	{"th", BLOCK_CELL, BLOCK_DENSE | BLOCK_GRID},
	{"thead", BLOCK_OTHER, BLOCK_GRID},
	{"tr", BLOCK_ROW, 0},
	{"ul", BLOCK_LIST, BLOCK_SPLITS | BLOCK_DENSE},
};

static int compare_kind(const void *key, const void *row)
{
	const struct str *name = key;
	const char *other = ((const struct kind *)row)->name;
	int order = strncmp(name->p, other, name->len);

	return order ? order : other[name->len] ? -1 : 0;
}

static const struct kind *find_kind(struct str name)
{
	return bsearch(&name, kinds, sizeof(kinds) / sizeof(*kinds),
		       sizeof(*kinds), compare_kind);
}

int blocks_known(struct str name)
{
	return find_kind(name) != NULL;
}

static enum status grow(struct blocks *b, struct error *err)
{
	size_t size = b->size ? 2 * b->size : FIRST_SIZE;
	struct block *v;

	if (b->n < b->size)
		return ST_OK;
	v = realloc(b->v, size * sizeof(*v));
	if (!v)
		return error_set(err, ST_MEMORY, "out of memory");
	b->v = v;
	b->size = size;
	return ST_OK;
}

enum status blocks_begin(struct blocks *b, struct error *err)
{
	enum status st = grow(b, err);

	if (st != ST_OK)
		return st;
	b->v[0] = (struct block){.kind = BLOCK_OTHER, .end = 1};
	b->n = 1;
	return ST_OK;
}

void blocks_free(struct blocks *b)
{
	free(b->v);
	*b = (struct blocks){.v = NULL};
}

/* The element whose paragraph the text in `at` belongs to. */
static struct block *owner_of(struct blocks *b, uint32_t at)
{
	while (at && b->v[at].flags & BLOCK_INLINE)
		at = b->v[at].parent;
	return &b->v[at];
}

static void end_run(struct block *owner)
{
	uint32_t n = owner->run / LONG;

	if (owner->run >= PARAGRAPH_MIN) {
		owner->paragraphs += 2 + (float)owner->run_commas +
				     (float)(n < LONG_MAX ? n : LONG_MAX);
		owner->n_runs++;
	}
	owner->run = owner->run_commas = 0;
}

enum status blocks_open(uint32_t *out, struct blocks *b, uint32_t parent,
			struct str name, uint32_t from, struct error *err)
{
	const struct kind *kind = find_kind(name);
	unsigned flags = kind ? kind->flags : BLOCK_INLINE;
	enum status st;

	*out = parent;
	if (b->n == BLOCKS_MAX)
		return ST_OK;
	st = grow(b, err);
	if (st != ST_OK)
		return st;
	if (!(flags & BLOCK_INLINE)) {
		end_run(owner_of(b, parent));
		b->v[parent].n_parts++;
	}
	flags |= b->v[parent].flags & BLOCK_INHERITED;
	*out = (uint32_t)b->n++;
	b->v[*out] = (struct block){
		.kind = kind ? kind->kind : BLOCK_OTHER,
		.flags = flags,
		.parent = parent,
		.from = from,
	};
	return ST_OK;
}

static uint32_t count_commas(const unsigned char *p, size_t len)
{
	uint32_t n = 0;

	/* U+060C and U+3001 end in bytes that are rare elsewhere. */
	for (size_t i = 0; i < len; i++)
		n += p[i] == ',' || (i && p[i] == 0x8C && p[i - 1] == 0xD8) ||
		     (i && p[i] == 0x8C && p[i - 1] == 0xBC) ||
		     (i && p[i] == 0x81 && p[i - 1] == 0x80);
	return n;
}

void blocks_text(struct blocks *b, uint32_t at, struct str text)
{
	const unsigned char *p = (const unsigned char *)text.p;
	struct block *owner = owner_of(b, at);
	uint32_t chars = 0, commas;

	for (size_t i = 0; i < text.len; i++)
		chars += (p[i] & 0xC0) != 0x80;
	commas = count_commas(p, text.len);
	b->v[at].own += chars;
	b->v[at].own_commas += commas;
	owner->run += chars;
	owner->run_commas += commas;
}

void blocks_break(struct blocks *b, uint32_t at)
{
	end_run(owner_of(b, at));
}

void blocks_close(struct blocks *b, uint32_t at, uint32_t to)
{
	struct block *block = &b->v[at];
	unsigned *around = &b->v[block->parent].flags;

	if (!(block->flags & BLOCK_INLINE))
		end_run(block);
	block->to = to;
	block->end = (uint32_t)b->n;
	if (block->flags & (BLOCK_SPLITS | BLOCK_MIXED))
		*around |= BLOCK_MIXED;
	if (block->flags & (BLOCK_CORE | BLOCK_HAS_CORE))
		*around |= BLOCK_HAS_CORE;
	if (block->flags & (BLOCK_PART | BLOCK_HAS_PART) &&
	    !(block->signs & NAME_OTHERS))
		*around |= BLOCK_HAS_PART;
}

static void add_table(struct block_sums *to, const struct block *b)
{
	const struct block_sums *s = &b->sums;

	switch (b->kind) {
	case BLOCK_TABLE:
		to->nested = 1;
		return;
	case BLOCK_CELL:
		to->columns++;
		break;
	case BLOCK_ROW:
		to->rows++;
		to->columns =
			s->columns > to->columns ? s->columns : to->columns;
		break;
	default:
		to->rows += s->rows;
		to->columns =
			s->columns > to->columns ? s->columns : to->columns;
	}
	to->nested |= s->nested;
	to->grid |= s->grid || b->flags & BLOCK_GRID;
}

static void add_sums(struct block_sums *to, const struct block *b)
{
	const struct block_sums *s = &b->sums;
	uint32_t tenths = b->flags & BLOCK_LOCAL ? 3 : 10;

	to->chars += s->chars;
	to->commas += s->commas;
	to->links += b->kind == BLOCK_LINK ? s->chars * tenths : s->links;
	to->dense += b->flags & BLOCK_DENSE ? s->chars : s->dense;
	to->titles += b->kind == BLOCK_HEADING ? s->chars : s->titles;
	to->items += b->kind == BLOCK_LIST ? s->chars : s->items;
	to->paragraphs += s->paragraphs + (block_is_paragraph(b) ? 1 : 0);
	to->images += s->images + (b->kind == BLOCK_IMAGE);
	to->list_items += s->list_items + (b->kind == BLOCK_ITEM);
	to->inputs += s->inputs + (b->kind == BLOCK_INPUT);
	add_table(to, b);
}

/* Paragraphs between the other elements of a <div>. */
static uint32_t loose_paragraphs(const struct block *b)
{
	return b->kind == BLOCK_DIV && !block_is_paragraph(b) ? b->n_runs : 0;
}

void blocks_measure(struct blocks *b, blocks_test *leaves_out)
{
	for (size_t i = 0; i < b->n; i++)
		b->v[i].sums = (struct block_sums){
			.chars = b->v[i].own,
			.commas = b->v[i].own_commas,
			.paragraphs = loose_paragraphs(&b->v[i])};
	for (size_t i = b->n; i-- > 1;) {
		struct block *block = &b->v[i];

		if (!block->gone && leaves_out && leaves_out(b, block))
			block->gone = 1;
		if (!block->gone)
			add_sums(&b->v[block->parent].sums, block);
	}
}
