#include "common/glass/database.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "common/glass/pack.h"
#include "common/xapian-c/limits.h"

enum {
	VERSION_MAX = 4096, /* bytes of the file that tells of the tables */
	UUID = 16
};

static const struct table_row {
	const char *file;      /* NULL: never there */
	unsigned compress_min; /* what Xapian deflates is longer; 0: none */
} rows[GLASS_TABLES] = {
	[GLASS_POSTINGS] = {"postlist.glass", 0},
	[GLASS_DATA] = {"docdata.glass", GLASS_COMPRESS_MIN},
	[GLASS_TERMLISTS] = {"termlist.glass", GLASS_COMPRESS_MIN},
	[GLASS_POSITIONS] = {"position.glass", 0},
	[GLASS_SPELLING] = {NULL, GLASS_COMPRESS_MIN},
	[GLASS_SYNONYMS] = {NULL, GLASS_COMPRESS_MIN},
};

struct glass_database {
	char *paths[GLASS_TABLES];
	char *version; /* the file that tells of the tables */
	struct glass_table *tables[GLASS_TABLES];
};

static enum status out_of_memory(struct error *err)
{
	return error_set(err, ST_MEMORY, "out of memory");
}

static enum status name_file(char **out, const char *folder, const char *file,
			     struct error *err)
{
	if (asprintf(out, "%s/%s", folder, file) >= 0)
		return ST_OK;
	*out = NULL;
	return out_of_memory(err);
}

static enum status name_files(struct glass_database *d, const char *path,
			      struct error *err)
{
	enum status st = name_file(&d->version, path, "iamglass", err);

	for (unsigned i = 0; st == ST_OK && i < GLASS_TABLES; i++)
		if (rows[i].file)
			st = name_file(&d->paths[i], path, rows[i].file, err);
	return st;
}

enum status glass_database_new(struct glass_database **out, const char *path,
			       struct error *err)
{
	struct glass_database *d = calloc(1, sizeof(*d));
	struct glass_table *made;
	enum status st;

	*out = NULL;
	if (!d)
		return out_of_memory(err);
	st = name_files(d, path, err);
	if (st == ST_OK && mkdir(path, 0777) != 0)
		st = error_set(err, ST_IO, "%s: %s", path, strerror(errno));
	if (st == ST_OK)
		st = glass_database_table(&made, d, GLASS_POSTINGS, err);
	/* Xapian makes the others when it writes, but not this one. */
	if (st == ST_OK)
		st = glass_database_table(&made, d, GLASS_TERMLISTS, err);
	if (st != ST_OK) {
		glass_database_free(d);
		return st;
	}
	*out = d;
	return ST_OK;
}

void glass_database_free(struct glass_database *d)
{
	if (!d)
		return;
	for (unsigned i = 0; i < GLASS_TABLES; i++) {
		glass_table_free(d->tables[i]);
		free(d->paths[i]);
	}
	free(d->version);
	free(d);
}

enum status glass_database_table(struct glass_table **out,
				 struct glass_database *d,
				 enum glass_table_name name, struct error *err)
{
	enum status st = ST_OK;

	if (!d->tables[name])
		st = glass_table_new(&d->tables[name], d->paths[name], err);
	*out = d->tables[name];
	return st;
}

enum status glass_database_metadata(struct glass_database *d, struct str key,
				    struct str value, struct error *err)
{
	char bytes[GLASS_KEY_MAX] = {0, (char)0xc0};

	enum status st = xap_check_key(key, err);

	if (st == ST_OK)
		st = xap_check_size("metadata", value, XAP_DATA_MAX, err);
	if (st != ST_OK || value.len == 0)
		return st;
	memcpy(bytes + 2, key.p, key.len);
	return glass_table_add(d->tables[GLASS_POSTINGS],
			       (struct str){bytes, 2 + key.len}, value, 0, err);
}

static enum status add_totals(struct buf *out, const struct glass_totals *t,
			      struct error *err)
{
	unsigned char bytes[8 * PACK_UINT_MAX], *p = bytes;

	p = pack_uint(p, t->documents);
	p = pack_uint(p, 0); /* the last number is no greater than that */
	p = pack_uint(p, t->least_length);
	p = pack_uint(p, t->greatest_wdf);
	p = pack_uint(p, t->greatest_length - t->greatest_wdf);
	p = pack_uint(p, 0); /* no sets of changes */
	p = pack_uint(p, t->length);
	p = pack_uint(p, 0); /* no spelling */
	return buf_add(out, (struct str){(char *)bytes, (size_t)(p - bytes)},
		       err);
}

static enum status write_file(const char *path, struct str bytes,
			      struct error *err)
{
	FILE *f = fopen(path, "wxe");
	int why = f && fwrite(bytes.p, bytes.len, 1, f) == 1 ? 0 : errno;

	if (f && fclose(f) != 0 && !why)
		why = errno;
	return why ? error_set(err, ST_IO, "%s: %s", path, strerror(why))
		   : ST_OK;
}

/* What Xapian reads first: it makes the folder a database. */
static enum status write_version(const struct glass_database *d,
				 struct str roots,
				 const struct glass_totals *totals,
				 struct error *err)
{
	/* The format of 2016-03-14, and the first revision behind the UUID. */
	static const char magic[] = "\x0f\x0dXapian Glass\x04\x6e";
	char uuid[UUID + 1] = {[UUID] = 1};
	struct buf out = BUF_INIT(VERSION_MAX);
	enum status st = ST_OK;

	if (getrandom(uuid, UUID, 0) != UUID)
		st = error_set(err, ST_IO, "getrandom: %s", strerror(errno));
	if (st == ST_OK)
		st = buf_add(&out, (struct str){magic, sizeof(magic) - 1}, err);
	if (st == ST_OK)
		st = buf_add(&out, (struct str){uuid, sizeof(uuid)}, err);
	if (st == ST_OK)
		st = buf_add(&out, roots, err);
	if (st == ST_OK)
		st = add_totals(&out, totals, err);
	if (st == ST_OK)
		st = write_file(d->version, buf_str(&out), err);
	buf_free(&out);
	return st;
}

enum status glass_database_end(struct glass_database *d,
			       const struct glass_totals *totals,
			       struct error *err)
{
	struct buf roots = BUF_INIT(VERSION_MAX);
	enum status st = ST_OK;

	for (unsigned i = 0; st == ST_OK && i < GLASS_TABLES; i++)
		st = d->tables[i] ? glass_table_end(d->tables[i], &roots,
						    rows[i].compress_min, err)
				  : glass_table_none(&roots,
						     rows[i].compress_min, err);
	if (st == ST_OK)
		st = write_version(d, buf_str(&roots), totals, err);
	buf_free(&roots);
	return st;
}
