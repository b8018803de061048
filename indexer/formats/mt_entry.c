#include "indexer/formats/mt_entry.h"

#include "indexer/formats/entry_split.h"
#include "indexer/markup/ascii.h"

static const struct {
	struct str name;
	enum mt_key key;
} keys[] = {
	{{"AUTHOR", 6}, MT_AUTHOR},      {{"TITLE", 5}, MT_TITLE},
	{{"BASENAME", 8}, MT_BASENAME},  {{"UNIQUE URL", 10}, MT_URL},
	{{"STATUS", 6}, MT_STATUS},      {{"CONVERT BREAKS", 14}, MT_BREAKS},
	{{"DATE", 4}, MT_DATE},          {{"NO ENTRY", 8}, MT_NO_ENTRY},
	{{"CATEGORY", 8}, MT_CATEGORY},  {{"PRIMARY CATEGORY", 16}, MT_PRIMARY},
	{{"TAGS", 4}, MT_TAGS},          {{"ALLOW COMMENTS", 14}, MT_OTHER},
	{{"ALLOW PINGS", 11}, MT_OTHER}, {{"EMAIL", 5}, MT_OTHER},
	{{"IP", 2}, MT_OTHER},           {{"URL", 3}, MT_OTHER},
	{{"IMAGE", 5}, MT_OTHER},        {{"BLOG NAME", 9}, MT_OTHER},
};

static const struct str headings[MT_SECTIONS] = {
	[MT_HEAD] = {"", 0},
	[MT_BODY] = {"BODY:", 5},
	[MT_MORE] = {"EXTENDED BODY:", 14},
	[MT_EXCERPT] = {"EXCERPT:", 8},
	[MT_KEYWORDS] = {"KEYWORDS:", 9},
	[MT_COMMENT] = {"COMMENT:", 8},
	[MT_PING] = {"PING:", 5},
};

enum mt_key mt_key_of(struct str line, struct str *value)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		struct str name = keys[i].name;

		if (line.len <= name.len || line.p[name.len] != ':' ||
		    memcmp(line.p, name.p, name.len) != 0)
			continue;
		*value = ascii_trim((struct str){line.p + name.len + 1,
						 line.len - name.len - 1});
		return keys[i].key;
	}
	return MT_NO_KEY;
}

enum mt_section mt_section_of(struct str line)
{
	line = ascii_trim(line);
	for (int i = MT_BODY; i < MT_SECTIONS; i++)
		if (str_eq(line, headings[i]))
			return (enum mt_section)i;
	return MT_SECTIONS;
}

/*
 * At a line of five dashes: does a section begin behind it, or the entry end?
 * *rest goes on behind the heading then.
 */
static int is_end(struct str *rest, enum mt_section *next)
{
	struct str s = *rest, line;

	*next = MT_SECTIONS;
	do {
		line = ascii_trim(entry_line(&s));
		if (!line.len && s.len)
			continue;
		*next = mt_section_of(line);
		break;
	} while (s.len);
	if (*next == MT_SECTIONS && (line.len || s.len))
		return 0;
	*rest = s;
	return 1;
}

int mt_next_section(struct mt_entry *e, enum mt_section *section,
		    struct str *content)
{
	const char *begin = e->rest.p, *end;

	if (e->section == MT_SECTIONS)
		return 0;
	*section = e->section;
	do {
		end = e->rest.p;
		if (str_eq(ascii_trim(entry_line(&e->rest)), STR("-----")) &&
		    is_end(&e->rest, &e->section)) {
			*content = (struct str){begin, (size_t)(end - begin)};
			return 1;
		}
		end = e->rest.p;
	} while (e->rest.len);
	e->section = MT_SECTIONS;
	*content = (struct str){begin, (size_t)(end - begin)};
	return 1;
}
