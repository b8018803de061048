#include "indexer/markup/xml_open.h"

void xml_open_begin(struct xml_open *o)
{
	o->depth = o->post = 0;
}

static struct str name_at(const struct xml_open *o, unsigned depth)
{
	const struct xml_open_name *n = &o->v[depth - 1];

	return (struct str){n->name, n->len};
}

struct str xml_open_name(const struct xml_open *o)
{
	return o->depth ? name_at(o, o->depth) : STR("");
}

int xml_open_is_void(struct str name)
{
	return str_eq(name, STR("br")) || str_eq(name, STR("hr")) ||
	       str_eq(name, STR("img"));
}

/* <item> and <entry>, whatever the prefix. */
static int is_post(struct str name)
{
	const char *colon = memchr(name.p, ':', name.len);

	if (colon)
		name = (struct str){colon + 1,
				    name.len - (size_t)(colon + 1 - name.p)};
	return str_eq(name, STR("item")) || str_eq(name, STR("entry"));
}

static enum status end_one(struct xml_open *o, struct buf *out,
			   struct error *err)
{
	enum status st = buf_add(out, STR("</"), err);

	if (st == ST_OK)
		st = xml_put_name(out, name_at(o, o->depth), err);
	o->depth--;
	if (o->post > o->depth)
		o->post = 0;
	return st == ST_OK ? buf_add(out, STR(">"), err) : st;
}

static enum status end_to(struct xml_open *o, struct buf *out, unsigned depth,
			  struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && o->depth > depth)
		st = end_one(o, out, err);
	return st;
}

static void push(struct xml_open *o, struct str name)
{
	struct xml_open_name *n = &o->v[o->depth++];

	n->len = (unsigned char)name.len;
	memcpy(n->name, name.p, name.len);
	if (!o->post && is_post(name))
		o->post = o->depth;
}

enum status xml_open_start(struct xml_open *o, struct buf *out, struct str name,
			   int *shown, unsigned *closed, struct error *err)
{
	enum status st = ST_OK;

	*closed = 0;
	if (o->post && str_eq(name, name_at(o, o->post))) {
		*closed = o->depth - o->post + 1;
		st = end_to(o, out, o->post - 1, err);
	}
	*shown = o->depth < XML_REPAIR_DEPTH_MAX;
	if (st != ST_OK)
		return st;
	if (!*shown)
		return ST_OK;
	push(o, name);
	st = buf_add(out, STR("<"), err);
	return st == ST_OK ? xml_put_name(out, name, err) : st;
}

enum status xml_open_end(struct xml_open *o, struct buf *out, struct str name,
			 unsigned *odd, struct error *err)
{
	unsigned depth = o->depth;

	while (depth && !str_eq(name, name_at(o, depth)))
		depth--;
	*odd = depth ? o->depth - depth : 1;
	return depth ? end_to(o, out, depth - 1, err) : ST_OK;
}

enum status xml_open_end_all(struct xml_open *o, struct buf *out,
			     struct error *err)
{
	return end_to(o, out, 0, err);
}
