#include "query/queries.h"

#include <stdio.h>
#include <string.h>

#include "query/batch.h"

enum { LINE_MAX_BYTES = 64 << 10 };

static struct queries_line split(struct str text, char number[24],
				 size_t line_number)
{
	const char *tab = text.len ? memchr(text.p, '\t', text.len) : NULL;
	struct queries_line line = {.query = text};

	line.qid.p = number;
	line.qid.len = (size_t)snprintf(number, 24, "%zu", line_number);
	if (tab && tab > text.p) {
		line.qid = (struct str){text.p, (size_t)(tab - text.p)};
		line.query = (struct str){tab + 1, text.len - line.qid.len - 1};
	}
	return line;
}

enum status queries_read(const char *path,
			 enum status (*each)(void *ctx,
					     const struct queries_line *line,
					     struct error *err),
			 void *ctx, struct error *err)
{
	char number[24];
	struct batch *b = NULL;
	struct str text;
	enum status st = batch_open(&b, path, LINE_MAX_BYTES, err);

	for (size_t n = 1; st == ST_OK; n++) {
		struct queries_line line;

		st = batch_next(b, &text, err);
		if (st == ST_LIMIT)
			st = ST_OK;
		if (st != ST_OK || text.len == 0)
			continue;
		line = split(text, number, n);
		st = each(ctx, &line, err);
		if (st != ST_OK)
			batch_context(b, err);
	}
	batch_free(b);
	return st == ST_END ? ST_OK : st;
}
