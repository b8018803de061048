#include "indexer/markup/tags.h"

#include <stdlib.h>

static const struct tag {
	const char *name;
	unsigned flags;
} tags[] = {
	/* sorted by name */
	{"address", TAG_PARA},
	{"article", TAG_PARA},
	{"aside", TAG_PARA | TAG_CHROME},
	{"base", TAG_VOID},
	{"blockquote", TAG_PARA},
	{"body", TAG_PARA | TAG_RENAME},
	{"br", TAG_BREAK | TAG_VOID},
	{"button", TAG_CELL | TAG_CHROME},
	{"caption", TAG_LINE},
	{"center", TAG_PARA},
	{"col", TAG_VOID},
	{"dd", TAG_LINE},
	{"details", TAG_PARA},
	{"dialog", TAG_PARA | TAG_CHROME},
	{"dir", TAG_PARA},
	{"div", TAG_PARA},
	{"dl", TAG_PARA},
	{"dt", TAG_LINE},
	{"embed", TAG_VOID},
	{"fieldset", TAG_PARA},
	{"figcaption", TAG_PARA},
	{"figure", TAG_PARA},
	{"footer", TAG_PARA | TAG_EDGE},
	{"form", TAG_PARA},
	{"frame", TAG_VOID},
	{"h1", TAG_PARA},
	{"h2", TAG_PARA},
	{"h3", TAG_PARA},
	{"h4", TAG_PARA},
	{"h5", TAG_PARA},
	{"h6", TAG_PARA},
	{"head", TAG_PARA | TAG_RENAME},
	{"header", TAG_PARA | TAG_EDGE},
	{"hr", TAG_PARA | TAG_VOID},
	{"html", TAG_PARA | TAG_RENAME},
	{"iframe", TAG_RAW | TAG_CELL},
	{"img", TAG_CELL | TAG_VOID},
	{"input", TAG_CELL | TAG_VOID},
	{"legend", TAG_LINE},
	{"li", TAG_LINE},
	{"link", TAG_VOID},
	{"listing", TAG_PARA | TAG_PRE},
	{"main", TAG_PARA},
	{"menu", TAG_PARA},
	{"meta", TAG_VOID},
	{"nav", TAG_PARA | TAG_CHROME},
	{"noembed", TAG_RAW},
	{"noscript", TAG_PARA | TAG_CHROME},
	{"ol", TAG_PARA},
	{"optgroup", TAG_LINE},
	{"option", TAG_LINE},
	{"p", TAG_PARA},
	{"param", TAG_VOID},
	{"pre", TAG_PARA | TAG_PRE},
	{"script", TAG_RAW},
	{"section", TAG_PARA},
	{"select", TAG_LINE | TAG_CHROME},
	{"source", TAG_VOID},
	{"style", TAG_RAW},
	{"summary", TAG_PARA},
	{"table", TAG_PARA},
	{"tbody", TAG_LINE},
	{"td", TAG_CELL},
	{"template", TAG_SKIP},
	{"textarea", TAG_PARA | TAG_PRE | TAG_RCDATA | TAG_CHROME},
	{"tfoot", TAG_LINE},
	{"th", TAG_CELL},
	{"thead", TAG_LINE},
	{"title", TAG_PARA | TAG_RCDATA | TAG_SKIP},
	{"tr", TAG_LINE},
	{"track", TAG_VOID},
	{"ul", TAG_PARA},
	{"wbr", TAG_VOID},
	{"xmp", TAG_PARA | TAG_PRE | TAG_RCDATA},
};

static const char *const attributes[] = {
	"alt",
	"aria-hidden",
	"class",
	"content",
	"data-pagefind-body",
	"data-pagefind-ignore",
	"datetime",
	"hidden",
	"href",
	"id",
	"itemprop",
	"itemtype",
	"lang",
	"name",
	"property",
	"rel",
	"role",
	"style",
	"title",
	"type",
	"xml:lang",
};

static int compare(struct str key, const char *name)
{
	int order = strncmp(key.p, name, key.len);

	return order ? order : name[key.len] ? -1 : 0;
}

static int compare_tag(const void *key, const void *row)
{
	return compare(*(const struct str *)key,
		       ((const struct tag *)row)->name);
}

static int compare_attribute(const void *key, const void *row)
{
	return compare(*(const struct str *)key, *(const char *const *)row);
}

unsigned tag_flags(struct str name)
{
	const struct tag *tag =
		bsearch(&name, tags, sizeof(tags) / sizeof(*tags),
			sizeof(*tags), compare_tag);

	return tag ? tag->flags : 0;
}

int tag_attribute_known(struct str name)
{
	return bsearch(&name, attributes,
		       sizeof(attributes) / sizeof(*attributes),
		       sizeof(*attributes), compare_attribute) != NULL;
}
