#include "query/shards.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/index/stub.h"

static void free_parts(xap_db **parts, size_t n)
{
	for (size_t i = 0; parts && i < n; i++)
		xap_db_free(parts[i]);
	free(parts);
}

/* What is served may be another generation's. */
static enum status check_posts(const xap_db *db, const struct generation *gen,
			       size_t i, struct error *err)
{
	uint32_t posts;
	enum status st = xap_db_doc_count(db, &posts, err);

	if (st == ST_OK && posts != gen->manifest.shards[i].posts)
		st = error_set(err, ST_NETWORK,
			       "tcp(%s:%u) serves another shard than %s of "
			       "generation %u",
			       gen->shards[i], gen->ports[i],
			       gen->manifest.shards[i].name.p, gen->number);
	return st;
}

static enum status open_part(xap_db **out, const struct generation *gen,
			     size_t i, unsigned timeout_ms, struct error *err)
{
	enum status st;

	if (!gen->ports[i])
		return xap_db_open(out, gen->shards[i], err);
	st = xap_db_open_remote(out, gen->shards[i], gen->ports[i], timeout_ms,
				err);
	if (st == ST_OK)
		st = check_posts(*out, gen, i, err);
	if (st != ST_OK) {
		xap_db_free(*out);
		*out = NULL;
	}
	return st;
}

static int is_far(enum status st)
{
	return st == ST_NETWORK || st == ST_TIMEOUT;
}

/* All that answer, but for those that `left` lacks (NULL: none). */
static enum status open_parts(xap_db ***out, struct shards *s,
			      const struct generation *gen, xap_db *const *left,
			      struct error *err)
{
	enum status st = ST_OK;

	*out = calloc(s->n, sizeof(**out));
	if (!*out)
		return error_set(err, ST_MEMORY, "out of memory");
	for (size_t i = 0; st == ST_OK && i < s->n; i++) {
		if (left && !left[i])
			continue;
		st = open_part(&(*out)[i], gen, i, s->timeout_ms, err);
		if (gen->ports[i] && is_far(st)) {
			s->why = *err;
			st = ST_OK;
		}
	}
	return st;
}

static enum status join(struct shards *s, struct error *err)
{
	xap_db *here[MANIFEST_SHARDS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->parts[i])
			here[n++] = s->parts[i];
	s->missing = s->n - n;
	if (n == 0)
		return error_set(err, ST_NETWORK, "no shard answers: %s",
				 s->why.msg);
	return xap_db_join(&s->all, here, n, err);
}

enum status shards_open(struct shards *out, const struct generation *gen,
			const struct shards_far *far, struct error *err)
{
	enum status st;

	*out = (struct shards){.n = gen->manifest.shard_count,
			       .timeout_ms = far ? far->timeout_ms
						 : SHARDS_TIMEOUT_MS,
			       .locked_in = far && far->locked_in};
	if (gen->remote)
		signal(SIGPIPE, SIG_IGN);
	st = open_parts(&out->parts, out, gen, NULL, err);
	if (st == ST_OK && gen->remote && out->locked_in)
		st = open_parts(&out->spare, out, gen, out->parts, err);
	return st == ST_OK ? join(out, err) : st;
}

void shards_close(struct shards *s)
{
	xap_db_free(s->all);
	free_parts(s->parts, s->n);
	free_parts(s->spare, s->n);
	*s = (struct shards){.n = 0};
}

/* Leave out shard i. */
static void drop(xap_db **parts, size_t i)
{
	xap_db_free(parts[i]);
	parts[i] = NULL;
}

/* Which shard a message names; count() if none. */
static size_t named(const struct generation *gen, const char *message)
{
	char name[STUB_HOST_MAX + 16];
	size_t i = 0;

	for (; i < gen->manifest.shard_count; i++) {
		snprintf(name, sizeof(name), "tcp(%s:%u)", gen->shards[i],
			 gen->ports[i]);
		if (gen->ports[i] && strstr(message, name))
			break;
	}
	return i;
}

/* Spare connections may be as broken as those that they stand in for. */
static void drop_silent(struct shards *s, const struct generation *gen,
			struct error *err)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->parts[i] && gen->ports[i] &&
		    xap_db_ping(s->parts[i], err) != ST_OK) {
			s->why = *err;
			drop(s->parts, i);
		}
}

enum status shards_renew(struct shards *s, const struct generation *gen,
			 enum status why, struct error *err)
{
	const size_t was = s->missing, silent = named(gen, err->msg);
	xap_db **next = s->spare;
	enum status st = ST_OK;

	if (!next && s->locked_in)
		return why;
	/* To wait for it once is enough. A connection that broke may have been
	 * closed for its age. */
	s->why = *err;
	if (why == ST_TIMEOUT && silent < s->n)
		drop(s->parts, silent);
	xap_db_free(s->all);
	s->all = NULL;
	if (!next)
		st = open_parts(&next, s, gen, s->parts, err);
	for (size_t i = 0; st == ST_OK && i < s->n; i++)
		if (!s->parts[i] && next[i])
			drop(next, i);
	free_parts(s->parts, s->n);
	s->parts = next;
	if (s->spare)
		drop_silent(s, gen, err);
	s->spare = NULL;
	if (st == ST_OK)
		st = join(s, err);
	/* With none left out the failure may come again, for ever. */
	if (st == ST_OK && s->missing == was && s->renewed++)
		st = why;
	return st;
}
