#ifndef INDEXER_FORMATS_FRONTMATTER_PARSE_H
#define INDEXER_FORMATS_FRONTMATTER_PARSE_H

#include "indexer/formats/frontmatter.h"

/*
 * What the parsers of front matter share. Each reads fm->block and adds
 * entries. ST_INPUT: malformed, with the line in the message; entries added
 * till then stay. ST_LIMIT: the arena is full.
 */
MUST_CHECK enum status frontmatter_yaml(struct frontmatter *fm,
					struct arena *arena, struct error *err);
MUST_CHECK enum status frontmatter_toml(struct frontmatter *fm,
					struct arena *arena, struct error *err);
MUST_CHECK enum status frontmatter_json(struct frontmatter *fm,
					struct arena *arena, struct error *err);

/*
 * Plain `key: value` or `key = value` lines, with `[#]:` before them or not;
 * quotes or parentheses around a value go. Lists as `- item` lines and
 * `[a, b]`. Never malformed: lines it cannot read are passed over.
 */
MUST_CHECK enum status frontmatter_lines(struct frontmatter *fm,
					 struct arena *arena,
					 struct error *err);

/*
 * The entry of that key, made if there is none yet. `fresh` drops the values
 * it has: of a key written twice the last counts, but the maps of a list each
 * add theirs. `*out` is NULL when there are too many keys or it is too long.
 */
MUST_CHECK enum status frontmatter_key(struct frontmatter_entry **out,
				       struct frontmatter *fm,
				       struct arena *arena, struct str key,
				       unsigned line, int fresh,
				       struct error *err);

/* Append a copy of `text`; nothing happens to an entry that is NULL or full. */
MUST_CHECK enum status frontmatter_add(struct frontmatter_entry *entry,
				       struct arena *arena, struct str text,
				       struct error *err);

/* A dotted path being built. What does not fit makes it no path at all. */
struct frontmatter_path {
	char p[FRONTMATTER_KEY_LEN];
	size_t len; /* past the size of p: too long */
};

/* Cut back to `len` and append `key`, with a dot if anything precedes it. */
void frontmatter_path_set(struct frontmatter_path *path, size_t len,
			  struct str key);

/* Borrowed; empty when too long. */
struct str frontmatter_path_str(const struct frontmatter_path *path);

/*
 * Where the JSON object at the start of `s` ends (the length of it); 0: it
 * does not, or nests deeper than FRONTMATTER_DEPTH_MAX.
 */
size_t frontmatter_json_end(struct str s);

#endif
