#include "indexer/markup/page_title.h"

#include "indexer/markup/ascii.h"

static const struct separator {
	struct str text;
	int sure;  /* what stands beyond is the site, even unknown */
	int first; /* the site stands first: "Blog » Archive » Title" */
} separators[] = {
	{{" | ", 3}, 1, 0},
	{{" \xC2\xAB ", 4}, 1, 0}, /* « */
	{{" \xC2\xBB ", 4}, 1, 1}, /* » */
	{{" :: ", 4}, 1, 0},
	{{" \xE2\x80\x93 ", 5}, 0, 0}, /* en dash */
	{{" \xE2\x80\x94 ", 5}, 0, 0}, /* em dash */
	{{" - ", 3}, 0, 0},
	{{" \xC2\xB7 ", 4}, 0, 0}, /* middle dot */
	{{": ", 2}, 0, 1},
};

/* The last `mark` in s, or its first; NULL: none. */
static const char *find(struct str s, struct str mark, int last)
{
	const char *found = NULL;
	const char *p = s.p;

	while ((p = memmem(p, s.len - (size_t)(p - s.p), mark.p, mark.len))) {
		found = p++;
		if (!last)
			break;
	}
	return found;
}

static struct str before(struct str s, const char *p)
{
	return ascii_trim((struct str){s.p, (size_t)(p - s.p)});
}

static struct str behind(struct str s, const char *p, size_t len)
{
	return ascii_trim(
		(struct str){p + len, s.len - (size_t)(p - s.p) - len});
}

static int split_at(struct str *title, struct str *site,
		    const struct separator *sep)
{
	const char *p = find(*title, sep->text, !sep->first);
	struct str head, tail, name;

	if (!p)
		return 0;
	head = before(*title, p);
	tail = behind(*title, p, sep->text.len);
	name = sep->first ? head : tail;
	if (!head.len || !tail.len)
		return 0;
	if (site->len ? !ascii_equal(name, *site) : !sep->sure)
		return 0;
	*site = site->len ? *site : name;
	*title = sep->first ? tail : head;
	return 1;
}

void page_title_split(struct str *title, struct str *site)
{
	for (size_t i = 0; i < sizeof(separators) / sizeof(*separators); i++)
		if (split_at(title, site, &separators[i]))
			break;
	if (ascii_begins(*title, STR("Blog Archive \xC2\xBB ")))
		*title = ascii_trim(
			(struct str){title->p + 16, title->len - 16});
}

struct str page_title_site(struct str whole, struct str title)
{
	for (size_t i = 0; i < sizeof(separators) / sizeof(*separators); i++) {
		struct str mark = separators[i].text;
		struct str tail, head;
		size_t n;

		if (!title.len || whole.len <= title.len + mark.len)
			continue;
		n = whole.len - title.len;
		head = (struct str){whole.p, n};
		tail = (struct str){whole.p + title.len, n};
		if (ascii_begins(whole, title) && ascii_begins(tail, mark))
			return behind(tail, tail.p, mark.len);
		if (ascii_equal((struct str){whole.p + n, title.len}, title) &&
		    ascii_equal((struct str){head.p + n - mark.len, mark.len},
				mark))
			return ascii_trim((struct str){head.p, n - mark.len});
	}
	return STR("");
}
