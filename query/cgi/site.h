#ifndef QUERY_CGI_SITE_H
#define QUERY_CGI_SITE_H

#include "common/base/buf.h"
#include "common/base/config.h"
#include "query/archive.h"
#include "query/name_tables.h"

/*
 * What the keeper of the site has set, read before a request is looked at:
 * the configuration, the template, the tables of names, where the index is.
 */
struct site {
	struct config config;
	struct buf dir;      /* of the index */
	struct buf template; /* empty: the one compiled in */
	struct name_tables names;
	struct str title;    /* "title" of [web] */
	struct str base_url; /* "base-url" of [web]; or empty */
};

/*
 * By NISBA_CONFIG and NISBA_DB of the server's environment, else by the file
 * compiled in; a home directory is of no concern, and taken out of the
 * environment. Closed in any case.
 */
MUST_CHECK enum status site_open(struct site *out, struct error *err);
void site_close(struct site *s);

struct str site_template(const struct site *s);

#endif
