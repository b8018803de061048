#include "common/index/manifest.h"

#include <inttypes.h>

#include "common/text/utf8.h"

/*
 * A JSON string that holds any bytes. What is not UTF-8 as a whole has its
 * upper half written as lone low surrogates, as Python's surrogateescape
 * does: legal JSON, and the path comes back byte for byte.
 */
static enum status add_string(struct buf *out, struct str s, struct error *err)
{
	int utf8 = utf8_valid(s);
	enum status st = buf_add(out, STR("\""), err);

	for (size_t i = 0; st == ST_OK && i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			st = buf_addf(out, err, "\\%c", c);
		else if (c < 0x20 || c == 0x7f)
			st = buf_addf(out, err, "\\u%04x", c);
		else if (c >= 0x80 && !utf8)
			st = buf_addf(out, err, "\\udc%02x", c);
		else
			st = buf_add(out, (struct str){s.p + i, 1}, err);
	}
	return st == ST_OK ? buf_add(out, STR("\""), err) : st;
}

/* `"key":"value"` */
static enum status add_member(struct buf *out, const char *key, struct str s,
			      struct error *err)
{
	enum status st = buf_addf(out, err, "\"%s\":", key);

	return st == ST_OK ? add_string(out, s, err) : st;
}

/* `{"key":"value","posts":12}` */
static enum status add_counted(struct buf *out, const char *key, struct str s,
			       uint64_t posts, struct error *err)
{
	enum status st = buf_add(out, STR("{"), err);

	if (st == ST_OK)
		st = add_member(out, key, s, err);
	if (st == ST_OK)
		st = buf_addf(out, err, ",\"posts\":%" PRIu64 "}", posts);
	return st;
}

static enum status add_head(struct buf *out, const struct manifest *m,
			    struct error *err)
{
	enum status st = buf_addf(out, err, "{\"schema\":%u,\"generation\":%u,",
				  m->schema, m->generation);

	if (st == ST_OK)
		st = add_member(out, "created", m->created, err);
	if (st == ST_OK)
		st = buf_add(out, STR(","), err);
	if (st == ST_OK)
		st = add_member(out, "program", m->program, err);
	if (st == ST_OK)
		st = buf_addf(out, err,
			      ",\n\"posts\":%" PRIu64 ",\"words\":%" PRIu64
			      ",\n",
			      m->posts, m->words);
	return st;
}

static enum status add_shard(struct buf *out, const struct manifest *m,
			     size_t i, struct error *err)
{
	return add_counted(out, "name", m->shards[i].name, m->shards[i].posts,
			   err);
}

static enum status add_file(struct buf *out, const struct manifest *m, size_t i,
			    struct error *err)
{
	const struct manifest_file *f = &m->files[i];
	enum status st = buf_add(out, STR("{"), err);

	if (st == ST_OK)
		st = add_member(out, "path", f->path, err);
	if (st == ST_OK)
		st = buf_addf(out, err,
			      ",\"size\":%" PRIu64 ",\"xxh3\":\"%016" PRIx64
			      "\",\"ends\":\"%016" PRIx64 "\"}",
			      f->size, f->xxh3, f->ends);
	return st;
}

static enum status add_source(struct buf *out, const struct manifest *m,
			      size_t i, struct error *err)
{
	return add_counted(out, "path", m->sources[i].path, m->sources[i].posts,
			   err);
}

static enum status add_list(struct buf *out, const char *name,
			    const struct manifest *m, size_t count,
			    enum status (*add)(struct buf *,
					       const struct manifest *, size_t,
					       struct error *),
			    struct error *err)
{
	enum status st = buf_addf(out, err, "\"%s\":[", name);

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		st = buf_add(out, i ? STR(",\n") : STR("\n"), err);
		if (st == ST_OK)
			st = add(out, m, i, err);
	}
	return st == ST_OK ? buf_add(out, STR("\n]"), err) : st;
}

enum status manifest_format(struct buf *out, const struct manifest *m,
			    struct error *err)
{
	enum status st = add_head(out, m, err);

	if (st == ST_OK)
		st = add_list(out, "shards", m, m->shard_count, add_shard, err);
	if (st == ST_OK)
		st = buf_add(out, STR(",\n"), err);
	if (st == ST_OK)
		st = add_list(out, "files", m, m->file_count, add_file, err);
	if (st == ST_OK)
		st = buf_add(out, STR(",\n"), err);
	if (st == ST_OK)
		st = add_list(out, "sources", m, m->source_count, add_source,
			      err);
	return st == ST_OK ? buf_add(out, STR("}\n"), err) : st;
}
