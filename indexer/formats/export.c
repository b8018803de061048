#include "indexer/formats/export.h"

#include "indexer/formats/csv.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/charset.h"
#include "indexer/markup/entity.h"

enum {
	TAIL = 2 << 10,      /* bytes at the end of a page that Medium signs */
	VALUE_MAX = 4 << 10, /* bytes of a title */
	COLUMNS_MAX = 64
};

/* Of Substack's posts.csv. */
enum column {
	COLUMN_OTHER,
	COLUMN_ID,
	COLUMN_DATE,
	COLUMN_PUBLISHED,
	COLUMN_TITLE
};

static const struct {
	struct str name;
	enum column column;
} columns[] = {
	{{"post_id", 7}, COLUMN_ID},
	{{"post_date", 9}, COLUMN_DATE},
	{{"is_published", 12}, COLUMN_PUBLISHED},
	{{"title", 5}, COLUMN_TITLE},
};

static int holds(struct str s, struct str what)
{
	return s.len && memmem(s.p, s.len, what.p, what.len) != NULL;
}

static enum export_kind medium_kind(const struct post *post, struct str html)
{
	size_t n = html.len < TAIL ? html.len : TAIL;
	struct str tail = {html.p + html.len - n, n};

	if (holds(tail, STR("<b>Medium user ID:</b>")))
		return EXPORT_OTHER;
	if (holds(tail, STR("Exported from <a href=\"https://medium.com\"")) &&
	    !post->url.len && post->published == DATE_NONE)
		return EXPORT_DRAFT;
	return EXPORT_POST;
}

/* "posts/123401.plain-text.html" -> "123401.plain-text"; else empty. */
static struct str substack_id(struct str path)
{
	const char *slash = path.len ? memrchr(path.p, '/', path.len) : NULL;
	struct str name = path, suffix = STR(".html");
	size_t digits = 0;

	if (slash)
		name = (struct str){slash + 1,
				    (size_t)(path.p + path.len - slash - 1)};
	if (name.len <= suffix.len ||
	    !str_eq((struct str){name.p + name.len - suffix.len, suffix.len},
		    suffix))
		return STR("");
	name.len -= suffix.len;
	while (digits < name.len && ascii_digit(name.p[digits]))
		digits++;
	return digits && digits < name.len && name.p[digits] == '.' ? name
								    : STR("");
}

static enum column column_of(struct str raw)
{
	raw = ascii_trim(raw);
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (str_eq(raw, columns[i].name))
			return columns[i].column;
	return COLUMN_OTHER;
}

/* Which column is what, from the first record; 0: that is no such list. */
static int read_header(enum column *map, struct str *rest)
{
	struct str raw;
	int last = 0, found = 0;

	for (size_t i = 0; !last && csv_next(&raw, &last, rest); i++)
		if (i < COLUMNS_MAX) {
			map[i] = column_of(raw);
			found |= map[i] == COLUMN_ID;
		}
	return found;
}

/* Titles there hold references, as in a page; and the list is no page, so
 * its encoding is not known yet. */
static enum status value_of(struct str *out, struct arena *arena,
			    struct str raw, struct error *err)
{
	struct buf plain = BUF_INIT(VALUE_MAX), utf8 = BUF_INIT(4 * VALUE_MAX);
	struct buf text = BUF_INIT(4 * VALUE_MAX);
	enum status st = ST_OK;
	struct str s;

	if (raw.len > VALUE_MAX)
		return ST_OK;
	st = csv_value(&plain, raw, err);
	if (st == ST_OK)
		st = charset_to_utf8(&s, &utf8, buf_str(&plain), STR("utf-8"),
				     NULL, err);
	if (st == ST_OK)
		st = entity_decode(&text, s, err);
	if (st == ST_OK)
		st = arena_str(out, arena, ascii_trim(buf_str(&text)), err);
	buf_free(&plain);
	buf_free(&utf8);
	buf_free(&text);
	return st;
}

static enum status fill_in(enum export_kind *kind, struct post *post,
			   struct arena *arena, const struct str *record,
			   struct error *err)
{
	struct str published = record[COLUMN_PUBLISHED];
	struct str date = STR(""), title = STR("");
	enum status st;

	if (ascii_equal(ascii_trim(published), STR("false")))
		*kind = EXPORT_DRAFT;
	st = value_of(&date, arena, record[COLUMN_DATE], err);
	if (st == ST_OK)
		st = value_of(&title, arena, record[COLUMN_TITLE], err);
	if (st == ST_OK && title.len)
		post->title = title;
	if (post->published == DATE_NONE && !date_parse(&post->published, date))
		post->published = DATE_NONE;
	return st;
}

/* Where the record of `id`, its first field, begins in the list. It is looked
 * for, not read up to: each post of an export asks. */
static int find_record(struct str *record, struct str list, struct str id)
{
	const char *p = list.p, *end = list.p + list.len;

	while (p < end &&
	       (p = memmem(p, (size_t)(end - p), id.p, id.len)) != NULL) {
		const char *begin = p > list.p && p[-1] == '"' ? p - 1 : p;
		const char *behind = p + id.len;

		if ((begin == list.p || begin[-1] == '\n') && behind < end &&
		    (*behind == ',' || *behind == '"')) {
			*record = (struct str){begin, (size_t)(end - begin)};
			return 1;
		}
		p = behind;
	}
	return 0;
}

static enum status read_list(enum export_kind *kind, struct post *post,
			     struct arena *arena, struct str list,
			     struct str id, struct error *err)
{
	struct str record[COLUMN_TITLE + 1] = {{"", 0}};
	enum column map[COLUMNS_MAX] = {COLUMN_OTHER};
	struct str raw;
	int last = 0;

	if (!read_header(map, &list) || map[0] != COLUMN_ID ||
	    !find_record(&list, list, id))
		return ST_OK;
	for (size_t i = 0; !last && csv_next(&raw, &last, &list); i++)
		if (i < COLUMNS_MAX)
			record[map[i]] = raw;
	return fill_in(kind, post, arena, record, err);
}

static enum status complete_substack(enum export_kind *kind, struct post *post,
				     struct arena *arena,
				     const struct format_input *in,
				     struct error *err)
{
	static const char *const lists[] = {"posts.csv", "../posts.csv"};
	struct str id = substack_id(in->path), list;
	struct error why = ERROR_INIT;

	if (!id.len || !in->beside)
		return ST_OK;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (in->beside(in->beside_ctx, &list, lists[i], &why) == ST_OK)
			return read_list(kind, post, arena, list, id, err);
	return ST_OK;
}

enum status export_complete(enum export_kind *kind, struct post *post,
			    struct arena *arena, const struct format_input *in,
			    struct str html, struct error *err)
{
	*kind = medium_kind(post, html);
	if (*kind != EXPORT_POST)
		return ST_OK;
	return complete_substack(kind, post, arena, in, err);
}
