#include <stdio.h>
#include <stdlib.h>

#include "indexer/formats/feed_record.h"
#include "indexer/formats/feed_value.h"
#include "indexer/formats/format.h"
#include "indexer/formats/json_export.h"
#include "indexer/formats/text_lines.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/charset.h"
#include "indexer/markup/entity.h"
#include "indexer/markup/html.h"
#include "indexer/markup/json_repair.h"

/* Posts in JSON: Ghost, Blogger's programming interface, JSON Feed. */

enum {
	ARENA_MAX = 8 << 20,
	UTF8_MAX = 3 * FORMAT_FILE_MAX, /* one byte may become three */
	TEXT_MAX = 3 * FORMAT_POST_MAX,
	RANK_OF_ID = 9,      /* an id that is an address serves as one */
	MS_SINCE = 100000000 /* seconds; larger numbers are milliseconds */
};

/* What a member of a post says; ranks as in feed_record.h. */
static const struct json_row {
	const char *name;
	enum feed_field field;
	unsigned rank;
} rows[] = {
	{"title", FEED_TITLE, 0},
	{"url", FEED_URL, 0},
	{"canonical_url", FEED_URL, 1},
	{"external_url", FEED_URL, 2},
	{"uuid", FEED_ID, 0},
	{"id", FEED_ID, 1},
	{"locale", FEED_LANG, 0},
	{"language", FEED_LANG, 1},
	{"published_at", FEED_PUBLISHED, 0},
	{"published", FEED_PUBLISHED, 0},
	{"date_published", FEED_PUBLISHED, 0},
	{"created_at", FEED_PUBLISHED, 1},
	{"updated_at", FEED_UPDATED, 0},
	{"updated", FEED_UPDATED, 0},
	{"date_modified", FEED_UPDATED, 0},
	{"status", FEED_STATUS, 0},
	{"visibility", FEED_PASSWORD, 0},
};

/* Where a post's text is, the best first. */
static const struct {
	const char *name;
	int is_html;
} texts[] = {
	{"html", 1},           {"content_html", 1}, {"content", 1},
	{"content_text", 0},   {"plaintext", 0},    {"markdown", 0},
	{"custom_excerpt", 0}, {"summary", 0},      {"excerpt", 0},
};

struct reader {
	struct format_input in;
	struct json_export export;
	struct feed_record record;
	struct buf text;
	size_t next; /* index of a post */
	char lang[8];
};

static int has(struct str s, const char *part)
{
	return memmem(s.p, s.len, part, strlen(part)) != NULL;
}

/* A key "posts" that holds a list. */
static int has_posts(struct str s)
{
	const char *p = memmem(s.p, s.len, "\"posts\"", 7);

	if (!p)
		return 0;
	for (p += 7; p < s.p + s.len && (ascii_space(*p) || *p == ':');)
		p++;
	return p < s.p + s.len && *p == '[';
}

static int sniff(struct str head)
{
	struct str s = ascii_trim(head);

	if (ascii_begins(s, STR("\xEF\xBB\xBF")))
		s = ascii_trim((struct str){s.p + 3, s.len - 3});
	if (!s.len || (s.p[0] != '{' && s.p[0] != '['))
		return FORMAT_NO;
	if (has(s, "\"exported_on\"") || has(s, "\"blogger#post") ||
	    has(s, "jsonfeed.org"))
		return FORMAT_CERTAIN;
	return has_posts(s) || has(s, "\"home_page_url\"") ? FORMAT_LIKELY
							   : FORMAT_NO;
}

static void close_json(void *reader)
{
	struct reader *r = reader;

	if (!r)
		return;
	json_export_free(&r->export);
	arena_free(&r->record.arena);
	buf_free(&r->text);
	free(r);
}

static enum status load(struct reader *r, struct error *err)
{
	struct buf utf8 = BUF_INIT(UTF8_MAX), sound = BUF_INIT(UTF8_MAX);
	struct str text;
	enum status st = charset_to_utf8(&text, &utf8, r->in.bytes, STR(""),
					 r->in.diag, err);

	if (st == ST_OK)
		st = json_repair(&sound, text, err);
	buf_free(&utf8);
	if (st == ST_OK)
		st = json_export_read(&r->export, buf_str(&sound), err);
	buf_free(&sound);
	return st;
}

static enum status open_json(void **reader, const struct format_input *in,
			     struct error *err)
{
	struct reader *r = calloc(1, sizeof(*r));
	enum status st;

