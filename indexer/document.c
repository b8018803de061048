#include "indexer/document.h"

#include <stdlib.h>

#include "common/index/content.h"
#include "common/index/facet.h"
#include "common/index/packed.h"
#include "common/index/record.h"
#include "common/index/schema.h"
#include "common/index/value.h"
#include "common/text/utf8.h"

enum { RECORD_MAX = 16 << 20 };

struct document_maker {
	struct lexicon *lexicon;
	xap_doc *doc;
	struct buf record, packed;
	struct buf nfc;   /* the text, when it had to change */
	struct buf value; /* a whole value being folded */
	struct buf facets;
	uint32_t pos; /* of the next bare word */
};

enum status document_maker_new(struct document_maker **out,
			       struct lexicon *lexicon, struct error *err)
{
	struct document_maker *m = calloc(1, sizeof(*m));
	enum status st;

	*out = NULL;
	if (!m)
		return error_set(err, ST_MEMORY, "out of memory");
	m->lexicon = lexicon;
	m->record = (struct buf)BUF_INIT(RECORD_MAX);
	m->packed = (struct buf)BUF_INIT(2 * RECORD_MAX);
	m->nfc = (struct buf)BUF_INIT(RECORD_MAX);
	m->value = (struct buf)BUF_INIT(VALUE_MAX);
	m->facets = (struct buf)BUF_INIT(XAP_VALUE_MAX);
	st = xap_doc_new(&m->doc, err);
	if (st != ST_OK) {
		document_maker_free(m);
		return st;
	}
	*out = m;
	return ST_OK;
}

void document_maker_free(struct document_maker *m)
{
	if (!m)
		return;
	xap_doc_free(m->doc);
	buf_free(&m->record);
	buf_free(&m->packed);
	buf_free(&m->nfc);
	buf_free(&m->value);
	buf_free(&m->facets);
	free(m);
}

static enum status count_word(struct document_maker *m, const struct word *word,
			      struct error *err)
{
	if (!m->lexicon || !word_has_kin(word))
		return ST_OK;
	return lexicon_add(m->lexicon, word, err);
}

/* The bare words of a text, and a gap behind them. */
static enum status add_text(struct document_maker *m, struct str text,
			    enum text_kind kind, uint32_t wdf,
			    struct error *err)
{
	struct words w;
	struct word word;
	enum status st = ST_OK;

	if (m->lexicon)
		lexicon_next_text(m->lexicon, text, kind);
	words_begin(&w, text, m->pos);
	while (st == ST_OK && words_next(&w, &word)) {
		st = xap_doc_add_posting(m->doc, word.term, word.pos, wdf, err);
		if (st == ST_OK)
			st = count_word(m, &word, err);
	}
	m->pos = w.pos + SCHEMA_GAP;
	return st;
}

/* The words of a field under its prefix, from position `pos`. */
static enum status add_field_words(struct document_maker *m, const char *prefix,
				   struct str text, uint32_t *pos,
				   struct error *err)
{
	char key[XAP_TERM_MAX];
	struct words w;
	struct word word;
	struct str term;
	enum status st = ST_OK;

	words_begin(&w, text, *pos);
	while (st == ST_OK && words_next(&w, &word)) {
		term = value_term(key, prefix, word.term);
		st = xap_doc_add_posting(m->doc, term, word.pos, 1, err);
	}
	*pos = w.pos + SCHEMA_GAP;
	return st;
}

static enum status add_boolean(struct document_maker *m, const char *prefix,
			       struct str value, struct error *err)
{
	char key[XAP_TERM_MAX];

	return xap_doc_add_term(m->doc, value_term(key, prefix, value), 0, err);
}

static enum status add_value(struct document_maker *m, const char *prefix,
			     struct str text, struct error *err)
{
	enum status st = value_fold(&m->value, text, err);

	if (st != ST_OK || m->value.len == 0)
		return st;
	return add_boolean(m, prefix, buf_str(&m->value), err);
}

static enum status add_field(struct document_maker *m, enum schema_field field,
			     struct str text, uint32_t *pos, struct error *err)
{
	const struct schema_row *row = &schema[field];
	int label = field == FIELD_AUTHOR || field == FIELD_TAG ||
		    field == FIELD_SERIES;
	enum status st =
		add_text(m, text, label ? TEXT_LABELS : TEXT_PROSE,
			 field == FIELD_TITLE ? SCHEMA_TITLE_WDF : 1, err);

