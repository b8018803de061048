#include "indexer/markup/names.h"

#include "indexer/markup/ascii.h"

enum {
	VALUE_MAX = 256, /* bytes looked at; themes pile up classes */
	AWAY = NAME_AWAY | NAME_BAD,
	OTHERS = NAME_AWAY | NAME_BAD | NAME_OTHERS
};

/* Where in a name a word counts. */
enum place {
	ANY,   /* anywhere: "jp-relatedposts" */
	FIRST, /* where a class begins: "widget-area", not "my-widget" */
	START, /* where a part of the name begins: "related-posts", "relPosts"
		*/
	WHOLE  /* as a part of the name: "ad-slot", not "header" */
};

static const struct word {
	const char *text;
	enum place place;
	unsigned signs;
} words[] = {
	/* sorted by first letter */
	{"about-author", START, AWAY},
	{"ad", WHOLE, AWAY},
	{"addthis", START, AWAY | NAME_SHARE},
	{"addtoany", START, AWAY | NAME_SHARE},
	{"ads", WHOLE, AWAY},
	{"advert", START, AWAY},
	{"agegate", START, AWAY},
	{"also-like", START, OTHERS},
	{"and", START, NAME_KEEP},
	{"article", ANY, NAME_KEEP | NAME_GOOD},
	{"article-meta", START, NAME_LABEL},
	{"article-tags", START, NAME_LABEL},
	{"author", ANY, NAME_BYLINE},
	{"author-bio", START, AWAY},
	{"author-box", START, AWAY},
	{"author-info", START, AWAY},
	{"authorbox", START, AWAY},
	{"banner", ANY, AWAY},
	{"blog", START, NAME_GOOD},
	{"blog", WHOLE, NAME_KEEP}, /* "widget Blog", Blogger's posts */
	{"blogroll", START, OTHERS},
	{"body", ANY, NAME_KEEP | NAME_GOOD},
	{"breadcrumb", ANY, AWAY},
	{"button-wrapper", START, NAME_LABEL},
	{"byline", ANY, NAME_BYLINE},
	{"cat-links", START, NAME_LABEL},
	{"column", ANY, NAME_KEEP},
	{"combx", ANY, OTHERS},
	{"comment", ANY, OTHERS},
	{"community", ANY, AWAY},
	{"consent", WHOLE, AWAY},
	{"contact", ANY, NAME_BAD},
	{"content", ANY, NAME_KEEP | NAME_GOOD},
	{"cookie", START, AWAY},
	{"cta", WHOLE, AWAY},
	{"dateline", ANY, NAME_BYLINE},
	{"disqus", ANY, OTHERS},
	{"donate", START, AWAY},
	{"entry", ANY, NAME_GOOD},
	{"entry-date", START, NAME_LABEL},
	{"entry-meta", START, NAME_LABEL},
	{"entry-tags", START, NAME_LABEL},
	{"extra", WHOLE, NAME_AWAY},
	{"footer", ANY, AWAY},
	{"gdpr", ANY, AWAY},
	{"header", ANY, NAME_AWAY},
	{"hentry", ANY, NAME_GOOD},
	{"hid", WHOLE, NAME_BAD},
	{"hidden", WHOLE, NAME_BAD},
	{"latest-posts", START, OTHERS},
	{"legends", START, NAME_AWAY},
	{"main", ANY, NAME_KEEP | NAME_GOOD},
	{"masthead", ANY, AWAY},
	{"mathjax", START, NAME_KEEP},
	{"media", ANY, NAME_BAD},
	{"menu", ANY, OTHERS},
	{"meta", ANY, NAME_BAD},
	{"modal", WHOLE, AWAY},
	{"most-popular", START, OTHERS},
	{"most-read", START, OTHERS},
	{"mostread", START, OTHERS},
	{"nav", WHOLE, OTHERS},
	{"navbar", ANY, OTHERS},
	{"navigation", ANY, OTHERS},
	{"newsletter", ANY, AWAY},
	{"noprint", WHOLE, NAME_UNSEEN},
	{"onetrust", START, AWAY},
	{"optin", START, AWAY},
	{"outbrain", ANY, OTHERS},
	{"page", ANY, NAME_GOOD},
	{"pager", WHOLE, NAME_AWAY},
	{"pagination", ANY, NAME_AWAY},
	{"paywall", ANY, AWAY},
	{"popular-posts", START, OTHERS},
	{"popup", ANY, AWAY},
	{"post", ANY, NAME_GOOD},
	{"post-categories", START, NAME_LABEL},
	{"post-date", START, NAME_LABEL},
	{"post-flair", START, AWAY},
	{"post-info", START, NAME_LABEL},
	{"post-meta", START, NAME_LABEL},
	{"post-tags", START, NAME_LABEL},
	{"posted-on", START, NAME_LABEL},
	{"postmeta", START, NAME_LABEL},
	{"promo", START, AWAY},
	{"read-next", START, OTHERS},
	{"readnext", START, OTHERS},
	{"recent-posts", START, OTHERS},
	{"recirc", START, OTHERS},
	{"recommended", START, OTHERS},
	{"related", ANY, OTHERS},
	{"remark", START, OTHERS},
	{"replies", START, OTHERS},
	{"respond", WHOLE, OTHERS},
	{"rss", ANY, NAME_AWAY},
	{"screen-reader-text", WHOLE, NAME_UNSEEN},
	{"scroll", ANY, NAME_BAD},
	{"shadow", START, NAME_KEEP},
	{"share", START, NAME_BAD | NAME_SHARE},
	{"sharedaddy", START, AWAY | NAME_SHARE},
	{"sharing", START, AWAY | NAME_SHARE},
	{"shoutbox", ANY, OTHERS},
	{"sidebar", ANY, OTHERS},
	{"sign-up", START, AWAY},
	{"signup", START, AWAY},
	{"skip-link", START, NAME_UNSEEN},
	{"skyscraper", ANY, AWAY},
	{"social", ANY, AWAY},
	{"sponsor", ANY, AWAY},
	{"sr-only", WHOLE, NAME_UNSEEN},
	{"story", ANY, NAME_GOOD},
	{"subscribe", START, AWAY},
	{"supplemental", ANY, NAME_AWAY},
	{"taboola", ANY, OTHERS},
	{"tag-links", START, NAME_LABEL},
	{"tagcloud", START, OTHERS},
	{"tags", WHOLE, NAME_BAD | NAME_LABEL},
	{"tags-links", START, NAME_LABEL},
	{"teaser", WHOLE, NAME_BAD},
	{"text", ANY, NAME_GOOD},
	{"toolbar", ANY, AWAY},
	{"trackback", START, OTHERS},
	{"trending", START, OTHERS},
	{"visually-hidden", WHOLE, NAME_UNSEEN},
	{"widget", FIRST, NAME_WIDGET},
	{"writtenby", ANY, NAME_BYLINE},
	{"yarpp", START, OTHERS},
};

