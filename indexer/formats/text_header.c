#include "indexer/formats/text_header.h"

#include <stdio.h>

#include "common/base/date.h"
#include "indexer/formats/text_lines.h"
#include "indexer/markup/ascii.h"

enum {
	LOOKED_AT = TEXT_HEADER_LINES + 2, /* lines */
	PLAIN_MAX = 4,     /* lines of a header that carry no mark */
	TITLE_MAX = 300,   /* bytes of a first line that is one */
	WRAPPED_MIN = 45,  /* bytes of a line that was wrapped by a program */
	DATE_LINE_MAX = 60 /* bytes */
};

enum kind { PLAIN, BYLINE, DATE, LABEL, RULE };

enum label {
	L_TITLE,
	L_SITE,
	L_AUTHOR,
	L_DATE,
	L_TAGS,
	L_SERIES,
	L_URL,
	L_LANG
};

/* "Title: Coup foiled" */
static const struct {
	const char *name;
	enum label label;
} labels[] = {
	{"title", L_TITLE},     {"subject", L_TITLE},  {"site", L_SITE},
	{"blog", L_SITE},       {"author", L_AUTHOR},  {"authors", L_AUTHOR},
	{"date", L_DATE},       {"published", L_DATE}, {"posted", L_DATE},
	{"tags", L_TAGS},       {"tag", L_TAGS},       {"keywords", L_TAGS},
	{"categories", L_TAGS}, {"category", L_TAGS},  {"url", L_URL},
	{"permalink", L_URL},   {"link", L_URL},       {"lang", L_LANG},
	{"language", L_LANG},   {"series", L_SERIES},
};

struct head_line {
	struct text_line line;
	enum kind kind;
	enum label label;
	struct str value; /* of a label */
	int solo;         /* a block of its own */
	int dated;        /* a DATE, or a BYLINE with one */
	int used;
};

struct head {
	struct text_header *out;
	struct diag *diag;
	struct head_line v[LOOKED_AT];
	size_t n;   /* lines looked at */
	size_t end; /* lines that are header: up to the last mark */
	struct str repeated;
};

static int read_label(struct head_line *l)
{
	struct str s = l->line.text;
	const char *colon = memchr(s.p, ':', s.len);
	struct str name = {s.p, colon ? (size_t)(colon - s.p) : 0};

	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		struct str known = {labels[i].name, strlen(labels[i].name)};

		if (!ascii_equal(name, known))
			continue;
		l->label = labels[i].label;
		l->value = ascii_trim(
			(struct str){s.p + name.len + 1, s.len - name.len - 1});
		return l->value.len > 0;
	}
	return 0;
}

static int is_rule(struct str s)
{
	if (s.len < 3 || !strchr("=-", s.p[0]))
		return 0;
	for (size_t i = 1; i < s.len; i++)
		if (s.p[i] != s.p[0])
			return 0;
	return 1;
}

static enum kind kind_of(struct head_line *l, int first)
{
	struct str s = l->line.text;
	struct byline byline;
	int64_t date;

	if (is_rule(s))
		return first ? PLAIN : RULE;
	if (read_label(l))
		return LABEL;
	l->dated = s.len <= DATE_LINE_MAX && date_parse(&date, s);
	if (l->dated)
		return DATE;
	if (!byline_read(&byline, s))
		return PLAIN;
	l->dated = byline.date != DATE_NONE;
	return !first || l->dated ? BYLINE : PLAIN;
}

static void look(struct head *h, struct str text)
{
	struct text_line line;
	size_t offset = 0;

	while (h->n < LOOKED_AT && text_line_next(&line, text, &offset)) {
		struct head_line *l = &h->v[h->n];

		*l = (struct head_line){.line = line, .solo = line.gap};
		if (!text_is_long(line.text))
			l->kind = kind_of(l, h->n == 0);
		if (h->n && !line.gap)
			h->v[h->n - 1].solo = l->solo = 0;
		h->n++;
	}
}

