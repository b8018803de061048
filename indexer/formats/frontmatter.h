#ifndef INDEXER_FORMATS_FRONTMATTER_H
#define INDEXER_FORMATS_FRONTMATTER_H

#include "common/base/arena.h"
#include "common/base/diag.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Front matter: the block of keys and values before a post's text. Whatever
 * language it is written in, it is read into one flat list of entries: a key,
 * the line it stands in, and its values as strings, as written. Maps inside
 * are flattened with dots ("taxonomies.tags"; a list of maps `authors` with
 * names gives "authors.name" with all of them).
 */
enum {
	FRONTMATTER_SIZE_MAX = 64 << 10, /* bytes given to a real parser */
	FRONTMATTER_DEPTH_MAX = 32,      /* lists and maps in each other */
	FRONTMATTER_KEYS_MAX = 256,      /* entries; more are left out */
	FRONTMATTER_VALUES_MAX = 1024,   /* of one entry; more are left out */
	FRONTMATTER_KEY_LEN = 128        /* bytes of a dotted key */
};

enum frontmatter_kind {
	FRONTMATTER_NONE,
	FRONTMATTER_YAML, /* --- (three dashes or more), closed by --- or ... */
	FRONTMATTER_TOML, /* +++ */
	FRONTMATTER_JSON, /* { at the start, or between ;;; lines */
	FRONTMATTER_LINES /* [#]: key: "value" */
};

struct frontmatter_value {
	struct frontmatter_value *next;
	struct str text;
};

struct frontmatter_entry {
	struct frontmatter_entry *next;
	struct str key;
	struct frontmatter_value *first, *last;
	size_t count;
	unsigned line; /* in the file, from 1 */
	int list;      /* written as a list, even if of one */
};

/* Entries live in the arena; block and body are borrowed from the text. */
struct frontmatter {
	enum frontmatter_kind kind;
	struct str block; /* what lies between the delimiters */
	struct str body;  /* what follows; all of the text if there is none */
	unsigned line;    /* of the block's first byte, from 1 */
	struct frontmatter_entry *first, *last; /* in order of appearance */
	size_t count;
};

/*
 * Find the front matter of `text`: a byte order mark and blank lines may
 * precede it, lines may end in CRLF. Without its closing line it is none, and
 * all is body. Entries are left empty.
 */
void frontmatter_split(struct frontmatter *fm, struct str text);

/*
 * Split and read. A block that does not parse is reported to `diag` as a
 * warning, and its plain `key: value` lines are read all the same; when it has
 * not even those, it was none, and all is body. Fails only with ST_LIMIT, when
 * the arena is full. The values are valid UTF-8 if the text is.
 */
MUST_CHECK enum status frontmatter_read(struct frontmatter *fm, struct str text,
					struct arena *arena, struct diag *diag,
					struct error *err);

/* The entry of that name, in whatever case; NULL: none. */
const struct frontmatter_entry *frontmatter_get(const struct frontmatter *fm,
						struct str key);

#endif
