#include "indexer/markup/xml_repair.h"

#include <stdlib.h>

#include "indexer/markup/ascii.h"
#include "indexer/markup/xml_flaws.h"
#include "indexer/markup/xml_open.h"
#include "indexer/markup/xml_tag.h"

enum {
	PENDING_MAX = 4 << 20, /* bytes read and not understood yet */
	SPACE_MAX = 4 << 10    /* bytes of white space behind a lost "]]>" */
};

enum state {
	IN_TEXT,
	IN_CDATA,
	IN_COMMENT,
	IN_INSTRUCTION,
	IN_DOCTYPE,
	STATES /* how many */
};

struct xml_repair {
	enum state state;
	struct buf *out; /* of the call at hand */
	struct buf pending, clean;
	struct xml_open open;
	int begun, final;
	int in_subset;       /* of a document type, its "[" was seen */
	int subset_closing;  /* only white space since its "]" */
	unsigned inner;      /* in CDATA: starts of its own element's name */
	size_t before;       /* bytes consumed before `base` */
	size_t quotes_after; /* offset up to which no quote has an end */
	const char *base;    /* of the bytes at hand */
	size_t line;         /* at base, from 1 */
	struct xml_flaws flaws;
};

enum status xml_repair_new(struct xml_repair **out, struct error *err)
{
	struct xml_repair *r = calloc(1, sizeof(*r));

	*out = NULL;
	if (!r)
		return error_set(err, ST_MEMORY, "out of memory");
	r->pending.max = PENDING_MAX;
	r->clean.max = PENDING_MAX;
	r->line = 1;
	xml_open_begin(&r->open);
	*out = r;
	return ST_OK;
}

void xml_repair_free(struct xml_repair *r)
{
	if (!r)
		return;
	buf_free(&r->pending);
	buf_free(&r->clean);
	free(r);
}

static void add_flaw(struct xml_repair *r, enum xml_flaw flaw, const char *at)
{
	xml_flaws_add(&r->flaws, flaw, r->line, r->base, at);
}

static enum status put(struct xml_repair *r, struct str s, struct error *err)
{
	return buf_add(r->out, s, err);
}

static int begins(struct str s, struct str with)
{
	return s.len >= with.len && memcmp(s.p, with.p, with.len) == 0;
}

/* `s` ends where it might still become `with`. */
static int may_begin(struct xml_repair *r, struct str s, struct str with)
{
	return !r->final && s.len < with.len && memcmp(s.p, with.p, s.len) == 0;
}

static enum status end_tag(struct xml_repair *r, struct str s,
			   struct error *err)
{
	struct str name = xml_name_at((struct str){s.p + 2, s.len - 2});
	unsigned extra;
	enum status st = xml_open_end(&r->open, r->out, name, &extra, err);

	if (st == ST_OK && extra)
		add_flaw(r, XML_FLAW_BALANCE, s.p);
	return st;
}

/* `s`: a whole tag. */
static enum status start_tag(struct xml_repair *r, struct str s,
			     struct error *err)
{
	struct str name = xml_name_at((struct str){s.p + 1, s.len - 1});
	struct str rest = {name.p + name.len, s.len - name.len - 2};
	int empty = rest.len && rest.p[rest.len - 1] == '/';
	unsigned dropped = 0, extra;
	enum status st;
	int shown;

	if (empty)
		rest.len--;
	st = xml_open_start(&r->open, r->out, name, &shown, &extra, err);
	if (extra)
		add_flaw(r, XML_FLAW_BALANCE, s.p);
	if (!shown)
		add_flaw(r, XML_FLAW_DEPTH, s.p);
	if (st == ST_OK && shown)
		st = xml_put_attributes(r->out, rest, &dropped, err);
	if (dropped)
		add_flaw(r, XML_FLAW_ATTRIBUTE, s.p);
	if (st == ST_OK && shown)
		st = put(r, STR(">"), err);
	if (st == ST_OK && shown && (empty || xml_open_is_void(name)))
		st = xml_open_end(&r->open, r->out, name, &extra, err);
	return st;
}

/* A quote without an end is none. The search for one costs XML_TAG_MAX bytes,
 * so it is not repeated for each tag that these bytes may hold. */
static size_t tag_length(struct xml_repair *r, struct str s)
{
	size_t at = r->before + (size_t)(s.p - r->base);
	size_t n = at < r->quotes_after ? 0 : xml_tag_length(s, 1);

	if (n && (n != XML_TAG_PARTIAL || !r->final))
		return n;
	if (at >= r->quotes_after)
		r->quotes_after = at + XML_TAG_MAX;
	n = xml_tag_length(s, 0);
	return n == XML_TAG_PARTIAL && r->final ? 0 : n;
}

static enum status tag_step(struct xml_repair *r, struct str s, size_t *used,
			    struct error *err)
{
	size_t slash = s.len > 1 && s.p[1] == '/';
	struct str name = {s.p + 1 + slash, s.len - 1 - slash};
	size_t n = 0;