/* Do a few lines without a gap lead to one with a date, as a title does? */
static int leads_to_date(const struct head *h, size_t i)
{
	for (size_t k = i + 1; k < h->n && k <= i + 3; k++) {
		if (h->v[k].line.gap || text_is_long(h->v[k].line.text))
			return 0;
		if (h->v[k].dated)
			return 1;
	}
	return 0;
}

/* Wrapped prose is no header, whatever stands in it. */
static int is_prose(const struct head *h, size_t i)
{
	const struct head_line *l = &h->v[i];

	if (text_is_long(l->line.text))
		return i || l->line.text.len > TITLE_MAX ||
		       !leads_to_date(h, i);
	return (l->kind == PLAIN && !l->solo && i + 1 < h->n &&
		!h->v[i + 1].line.gap && h->v[i + 1].kind == PLAIN &&
		l->line.text.len >= WRAPPED_MIN && !leads_to_date(h, i));
}

/* The header ends with its last marked line. */
static void find_end(struct head *h)
{
	size_t plain = 0;

	for (size_t i = 0; i < h->n && i < TEXT_HEADER_LINES; i++) {
		struct head_line *l = &h->v[i];

		if (is_prose(h, i))
			break;
		if (l->kind != PLAIN)
			h->end = i + 1;
		else if (++plain > PLAIN_MAX)
			break;
	}
}

static void report_date(struct head *h, size_t line, struct str date)
{
	char item[40];

	snprintf(item, sizeof(item), "header line %zu", line + 1);
	diag_report(h->diag, DIAG_WARNING, item, "'%.*s' is not a date",
		    (int)(date.len < 60 ? date.len : 60), date.p);
}

static void keep(struct head *h, size_t i)
{
	h->out->kept[h->out->n_kept++] = h->v[i].line.text;
	h->v[i].used = 1;
}

static void add_tags(struct text_header *out, struct str s)
{
	while (s.len && out->n_tags < TEXT_TAGS_MAX) {
		const char *comma = memchr(s.p, ',', s.len);
		size_t n = comma ? (size_t)(comma - s.p) : s.len;
		struct str tag = ascii_trim((struct str){s.p, n});

		if (tag.len)
			out->tags[out->n_tags++] = tag;
		n += comma ? 1 : 0;
		s = (struct str){s.p + n, s.len - n};
	}
}

/* Take over what a byline says; 0: not all of it. */
static int take_byline(struct text_header *out, const struct byline *b)
{
	int64_t date = out->byline.date;

	if (out->byline.n)
		return 0;
	out->byline = *b;
	if (date != DATE_NONE)
		out->byline.date = date;
	return !b->rest && (date == DATE_NONE || b->date == DATE_NONE);
}

static int take_date(struct head *h, size_t i, struct str value)
{
	int64_t date;

	if (!date_parse(&date, value)) {
		report_date(h, i, value);
		return 0;
	}
	if (h->out->byline.date != DATE_NONE)
		return 0;
	h->out->byline.date = date;
	return 1;
}

static int take_once(struct str *to, struct str value)
{
	if (to->len)
		return 0;
	*to = value;
	return 1;
}

static int take_label(struct head *h, size_t i)
{
	struct text_header *out = h->out;
	struct str value = h->v[i].value;
	struct byline byline;

	switch (h->v[i].label) {
	case L_TITLE:
		return take_once(&out->title, value);
	case L_SITE:
		return take_once(&out->site, value);
	case L_SERIES:
		return take_once(&out->series, value);
	case L_URL:
		return take_once(&out->url, value);
	case L_LANG:
		return take_once(&out->lang, value);
	case L_AUTHOR:
		byline_read_names(&byline, value);
		return take_byline(out, &byline);
	case L_DATE:
		return take_date(h, i, value);
	case L_TAGS:
		add_tags(out, value);
		return out->n_tags < TEXT_TAGS_MAX;
	}
	return 0;
}

