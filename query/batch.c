#include "query/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	const char *path;
	size_t number; /* of the line, from 1 */
	enum status (*each)(void *ctx, const struct batch_line *line,
			    struct error *err);
	void *ctx;
};

static enum status read_line(struct reader *r, struct str text,
			     struct error *err)
{
	char number[24];
	struct batch_line line;
	const char *tab;
	enum status st;

	r->number++;
	while (text.len &&
	       (text.p[text.len - 1] == '\n' || text.p[text.len - 1] == '\r'))
		text.len--;
	if (text.len == 0)
		return ST_OK;
	tab = memchr(text.p, '\t', text.len);
	line.query = text;
	line.qid = (struct str){number, (size_t)snprintf(number, sizeof(number),
							 "%zu", r->number)};
	if (tab && tab > text.p) {
		line.qid = (struct str){text.p, (size_t)(tab - text.p)};
		line.query = (struct str){tab + 1, text.len - line.qid.len - 1};
	}
	st = r->each(r->ctx, &line, err);
	if (st != ST_OK)
		error_context(err, "%s:%zu", r->path, r->number);
	return st;
}

static enum status read_lines(struct reader *r, FILE *in, struct error *err)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	enum status st = ST_OK;

	while (st == ST_OK && (len = getline(&line, &size, in)) >= 0)
		st = read_line(r, (struct str){line, (size_t)len}, err);
	if (st == ST_OK && ferror(in))
		st = error_set(err, ST_IO, "cannot read %s: %m", r->path);
	free(line);
	return st;
}

enum status batch_read(const char *path,
		       enum status (*each)(void *ctx,
					   const struct batch_line *line,
					   struct error *err),
		       void *ctx, struct error *err)
{
	struct reader r = {.path = path, .each = each, .ctx = ctx};
	FILE *in;
	enum status st;

	if (strcmp(path, "-") == 0) {
		r.path = "standard input";
		return read_lines(&r, stdin, err);
	}
	in = fopen(path, "re");
	if (!in)
		return error_set(err, ST_NOTFOUND, "cannot open '%s': %m",
				 path);
	st = read_lines(&r, in, err);
	fclose(in);
	return st;
}
