#ifndef TESTS_UNIT_GOLDEN_POST_H
#define TESTS_UNIT_GOLDEN_POST_H

#include <stdio.h>
#include <stdlib.h>

#include "common/text/utf8.h"
#include "indexer/formats/format.h"

/*
 * Golden files: tests/golden/<name> is read with a format and compared with
 * tests/golden/<name>.post, which has a line for each member that is not
 * empty, a blank line, and the text; "----" stands between posts. With
 * NISBA_GOLDEN_WRITE set the .post file is written instead: then read it.
 */

static inline void golden_load(struct buf *out, const char *path)
{
	char piece[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	buf_clear(out);
	if (!f)
		return;
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		if (buf_add(out, (struct str){piece, n}, NULL) != ST_OK)
			abort();
	fclose(f);
}

static inline void golden_member(struct buf *out, const char *name,
				 struct str value)
{
	if (value.len && buf_addf(out, NULL, "%s: %.*s\n", name, (int)value.len,
				  value.p) != ST_OK)
		abort();
}

static inline void golden_describe(struct buf *out, const struct post *post)
{
	golden_member(out, "id", post->id);
	golden_member(out, "title", post->title);
	golden_member(out, "site", post->site);
	golden_member(out, "url", post->url);
	golden_member(out, "lang", post->lang);
	for (size_t i = 0; i < post->authors.n; i++)
		golden_member(out, "author", post->authors.v[i]);
	for (size_t i = 0; i < post->tags.n; i++)
		golden_member(out, "tag", post->tags.v[i]);
	for (size_t i = 0; i < post->series.n; i++)
		golden_member(out, "series", post->series.v[i]);
	if (post->published != DATE_NONE &&
	    buf_addf(out, NULL, "published: %lld\n",
		     (long long)post->published) != ST_OK)
		abort();
	if (post->updated != DATE_NONE &&
	    buf_addf(out, NULL, "updated: %lld\n", (long long)post->updated) !=
		    ST_OK)
		abort();
	if (buf_addf(out, NULL, "\n%.*s\n", (int)post->text.len,
		     post->text.p) != ST_OK)
		abort();
	if (post->comments.len &&
	    buf_addf(out, NULL, "\ncomments: %.*s\n", (int)post->comments.len,
		     post->comments.p) != ST_OK)
		abort();
}

/* Append what a format makes of `in`; 0: it failed, or there is no post. */
static inline int golden_read_input(struct buf *out,
				    const struct format *format,
				    const struct format_input *in)
{
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;
	enum status st = format->open(&reader, in, &err);

	while (st == ST_OK) {
		st = format->next(reader, &post, &err);
		if (st == ST_OK && out->len &&
		    buf_add(out, STR("----\n"), &err) != ST_OK)
			abort();
		if (st == ST_OK)
			golden_describe(out, &post);
	}
	format->close(reader);
	return st == ST_END && out->len && utf8_valid(buf_str(out));
}

static inline int golden_read(struct buf *out, const struct format *format,
			      struct str bytes, struct diag *diag)
{
	struct format_input in = {.bytes = bytes, .diag = diag};

	return golden_read_input(out, format, &in);
}

static inline int golden_same(struct buf *got, const char *path)
{
	struct buf want = BUF_INIT(1 << 20);
	FILE *f;
	int same;

	if (getenv("NISBA_GOLDEN_WRITE")) {
		f = fopen(path, "wb");
		if (!f || fwrite(got->p, 1, got->len, f) != got->len ||
		    fclose(f))
			abort();
		return 1;
	}
	golden_load(&want, path);
	same = str_eq(buf_str(got), buf_str(&want));
	if (!same)
		fprintf(stderr, "--- %s\n%s+++ got\n%s", path, buf_str(&want).p,
			buf_str(got).p);
	buf_free(&want);
	return same;
}

/* 1: as expected. Prints both otherwise. */
static inline int golden_check(const struct format *format, const char *name)
{
	struct buf in = BUF_INIT(1 << 20), got = BUF_INIT(1 << 20);
	char path[256];
	int same;

	snprintf(path, sizeof(path), "tests/golden/%s", name);
	golden_load(&in, path);
	same = in.len && golden_read(&got, format, buf_str(&in), NULL);
	snprintf(path, sizeof(path), "tests/golden/%s.post", name);
	same = same && golden_same(&got, path);
	buf_free(&in);
	buf_free(&got);
	return same;
}

#endif