/* A marked line's words are all taken, or the line stays in the text. */
static void take_marked(struct head *h, size_t i)
{
	struct byline byline;
	int whole = 1;

	switch (h->v[i].kind) {
	case PLAIN:
		return;
	case BYLINE:
		whole = byline_read(&byline, h->v[i].line.text) &&
			take_byline(h->out, &byline);
		break;
	case DATE:
		whole = take_date(h, i, h->v[i].line.text);
		break;
	case LABEL:
		whole = take_label(h, i);
		break;
	case RULE: /* underlines the line above */
		if (h->v[i - 1].kind == PLAIN && !h->v[i].line.gap &&
		    take_once(&h->out->title, h->v[i - 1].line.text))
			h->v[i - 1].used = 1;
		break;
	}
	h->v[i].used = whole;
}

/* A line that is there twice names the blog. */
static void find_repeated(struct head *h)
{
	for (size_t i = 1; i < h->n && h->v[i].kind == PLAIN; i++) {
		if (!ascii_equal(h->v[i - 1].line.text, h->v[i].line.text))
			break;
		h->repeated = h->v[i].line.text;
		h->v[i - 1].used = 1;
		if (h->end < i)
			h->end = i;
	}
}

/* May the line behind the header be the title? Sentences are not. */
static int is_title(const struct head *h, size_t i)
{
	struct str s;

	if (i + 1 >= h->n || !h->v[i].solo || h->v[i].kind != PLAIN)
		return 0;
	s = h->v[i].line.text;
	return !text_is_long(s) && s.p[s.len - 1] != '.' &&
	       h->v[i + 1].line.text.len > s.len;
}

static void take_line(struct head *h, size_t i, struct str *to)
{
	*to = h->v[i].line.text;
	h->v[i].used = 1;
	if (h->end <= i)
		h->end = i + 1;
}

/* The next header line that nothing has taken yet; h->end: none. */
static size_t next_plain(const struct head *h, size_t i)
{
	while (i < h->end && (h->v[i].used || h->v[i].kind != PLAIN))
		i++;
	return i;
}

/* A first line that is prose stays in the text; its beginning is the title. */
static void title_from_first(struct head *h)
{
	if (!h->n)
		return;
	if (is_prose(h, 0))
		h->out->title = text_cut(h->v[0].line.text);
	else
		take_line(h, 0, &h->out->title);
}

static void find_title(struct head *h)
{
	struct text_header *out = h->out;
	size_t first = next_plain(h, 0), second = next_plain(h, first + 1);
	int one = first < h->end && second >= h->end;

	if (first < h->end && ascii_equal(h->v[first].line.text, h->repeated))
		take_once(&out->site, h->repeated);
	if (out->title.len)
		return;
	if (first >= h->end && h->end && h->end < h->n && h->v[h->end].solo &&
	    !text_is_long(h->v[h->end].line.text))
		take_line(h, h->end, &out->title);
	else if (one && is_title(h, h->end))
		take_line(h, h->end, &out->title);
	else if (h->repeated.len && second < h->end)
		take_line(h, second, &out->title);
	else if (first < h->end && !h->repeated.len)
		take_line(h, first, &out->title);
	else if (!h->end)
		title_from_first(h);
}

/* A line left over beside a title of its own names the blog. */
static void find_site(struct head *h)
{
	size_t i = next_plain(h, 0);

	if (h->out->site.len && i < h->end &&
	    ascii_equal(h->out->site, h->v[i].line.text))
		h->v[i].used = 1;
	else if (!h->out->site.len && h->out->title.len && i < h->end)
		take_line(h, i, &h->out->site);
}

void text_header_read(struct text_header *out, struct str text,
		      struct diag *diag)
{
	struct head h = {.out = out, .diag = diag};

	*out = (struct text_header){.byline.date = DATE_NONE};
	look(&h, text);
	find_end(&h);
	for (size_t i = 0; i < h.end; i++)
		take_marked(&h, i);
	find_repeated(&h);
	find_title(&h);
	find_site(&h);
	for (size_t i = 0; i < h.end; i++)
		if (!h.v[i].used)
			keep(&h, i);
	out->body = h.end ? h.v[h.end - 1].line.end : 0;
	if (!out->title.len && h.n)
		out->title = text_cut(h.v[h.end < h.n ? h.end : 0].line.text);
}
