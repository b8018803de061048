#include "common/glass/writer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <zlib.h>

#include "common/glass/inverter.h"
#include "common/glass/pack.h"
#include "common/glass/postings.h"
#include "common/glass/termlist.h"
#include "common/glass/values.h"

enum {
	PATH_BYTES = 4096,
	SCRATCH_MAX = 1 << 30,
	COMPRESS_MIN = 18, /* Xapian's own: what is shorter stays */
	UUID = 16
};

/* As the version file has them. */
enum table { POSTINGS, DATA, TERMLISTS, POSITIONS, SPELLING, SYNONYMS, TABLES };

static const struct table_row {
	const char *file; /* NULL: never there */
	unsigned compress_min;
} tables[TABLES] = {
	[POSTINGS] = {"postlist.glass", 0},
	[DATA] = {"docdata.glass", COMPRESS_MIN},
	[TERMLISTS] = {"termlist.glass", COMPRESS_MIN},
	[POSITIONS] = {"position.glass", 0},
	[SPELLING] = {NULL, COMPRESS_MIN},
	[SYNONYMS] = {NULL, COMPRESS_MIN},
};

struct glass_writer {
	char *path;
	char *paths[TABLES];
	struct glass_table *tables[TABLES]; /* NULL: nothing yet */
	struct glass_inverter *inverter;
	struct glass_values values[GLASS_SLOTS];
	struct buf lengths; /* uint32_t of each document */
	struct buf entry, deflated;
	z_stream deflater;
	int deflates;
	uint32_t documents;
	uint64_t total_length;
	uint32_t least_length, greatest_length, greatest_wdf;
};

static enum status out_of_memory(struct error *err)
{
	return error_set(err, ST_MEMORY, "out of memory");
}

static enum status name_files(struct glass_writer *w, const char *path,
			      struct error *err)
{
	w->path = strdup(path);
	if (!w->path)
		return out_of_memory(err);
	for (unsigned i = 0; i < TABLES; i++)
		if (tables[i].file &&
		    asprintf(&w->paths[i], "%s/%s", path, tables[i].file) < 0) {
			w->paths[i] = NULL;
			return out_of_memory(err);
		}
	return ST_OK;
}

/* A raw stream with the largest window, as Xapian reads it. */
static enum status init_deflater(struct glass_writer *w, struct error *err)
{
	w->deflates = deflateInit2(&w->deflater, Z_DEFAULT_COMPRESSION,
				   Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL,
				   Z_DEFAULT_STRATEGY) == Z_OK;
	return w->deflates ? ST_OK : out_of_memory(err);
}

enum status glass_writer_new(struct glass_writer **out, const char *path,
			     struct error *err)
{
	struct glass_writer *w = calloc(1, sizeof(*w));
	enum status st;

	*out = NULL;
	if (!w)
		return out_of_memory(err);
	for (unsigned i = 0; i < GLASS_SLOTS; i++)
		glass_values_init(&w->values[i], SCRATCH_MAX);
	w->lengths = w->entry = w->deflated = (struct buf)BUF_INIT(SCRATCH_MAX);
	st = name_files(w, path, err);
	if (st == ST_OK)
		st = init_deflater(w, err);
	if (st == ST_OK)
		st = glass_inverter_new(&w->inverter, err);
	if (st == ST_OK && mkdir(path, 0777) != 0)
		st = error_set(err, ST_IO, "%s: %s", path, strerror(errno));
	if (st == ST_OK)
		st = glass_table_new(&w->tables[POSTINGS], w->paths[POSTINGS],
				     err);
	if (st != ST_OK) {
		glass_writer_free(w);
		return st;
	}
	*out = w;
	return ST_OK;
}

void glass_writer_free(struct glass_writer *w)
{
	if (!w)
		return;
	for (unsigned i = 0; i < TABLES; i++) {
		glass_table_free(w->tables[i]);
		free(w->paths[i]);
	}
	for (unsigned i = 0; i < GLASS_SLOTS; i++)
		glass_values_free(&w->values[i]);
	if (w->deflates)
		deflateEnd(&w->deflater);
	glass_inverter_free(w->inverter);
	buf_free(&w->lengths);
	buf_free(&w->entry);
	buf_free(&w->deflated);
	free(w->path);
	free(w);
}

/* Into a table whose keys are documents; it is made when it is needed. */
static enum status put(struct glass_writer *w, enum table table, struct str key,
		       struct str bytes, int deflated, struct error *err)
{
	enum status st = ST_OK;

