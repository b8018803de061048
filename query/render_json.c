#include "query/render.h"

#include "common/out/html.h"
#include "query/render_parts.h"

static struct str borrow(const char *s)
{
	return (struct str){s, strlen(s)};
}

static void put_marks(struct json *j, const char *key, const struct snippet *s)
{
	json_put_key(j, key);
	json_put_array(j);
	for (size_t i = 0; i < s->mark_count; i++) {
		json_put_array(j);
		json_put_int(j, (int64_t)s->marks[i].at);
		json_put_int(j, (int64_t)s->marks[i].len);
		json_put_end(j);
	}
	json_put_end(j);
}

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
	if (iso[0])
		json_put_string(j, borrow(iso));
	else
		json_put_null(j);
}

/* How a word is kin to the one that was typed. */
void put_kin(struct json *j, const struct sought_term *t)
{
	json_put_member_string(j, "by", borrow(t->by));
	if (t->rule.len)
		json_put_member_string(j, "rule", t->rule);
	if (t->score) {
		json_put_key(j, "score");
		json_put_double(j, t->score / 1000.0, 3);
	}
}

static void put_matched(struct json *j, const struct snippet *s,
			const char *field)
{
	for (size_t i = 0; i < s->matched_count; i++) {
		json_put_object(j);
		json_put_member_string(j, "query", s->matched[i].typed);
		json_put_member_string(j, "text", s->matched[i].text);
		put_kin(j, s->matched[i].term);
		json_put_member_string(j, "in", borrow(field));
		json_put_end(j);
	}
}

static void put_result(struct json *j, const struct result *r,
		       const struct render_options *options)
{
	int linked = !options->for_web || url_is_safe(r->post.url);
	const struct post *p = &r->post;

	json_put_object(j);
	json_put_member_string(j, "id", p->id);
	json_put_member_string(j, "url", linked ? p->url : STR(""));
	json_put_member_string(j, "title", p->title);
	json_put_member_string(j, "author", r->author.text);
	put_list(j, "authors", &p->authors);
	put_date(j, "date", p->published);
	put_date(j, "updated", p->updated);
	put_list(j, "tags", &p->tags);
	put_list(j, "series", &p->series);
	json_put_member_string(j, "site", p->site);
	json_put_member_string(j, "lang", p->lang);
	json_put_key(j, "score");
	json_put_double(j, r->score, 5);
	json_put_member_int(j, "copies", r->copies);
	json_put_key(j, "snippet");
	json_put_object(j);
	json_put_member_string(j, "text", r->snippet.text);
	put_marks(j, "marks", &r->snippet);
	json_put_end(j);
	put_marks(j, "title_marks", &r->title);
	put_marks(j, "author_marks", &r->author);
	json_put_key(j, "matched");
	json_put_array(j);
	put_matched(j, &r->snippet, "text");
	put_matched(j, &r->title, "title");
	put_matched(j, &r->author, "author");
	json_put_end(j);
	json_put_end(j);
}

void put_notes(struct json *j, const struct tree *t)
{
	json_put_key(j, "notes");
	json_put_array(j);
	for (size_t i = 0; i < t->note_count; i++)
		json_put_string(j, t->notes[i].text);
	json_put_end(j);
}

void render_json(struct sink *out, const struct answer *a,
		 const struct render_options *options)
{
	struct json j = JSON_INIT(out, JSON_PRETTY);

	j.no_tags = options->for_web;
	json_put_object(&j);
	json_put_member_int(&j, "schema", 1);
	json_put_member_string(&j, "query", a->tree.query);
	json_put_member_int(&j, "total", a->total);
	json_put_key(&j, "exact_total");
	json_put_bool(&j, a->exact_total);
	json_put_member_int(&j, "offset", a->offset);
	json_put_key(&j, "took_ms");
	json_put_double(&j, a->took_ms, 3);
	put_notes(&j, &a->tree);
	json_put_key(&j, "results");
	json_put_array(&j);
	for (size_t i = 0; i < a->n; i++)
		put_result(&j, &a->results[i], options);
	json_put_end(&j);
	if (a->has_facets && options->facets)
		put_facets(&j, &a->facets);
	if (a->has_facets && options->timeline)
		put_timeline(&j, &a->facets);
	json_put_key(&j, "suggestion");
	if (a->suggestion.len)
		json_put_string(&j, a->suggestion);
	else
		json_put_null(&j);
	json_put_end(&j);
	json_put_newline(&j);
}

void render_jsonl(struct sink *out, const struct answer *a,
		  const struct render_options *options)
{
	struct json j = JSON_INIT(out, JSON_DENSE);

	j.no_tags = options->for_web;
	for (size_t i = 0; i < a->n; i++) {
		put_result(&j, &a->results[i], options);
		json_put_newline(&j);
	}
}