/* Said before a word they turn what it says about the element. */
static const struct str modifiers[] = {
	{"has", 3}, {"no", 2}, {"with", 4}, {"without", 7}, {"hide", 4},
};

struct names names_begin(void)
{
	struct names names;
	size_t i = 0;

	for (unsigned char letter = 0; letter < 27; letter++) {
		while (i < sizeof(words) / sizeof(*words) &&
		       words[i].text[0] < 'a' + letter)
			i++;
		names.first[letter] = (unsigned char)i;
	}
	return names;
}

static int is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Does a part of the name begin at s.p[i]: "related-posts", "relPosts"? */
static int is_edge(struct str s, size_t i)
{
	return i == 0 || i >= s.len || !ascii_alpha(s.p[i - 1]) ||
	       !ascii_alpha(s.p[i]) ||
	       (is_upper(s.p[i]) && !is_upper(s.p[i - 1]));
}

/* Is what stands before s.p[at], and a hyphen, a modifier? */
static int is_modified(struct str s, size_t at)
{
	struct str before = {s.p, at ? at - 1 : 0};

	if (!before.len || (s.p[at - 1] != '-' && s.p[at - 1] != '_'))
		return 0;
	for (size_t i = 0; i < sizeof(modifiers) / sizeof(*modifiers); i++) {
		size_t n = modifiers[i].len;
		struct str tail = {before.p + before.len - n, n};

		if (before.len >= n && ascii_equal(tail, modifiers[i]) &&
		    is_edge(before, before.len - n))
			return 1;
	}
	return 0;
}

static int is_here(const struct word *w, struct str s, size_t at)
{
	struct str text = {w->text, strlen(w->text)};
	struct str tail = {s.p + at, s.len - at};

	if (!ascii_begins(tail, text))
		return 0;
	if (w->place == FIRST && at)
		return 0;
	if (w->place != ANY && !is_edge(s, at))
		return 0;
	if (w->place == WHOLE && !is_edge(s, at + text.len))
		return 0;
	return !is_modified(s, at);
}

/* WordPress names all categories of a post in its class. */
static int is_category(struct str token)
{
	return ascii_begins(token, STR("category-")) ||
	       (ascii_begins(token, STR("tag-")) &&
		!ascii_begins(token, STR("tag-links")));
}

/* What begins with a word of others ("comment-body") is theirs, whatever
 * follows; another class of the element may still say better. */
static unsigned find_in_token(const struct names *names, struct str token)
{
	unsigned signs = 0, mask = ~0U;

	if (is_category(token))
		return 0;
	for (size_t at = 0; at < token.len; at++) {
		int letter = ascii_lower_char(token.p[at]) - 'a';

		if (letter < 0 || letter > 25)
			continue;
		for (size_t i = names->first[letter];
		     i < names->first[letter + 1]; i++) {
			if (!is_here(&words[i], token, at))
				continue;
			signs |= words[i].signs & mask;
			if (at > 0 || !(words[i].signs & NAME_OTHERS))
				continue;
			mask = ~(unsigned)(NAME_KEEP | NAME_GOOD);
			signs |= NAME_THEIRS;
		}
	}
	return signs;
}

unsigned names_find(const struct names *names, const char *value)
{
	struct str s = {value, value ? strnlen(value, VALUE_MAX) : 0};
	unsigned signs = 0;

	while (s.len) {
		size_t n = 0;

		while (n < s.len && !ascii_space(s.p[n]))
			n++;
		signs |= find_in_token(names, (struct str){s.p, n});
		n += n < s.len;
		s = (struct str){s.p + n, s.len - n};
	}
	return signs;
}
