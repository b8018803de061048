#include "indexer/dump.h"

static void put_list(struct json *j, const char *key,
		     const struct str_list *list)
{
	json_put_key(j, key);
	json_put_array(j);
	for (size_t i = 0; i < list->n; i++)
		json_put_string(j, list->v[i]);
	json_put_end(j);
}

static void put_date(struct json *j, const char *key, int64_t date)
{
	char iso[DATE_MAX_LEN];

	date_format_iso(iso, date);
	json_put_key(j, key);
	if (date == DATE_NONE)
		json_put_null(j);
	else
		json_put_string(j, (struct str){iso, strlen(iso)});
}

void dump_post(struct json *j, const struct posts_item *item)
{
	const struct post *p = &item->post;

	json_put_object(j);
	json_put_member_string(j, "id", item->unique);
	json_put_member_string(j, "url", p->url);
	json_put_member_string(j, "title", p->title);
	put_list(j, "authors", &p->authors);
	put_date(j, "date", p->published);
	put_date(j, "updated", p->updated);
	put_list(j, "tags", &p->tags);
	put_list(j, "series", &p->series);
	json_put_member_string(j, "lang", p->lang);
	json_put_member_string(j, "site", p->site);
	json_put_member_string(j, "path", item->path);
	json_put_key(j, "format");
	json_put_string(j, (struct str){item->format, strlen(item->format)});
	json_put_member_string(j, "text", p->text);
	if (p->comments.len)
		json_put_member_string(j, "comments", p->comments);
	json_put_end(j);
	json_put_newline(j);
}
