#include "indexer/markup/xml.h"

#include <stdlib.h>

#include <expat.h>

#include "indexer/markup/charset_stream.h"
#include "indexer/markup/url.h"
#include "indexer/markup/xml_repair.h"

enum {
	REPAIRED_MAX = 4 << 20, /* bytes of one piece */
	DECLARED_MAX = 256,     /* namespaces declared at one time */
	DECLARED_HERE_MAX = 32, /* by one element */
	PREFIX_MAX = 32,        /* bytes */
	URL_MAX = 2 << 10,      /* bytes of a base */
	LANG_MAX = 35
};

struct declared {
	char prefix[PREFIX_MAX];
	size_t len;
	enum xml_space space;
};

/* An open element. */
struct frame {
	enum xml_space space;
	size_t declared; /* how many namespaces stood before it */
	size_t kept;     /* bytes in `words` before it */
	struct {
		size_t at, len;
	} lang, base; /* in `words`; inherited */
};

struct xml {
	const struct xml_handler *handler;
	void *ctx;
	struct diag *diag;
	struct charset_stream utf8;
	struct xml_repair *repair;
	struct buf piece; /* repaired, for expat */
	XML_Parser parser;
	struct frame frames[XML_REPAIR_DEPTH_MAX + 2]; /* [0]: outside */
	unsigned depth;
	struct declared declared[DECLARED_MAX];
	size_t n_declared;
	struct buf words; /* languages and bases of open elements */
	struct error *err;
	enum status st; /* of the first handler that failed */
	int paused, ended, told;
};

struct str xml_attribute(const char *const *atts, const char *name)
{
	for (; *atts; atts += 2)
		if (strcmp(atts[0], name) == 0)
			return (struct str){atts[1], strlen(atts[1])};
	return STR("");
}

static struct frame *top(struct xml *x)
{
	return &x->frames[x->depth];
}

struct str xml_lang(const struct xml *x)
{
	const struct frame *f = &x->frames[x->depth];

	return (struct str){buf_str(&x->words).p + f->lang.at, f->lang.len};
}

struct str xml_base(const struct xml *x)
{
	const struct frame *f = &x->frames[x->depth];

	return (struct str){buf_str(&x->words).p + f->base.at, f->base.len};
}

static void declare(struct xml *x, struct str prefix, struct str uri)
{
	struct declared *d = &x->declared[x->n_declared];

	if (x->n_declared == DECLARED_MAX || prefix.len > PREFIX_MAX ||
	    x->n_declared - top(x)->declared == DECLARED_HERE_MAX)
		return;
	memcpy(d->prefix, prefix.p, prefix.len);
	d->len = prefix.len;
	d->space = xml_space_of(uri);
	/* A name nobody knows is more often misspelled than meant. */
	if (d->space == XML_SPACE_OTHER && prefix.len)
		d->space = xml_space_by_prefix(prefix);
	if (d->space == XML_SPACE_OTHER && !prefix.len)
		d->space = XML_SPACE_NONE;
	x->n_declared++;
}

static void declare_all(struct xml *x, const char *const *atts)
{
	for (; *atts; atts += 2) {
		struct str name = {atts[0], strlen(atts[0])};
		struct str uri = {atts[1], strlen(atts[1])};

		if (str_eq(name, STR("xmlns")))
			declare(x, STR(""), uri);
		else if (name.len > 6 && memcmp(name.p, "xmlns:", 6) == 0)
			declare(x, (struct str){name.p + 6, name.len - 6}, uri);
	}
}

static enum xml_space find_space(const struct xml *x, struct str prefix)
{
	for (size_t i = x->n_declared; i > 0; i--) {
		const struct declared *d = &x->declared[i - 1];

		if (str_eq((struct str){d->prefix, d->len}, prefix))
			return d->space;
	}
	return prefix.len ? xml_space_by_prefix(prefix) : XML_SPACE_NONE;
}

static struct str local_of(struct str name, struct str *prefix)
{
	const char *colon = memchr(name.p, ':', name.len);

	*prefix = (struct str){name.p, colon ? (size_t)(colon - name.p) : 0};
	if (!colon)
		return name;
	return (struct str){colon + 1, name.len - prefix->len - 1};
}

/* xml:lang and xml:base, else what the element around it has. */
static enum status inherit(struct xml *x, const char *const *atts,
			   struct error *err)
{
	struct str lang = xml_attribute(atts, "xml:lang");
	struct str base = xml_attribute(atts, "xml:base");
	struct frame *f = top(x);
	enum status st = ST_OK;

	if (lang.len && lang.len <= LANG_MAX) {
		f->lang.at = x->words.len;
		f->lang.len = lang.len;
		st = buf_add(&x->words, lang, err);
	}
	if (st == ST_OK && base.len && base.len <= URL_MAX) {
		struct buf url = BUF_INIT(2 * URL_MAX);

		/* One that grows too long is ignored. */
		if (url_resolve(&url, xml_base(x), base, err) == ST_OK) {
			f->base.at = x->words.len;
			f->base.len = url.len;
			st = buf_add(&x->words, buf_str(&url), err);
		}
		buf_free(&url);
	}
	return st;
}