	if (!w->tables[table])
		st = glass_table_new(&w->tables[table], w->paths[table], err);
	return st == ST_OK ? glass_table_add(w->tables[table], key, bytes,
					     deflated, err)
			   : st;
}

/* *out: what `bytes` become; *deflated: 0 if they do not get shorter. */
static enum status shorten(struct str *out, int *deflated,
			   struct glass_writer *w, struct str bytes,
			   struct error *err)
{
	z_stream *z = &w->deflater;
	enum status st = buf_reserve(&w->deflated, bytes.len, err);

	*out = bytes;
	*deflated = 0;
	if (st != ST_OK || bytes.len <= COMPRESS_MIN)
		return st;
	if (deflateReset(z) != Z_OK)
		return error_set(err, ST_INTERNAL, "deflate cannot begin");
	z->next_in = (unsigned char *)(uintptr_t)bytes.p;
	z->avail_in = (unsigned)bytes.len;
	z->next_out = (unsigned char *)w->deflated.p;
	z->avail_out = (unsigned)bytes.len - 1;
	if (deflate(z, Z_FINISH) != Z_STREAM_END)
		return ST_OK;
	*deflated = 1;
	*out = (struct str){w->deflated.p, z->total_out};
	return ST_OK;
}

/* Behind a document's terms: which slots it has values in. */
static enum status put_slots(struct glass_writer *w, struct str key,
			     const xap_doc *doc, struct error *err)
{
	unsigned char slots[GLASS_SLOTS * PACK_UINT_MAX], *p = slots;
	uint32_t next = 0;

	for (uint32_t i = 0; i < doc->value_count; i++) {
		p = pack_uint(p, doc->values[i].slot - next);
		next = doc->values[i].slot + 1;
	}
	return put(w, TERMLISTS, key,
		   (struct str){(char *)slots, (size_t)(p - slots)}, 0, err);
}

static enum status add_values(struct glass_writer *w, const xap_doc *doc,
			      struct error *err)
{
	enum status st = ST_OK;

	for (uint32_t i = 0; st == ST_OK && i < doc->value_count; i++) {
		const struct xap_doc_value *v = &doc->values[i];

		if (v->slot >= GLASS_SLOTS)
			return error_set(err, ST_LIMIT,
					 "value slot %u, at most %d", v->slot,
					 GLASS_SLOTS - 1);
		st = glass_values_add(&w->values[v->slot], w->documents,
				      xap_doc_value_bytes(doc, v), err);
	}
	return st;
}

static enum status count(struct glass_writer *w, const xap_doc *doc,
			 uint32_t length, struct error *err)
{
	for (uint32_t i = 0; i < doc->term_count; i++)
		if (doc->terms[i].wdf > w->greatest_wdf)
			w->greatest_wdf = doc->terms[i].wdf;
	if (length && (!w->least_length || length < w->least_length))
		w->least_length = length;
	if (length > w->greatest_length)
		w->greatest_length = length;
	w->total_length += length;
	return buf_add(&w->lengths,
		       (struct str){(char *)&length, sizeof(length)}, err);
}

/* A document's entry in the two tables that are filed by its number. */
static enum status put_document(struct glass_writer *w, const xap_doc *doc,
				struct error *err)
{
	unsigned char name[PACK_SORTABLE_MAX + 1];
	unsigned char *end = pack_sortable(name, w->documents);
	struct str key = {(char *)name, (size_t)(end - name)}, bytes;
	uint32_t length;
	int deflated;
	enum status st = ST_OK;

	/* Data is not tried: ours is packed, and the rest has no need. */
	if (doc->data.len)
		st = put(w, DATA, key, buf_str(&doc->data), 0, err);
	if (st == ST_OK)
		st = glass_termlist(&w->entry, &length, doc, err);
	if (st == ST_OK)
		st = count(w, doc, length, err);
	if (st == ST_OK)
		st = shorten(&bytes, &deflated, w, buf_str(&w->entry), err);
	if (st == ST_OK)
		st = put(w, TERMLISTS, key, bytes, deflated, err);
	if (st != ST_OK || doc->value_count == 0)
		return st;
	*end = 0;
	key.len++;
	return put_slots(w, key, doc, err);
}

enum status glass_writer_add(struct glass_writer *w, xap_doc *doc,
			     struct error *err)
{
	enum status st = xap_doc_sort(doc, err);

	if (st == ST_OK && w->documents == UINT32_MAX)
		st = error_set(err, ST_LIMIT, "too many documents");
	if (st != ST_OK)
		return st;
	w->documents++;
	st = add_values(w, doc, err);
	if (st == ST_OK)
		st = put_document(w, doc, err);
	if (st == ST_OK)
		st = glass_inverter_add(w->inverter, w->documents, doc, err);
	return st;
}

