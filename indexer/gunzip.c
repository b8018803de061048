#include "indexer/gunzip.h"

#include <stdlib.h>

#include <zlib.h>

enum {
	PIECE = 64 << 10,   /* bytes read at a time */
	GZIP_ONLY = 16 + 15 /* inflateInit2: this header, any window */
};

struct gunzip {
	const struct stream *in;
	z_stream z;
	unsigned long long taken, given; /* bytes */
	int begun, between; /* members: not in one, but behind one */
	unsigned char piece[PIECE];
};

int gunzip_is(struct str head)
{
	return head.len >= 3 && memcmp(head.p, "\x1F\x8B\x08", 3) == 0;
}

enum status gunzip_open(struct gunzip **out, const struct stream *in,
			struct error *err)
{
	struct gunzip *g = calloc(1, sizeof(*g));

	*out = NULL;
	if (!g || inflateInit2(&g->z, GZIP_ONLY) != Z_OK) {
		free(g);
		return error_set(err, ST_MEMORY, "out of memory");
	}
	g->in = in;
	*out = g;
	return ST_OK;
}

void gunzip_free(struct gunzip *g)
{
	if (!g)
		return;
	inflateEnd(&g->z);
	free(g);
}

/* ST_END: the file is at its end. */
static enum status refill(struct gunzip *g, struct error *err)
{
	enum status st;
	size_t n;

	if (g->z.avail_in)
		return ST_OK;
	st = g->in->read(g->in->ctx, (char *)g->piece, PIECE, &n, err);
	if (st != ST_OK)
		return st;
	g->taken += n;
	g->z.next_in = g->piece;
	g->z.avail_in = (uInt)n;
	return ST_OK;
}

/* Inflate once; what follows the last member, padding mostly, is no matter. */
static enum status step(struct gunzip *g, struct error *err)
{
	int z = inflate(&g->z, Z_NO_FLUSH);

	if (z == Z_STREAM_END) {
		g->between = 1;
		return inflateReset(&g->z) == Z_OK
			       ? ST_OK
			       : error_set(err, ST_INTERNAL, "inflateReset");
	}
	if (z != Z_OK && z != Z_BUF_ERROR && g->between)
		return ST_END;
	if (z != Z_OK && z != Z_BUF_ERROR)
		return error_set(err, ST_INPUT, "damaged gzip file: %s",
				 g->z.msg ? g->z.msg : "no data");
	if (g->z.total_out)
		g->between = 0;
	return ST_OK;
}

static enum status check_ratio(const struct gunzip *g, struct error *err)
{
	if (g->given <= GUNZIP_FREE ||
	    (g->given - GUNZIP_FREE) / GUNZIP_RATIO <= g->taken)
		return ST_OK;
	return error_set(err, ST_LIMIT,
			 "a gzip file of more than %d times its size",
			 GUNZIP_RATIO);
}

static enum status read_content(void *ctx, char *out, size_t size, size_t *n,
				struct error *err)
{
	struct gunzip *g = ctx;
	enum status st = ST_OK;

	if (size > GUNZIP_FREE)
		size = GUNZIP_FREE;
	g->z.next_out = (unsigned char *)out;
	g->z.avail_out = (uInt)size;
	while (st == ST_OK && g->z.avail_out == size) {
		st = refill(g, err);
		if (st == ST_END && !g->between)
			st = error_set(err, ST_INPUT,
				       "the gzip file ends too early");
		if (st == ST_OK)
			st = step(g, err);
	}
	*n = size - g->z.avail_out;
	g->given += *n;
	if (st == ST_OK)
		st = check_ratio(g, err);
	return st;
}

struct stream gunzip_stream(struct gunzip *g)
{
	return (struct stream){read_content, g};
}
