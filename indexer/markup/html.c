#include "indexer/markup/html.h"

#include "indexer/markup/flow.h"
#include "indexer/markup/sax.h"
#include "indexer/markup/tags.h"

struct reader {
	struct flow flow;
	unsigned hidden; /* elements open in and with one that is not shown */
};

static enum status on_start(void *ctx, struct str name, const char *const *atts,
			    struct error *err)
{
	struct reader *r = ctx;
	unsigned flags = tag_flags(name);
	const char *alt;

	if (r->hidden || flags & TAG_SKIP || str_eq(name, STR("x-json"))) {
		r->hidden++;
		return ST_OK;
	}
	flow_open(&r->flow, flags);
	alt = str_eq(name, STR("img")) ? sax_attribute(atts, "alt") : NULL;
	if (!alt)
		return ST_OK;
	return flow_text(&r->flow, (struct str){alt, strlen(alt)}, err);
}

static enum status on_end(void *ctx, struct str name, struct error *err)
{
	struct reader *r = ctx;

	(void)err;
	if (r->hidden)
		r->hidden--;
	else
		flow_close(&r->flow, tag_flags(name));
	return ST_OK;
}

static enum status on_text(void *ctx, struct str text, struct error *err)
{
	struct reader *r = ctx;

	return r->hidden ? ST_OK : flow_text(&r->flow, text, err);
}

enum status html_to_text(struct buf *out, struct str html, struct error *err)
{
	static const struct sax_handler handler = {on_start, on_end, on_text};
	struct reader r = {.flow = flow_begin(out)};

	return sax_parse(&handler, &r, html, NULL, err);
}
