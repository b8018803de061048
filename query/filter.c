#include "query/filter.h"

#include <string.h>
#include <time.h>

#include "common/base/buf.h"
#include "common/index/schema.h"
#include "common/index/value.h"
#include "common/text/utf8.h"
#include "common/text/words.h"

enum {
	PARTS_MAX = 6,      /* author, tag, series, site, lang, date */
	WORDS_MAX = 32,     /* of one value */
	TEXT_MAX = 64 << 10 /* bytes of one */
};

enum status filter_dates(struct filter *out, const char *from, const char *to,
			 struct error *err)
{
	const int64_t now = (int64_t)time(NULL);
	struct date_range range;

	if (from &&
	    !date_range_parse(&range, (struct str){from, strlen(from)}, now))
		return error_set(err, ST_USAGE,
				 "--from %s is no date; write it as 2006, "
				 "2006-06, 2006-06-14 or June 2006",
				 from);
	if (from)
		out->from = range.from;
	if (to && !date_range_parse(&range, (struct str){to, strlen(to)}, now))
		return error_set(err, ST_USAGE,
				 "--to %s is no date; write it as 2006, "
				 "2006-06, 2006-06-14 or June 2006",
				 to);
	if (to)
		out->to = range.to;
	return ST_OK;
}

/* All of the words under their prefix. */
static enum status words_query(xap_query **out, const char *prefix,
			       struct str text, struct error *err)
{
	xap_query *parts[WORDS_MAX];
	char key[XAP_TERM_MAX];
	struct words w;
	struct word word;
	size_t n = 0;
	enum status st = ST_OK;

	words_begin(&w, text, 1);
	while (st == ST_OK && n < WORDS_MAX && words_next(&w, &word)) {
		if (word.role != WORD_PLAIN)
			continue;
		st = xap_query_term(&parts[n],
				    value_term(key, prefix, word.term), 1, err);
		n += st == ST_OK;
	}
	if (st == ST_OK)
		st = xap_query_combine(out, XAP_AND, parts, n, 0, err);
	for (size_t i = 0; i < n; i++)
		xap_query_free(parts[i]);
	return st;
}

/* `text`: sound. */
static enum status sound_query(xap_query **out, enum schema_field field,
			       struct str text, const xap_db *posts,
			       struct error *err)
{
	const struct schema_row *row = &schema[field];
	struct buf folded = BUF_INIT(VALUE_MAX);
	char key[XAP_TERM_MAX];
	struct str term = {NULL, 0};
	uint32_t freq = 0;
	enum status st = value_fold(&folded, text, err);

	if (st == ST_OK && folded.len) {
		term = value_term(key, row->value, buf_str(&folded));
		st = xap_db_term_freq(posts, term, &freq, err);
	}
	if (st == ST_OK)
		st = freq || !row->words
			     ? xap_query_term(out, term, 1, err)
			     : words_query(out, row->words, text, err);
	buf_free(&folded);
	return st;
}

/* As text is indexed: UTF-8 in Form C. */
static enum status value_query(xap_query **out, enum schema_field field,
			       struct str text, const xap_db *posts,
			       struct error *err)
{
	struct buf repaired = BUF_INIT(TEXT_MAX), nfc = BUF_INIT(TEXT_MAX);
	struct str sound = {NULL, 0};
	size_t replaced;
	enum status st = utf8_repair(&repaired, text, &replaced, err);

	if (st == ST_OK)
		st = utf8_nfc(&sound, &nfc, buf_str(&repaired), err);
	if (st == ST_OK)
		st = sound_query(out, field, sound, posts, err);
	buf_free(&repaired);
	buf_free(&nfc);
	return st;
}

/* A language is no words: "EN" and "en-GB" are "en". */
static enum status lang_query(xap_query **out, struct str lang,
			      struct error *err)
{
	const char *prefix = schema[FIELD_LANG].value;
	char key[XAP_TERM_MAX], code[16];
	size_t n = 0;

	for (; n < lang.len && n < sizeof(code) && lang.p[n] != '-' &&
	       lang.p[n] != '_';
	     n++)
		code[n] = lang.p[n] >= 'A' && lang.p[n] <= 'Z'
				  ? (char)(lang.p[n] + 'a' - 'A')
				  : lang.p[n];
	return xap_query_term(
		out, value_term(key, prefix, (struct str){code, n}), 1, err);
}

static enum status date_query(xap_query **out, const struct filter *f,
			      struct error *err)
{
	char low[XAP_SORTABLE_MAX], high[XAP_SORTABLE_MAX];
	struct str from = {low, 0}, to = {high, 0};

	if (f->from != DATE_NONE)
		from.len = xap_sortable((double)f->from, low);
	if (f->to != DATE_NONE)
		to.len = xap_sortable((double)f->to, high);
	return xap_query_range(out, SLOT_DATE, from, to, err);
}

enum status filter_query(xap_query **out, const struct filter *f,
			 const xap_db *posts, struct error *err)
{
	const struct {
		enum schema_field field;
		struct str text;
	} values[] = {{FIELD_AUTHOR, f->author},
		      {FIELD_TAG, f->tag},
		      {FIELD_SERIES, f->series},
		      {FIELD_SITE, f->site}};
	const size_t count = sizeof(values) / sizeof(values[0]);
	xap_query *parts[PARTS_MAX];
	size_t n = 0;
	enum status st = ST_OK;

	*out = NULL;
	for (size_t i = 0; st == ST_OK && i < count; i++) {
		if (values[i].text.len == 0)
			continue;
		st = value_query(&parts[n], values[i].field, values[i].text,
				 posts, err);
		n += st == ST_OK;
	}
	if (st == ST_OK && f->lang.len) {
		st = lang_query(&parts[n], f->lang, err);
		n += st == ST_OK;
	}
	if (st == ST_OK && (f->from != DATE_NONE || f->to != DATE_NONE)) {
		st = date_query(&parts[n], f, err);
		n += st == ST_OK;
	}
	if (st == ST_OK && n)
		st = xap_query_combine(out, XAP_AND, parts, n, 0, err);
	for (size_t i = 0; i < n; i++)
		xap_query_free(parts[i]);
	return st;
}