	if (st == ST_OK && row->words)
		st = add_field_words(m, row->words, text, pos, err);
	if (st == ST_OK && row->value)
		st = add_value(m, row->value, text, err);
	return st;
}

static enum status add_list(struct document_maker *m, enum schema_field field,
			    const struct str_list *list, struct error *err)
{
	uint32_t pos = 1;
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < list->n; i++)
		st = add_field(m, field, list->v[i], &pos, err);
	return st;
}

static enum status add_slot(struct document_maker *m, uint32_t slot,
			    int64_t date, struct error *err)
{
	char value[9];
	size_t n;

	if (date == DATE_NONE)
		return ST_OK;
	n = xap_sortable((double)date, value);
	return xap_doc_set_value(m->doc, slot, (struct str){value, n}, err);
}

static enum status add_dates(struct document_maker *m, const struct post *post,
			     struct error *err)
{
	char day[DATE_MAX_LEN], digits[8];
	enum status st = add_slot(m, SLOT_DATE, post->published, err);

	if (st == ST_OK)
		st = add_slot(m, SLOT_UPDATED, post->updated, err);
	date_format_day(day, post->published);
	if (st != ST_OK || strlen(day) != 10)
		return st;
	memcpy(digits, day, 4);
	memcpy(digits + 4, day + 5, 2);
	memcpy(digits + 6, day + 8, 2);
	st = add_boolean(m, schema[FIELD_YEAR].value, (struct str){digits, 4},
			 err);
	if (st == ST_OK)
		st = add_boolean(m, schema[FIELD_MONTH].value,
				 (struct str){digits, 6}, err);
	if (st == ST_OK)
		st = add_boolean(m, schema[FIELD_DAY].value,
				 (struct str){digits, 8}, err);
	return st;
}

static enum status add_words(struct document_maker *m, const struct post *post,
			     struct error *err)
{
	uint32_t pos = 1;
	enum status st = add_field(m, FIELD_TITLE, post->title, &pos, err);

	if (st == ST_OK)
		st = add_text(m, post->text, TEXT_PROSE, 1, err);
	if (st == ST_OK)
		st = add_list(m, FIELD_AUTHOR, &post->authors, err);
	if (st == ST_OK)
		st = add_list(m, FIELD_TAG, &post->tags, err);
	if (st == ST_OK)
		st = add_list(m, FIELD_SERIES, &post->series, err);
	pos = 1;
	if (st == ST_OK)
		st = add_field(m, FIELD_SITE, post->site, &pos, err);
	pos = 1;
	if (st == ST_OK && post->comments.len)
		st = add_field_words(m, schema[FIELD_COMMENT].words,
				     post->comments, &pos, err);
	return st;
}

static enum status add_content(struct document_maker *m, struct str text,
			       struct error *err)
{
	unsigned char hash[CONTENT_HASH];
	size_t n = content_hash(hash, text);

	return xap_doc_set_value(m->doc, SLOT_CONTENT,
				 (struct str){(const char *)hash, n}, err);
}

enum status document_make(xap_doc **out, struct document_maker *m,
			  const struct post *post, struct str unique,
			  struct error *err)
{
	struct post p = *post;
	enum status st;

	m->pos = 1;
	xap_doc_clear(m->doc);
	buf_clear(&m->record);
	if (m->lexicon)
		lexicon_next_post(m->lexicon, post->lang);
	st = utf8_nfc(&p.text, &m->nfc, post->text, err);
	if (st == ST_OK)
		st = add_words(m, &p, err);
	if (st == ST_OK)
		st = add_dates(m, &p, err);
	if (st == ST_OK && p.lang.len)
		st = add_boolean(m, schema[FIELD_LANG].value, p.lang, err);
	if (st == ST_OK)
		st = add_boolean(m, schema[FIELD_ID].value, unique, err);
	if (st == ST_OK)
		st = facet_pack(&m->facets, &p, err);
	if (st == ST_OK)
		st = xap_doc_set_value(m->doc, SLOT_FACETS, buf_str(&m->facets),
				       err);
	if (st == ST_OK)
		st = add_content(m, p.text, err);
	if (st == ST_OK)
		st = record_encode(&m->record, &p, err);
	if (st == ST_OK)
		st = packed_put(&m->packed, buf_str(&m->record), err);
	if (st == ST_OK)
		st = xap_doc_set_data(m->doc, buf_str(&m->packed), err);
	*out = m->doc;
	return st;
}
