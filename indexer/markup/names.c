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
	{"ad", WHOLE, AWAY},
	{"addthis", START, AWAY | NAME_SHARE},
	{"addtoany", START, AWAY | NAME_SHARE},
	{"ads", WHOLE, AWAY},
	{"advert", START, AWAY},
	{"agegate", START, AWAY},
	{"and", START, NAME_KEEP},
	{"article", ANY, NAME_KEEP | NAME_GOOD},
	{"author", ANY, NAME_BYLINE},
	{"banner", ANY, AWAY},
	{"blog", START, NAME_GOOD},
	{"blogroll", START, OTHERS},
	{"body", ANY, NAME_KEEP | NAME_GOOD},
	{"breadcrumb", ANY, AWAY},
	{"byline", ANY, NAME_BYLINE},
	{"column", ANY, NAME_KEEP},
	{"combx", ANY, OTHERS},
	{"comment", ANY, OTHERS},
	{"commentaires", ANY, OTHERS},
	{"community", ANY, AWAY},
	{"consent", WHOLE, AWAY},
	{"contact", ANY, NAME_BAD},
	{"content", ANY, NAME_KEEP | NAME_GOOD},
	{"cookie", START, AWAY},
	{"dateline", ANY, NAME_BYLINE},
	{"disqus", ANY, OTHERS},
	{"entry", ANY, NAME_GOOD},
	{"extra", WHOLE, NAME_AWAY},
	{"footer", ANY, AWAY},
	{"gdpr", ANY, AWAY},
	{"header", ANY, NAME_AWAY},
	{"hentry", ANY, NAME_GOOD},
	{"hid", WHOLE, NAME_BAD},
	{"hidden", WHOLE, NAME_BAD},
	{"legends", START, NAME_AWAY},
	{"main", ANY, NAME_KEEP | NAME_GOOD},
	{"masthead", ANY, AWAY},
	{"mathjax", START, NAME_KEEP},
	{"media", ANY, NAME_BAD},
	{"menu", ANY, OTHERS},
	{"meta", ANY, NAME_BAD},
	{"modal", WHOLE, AWAY},
	{"navbar", ANY, OTHERS},
	{"navigation", ANY, OTHERS},
	{"nav", WHOLE, OTHERS},
	{"newsletter", ANY, AWAY},
	{"noprint", WHOLE, NAME_UNSEEN},
	{"outbrain", ANY, OTHERS},
	{"page", ANY, NAME_GOOD},
	{"pager", WHOLE, NAME_AWAY},
	{"pagination", ANY, NAME_AWAY},
	{"popup", ANY, AWAY},
	{"post", ANY, NAME_GOOD},
	{"promo", START, AWAY},
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
	{"skip-link", START, NAME_UNSEEN},
	{"skyscraper", ANY, AWAY},
	{"social", ANY, AWAY},
	{"sponsor", ANY, AWAY},
	{"sr-only", WHOLE, NAME_UNSEEN},
	{"story", ANY, NAME_GOOD},
	{"subscribe", START, AWAY},
	{"supplemental", ANY, NAME_AWAY},
	{"taboola", ANY, OTHERS},
	{"tagcloud", START, OTHERS},
	{"tags", WHOLE, NAME_BAD},
	{"teaser", WHOLE, NAME_BAD},
	{"text", ANY, NAME_GOOD},
	{"toolbar", ANY, AWAY},
	{"trackback", START, OTHERS},
	{"trending", START, OTHERS},
	{"visually-hidden", WHOLE, NAME_UNSEEN},
	{"widget", ANY, OTHERS},
	{"writtenby", ANY, NAME_BYLINE},
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
	if (w->place != ANY && !is_edge(s, at))
		return 0;
	if (w->place == WHOLE && !is_edge(s, at + text.len))
		return 0;
	return !is_modified(s, at);
}

unsigned names_find(const struct names *names, const char *value)
{
	struct str s = {value, value ? strnlen(value, VALUE_MAX) : 0};
	unsigned signs = 0;

	for (size_t at = 0; at < s.len; at++) {
		int letter = ascii_lower_char(s.p[at]) - 'a';

		if (letter < 0 || letter > 25)
			continue;
		for (size_t i = names->first[letter];
		     i < names->first[letter + 1]; i++)
			if (is_here(&words[i], s, at))
				signs |= words[i].signs;
	}
	return signs;
}
