#include <stdio.h>

#include <uniwidth.h>

#include "common/out/json.h"
#include "common/out/text.h"
#include "query/names.h"

enum { COLUMN_MAX = 40 };

static size_t columns(struct str s)
{
	int n = u8_width((const uint8_t *)s.p, s.len, "UTF-8");

	return n > 0 ? (size_t)n : 0;
}

static void pad(struct text *t, size_t from, size_t to)
{
	for (; from < to; from++)
		text_words(t, " ");
}

static void rule(struct text *t, const struct sought_term *kin)
{
	if (kin->why.len)
		text_field(t, kin->why);
	else
		text_words(t, kin->score == NAME_SAME ? "as asked" : kin->by);
}

void names_text(struct sink *out, struct str query, const struct spellings *s,
		const struct render_options *options)
{
	struct text t = TEXT_INIT(out, options->colour);
	size_t width = 0;

	text_style(&t, TEXT_TITLE);
	text_field(&t, query);
	text_style(&t, TEXT_NORMAL);
	text_words(&t, s->n ? "\n" : ": no such name in this archive\n");
	for (size_t i = 0; i < s->n; i++) {
		size_t n = columns(s->v[i].text);

		if (n > width && n <= COLUMN_MAX)
			width = n;
	}
	for (size_t i = 0; i < s->n; i++) {
		const struct spelling *one = &s->v[i];
		char count[40];

		snprintf(count, sizeof(count), "%8u in %-6u", one->count,
			 one->posts);
		text_words(&t, count);
		text_style(&t, TEXT_MATCH);
		text_field(&t, one->text);
		text_style(&t, TEXT_NORMAL);
		pad(&t, columns(one->text), width + 2);
		snprintf(count, sizeof(count), "%.2f  ",
			 one->kin->score / 1000.0);
		text_style(&t, TEXT_FAINT);
		text_words(&t, count);
		rule(&t, one->kin);
		text_style(&t, TEXT_NORMAL);
		text_words(&t, "\n");
	}
	text_free(&t);
}

static void put_spellings(struct json *j, const struct spellings *s)
{
	json_put_key(j, "spellings");
	json_put_array(j);
	for (size_t i = 0; i < s->n; i++) {
		const struct spelling *one = &s->v[i];

		json_put_object(j);
		json_put_member_string(j, "text", one->text);
		json_put_member_int(j, "count", one->count);
		json_put_member_int(j, "posts", one->posts);
		json_put_key(j, "score");
		json_put_double(j, one->kin->score / 1000.0, 3);
		json_put_member_string(j, "rule", one->kin->rule);
		json_put_end(j);
	}
	json_put_end(j);
}

void names_json(struct sink *out, struct str query, const struct spellings *s,
		int dense)
{
	struct json j = JSON_INIT(out, dense ? JSON_DENSE : JSON_PRETTY);

	json_put_object(&j);
	json_put_member_string(&j, "query", query);
	put_spellings(&j, s);
	json_put_end(&j);
	json_put_newline(&j);
}

void family_text(struct sink *out, const struct family *family,
		 const struct render_options *options)
{
	struct text t = TEXT_INIT(out, options->colour);
	char count[24];

	snprintf(count, sizeof(count), "%7u  ", family->count);
	text_words(&t, count);
	for (size_t i = 0; i < family->spellings.n; i++) {
		const struct spelling *one = &family->spellings.v[i];

		if (i)
			text_words(&t, ", ");
		text_style(&t, i ? TEXT_NORMAL : TEXT_TITLE);
		text_field(&t, one->text);
		text_style(&t, TEXT_FAINT);
		snprintf(count, sizeof(count), " %u", one->count);
		text_words(&t, count);
		text_style(&t, TEXT_NORMAL);
	}
	text_words(&t, "\n");
	text_free(&t);
}

void family_json(struct sink *out, const struct family *family)
{
	struct json j = JSON_INIT(out, JSON_DENSE);

	json_put_object(&j);
	json_put_member_string(&j, "text", family->text);
	json_put_member_int(&j, "count", family->count);
	put_spellings(&j, &family->spellings);
	json_put_end(&j);
	json_put_newline(&j);
}