	*reader = NULL;
	if (!r)
		return error_set(err, ST_MEMORY, "out of memory");
	r->in = *in;
	r->record.arena.max = ARENA_MAX;
	r->text.max = TEXT_MAX;
	st = load(r, err);
	if (st != ST_OK) {
		close_json(r);
		return st;
	}
	*reader = r;
	return ST_OK;
}

/* Old exports have numbers: seconds or milliseconds since 1970. */
static void set_date(struct reader *r, const struct json_row *row,
		     const json_t *value)
{
	char item[40], scratch[32];
	struct str text = json_export_text(value, scratch);
	int64_t date;

	if (json_is_integer(value)) {
		date = json_integer_value(value);
		if (date / MS_SINCE >= 1000 || date / MS_SINCE <= -1000)
			date /= 1000;
		feed_record_set_date(&r->record, row->field, row->rank, date);
	} else if (text.len && date_parse(&date, text)) {
		feed_record_set_date(&r->record, row->field, row->rank, date);
	} else if (text.len) {
		snprintf(item, sizeof(item), "post %zu", r->next);
		diag_report(r->in.diag, DIAG_WARNING, item,
			    "'%.*s' is not a date",
			    text.len < 60 ? (int)text.len : 60, text.p);
	}
}

static enum status set_one(struct reader *r, const struct json_row *row,
			   const json_t *value, struct error *err)
{
	char scratch[32];
	struct str text;

	if (row->field == FEED_PUBLISHED || row->field == FEED_UPDATED) {
		set_date(r, row, value);
		return ST_OK;
	}
	text = json_export_text(value, scratch);
	if (row->field == FEED_TITLE) {
		enum status st;

		buf_clear(&r->text);
		st = html_to_text(&r->text, text, err);
		if (st != ST_OK)
			return st;
		text = feed_fold(&r->text);
	}
	text = feed_cut(ascii_trim(text), FEED_LINE_MAX);
	return feed_record_set(&r->record, row->field, row->rank, text, err);
}

/* A name as itself, or in an object, or in one around that. */
static const json_t *find_name(const json_t *value)
{
	static const char *const members[] = {"name", "displayName", "data"};

	for (int depth = 0; depth < 3 && json_is_object(value); depth++) {
		const json_t *inner = NULL;

		for (size_t i = 0; !inner && i < 3; i++)
			inner = json_object_get(value, members[i]);
		value = inner;
	}
	return json_is_string(value) ? value : NULL;
}

/* Blogger's have references in them. Borrowed until the next. */
static enum status name_of(struct str *out, struct reader *r,
			   const json_t *value, struct error *err)
{
	char scratch[32];
	enum status st;

	buf_clear(&r->text);
	st = entity_decode(&r->text,
			   json_export_text(find_name(value), scratch), err);
	*out = feed_cut(feed_fold(&r->text), FEED_LINE_MAX);
	return st;
}

/* Ghost's tags that begin with '#' are for its own use. */
static enum status add_tags(struct reader *r, const json_t *list,
			    struct error *err)
{
	enum status st = ST_OK;
	const json_t *value;
	size_t i;

	json_array_foreach(list, i, value)
	{
		struct str name;

		if (st == ST_OK)
			st = name_of(&name, r, value, err);
		if (st == ST_OK && name.len && name.p[0] != '#')
			st = feed_record_add_tag(&r->record, name, err);
	}
	return st;
}

/* `value`: one or a list of them. */
static enum status add_series(struct reader *r, const json_t *value,
			      struct error *err)
{
	size_t n = json_is_array(value) ? json_array_size(value) : 1;
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		const json_t *one =
			json_is_array(value) ? json_array_get(value, i) : value;
		struct str name;

		st = name_of(&name, r, one, err);
		if (st == ST_OK)
			st = feed_record_add_series(&r->record, name, err);
	}
	return st;
}

static enum status add_author(struct reader *r, unsigned rank,
			      const json_t *value, struct error *err)
{
	struct str name;
	enum status st = name_of(&name, r, value, err);

	return st == ST_OK ? feed_record_add_author(&r->record, rank, name, err)
			   : st;
}

/* `value`: one author or a list of them. */
static enum status add_authors(struct reader *r, unsigned rank,
			       const json_t *value, struct error *err)
{
	enum status st = ST_OK;
	const json_t *one;
	size_t i;

	if (!json_is_array(value))
		return add_author(r, rank, value, err);
	json_array_foreach(value, i, one) if (st == ST_OK) st =
		add_author(r, rank, one, err);
	return st;
}