	if (!name.len && !r->final)
		return ST_OK;
	if (name.len && xml_name_begins(name.p[0]))
		n = tag_length(r, s);
	if (n == XML_TAG_PARTIAL)
		return ST_OK;
	if (!n || xml_name_at(name).len > XML_NAME_MAX) {
		add_flaw(r, XML_FLAW_LESS, s.p);
		*used = 1;
		return put(r, STR("&lt;"), err);
	}
	*used = n;
	s.len = n;
	return slash ? end_tag(r, s, err) : start_tag(r, s, err);
}

static const struct {
	struct str begin;
	enum state state;
} openings[] = {
	{{"<!--", 4}, IN_COMMENT},      {{"<![CDATA[", 9}, IN_CDATA},
	{{"<!DOCTYPE", 9}, IN_DOCTYPE}, {{"<!doctype", 9}, IN_DOCTYPE},
	{{"<?", 2}, IN_INSTRUCTION},
};

static enum status enter(struct xml_repair *r, enum state state,
			 struct error *err)
{
	r->state = state;
	r->in_subset = r->subset_closing = 0;
	r->inner = 0;
	return state == IN_CDATA ? put(r, STR("<![CDATA["), err) : ST_OK;
}

static enum status markup_step(struct xml_repair *r, struct str s, size_t *used,
			       struct error *err)
{
	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
		if (may_begin(r, s, openings[i].begin))
			return ST_OK;
		if (!begins(s, openings[i].begin))
			continue;
		*used = openings[i].begin.len;
		return enter(r, openings[i].state, err);
	}
	return tag_step(r, s, used, err);
}

static enum status reference_step(struct xml_repair *r, struct str s,
				  size_t *used, struct error *err)
{
	int bare;
	enum status st =
		xml_put_reference(r->out, s, r->final, used, &bare, err);

	if (bare)
		add_flaw(r, XML_FLAW_AMPERSAND, s.p);
	return st;
}

static enum status text_step(struct xml_repair *r, struct str s, size_t *used,
			     struct error *err)
{
	size_t n = 0;

	while (n < s.len && s.p[n] != '<' && s.p[n] != '&' && s.p[n] != '>')
		n++;
	*used = n;
	if (n)
		return put(r, (struct str){s.p, n}, err);
	if (s.p[0] == '<')
		return markup_step(r, s, used, err);
	if (s.p[0] == '&')
		return reference_step(r, s, used, err);
	*used = 1; /* it may stand behind "]]" */
	return put(r, STR("&gt;"), err);
}

static enum status leave_cdata(struct xml_repair *r, struct error *err)
{
	r->state = IN_TEXT;
	return put(r, STR("]]>"), err);
}

/*
 * At "<" in CDATA: does the section end here though its "]]>" is missing? It
 * does where its element's end tag is followed by another tag, unless such an
 * element began in the section too. 1: yes, -1: more is needed to tell.
 */
static int is_lost_end(struct xml_repair *r, struct str s)
{
	struct str name = xml_open_name(&r->open), at;
	size_t slash = s.len > 1 && s.p[1] == '/', n = 1 + slash + name.len;

	at = (struct str){s.p + 1 + slash, s.len - 1 - slash};
	if (!name.len || (at.len && at.p[0] != name.p[0]))
		return 0;
	if (at.len < name.len + 1)
		return r->final ? 0 : -1;
	if (!begins(at, name) || xml_name_at(at).len != name.len)
		return 0;
	if (!slash) {
		r->inner++;
		return 0;
	}
	if (r->inner) {
		r->inner--;
		return 0;
	}
	if (at.p[name.len] != '>')
		return 0;
	for (n += 1; n < s.len && ascii_space(s.p[n]) && n < SPACE_MAX;)
		n++;
	if (n == s.len)
		return r->final ? 1 : -1;
	return s.p[n] == '<';
}

static enum status cdata_step(struct xml_repair *r, struct str s, size_t *used,
			      struct error *err)
{
	size_t n = 0;
	int lost;

	while (n < s.len && s.p[n] != '<' && s.p[n] != ']')
		n++;
	*used = n;
	if (n)
		return put(r, (struct str){s.p, n}, err);
	if (may_begin(r, s, STR("]]>")))
		return ST_OK;
	if (begins(s, STR("]]>"))) {
		*used = 3;
		return leave_cdata(r, err);
	}
	lost = s.p[0] == '<' ? is_lost_end(r, s) : 0;
	if (lost < 0)
		return ST_OK;
	*used = !lost;
	if (!lost)
		return put(r, (struct str){s.p, 1}, err);
	add_flaw(r, XML_FLAW_CDATA, s.p);
	return leave_cdata(r, err);
}

/* To `end`, a part of which may be the last of `s`. */
static void skip_to(struct xml_repair *r, struct str s, struct str end,
		    size_t *used)
{
	const char *p = memmem(s.p, s.len, end.p, end.len);

	if (p) {
		*used = (size_t)(p - s.p) + end.len;
		r->state = IN_TEXT;
	} else if (r->final) {
		*used = s.len;
	} else {
		*used = s.len < end.len ? 0 : s.len - (end.len - 1);
	}
}

static enum status comment_step(struct xml_repair *r, struct str s,
				size_t *used, struct error *err)
{
	(void)err;
	skip_to(r, s, STR("-->"), used);
	return ST_OK;
}

