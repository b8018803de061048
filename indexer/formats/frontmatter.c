#include "indexer/formats/frontmatter.h"

#include <strings.h>

#include "indexer/formats/frontmatter_parse.h"

static const struct {
	const char *name;
	enum status (*parse)(struct frontmatter *fm, struct arena *arena,
			     struct error *err);
} kinds[] = {
	[FRONTMATTER_NONE] = {"none", NULL},
	[FRONTMATTER_YAML] = {"YAML", frontmatter_yaml},
	[FRONTMATTER_TOML] = {"TOML", frontmatter_toml},
	[FRONTMATTER_JSON] = {"JSON", frontmatter_json},
	[FRONTMATTER_LINES] = {"comment", frontmatter_lines},
};

static int same_key(struct str a, struct str b)
{
	return a.len == b.len && strncasecmp(a.p, b.p, a.len) == 0;
}

const struct frontmatter_entry *frontmatter_get(const struct frontmatter *fm,
						struct str key)
{
	for (const struct frontmatter_entry *e = fm->first; e; e = e->next)
		if (same_key(e->key, key))
			return e;
	return NULL;
}

static struct frontmatter_entry *find(struct frontmatter *fm, struct str key)
{
	for (struct frontmatter_entry *e = fm->first; e; e = e->next)
		if (str_eq(e->key, key))
			return e;
	return NULL;
}

static enum status append(struct frontmatter_entry **out,
			  struct frontmatter *fm, struct arena *arena,
			  struct str key, unsigned line, struct error *err)
{
	struct frontmatter_entry *e = NULL;
	enum status st = arena_alloc(&e, arena, sizeof(*e), err);

	if (st == ST_OK)
		st = arena_str(&e->key, arena, key, err);
	if (st != ST_OK)
		return st;
	e->line = line;
	if (fm->last)
		fm->last->next = e;
	else
		fm->first = e;
	fm->last = e;
	fm->count++;
	*out = e;
	return ST_OK;
}

enum status frontmatter_key(struct frontmatter_entry **out,
			    struct frontmatter *fm, struct arena *arena,
			    struct str key, unsigned line, int fresh,
			    struct error *err)
{
	*out = NULL;
	if (key.len == 0 || key.len >= FRONTMATTER_KEY_LEN)
		return ST_OK;
	*out = find(fm, key);
	if (!*out && fm->count < FRONTMATTER_KEYS_MAX)
		return append(out, fm, arena, key, line, err);
	if (*out && fresh) {
		(*out)->first = (*out)->last = NULL;
		(*out)->count = 0;
		(*out)->list = 0;
		(*out)->line = line;
	}
	return ST_OK;
}

enum status frontmatter_add(struct frontmatter_entry *entry,
			    struct arena *arena, struct str text,
			    struct error *err)
{
	struct frontmatter_value *v = NULL;
	enum status st;

	if (!entry || entry->count == FRONTMATTER_VALUES_MAX)
		return ST_OK;
	st = arena_alloc(&v, arena, sizeof(*v), err);
	if (st == ST_OK)
		st = arena_str(&v->text, arena, text, err);
	if (st != ST_OK)
		return st;
	if (entry->last)
		entry->last->next = v;
	else
		entry->first = v;
	entry->last = v;
	entry->count++;
	return ST_OK;
}

void frontmatter_path_set(struct frontmatter_path *path, size_t len,
			  struct str key)
{
	path->len = len;
	if (len && len < sizeof(path->p))
		path->p[path->len++] = '.';
	if (len >= sizeof(path->p) || key.len > sizeof(path->p) - path->len) {
		path->len = sizeof(path->p);
		return;
	}
	if (key.len)
		memcpy(path->p + path->len, key.p, key.len);
	path->len += key.len;
}

struct str frontmatter_path_str(const struct frontmatter_path *path)
{
	if (path->len >= sizeof(path->p))
		return STR("");
	return (struct str){path->p, path->len};
}

static void forget(struct frontmatter *fm)
{
	fm->first = fm->last = NULL;
	fm->count = 0;
}

/* Nothing but white space and YAML or TOML comments. */
static int says_nothing(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '#') {
			while (i < s.len && s.p[i] != '\n')
				i++;
		} else if (!strchr(" \t\r\n", s.p[i]) || !s.p[i]) {
			return 0;
		}
	}
	return 1;
}

enum status frontmatter_read(struct frontmatter *fm, struct str text,
			     struct arena *arena, struct diag *diag,
			     struct error *err)
{
	enum status st = ST_OK;

	frontmatter_split(fm, text);
	if (fm->kind == FRONTMATTER_NONE || says_nothing(fm->block))
		return ST_OK;
	if (fm->block.len > FRONTMATTER_SIZE_MAX)
		st = error_set(err, ST_INPUT, "more than %d bytes",
			       FRONTMATTER_SIZE_MAX);
	else
		st = kinds[fm->kind].parse(fm, arena, err);
	if (st != ST_INPUT)
		return st;
	forget(fm);
	st = frontmatter_lines(fm, arena, NULL);
	if (st != ST_OK)
		return error_set(err, st, "front matter: arena is full");
	if (fm->count == 0) {
		/* Two rules around a paragraph, say: it is text. */
		fm->kind = FRONTMATTER_NONE;
		fm->body = text;
		return ST_OK;
	}
	diag_report(diag, DIAG_WARNING, NULL,
		    "%s front matter is broken, read line by line: %s",
		    kinds[fm->kind].name, err ? err->msg : "malformed");
	return ST_OK;
}
