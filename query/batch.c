#include "query/batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct batch {
	FILE *in;
	const char *path; /* as messages name it */
	size_t number;    /* of the line read last, from 1 */
	size_t max;
	char line[]; /* max bytes */
};

enum status batch_open(struct batch **out, const char *path, size_t max,
		       struct error *err)
{
	int standard = strcmp(path, "-") == 0;
	struct batch *b = malloc(sizeof(*b) + max);

	*out = NULL;
	if (!b)
		return error_set(err, ST_MEMORY, "out of memory");
	*b = (struct batch){.in = standard ? stdin : fopen(path, "re"),
			    .path = standard ? "standard input" : path,
			    .max = max};
	if (!b->in) {
		free(b);
		return error_set(err, ST_NOTFOUND, "cannot open '%s': %s", path,
				 strerror(errno));
	}
	*out = b;
	return ST_OK;
}

/* The bytes before the next newline, of which b->line has the first. 0: the
 * file is at its end. */
static int read_line(struct batch *b, size_t *len)
{
	int c;

	for (*len = 0; (c = getc_unlocked(b->in)) != EOF && c != '\n'; ++*len)
		if (*len < b->max)
			b->line[*len] = (char)c;
	return *len > 0 || c == '\n';
}

enum status batch_next(struct batch *b, struct str *line, struct error *err)
{
	size_t len;

	if (!read_line(b, &len))
		return ferror(b->in)
			       ? error_set(err, ST_IO, "cannot read %s: %s",
					   b->path, strerror(errno))
			       : ST_END;
	b->number++;
	*line = (struct str){b->line, len < b->max ? len : b->max};
	if (len > b->max)
		return error_set(err, ST_LIMIT,
				 "a line of %zu bytes, at most %zu", len,
				 b->max);
	if (len > 0 && b->line[len - 1] == '\r')
		line->len--;
	return ST_OK;
}

enum status batch_context(const struct batch *b, struct error *err)
{
	return error_context(err, "%s:%zu", b->path, b->number);
}

void batch_free(struct batch *b)
{
	if (b && b->in != stdin)
		fclose(b->in);
	free(b);
}