static void settle(struct xml *x, enum status st)
{
	if (st == ST_OK)
		return;
	x->st = st;
	XML_StopParser(x->parser, XML_FALSE);
}

static void XMLCALL on_start(void *ctx, const char *name, const char **atts)
{
	struct xml *x = ctx;
	struct str whole = {name, strlen(name)}, prefix;
	struct xml_name resolved = {.local = local_of(whole, &prefix)};
	const char *const *a = (const char *const *)atts;
	enum status st;

	if (x->st != ST_OK)
		return;
	x->frames[x->depth + 1] = *top(x);
	x->depth++;
	top(x)->declared = x->n_declared;
	top(x)->kept = x->words.len;
	declare_all(x, a);
	resolved.space = top(x)->space = find_space(x, prefix);
	st = inherit(x, a, x->err);
	if (st == ST_OK && x->depth > 1) /* not xml_repair's own */
		st = x->handler->start(x->ctx, &resolved, a, x->err);
	settle(x, st);
}

static void XMLCALL on_end(void *ctx, const char *name)
{
	struct xml *x = ctx;
	struct str whole = {name, strlen(name)}, prefix;
	struct xml_name resolved = {top(x)->space, local_of(whole, &prefix)};

	if (x->st != ST_OK)
		return;
	if (x->depth > 1)
		settle(x, x->handler->end(x->ctx, &resolved, x->err));
	x->n_declared = top(x)->declared;
	x->words.len = top(x)->kept;
	x->depth--;
}

static void XMLCALL on_text(void *ctx, const char *text, int len)
{
	struct xml *x = ctx;
	struct str piece = {text, (size_t)len};

	if (x->st == ST_OK && x->depth > 1)
		settle(x, x->handler->text(x->ctx, piece, x->err));
}

enum status xml_open(struct xml **out, const struct stream *in,
		     const struct xml_handler *handler, void *ctx,
		     struct diag *diag, struct error *err)
{
	struct xml *x = calloc(1, sizeof(*x));
	enum status st;

	*out = NULL;
	if (!x)
		return error_set(err, ST_MEMORY, "out of memory");
	x->handler = handler;
	x->ctx = ctx;
	x->diag = diag;
	x->piece.max = REPAIRED_MAX;
	/* Each element has its language once, each base twice its length. */
	x->words.max = (size_t)(XML_REPAIR_DEPTH_MAX + 2) * 3 * URL_MAX;
	charset_stream_begin(&x->utf8, in, diag);
	st = xml_repair_new(&x->repair, err);
	x->parser = XML_ParserCreate("UTF-8");
	if (st == ST_OK && !x->parser)
		st = error_set(err, ST_MEMORY, "out of memory");
	if (st != ST_OK) {
		xml_free(x);
		return st;
	}
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	*out = x;
	return ST_OK;
}

void xml_free(struct xml *x)
{
	if (!x)
		return;
	if (x->parser)
		XML_ParserFree(x->parser);
	xml_repair_free(x->repair);
	charset_stream_end(&x->utf8);
	buf_free(&x->piece);
	buf_free(&x->words);
	free(x);
}

void xml_pause(struct xml *x)
{
	x->paused = 1;
	XML_StopParser(x->parser, XML_TRUE);
}

static enum status failed(struct xml *x, struct error *err)
{
	if (x->st != ST_OK)
		return x->st;
	return error_set(
		err,
		XML_GetErrorCode(x->parser) == XML_ERROR_NO_MEMORY ? ST_MEMORY
								   : ST_INPUT,
		"not XML: %s", XML_ErrorString(XML_GetErrorCode(x->parser)));
}

/* Read, repair and parse one piece. */
static enum status step(struct xml *x, struct error *err)
{
	struct str utf8;
	enum status st = charset_stream_next(&x->utf8, &utf8, err);
	int last = st == ST_END;

	buf_clear(&x->piece);
	if (st == ST_OK)
		st = xml_repair_add(x->repair, &x->piece, utf8, err);
	else if (last)
		st = xml_repair_end(x->repair, &x->piece, err);
	if (st != ST_OK)
		return st;
	x->ended = last;
	if (XML_Parse(x->parser, buf_str(&x->piece).p, (int)x->piece.len,
		      last) == XML_STATUS_ERROR)
		return failed(x, err);
	return ST_OK;
}

enum status xml_next(struct xml *x, struct error *err)
{
	enum status st = ST_OK;

	x->err = err;
	if (x->paused) {
		x->paused = 0;
		if (XML_ResumeParser(x->parser) == XML_STATUS_ERROR)
			st = failed(x, err);
	}
	while (st == ST_OK && !x->paused && !x->ended)
		st = step(x, err);
	if (st == ST_OK && x->paused)
		return ST_OK;
	if (!x->told)
		xml_repair_report(x->repair, x->diag);
	x->told = x->ended = 1; /* a failure is the end too */
	return st == ST_OK ? ST_END : st;
}
