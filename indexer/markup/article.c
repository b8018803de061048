#include "indexer/markup/article.h"

#include "indexer/markup/ascii.h"
#include "indexer/markup/names.h"
#include "indexer/markup/pieces.h"
#include "indexer/markup/prune.h"
#include "indexer/markup/rating.h"
#include "indexer/markup/sections.h"

enum {
	ENOUGH = 500,      /* bytes of an article; less is looked into */
	BYLINE_MAX = 100,  /* characters */
	HEADINGS_MAX = 32, /* compared with the title */
	TEASER = 3,        /* an article has a third of what is called so */
	ALIKE = 75         /* percent of a heading's words */
};

/* Less of a text than this share is in links. */
#define PROSE_LINKS .33F

enum mode {
	BY_NAME = 1 << 0,   /* leave out what its class says */
	BY_WEIGHT = 1 << 1, /* names speak for and against */
	BY_SHAPE = 1 << 2,  /* cut out what looks odd */
	BY_CLAIM = 1 << 3,  /* take what says that it is the article */
};

/* Visit what `best` and those that join it are; gone ones are passed over. */
static uint32_t next_part(const struct blocks *b, uint32_t best, uint32_t at)
{
	uint32_t parent = b->v[best].parent;

	if (best == BLOCKS_NONE)
		return at ? 0 : BLOCKS_NONE;
	for (at = at ? b->v[at].end : parent + 1; at < b->v[parent].end;
	     at = b->v[at].end)
		if (!b->v[at].gone && rating_joins(b, best, at))
			return at;
	return 0;
}

/* What claims to be the article has nothing of it beside it. */
static enum status add_article(struct pieces *p, const struct blocks *b,
			       uint32_t best, struct str raw, struct error *err)
{
	enum status st = ST_OK;
	uint32_t at;

	if (best == BLOCKS_NONE || b->v[best].claim)
		return pieces_add_block(p, b, best, raw, err);
	for (at = next_part(b, best, 0); st == ST_OK && at;
	     at = next_part(b, best, at)) {
		pieces_break(p);
		st = pieces_add_block(p, b, at, raw, err);
	}
	return st;
}

static int is_away(const struct block *b)
{
	/* A link may be named for where it leads, and still be in a text. */
	if (!(b->flags & BLOCK_AWAY) ||
	    (b->kind == BLOCK_LINK && !(b->signs & NAME_SHARE)))
		return 0;
	return b->signs & NAME_OTHERS
		       ? !(b->flags & BLOCK_HAS_CORE)
		       : !(b->flags &
			   (BLOCK_HAS_CORE | BLOCK_HAS_PART | BLOCK_BULK));
}

static void leave_out(struct blocks *b, unsigned mode)
{
	for (size_t i = 1; i < b->n; i++)
		b->v[i].gone = mode & BY_NAME && is_away(&b->v[i]);
}

static struct str next_word(struct str *s)
{
	struct str word;

	*s = ascii_trim(*s);
	word = (struct str){s->p, 0};
	while (word.len < s->len && !ascii_space(word.p[word.len]))
		word.len++;
	*s = (struct str){s->p + word.len, s->len - word.len};
	return word;
}

static int has_word(struct str s, struct str word)
{
	struct str one;

	while ((one = next_word(&s)).len)
		if (ascii_equal(one, word))
			return 1;
	return 0;
}

/* Are nearly all words of the heading in the title? Lesser headings have to
 * be the title. */
static int says_title(unsigned flags, struct str heading, struct str title)
{
	size_t all = 0, same = 0;
	struct str word;

	if (!(flags & BLOCK_TITLE))
		return ascii_equal(ascii_trim(heading), title);
	while ((word = next_word(&heading)).len) {
		all += word.len;
		same += has_word(title, word) ? word.len : 0;
	}
	return all && same * 100 > all * ALIKE;
}

/* Headings, and images whose description is but the title. */
static void leave_out_title(struct blocks *b, struct str raw, struct str title)
{
	unsigned n = 0;

	for (size_t i = 1; i < b->n && n < HEADINGS_MAX; i++) {
		struct block *block = &b->v[i];
		struct str text = {raw.p + block->from,
				   block->to - block->from};

		if (block->gone || !text.len || text.len > 2 * title.len ||
		    (block->kind != BLOCK_HEADING &&
		     block->kind != BLOCK_IMAGE))
			continue;
		n++;
		block->gone = says_title(block->flags, text, title);
	}
}

/* The first alone: later ones are of those who are quoted. */
static void leave_out_byline(struct blocks *b)
{
	for (size_t i = 1; i < b->n; i++) {
		struct block *block = &b->v[i];

		if (block->gone || !(block->signs & NAME_BYLINE) ||
		    block->to == block->from ||
		    block->to - block->from >= BYLINE_MAX)
			continue;
		block->gone = 1;
		return;
	}
}

/* The longest that makes a claim, or any (CLAIM_NONE). */
static uint32_t longest(const struct blocks *b, enum block_claim claim)
{
	uint32_t best = BLOCKS_NONE, chars = 0;

	for (uint32_t i = 1; i < b->n; i++) {
		const struct block *block = &b->v[i];

		if (block->gone) {
			i = block->end - 1;
			continue;
		}
		if (!block->claim || (claim && block->claim != claim) ||
		    block->sums.chars <= chars)
			continue;
		best = i;
		chars = block->sums.chars;
	}
	return best;
}

/* The longest of the best claim; one that has but a small part of what others
 * have is a teaser. */
