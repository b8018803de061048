#include "query/archive.h"

#include "common/index/schema.h"

enum { TRIES = 5 };

static enum status open_once(struct archive *out, const char *dir,
			     const struct shards_far *far, struct error *err)
{
	enum status st;

	*out = (struct archive){.gen = GENERATION_INIT};
	st = generation_open_current(&out->gen, dir, err);
	if (st == ST_OK)
		st = shards_open(&out->shards, &out->gen, far, err);
	out->posts = out->shards.all;
	if (st == ST_OK)
		st = xap_db_open(&out->vocab, out->gen.vocab, err);
	return st;
}

/* Say what to do, behind what is wrong. */
static enum status advise(const char *dir, struct error *err)
{
	struct error why = *err;

	return error_set(err, ST_CORRUPT,
			 "%s; the index is damaged: remove it and run "
			 "nisba-index update --db %s SOURCE",
			 why.msg, dir);
}

/* What an older program wrote lacks what we look for. */
static enum status check_schema(const struct archive *a, const char *dir,
				struct error *err)
{
	unsigned version = a->gen.manifest.schema;

	if (version >= SCHEMA_SEARCHED)
		return ST_OK;
	return error_set(err, ST_INPUT,
			 "index of schema %u, this program reads %d to %d: run "
			 "nisba-index rebuild --db %s SOURCE",
			 version, SCHEMA_SEARCHED, SCHEMA_VERSION, dir);
}

enum status archive_open(struct archive *out, const char *dir,
			 const struct shards_far *far, struct error *err)
{
	struct error why = ERROR_INIT;
	enum status st = ST_OK;

	for (int i = 0; i < TRIES; i++) {
		st = open_once(out, dir, far, err);
		/* Files that vanish belong to a generation just replaced. */
		if (out->gen.path &&
		    generation_is_current(&out->gen, &why) == ST_OK)
			break;
		if (st == ST_NOTFOUND && !out->gen.path)
			break;
		if (i + 1 < TRIES)
			archive_close(out);
	}
	if (st == ST_OK)
		st = check_schema(out, dir, err);
	if (st != ST_OK)
		archive_close(out);
	return st == ST_CORRUPT && err ? advise(dir, err) : st;
}

void archive_close(struct archive *a)
{
	shards_close(&a->shards);
	xap_db_free(a->vocab);
	generation_free(&a->gen);
	*a = (struct archive){.gen = GENERATION_INIT};
}

int archive_ask_again(struct archive *a, enum status st, struct error *err)
{
	if (st != ST_NETWORK && st != ST_TIMEOUT)
		return 0;
	st = shards_renew(&a->shards, &a->gen, st, err);
	a->posts = a->shards.all;
	return st == ST_OK;
}
