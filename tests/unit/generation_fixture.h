#ifndef TESTS_UNIT_GENERATION_FIXTURE_H
#define TESTS_UNIT_GENERATION_FIXTURE_H

/* What tests of generations share: a folder each, and something to publish. */

#include "common/index/publish.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/base/file.h"
#include "common/index/inventory.h"
#include "common/index/tree.h"

/* A temporary folder, and DIR in it, which does not exist yet. */
struct place {
	char top[64];
	char dir[96];
};

static inline int set_up(void **state)
{
	struct place *p = test_calloc(1, sizeof(*p));

	snprintf(p->top, sizeof(p->top), "/tmp/nisba-generation-XXXXXX");
	if (!mkdtemp(p->top))
		return -1;
	snprintf(p->dir, sizeof(p->dir), "%s/a/index", p->top);
	*state = p;
	return 0;
}

static inline int tear_down(void **state)
{
	struct place *p = *state;
	struct error err = ERROR_INIT;
	/* DIR is two below the top: deeper than tree_remove() goes at once. */
	int failed = tree_remove(p->dir, &err) != ST_OK ||
		     tree_remove(p->top, &err) != ST_OK;

	test_free(p);
	return failed ? -1 : 0;
}

static inline void put(const char *dir, const char *name, const char *text)
{
	char path[TREE_PATH_MAX];
	struct error err = ERROR_INIT;
	FILE *f;

	assert_int_equal(tree_join(path, dir, name, &err), ST_OK);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static inline int exists(const char *dir, const char *name)
{
	char path[TREE_PATH_MAX];
	struct error err = ERROR_INIT;

	assert_int_equal(tree_join(path, dir, name, &err), ST_OK);
	return access(path, F_OK) == 0;
}

static inline mode_t mode_of(const char *dir, const char *name)
{
	char path[TREE_PATH_MAX];
	struct error err = ERROR_INIT;
	struct stat sb;

	assert_int_equal(tree_join(path, dir, name, &err), ST_OK);
	assert_int_equal(stat(path, &sb), 0);
	return sb.st_mode & 07777;
}

static const struct manifest_shard one_shard[] = {{{"shard-000", 9}, 3}};
static const struct manifest_source one_source[] = {{{"/srv/blog", 9}, 3}};

static inline struct manifest sample(void)
{
	return (struct manifest){.posts = 3,
				 .words = 12,
				 .shards = one_shard,
				 .shard_count = 1,
				 .sources = one_source,
				 .source_count = 1};
}

/* A table with something in the middle, where readers do not look. */
static inline void put_table(const char *dir, char middle)
{
	char text[1001];

	memset(text, '.', sizeof(text) - 1);
	text[500] = middle;
	text[1000] = '\0';
	put(dir, "position.glass", text);
}

/* What stands for the databases of a generation: its number, in a file. */
static inline void write_tables(const struct generation *gen)
{
	char path[TREE_PATH_MAX], text[16];
	struct error err = ERROR_INIT;

	snprintf(text, sizeof(text), "%u\n", gen->number);
	assert_int_equal(mkdir(gen->vocab, 0777), 0);
	put(gen->vocab, "iamglass", text);
	assert_int_equal(tree_join(path, gen->path, "shard-000", &err), ST_OK);
	assert_int_equal(mkdir(path, 0777), 0);
	put(path, "postlist.glass", text);
	put_table(path, ' ');
	put(path, "flintlock", "");
	put(gen->path, "state", "");
}

static inline unsigned publish_one(const char *dir, const struct lock *lock,
				   unsigned keep)
{
	struct generation gen;
	struct manifest m = sample();
	struct error err = ERROR_INIT;
	unsigned number;

	assert_int_equal(generation_begin(&gen, dir, lock, &err), ST_OK);
	number = gen.number;
	write_tables(&gen);
	assert_int_equal(generation_publish(&gen, &m, keep, &err), ST_OK);
	generation_free(&gen);
	return number;
}

static inline void assert_live(const char *dir, unsigned number)
{
	struct generation gen;
	struct error err = ERROR_INIT;

	assert_int_equal(generation_open_current(&gen, dir, &err), ST_OK);
	assert_int_equal(gen.number, number);
	assert_int_equal(generation_is_current(&gen, &err), ST_OK);
	generation_free(&gen);
}

#define WITH_PLACE(test)                                                       \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