/* At the first '>': the '?' is forgotten more often than '>' is part of it. */
static enum status instruction_step(struct xml_repair *r, struct str s,
				    size_t *used, struct error *err)
{
	(void)err;
	skip_to(r, s, STR(">"), used);
	return ST_OK;
}

/* Quotes do not matter: in a value that holds "]>" is nothing to be kept. */
static enum status doctype_step(struct xml_repair *r, struct str s,
				size_t *used, struct error *err)
{
	(void)err;
	while (*used < s.len) {
		char c = s.p[(*used)++];

		if (c == '>' && (!r->in_subset || r->subset_closing)) {
			r->state = IN_TEXT;
			return ST_OK;
		}
		if (c == '[' && !r->in_subset) {
			add_flaw(r, XML_FLAW_ENTITIES, s.p);
			r->in_subset = 1;
		}
		r->subset_closing =
			c == ']' || (r->subset_closing && ascii_space(c));
	}
	return ST_OK;
}

typedef enum status step_fn(struct xml_repair *r, struct str s, size_t *used,
			    struct error *err);

static step_fn *const steps[STATES] = {
	[IN_TEXT] = text_step,       [IN_CDATA] = cdata_step,
	[IN_COMMENT] = comment_step, [IN_INSTRUCTION] = instruction_step,
	[IN_DOCTYPE] = doctype_step,
};

/* Until nothing is left of `*s`, or its rest cannot be understood yet. */
static enum status run(struct xml_repair *r, struct str *s, struct error *err)
{
	enum status st = ST_OK;
	const char *begin = s->p;

	r->base = s->p;
	while (st == ST_OK && s->len) {
		enum state state = r->state;
		size_t used = 0;

		st = steps[state](r, *s, &used, err);
		*s = (struct str){s->p + used, s->len - used};
		if (!used && r->state == state)
			break;
	}
	r->line += xml_count_lines(begin, s->p);
	r->before += (size_t)(s->p - begin);
	return st;
}

static enum status begin_output(struct xml_repair *r, struct buf *out,
				struct error *err)
{
	r->out = out;
	if (r->begun)
		return ST_OK;
	r->begun = 1;
	return put(r, STR("<x>"), err);
}

/* Bytes from the start of s that may stand in XML: no controls, no U+FFFE. */
static size_t allowed_length(struct str s)
{
	size_t n = 0;

	for (; n < s.len; n++) {
		unsigned char c = (unsigned char)s.p[n];

		if (c < 0x20 && c != '\n' && c != '\t' && c != '\r')
			break;
		if (c == 0xEF && n + 2 < s.len &&
		    (unsigned char)s.p[n + 1] == 0xBF &&
		    (unsigned char)s.p[n + 2] >= 0xBE)
			break;
	}
	return n;
}

static enum status allow(struct str *out, struct xml_repair *r, struct str s,
			 struct error *err)
{
	size_t n = allowed_length(s);
	enum status st = ST_OK;

	*out = s;
	if (n == s.len)
		return ST_OK;
	r->base = s.p;
	buf_clear(&r->clean);
	while (st == ST_OK && s.len) {
		n = allowed_length(s);
		st = buf_add(&r->clean, (struct str){s.p, n}, err);
		s = (struct str){s.p + n, s.len - n};
		if (!s.len)
			break;
		add_flaw(r, XML_FLAW_CHARACTER, s.p);
		n = (unsigned char)s.p[0] == 0xEF ? 3 : 1;
		s = (struct str){s.p + n, s.len - n};
	}
	*out = buf_str(&r->clean);
	return st;
}

enum status xml_repair_add(struct xml_repair *r, struct buf *out, struct str in,
			   struct error *err)
{
	enum status st = begin_output(r, out, err);
	struct str rest;

	if (st == ST_OK)
		st = allow(&rest, r, in, err);
	if (st != ST_OK)
		return st;
	if (r->pending.len) {
		st = buf_add(&r->pending, rest, err);
		rest = buf_str(&r->pending);
	}
	if (st == ST_OK)
		st = run(r, &rest, err);
	if (st != ST_OK)
		return st;
	if (!r->pending.len)
		return buf_add(&r->pending, rest, err);
	memmove(r->pending.p, rest.p, rest.len);
	r->pending.len = rest.len;
	return ST_OK;
}

enum status xml_repair_end(struct xml_repair *r, struct buf *out,
			   struct error *err)
{
	struct str rest = buf_str(&r->pending);
	enum status st = begin_output(r, out, err);

	r->final = 1;
	if (st == ST_OK)
		st = run(r, &rest, err);
	if (r->state != IN_TEXT || xml_open_name(&r->open).len)
		add_flaw(r, XML_FLAW_END, r->base);
	if (st == ST_OK && r->state == IN_CDATA)
		st = leave_cdata(r, err);
	if (st == ST_OK)
		st = xml_open_end_all(&r->open, out, err);
	return st == ST_OK ? put(r, STR("</x>"), err) : st;
}

void xml_repair_report(const struct xml_repair *r, struct diag *diag)
{
	xml_flaws_report(&r->flaws, diag);
}
