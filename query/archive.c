#include "query/archive.h"

enum { TRIES = 5 };

static enum status open_once(struct archive *out, const char *dir,
			     struct error *err)
{
	enum status st;

	*out = (struct archive){.gen = GENERATION_INIT};
	st = generation_open_current(&out->gen, dir, err);
	if (st == ST_OK)
		st = xap_db_open_many(&out->posts, out->gen.shards,
				      out->gen.manifest.shard_count, err);
	if (st == ST_OK)
		st = xap_db_open(&out->vocab, out->gen.vocab, err);
	return st;
}

enum status archive_open(struct archive *out, const char *dir,
			 struct error *err)
{
	struct error why = ERROR_INIT;
	enum status st = ST_OK;

	for (int i = 0; i < TRIES; i++) {
		st = open_once(out, dir, err);
		/* Files that vanish belong to a generation just replaced. */
		if (out->gen.path &&
		    generation_is_current(&out->gen, &why) == ST_OK)
			break;
		if (st == ST_NOTFOUND && !out->gen.path)
			break;
		if (i + 1 < TRIES)
			archive_close(out);
	}
	if (st != ST_OK)
		archive_close(out);
	return st;
}

void archive_close(struct archive *a)
{
	xap_db_free(a->posts);
	xap_db_free(a->vocab);
	generation_free(&a->gen);
	*a = (struct archive){.gen = GENERATION_INIT};
}
