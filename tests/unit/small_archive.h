#ifndef TESTS_UNIT_SMALL_ARCHIVE_H
#define TESTS_UNIT_SMALL_ARCHIVE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/index/tree.h"
#include "indexer/rebuild.h"
#include "query/answer.h"

/*
 * A few posts, written into a temporary folder and indexed there: for tests
 * that ask what a query finds.
 */
struct small_post {
	const char *name; /* of its file, and its id */
	const char *text; /* what stands in it */
};

struct small_archive {
	char dir[64];
	struct archive open;
};

static inline void small_path(char out[128], const struct small_archive *a,
			      const char *name)
{
	snprintf(out, 128, "%s/%s", a->dir, name);
}

static inline int small_write(const struct small_archive *a,
			      const struct small_post *post)
{
	char path[128];
	FILE *f;

	small_path(path, a, post->name);
	f = fopen(path, "w");
	if (!f)
		return -1;
	fputs(post->text, f);
	return fclose(f);
}

/* 0, or -1 with a message: for a group's setup. */
static inline int small_open(struct small_archive *a,
			     const struct small_post *posts, size_t n)
{
	const struct rebuild_options options = {.keep = 0};
	struct rebuild_result result;
	struct error err = ERROR_INIT;
	char db[128], *sources[1] = {a->dir};

	strcpy(a->dir, "/tmp/nisba_small.XXXXXX");
	a->open = (struct archive){.gen = GENERATION_INIT};
	if (!mkdtemp(a->dir))
		return -1;
	for (size_t i = 0; i < n; i++)
		if (small_write(a, &posts[i]) != 0)
			return -1;
	small_path(db, a, ".db"); /* the walk passes it over */
	if (rebuild(&result, db, sources, 1, &options, NULL, &err) == ST_OK &&
	    archive_open(&a->open, db, NULL, &err) == ST_OK)
		return 0;
	print_error("%s\n", err.msg);
	return -1;
}

static inline int small_close(struct small_archive *a)
{
	archive_close(&a->open);
	return tree_remove(a->dir, NULL) == ST_OK ? 0 : -1;
}

/* What a test file of one archive has: `archive` of the array `posts`, and the
 * group's setup and teardown. */
#define SMALL_ARCHIVE(posts)                                                   \
	static struct small_archive archive;                                   \
	static int open_archive(void **state)                                  \
	{                                                                      \
		(void)state;                                                   \
		return small_open(&archive, posts,                             \
				  sizeof(posts) / sizeof(posts[0]));           \
	}                                                                      \
	static int close_archive(void **state)                                 \
	{                                                                      \
		(void)state;                                                   \
		return small_close(&archive);                                  \
	}

/* The answer, to be freed; a failure fails the test. */
static inline void small_ask(struct answer *out, struct small_archive *a,
			     const char *query,
			     const struct answer_options *how)
{
	struct error err = ERROR_INIT;

	if (answer_query(out, &a->open, (struct str){query, strlen(query)}, how,
			 &err) != ST_OK)
		fail_msg("%s: %s", query, err.msg);
}

#endif
