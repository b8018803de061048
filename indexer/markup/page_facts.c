#include "indexer/markup/page_facts.h"

#include "indexer/markup/ascii.h"
#include "indexer/markup/meta.h"
#include "indexer/markup/page_title.h"

/* "en-US", "en_US" -> "en". */
static enum status language(struct str *out, struct facts *f, struct error *err)
{
	struct str lang = facts_best(f, FACT_LANG);
	char lower[3];
	size_t n = 0;

	*out = STR("");
	while (n < lang.len && ascii_alpha(lang.p[n]))
		n++;
	if (n < 2 || n > sizeof(lower))
		return ST_OK;
	return arena_str(out, f->arena,
			 ascii_lower(lower, (struct str){lang.p, n}), err);
}

/* What <title> holds; empty: no such element. */
static struct str whole_title(const struct facts *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].field == FACT_TITLE &&
		    f->v[i].rank == META_RANK_TITLE)
			return f->v[i].value;
	return STR("");
}

static int is_one_word(struct str s)
{
	return s.len && !memchr(s.p, ' ', s.len);
}

/* Found in the text of the page: <h1>, "entry-title". */
static int is_heading(const struct fact *f)
{
	return f->rank == META_RANK_H1 || f->rank == META_RANK_H1 - 1;
}

/*
 * Is <title> the better title? A heading may be the name of the blog, or that
 * of a section: then it is one word that <title> does not know.
 */
static int heading_is_doubtful(const struct fact *best, struct str whole,
			       struct str site)
{
	if (!whole.len || !is_heading(best))
		return 0;
	if (site.len && ascii_equal(best->value, site))
		return 1;
	return best->rank == META_RANK_H1 && is_one_word(best->value) &&
	       !is_one_word(whole) &&
	       !memmem(whole.p, whole.len, best->value.p, best->value.len);
}

static int holds(struct str s, struct str what)
{
	return memmem(s.p, s.len, what.p, what.len) != NULL;
}

/*
 * Of several headings that may be it the one that <title> has, else the first.
 * 0: they are titles of many posts, none of which is that of the page.
 */
static int choose_heading(const struct fact **best, const struct facts *f,
			  struct str whole)
{
	const struct fact *first = *best;
	int several = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct fact *one = &f->v[i];

		if (one->field != FACT_TITLE || one->rank != first->rank)
			continue;
		if (holds(whole, one->value)) {
			*best = one;
			return 1;
		}
		several |= one->rank < META_RANK_H1 &&
			   !ascii_equal(one->value, first->value);
	}
	return !several;
}

/* The title by itself, and the blog's name if only <title> has it. */
static void name_page(struct page *out, const struct facts *f)
{
	const struct fact *best = facts_top(f, FACT_TITLE);
	struct str whole = whole_title(f);

	out->site = facts_best(f, FACT_SITE);
	if (!best)
		return;
	if (whole.len && is_heading(best) && !choose_heading(&best, f, whole))
		out->title = whole;
	else if (heading_is_doubtful(best, whole, out->site))
		out->title = whole;
	else
		out->title = best->value;
	if (out->site.len || whole.p == out->title.p)
		page_title_split(&out->title, &out->site);
	else
		out->site = page_title_site(whole, out->title);
}

/* "noindex, follow"; "none" is both. */
static int forbids_index(struct str robots)
{
	while (robots.len) {
		const char *comma = memchr(robots.p, ',', robots.len);
		size_t n = comma ? (size_t)(comma - robots.p) : robots.len;
		struct str one = ascii_trim((struct str){robots.p, n});

		if (ascii_equal(one, STR("noindex")) ||
		    ascii_equal(one, STR("none")))
			return 1;
		n += comma ? 1 : 0;
		robots = (struct str){robots.p + n, robots.len - n};
	}
	return 0;
}

enum status page_facts(struct page *out, struct facts *f, struct error *err)
{
	enum status st;

	name_page(out, f);
	out->url = facts_best(f, FACT_URL);
	out->noindex = forbids_index(facts_best(f, FACT_ROBOTS));
	st = language(&out->lang, f, err);
	if (st == ST_OK)
		st = facts_list(&out->authors, f, FACT_AUTHOR, 1, err);
	if (st == ST_OK)
		st = facts_list(&out->tags, f, FACT_TAG, 0, err);
	if (st == ST_OK)
		st = facts_list(&out->series, f, FACT_SERIES, 1, err);
	if (st == ST_OK)
		st = facts_list(&out->published, f, FACT_PUBLISHED, 0, err);
	if (st == ST_OK)
		st = facts_list(&out->updated, f, FACT_UPDATED, 0, err);
	return st;
}
