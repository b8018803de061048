#include "query/cgi/template.h"

#include <string.h>

/* The text before the next hole, and its name: *text moves behind it. 0: there
 * is no further hole, *before is all. */
static int next_hole(struct str *before, struct str *name, struct str *text)
{
	const char *open = memmem(text->p, text->len, "{{", 2), *close = NULL;
	const char *end = text->p + text->len;

	if (open)
		close = memmem(open, (size_t)(end - open), "}}", 2);
	if (!close) {
		*before = *text;
		text->p = end;
		text->len = 0;
		return 0;
	}
	*before = (struct str){text->p, (size_t)(open - text->p)};
	*name = (struct str){open + 2, (size_t)(close - open) - 2};
	text->p = close + 2;
	text->len = (size_t)(end - text->p);
	return 1;
}

static const struct hole *find_hole(const struct hole *holes, struct str name)
{
	for (; holes->name; holes++)
		if (str_eq(name,
			   (struct str){holes->name, strlen(holes->name)}))
			return holes;
	return NULL;
}

static unsigned line_of(struct str text, const char *at)
{
	unsigned line = 1;

	for (const char *p = text.p; p < at; p++)
		line += *p == '\n';
	return line;
}

enum status template_check(struct str text, const struct hole *holes,
			   const char *path, struct error *err)
{
	struct str rest = text, before, name;

	while (next_hole(&before, &name, &rest))
		if (!find_hole(holes, name))
			return error_set(err, ST_CONFIG,
					 "%s:%u: no hole '%.*s'; nisba.cgi(8) "
					 "lists them",
					 path, line_of(text, name.p),
					 (int)(name.len > 40 ? 40 : name.len),
					 name.p);
	return ST_OK;
}

void template_fill(struct sink *out, struct str text, const struct hole *holes,
		   const void *page)
{
	struct str before, name;
	const struct hole *hole;

	while (next_hole(&before, &name, &text)) {
		sink_add(out, before);
		hole = find_hole(holes, name);
		if (hole)
			hole->fill(out, page);
	}
	sink_add(out, before);
}
