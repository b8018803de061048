#ifndef QUERY_CGI_TEMPLATE_H
#define QUERY_CGI_TEMPLATE_H

#include "common/base/error.h"
#include "common/base/str.h"
#include "common/out/sink.h"

/*
 * A page with holes: "{{title}}" is replaced by what the function of this name
 * writes. There is no logic; what is to be repeated or left out is a hole of
 * its own, and each function escapes what it writes, so that a template cannot
 * forget to.
 */
struct hole {
	const char *name;
	void (*fill)(struct sink *out, const void *page);
};

/*
 * See that every hole is one of `holes`, which end with a hole without a name.
 * ST_CONFIG names `path`, the line and the hole.
 */
MUST_CHECK enum status template_check(struct str text, const struct hole *holes,
				      const char *path, struct error *err);

/* Write a template that was checked. */
void template_fill(struct sink *out, struct str text, const struct hole *holes,
		   const void *page);

#endif
