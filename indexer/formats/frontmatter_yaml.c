#include <yaml.h>

#include "indexer/formats/frontmatter_parse.h"

/*
 * YAML by libyaml's events. Its document API is not used: it is slow on
 * hostile nesting and resolves aliases, which can grow without bound.
 * Scalars stay the strings they were written as.
 */

struct frame {
	int is_map;
	int want_key;    /* of a map: the next scalar is a key */
	int in_list;     /* a list is among the frames up to this one */
	size_t path_len; /* of the path of the collection itself */
	struct frontmatter_entry *entry; /* of that path */
};

struct reader {
	struct frontmatter *fm;
	struct arena *arena;
	struct frontmatter_entry *entry; /* of the path */
	struct frontmatter_path path;
	struct frame stack[FRONTMATTER_DEPTH_MAX];
	size_t depth;
	int done;
};

static unsigned line_of(const struct reader *r, const yaml_event_t *ev)
{
	return r->fm->line + (unsigned)ev->start_mark.line;
}

static struct frame *top(struct reader *r)
{
	return r->depth ? &r->stack[r->depth - 1] : NULL;
}

static enum status push(struct reader *r, const yaml_event_t *ev, int is_map,
			struct error *err)
{
	struct frame *f = top(r);

	if (f && f->want_key)
		return error_set(err, ST_INPUT, "line %u: a key is no scalar",
				 line_of(r, ev));
	if (!f && !is_map)
		return error_set(err, ST_INPUT, "line %u: not a mapping",
				 line_of(r, ev));
	if (r->depth == FRONTMATTER_DEPTH_MAX)
		return error_set(err, ST_INPUT, "line %u: nested too deep",
				 line_of(r, ev));
	if (!is_map && r->entry)
		r->entry->list = 1;
	r->stack[r->depth++] =
		(struct frame){is_map, is_map, !is_map || (f && f->in_list),
			       r->path.len, r->entry};
	return ST_OK;
}

/* A value is complete: its map waits for a key again. */
static void end_value(struct reader *r)
{
	struct frame *f = top(r);

	if (f && f->is_map) {
		f->want_key = 1;
		r->path.len = f->path_len;
	}
}

static void pop(struct reader *r)
{
	r->depth--;
	r->path.len = r->stack[r->depth].path_len;
	r->entry = r->stack[r->depth].entry;
	end_value(r);
}

static int is_null(const yaml_event_t *ev, struct str s)
{
	static const char *const nulls[] = {"~", "null", "Null", "NULL"};

	if (ev->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return 0;
	for (size_t i = 0; i < 4; i++)
		if (str_eq(s, (struct str){nulls[i], strlen(nulls[i])}))
			return 1;
	return s.len == 0;
}

static enum status scalar(struct reader *r, const yaml_event_t *ev,
			  struct error *err)
{
	struct str s = {(const char *)ev->data.scalar.value,
			ev->data.scalar.length};
	struct frame *f = top(r);
	enum status st = ST_OK;

	if (!f)
		return error_set(err, ST_INPUT, "line %u: not a mapping",
				 line_of(r, ev));
	if (f->is_map && f->want_key) {
		frontmatter_path_set(&r->path, f->path_len, s);
		f->want_key = 0;
		return frontmatter_key(&r->entry, r->fm, r->arena,
				       frontmatter_path_str(&r->path),
				       line_of(r, ev), !f->in_list, err);
	}
	if (!is_null(ev, s))
		st = frontmatter_add(r->entry, r->arena, s, err);
	end_value(r);
	return st;
}

static enum status handle(struct reader *r, const yaml_event_t *ev,
			  struct error *err)
{
	switch (ev->type) {
	case YAML_MAPPING_START_EVENT:
		return push(r, ev, 1, err);
	case YAML_SEQUENCE_START_EVENT:
		return push(r, ev, 0, err);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		pop(r);
		return ST_OK;
	case YAML_SCALAR_EVENT:
		return scalar(r, ev, err);
	case YAML_ALIAS_EVENT:
		return error_set(err, ST_INPUT, "line %u: an alias",
				 line_of(r, ev));
	case YAML_DOCUMENT_END_EVENT:
	case YAML_STREAM_END_EVENT:
		r->done = 1;
		return ST_OK;
	default:
		return ST_OK;
	}
}

static enum status syntax_error(const struct reader *r, const yaml_parser_t *p,
				struct error *err)
{
	if (p->error == YAML_MEMORY_ERROR)
		return error_set(err, ST_MEMORY, "out of memory");
	return error_set(err, ST_INPUT, "line %u: %s",
			 r->fm->line + (unsigned)p->problem_mark.line,
			 p->problem ? p->problem : "malformed");
}

enum status frontmatter_yaml(struct frontmatter *fm, struct arena *arena,
			     struct error *err)
{
	struct reader r = {.fm = fm, .arena = arena};
	enum status st = ST_OK;
	yaml_parser_t parser;
	yaml_event_t ev;

	if (!yaml_parser_initialize(&parser))
		return error_set(err, ST_MEMORY, "out of memory");
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)fm->block.p, fm->block.len);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	while (st == ST_OK && !r.done) {
		if (!yaml_parser_parse(&parser, &ev)) {
			st = syntax_error(&r, &parser, err);
			break;
		}
		st = handle(&r, &ev, err);
		yaml_event_delete(&ev);
	}
	yaml_parser_delete(&parser);
	return st;
}