static uint32_t claimant(const struct blocks *b)
{
	uint32_t any = longest(b, CLAIM_NONE), best = BLOCKS_NONE;

	for (int claim = CLAIM_BODY; !best && claim <= CLAIM_LOOSE; claim++)
		best = longest(b, (enum block_claim)claim);
	return b->v[best].sums.chars < b->v[any].sums.chars / TEASER ? any
								     : best;
}

/* The only element that claims to be a post or its text; none of several. */
static uint32_t only_post(const struct blocks *b)
{
	uint32_t found = BLOCKS_NONE;

	for (uint32_t i = 1; i < b->n; i++) {
		const struct block *block = &b->v[i];
		int claims = block->claim == CLAIM_BODY ||
			     block->claim == CLAIM_POST;

		if (claims && !block->gone && block->sums.chars) {
			if (found)
				return BLOCKS_NONE;
			found = i;
		}
		if (claims || block->gone)
			i = block->end - 1;
	}
	return found;
}

/*
 * The text of a post around the best of its elements, or the post, when that
 * is but a part of it.
 */
static uint32_t body_around(const struct blocks *b, uint32_t best)
{
	uint32_t chars = b->v[best].sums.chars;

	for (uint32_t at = best; at; at = b->v[at].parent) {
		const struct block *block = &b->v[at];

		if (block->claim == CLAIM_BODY)
			return at;
		if (block->claim == CLAIM_POST &&
		    chars < block->sums.chars / 4 * 3 &&
		    block_link_density(block) < PROSE_LINKS)
			return at;
	}
	return best;
}

/* Is the heading with the page's title in it? That one is gone by now. */
static int holds_title(const struct blocks *b, uint32_t at)
{
	for (uint32_t i = at + 1; i < b->v[at].end; i++)
		if (b->v[i].gone && b->v[i].kind == BLOCK_HEADING)
			return 1;
	return 0;
}

/* Does the only post of a page go before the best of its elements? */
static int is_sure(const struct blocks *b, uint32_t post, uint32_t best)
{
	if (blocks_within(b, best, post))
		return 0;
	return !blocks_within(b, post, best) ||
	       b->v[post].claim == CLAIM_BODY || holds_title(b, post);
}

/* What the page says of itself goes before what its shape says. */
static uint32_t find_best(struct blocks *b, unsigned mode)
{
	uint32_t best, post;

	if (mode & BY_CLAIM)
		return claimant(b);
	best = rating_best(b, mode & BY_WEIGHT);
	if (!(mode & BY_NAME))
		return best;
	post = only_post(b);
	if (post && is_sure(b, post, best))
		return post;
	return body_around(b, best);
}

/* Append what one way of looking finds. */
static enum status look(struct pieces *p, struct blocks *b, unsigned mode,
			struct str raw, struct str title, struct error *err)
{
	uint32_t best;

	leave_out(b, mode);
	leave_out_title(b, raw, title);
	if (mode & BY_NAME)
		leave_out_byline(b);
	blocks_measure(b, NULL);
	if (mode & BY_NAME)
		sections_leave_out(b, raw);
	best = find_best(b, mode);
	if (mode & BY_CLAIM && !best)
		return ST_OK;
	prune(b, best, mode & BY_SHAPE);
	return add_article(p, b, best, raw, err);
}

static uint32_t prose_in(const struct block *b)
{
	return b->sums.chars - b->sums.links / 10;
}

/*
 * Characters of the page that are in no link and not of others. What has most
 * of them, and the title's heading, is no header or footer though a theme may
 * call a frame around the page after one.
 */
static size_t prose_of(struct blocks *b, struct str raw, struct str title)
{
	uint32_t prose;

	for (size_t i = 1; i < b->n; i++)
		b->v[i].gone = is_away(&b->v[i]) && b->v[i].signs & NAME_OTHERS;
	blocks_measure(b, NULL);
	prose = prose_in(&b->v[BLOCKS_NONE]);
	leave_out(b, 0);
	leave_out_title(b, raw, title);
	for (uint32_t i = 1; i < b->n; i++) {
		if (!b->v[i].gone || b->v[i].kind != BLOCK_HEADING)
			continue;
		for (uint32_t at = b->v[i].parent; at; at = b->v[at].parent)
			if (prose_in(&b->v[at]) > prose / 2)
				b->v[at].flags |= BLOCK_BULK;
	}
	return prose;
}

/* Are that many bytes the article, of a page with so much prose? */
static int is_enough(size_t len, size_t prose, unsigned mode)
{
	if (mode & BY_CLAIM)
		return len > 0;
	return len >= ENOUGH || (mode & BY_NAME && len > prose / 2);
}

enum status article_text(struct buf *out, struct blocks *b, struct str raw,
			 struct str title, struct error *err)
{
	static const unsigned modes[] = {BY_NAME | BY_WEIGHT | BY_SHAPE,
					 BY_NAME | BY_CLAIM,
					 BY_WEIGHT | BY_SHAPE, BY_SHAPE, 0};
	struct pieces p = pieces_begin(out);
	struct buf best = BUF_INIT(out->max);
	size_t prose = prose_of(b, raw, title);
	enum status st = ST_OK;

	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++) {
		struct str found;

		pieces_clear(&p);
		st = look(&p, b, modes[i], raw, title, err);
		found = pieces_text(&p);
		if (st != ST_OK || is_enough(found.len, prose, modes[i]))
			goto done;
		if (found.len <= best.len)
			continue;
		buf_clear(&best);
		st = buf_add(&best, found, err);
		if (st != ST_OK)
			goto done;
	}
	pieces_clear(&p);
	st = buf_add(out, buf_str(&best), err);
done:
	buf_free(&best);
	return st;
}
