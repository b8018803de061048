#ifndef INDEXER_FORMATS_JSON_EXPORT_H
#define INDEXER_FORMATS_JSON_EXPORT_H

#include <jansson.h>

#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Where things stand in a JSON file with posts: Ghost's exports, whose tags
 * and authors are tables of their own, what its and Blogger's programming
 * interfaces answer, and JSON Feed.
 */
struct json_export {
	json_t *root;
	json_t *posts;          /* the list; borrowed from root */
	struct str site, lang;  /* borrowed from root */
	json_t *names;          /* "tag:1" or "user:1" to name */
	json_t *tags, *authors; /* a post's id to a list of names */
};

/* `json` has passed json_repair(). ST_INPUT: no JSON, or no posts in it. */
MUST_CHECK enum status json_export_read(struct json_export *out,
					struct str json, struct error *err);
void json_export_free(struct json_export *e);

/* A string as it is, a number as digits in `scratch`; else empty. */
struct str json_export_text(const json_t *value, char scratch[32]);

/* The names of an id in `lists` (e->tags, e->authors); NULL: none. */
const json_t *json_export_names(const json_t *lists, const json_t *id);

/* The name of a user's id; empty: unknown. Borrowed. */
struct str json_export_user(const struct json_export *e, const json_t *id);

#endif