static enum status write_values(struct glass_writer *w, struct error *err)
{
	struct glass_table *to = w->tables[POSTINGS];
	enum status st = ST_OK;

	for (unsigned i = 0; st == ST_OK && i < GLASS_SLOTS; i++)
		if (w->values[i].count)
			st = glass_values_write_bounds(&w->values[i], i, to,
						       err);
	for (unsigned i = 0; st == ST_OK && i < GLASS_SLOTS; i++)
		if (w->values[i].count)
			st = glass_values_write(&w->values[i], i, to, err);
	return st;
}

static enum status write_lengths(struct glass_writer *w, struct error *err)
{
	struct glass_postings p;
	enum status st = ST_OK;

	if (w->documents == 0)
		return ST_OK;
	glass_postings_begin(&p, w->tables[POSTINGS], STR(""), 0, 0);
	for (uint32_t i = 0; st == ST_OK && i < w->documents; i++) {
		uint32_t length;

		memcpy(&length, w->lengths.p + i * sizeof(length),
		       sizeof(length));
		st = glass_postings_add(&p, i + 1, length, err);
	}
	return st == ST_OK ? glass_postings_end(&p, err) : st;
}

static enum status add_statistics(struct buf *out, const struct glass_writer *w,
				  struct error *err)
{
	unsigned char bytes[8 * PACK_UINT_MAX], *p = bytes;

	p = pack_uint(p, w->documents);
	p = pack_uint(p, 0); /* the last number is no greater than that */
	p = pack_uint(p, w->least_length);
	p = pack_uint(p, w->greatest_wdf);
	p = pack_uint(p, w->greatest_length - w->greatest_wdf);
	p = pack_uint(p, 0); /* no sets of changes */
	p = pack_uint(p, w->total_length);
	p = pack_uint(p, 0); /* no spelling */
	return buf_add(out, (struct str){(char *)bytes, (size_t)(p - bytes)},
		       err);
}

static enum status write_file(const char *path, struct str bytes,
			      struct error *err)
{
	FILE *f = fopen(path, "wxe");
	int failed = !f || fwrite(bytes.p, bytes.len, 1, f) != 1;

	if (f && fclose(f) != 0)
		failed = 1;
	return failed ? error_set(err, ST_IO, "%s: %s", path, strerror(errno))
		      : ST_OK;
}

/* The file that makes it a database: what Xapian reads first. */
static enum status write_version(const struct glass_writer *w, struct str roots,
				 struct error *err)
{
	/* The format of 2016-03-14, and the first revision. */
	static const char magic[] = "\x0f\x0dXapian Glass\x04\x6e";
	char uuid[UUID + 1], path[PATH_BYTES];
	struct buf out = BUF_INIT(PATH_BYTES);
	enum status st =
		buf_add(&out, (struct str){magic, sizeof(magic) - 1}, err);

	if (getrandom(uuid, UUID, 0) != UUID)
		return error_set(err, ST_IO, "getrandom: %s", strerror(errno));
	uuid[UUID] = 1; /* the revision, behind it */
	if (st == ST_OK)
		st = buf_add(&out, (struct str){uuid, UUID + 1}, err);
	if (st == ST_OK)
		st = buf_add(&out, roots, err);
	if (st == ST_OK)
		st = add_statistics(&out, w, err);
	snprintf(path, sizeof(path), "%s/iamglass", w->path);
	if (st == ST_OK)
		st = write_file(path, buf_str(&out), err);
	buf_free(&out);
	return st;
}

enum status glass_writer_finish(struct glass_writer *w, struct error *err)
{
	struct buf roots = BUF_INIT(PATH_BYTES);
	enum status st = write_values(w, err);

	if (st == ST_OK)
		st = write_lengths(w, err);
	if (st == ST_OK)
		st = glass_inverter_write(w->inverter, w->tables[POSTINGS],
					  &w->tables[POSITIONS],
					  w->paths[POSITIONS], err);
	for (unsigned i = 0; st == ST_OK && i < TABLES; i++)
		st = w->tables[i]
			     ? glass_table_finish(w->tables[i], &roots,
						  tables[i].compress_min, err)
			     : glass_table_none(&roots, tables[i].compress_min,
						err);
	if (st == ST_OK)
		st = write_version(w, buf_str(&roots), err);
	buf_free(&roots);
	return st;
}
