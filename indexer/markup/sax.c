#include "indexer/markup/sax.h"

#include <libxml/HTMLparser.h>

#include "indexer/markup/refuse.h"
#include "indexer/markup/tags.h"

enum {
	CHUNK = 4 << 10,     /* bytes fed to the parser at once */
	CHUNK_MAX = 1 << 30, /* one run of text may be longer */
	SHALLOW = 64         /* from here on the depth is watched tag by tag */
};

struct sax {
	const struct sax_handler *handler;
	void *ctx;
	htmlParserCtxtPtr parser;
	struct error *err;
	enum status st; /* of the first handler that failed */
};

static void settle(struct sax *s, enum status st)
{
	s->st = st;
	if (st != ST_OK)
		xmlStopParser(s->parser);
}

/* The name as the document has it: see clean.h. */
static struct str name_of(const xmlChar *name)
{
	struct str s = {(const char *)name, strlen((const char *)name)};
	struct str own = {s.p + 2, s.len > 2 ? s.len - 2 : 0};

	if (s.len > 2 && s.p[0] == 'x' && s.p[1] == '-' &&
	    tag_flags(own) & TAG_RENAME)
		return own;
	return s;
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
	struct sax *s = ctx;

	if (s->st == ST_OK)
		settle(s, s->handler->start(s->ctx, name_of(name),
					    (const char *const *)atts, s->err));
}

static void on_end(void *ctx, const xmlChar *name)
{
	struct sax *s = ctx;

	if (s->st == ST_OK)
		settle(s, s->handler->end(s->ctx, name_of(name), s->err));
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct sax *s = ctx;
	struct str piece = {(const char *)text, (size_t)len};

	if (s->st == ST_OK)
		settle(s, s->handler->text(s->ctx, piece, s->err));
}

static htmlParserCtxtPtr parser_new(struct sax *s)
{
	xmlSAXHandler events = {
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
	};
	htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(
		&events, s, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);

	if (parser)
		htmlCtxtUseOptions(
			parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
					HTML_PARSE_NONET | HTML_PARSE_NODEFDTD |
					HTML_PARSE_IGNORE_ENC);
	return parser;
}

static void feed(struct sax *s, struct str bytes, int last)
{
	if (s->st == ST_OK)
		htmlParseChunk(s->parser, bytes.p, (int)bytes.len, last);
}

/* Large runs of text are fed in parts: the parser looks for their end again
 * with each part, so small ones would cost too much. */
static enum status feed_all(struct sax *s, struct str html,
			    struct html_flaws *flaws)
{
	struct html_clean clean = HTML_CLEAN_INIT(html);
	struct buf chunk = BUF_INIT(CHUNK_MAX);
	enum status st = ST_OK;

	while (st == ST_OK && s->st == ST_OK) {
		size_t wanted = s->parser->nameNr > SHALLOW ? 1 : CHUNK;

		clean.deep = s->parser->nameNr > SAX_DEPTH_MAX;
		st = html_clean_next(&chunk, &clean, s->err);
		if (chunk.len < wanted && st == ST_OK)
			continue;
		feed(s, buf_str(&chunk), 0);
		buf_clear(&chunk);
	}
	if (flaws)
		*flaws = clean.flaws;
	buf_free(&chunk);
	return st == ST_END ? ST_OK : st;
}

/* The frame makes the parser see elements only: it would stop at the end of
 * a fragment's first paragraph otherwise. */
enum status sax_parse(const struct sax_handler *handler, void *ctx,
		      struct str html, struct html_flaws *flaws,
		      struct error *err)
{
	struct sax s = {.handler = handler, .ctx = ctx, .err = err};
	enum status st = refused_markup(err);

	if (st != ST_OK)
		return st;
	s.parser = parser_new(&s);
	if (!s.parser)
		return error_set(err, ST_MEMORY, "out of memory");
	feed(&s, STR("<html><body>"), 0);
	st = feed_all(&s, html, flaws);
	feed(&s, STR(""), 1);
	if (s.parser->myDoc)
		xmlFreeDoc(s.parser->myDoc);
	htmlFreeParserCtxt(s.parser);
	return st != ST_OK ? st : s.st;
}

const char *sax_attribute(const char *const *atts, const char *name)
{
	for (; atts && atts[0]; atts += 2)
		if (strcmp(atts[0], name) == 0)
			return atts[1] ? atts[1] : "";
	return NULL;
}