static enum status read_lists(struct reader *r, const json_t *post,
			      struct error *err)
{
	const struct json_export *e = &r->export;
	const json_t *id = json_object_get(post, "id");
	enum status st = add_tags(r, json_object_get(post, "tags"), err);
	struct str user;

	if (st == ST_OK)
		st = add_tags(r, json_object_get(post, "labels"), err);
	if (st == ST_OK)
		st = add_tags(r, json_export_names(e->tags, id), err);
	if (st == ST_OK)
		st = add_series(r, json_object_get(post, "series"), err);
	if (st == ST_OK)
		st = add_authors(r, 0, json_object_get(post, "authors"), err);
	if (st == ST_OK)
		st = add_authors(r, 0, json_export_names(e->authors, id), err);
	if (st == ST_OK)
		st = add_authors(r, 1, json_object_get(post, "author"), err);
	if (st != ST_OK)
		return st;
	user = json_export_user(e, json_object_get(post, "author_id"));
	return feed_record_add_author(&r->record, 2, user, err);
}

static enum status read_text(struct reader *r, const json_t *post,
			     struct error *err)
{
	const size_t n = sizeof(texts) / sizeof(*texts);
	char scratch[32];
	struct str text = {"", 0};
	size_t i = 0;

	buf_clear(&r->text);
	for (; i < n && !text.len; i++)
		text = ascii_trim(json_export_text(
			json_object_get(post, texts[i].name), scratch));
	if (!text.len)
		return ST_OK;
	text = feed_cut(text, FORMAT_POST_MAX);
	return texts[i - 1].is_html ? html_to_text(&r->text, text, err)
				    : text_add_paragraphs(&r->text, text, err);
}

static enum status read_post(struct reader *r, const json_t *post,
			     struct error *err)
{
	const json_t *data = json_object_get(post, "data");
	enum status st = ST_OK;
	struct str id;

	feed_record_clear(&r->record);
	for (size_t i = 0; st == ST_OK && i < sizeof(rows) / sizeof(*rows);
	     i++) {
		const json_t *value = json_object_get(post, rows[i].name);

		if (!value)
			value = json_object_get(data, rows[i].name);
		st = set_one(r, &rows[i], value, err);
	}
	if (json_is_object(data))
		post = data;
	if (st == ST_OK)
		st = read_lists(r, post, err);
	id = feed_record_get(&r->record, FEED_ID);
	if (st == ST_OK && ascii_begins(id, STR("http")))
		st = feed_record_set(&r->record, FEED_URL, RANK_OF_ID, id, err);
	return st == ST_OK ? read_text(r, post, err) : st;
}

static int is_wanted(const struct reader *r)
{
	struct str status = feed_record_get(&r->record, FEED_STATUS);
	struct str shown = feed_record_get(&r->record, FEED_PASSWORD);

	if (r->in.options.drafts)
		return 1;
	return (!status.len || ascii_equal(status, STR("published")) ||
		ascii_equal(status, STR("live"))) &&
	       (!shown.len || ascii_equal(shown, STR("public")));
}

static struct str either(struct str a, struct str b)
{
	return a.len ? a : b;
}

static void fill(struct reader *r, struct post *post)
{
	const struct feed_record *rec = &r->record;

	*post = (struct post){
		.id = feed_record_get(rec, FEED_ID),
		.url = feed_record_get(rec, FEED_URL),
		.title = feed_record_get(rec, FEED_TITLE),
		.site = feed_cut(ascii_trim(r->export.site), FEED_LINE_MAX),
		.lang = feed_language(r->lang,
				      either(feed_record_get(rec, FEED_LANG),
					     r->export.lang)),
		.authors = {rec->authors, rec->n_authors},
		.tags = {rec->tags, rec->n_tags},
		.series = {rec->series, rec->n_series},
		.published = rec->published.date,
		.updated = rec->updated.date,
		.text = ascii_trim(buf_str(&r->text)),
	};
}

static enum status next(void *reader, struct post *post, struct error *err)
{
	struct reader *r = reader;
	enum status st = ST_OK;

	do {
		const json_t *value = json_array_get(r->export.posts, r->next);

		if (!value)
			return ST_END;
		r->next++;
		if (!json_is_object(value))
			return error_set(err, ST_INPUT, "post %zu is no object",
					 r->next);
		st = read_post(r, value, err);
	} while (st == ST_OK && !is_wanted(r));
	if (st == ST_OK)
		fill(r, post);
	return st;
}

const struct format format_json = {
	.name = "json",
	.suffixes = "",
	.sniff = sniff,
	.open = open_json,
	.next = next,
	.close = close_json,
};
