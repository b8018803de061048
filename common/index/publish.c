#include "common/index/publish.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/base/date.h"
#include "common/base/file.h"
#include "common/index/inventory.h"
#include "common/index/stub.h"
#include "common/index/tree.h"

enum { NUMBERS_MAX = 10000 /* generations in one DIR */ };

/* The generations that stand in DIR, whatever their state, ascending. */
struct numbers {
	unsigned v[NUMBERS_MAX];
	size_t n;
};

void publish_shard_name(char out[PUBLISH_SHARD_NAME_MAX], unsigned i)
{
	assert(i < MANIFEST_SHARDS_MAX);
	snprintf(out, PUBLISH_SHARD_NAME_MAX, "shard-%03u", i);
}

static int ascending(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;

	return (x > y) - (x < y);
}

/* `*out` is the caller's to free, also on failure. */
static enum status list_numbers(struct numbers **out, const char *dir,
				struct error *err)
{
	struct numbers *all = *out = calloc(1, sizeof(*all));
	DIR *d = opendir(dir);
	const struct dirent *e;
	enum status st = ST_OK;

	if (!all)
		st = error_set(err, ST_MEMORY, "out of memory");
	else if (!d)
		st = error_set(err, ST_IO, "%s: %s", dir, strerror(errno));
	while (st == ST_OK && (errno = 0, e = readdir(d)) != NULL) {
		struct str name = {e->d_name, strlen(e->d_name)};
		unsigned number = generation_number(name);

		if (number && all->n == NUMBERS_MAX)
			st = error_set(err, ST_LIMIT,
				       "%s: more than %d generations", dir,
				       NUMBERS_MAX);
		else if (number)
			all->v[all->n++] = number;
	}
	if (st == ST_OK && errno)
		st = error_set(err, ST_IO, "%s: %s", dir, strerror(errno));
	if (d)
		closedir(d);
	if (st == ST_OK)
		qsort(all->v, all->n, sizeof(all->v[0]), ascending);
	return st;
}

static enum status remove_number(const char *dir, unsigned number,
				 struct error *err)
{
	char name[GENERATION_NAME_MAX], path[TREE_PATH_MAX];
	enum status st;

	generation_name(name, number);
	st = tree_join(path, dir, name, err);
	return st == ST_OK ? tree_remove(path, err) : st;
}

/* The live generation, or 0 when there is none yet. */
static enum status current_or_none(unsigned *out, const char *dir,
				   struct error *err)
{
	enum status st = generation_current(out, dir, err);

	if (st == ST_NOTFOUND) {
		*out = 0;
		return ST_OK;
	}
	return st;
}

/* What file_replace() was to rename: "current.4711.tmp". */
static enum status wipe_drafts(const char *dir, struct error *err)
{
	static const char name[] = "current.", end[] = ".tmp";
	DIR *d = opendir(dir);
	const struct dirent *e;
	enum status st = ST_OK;

	if (!d)
		return error_set(err, ST_IO, "%s: %s", dir, strerror(errno));
	while (st == ST_OK && (e = readdir(d)) != NULL) {
		size_t len = strlen(e->d_name);

		if (len > sizeof(end) - 1 &&
		    !strncmp(e->d_name, name, sizeof(name) - 1) &&
		    !strcmp(e->d_name + len - (sizeof(end) - 1), end) &&
		    unlinkat(dirfd(d), e->d_name, 0) != 0 && errno != ENOENT)
			st = error_set(err, ST_IO, "%s/%s: %s", dir, e->d_name,
				       strerror(errno));
	}
	closedir(d);
	return st;
}

/*
 * Whatever is newer than the live generation was left by a crash or a
 * rollback. Its number is not used again, or a reader who slept through both
 * would take the new one for the old. `*next`: the first free number. When
 * `current` is damaged nobody knows which is live: all are kept.
 */
static enum status wipe_leftovers(unsigned *next, const char *dir,
				  struct error *err)
{
	struct numbers *all = NULL;
	unsigned current = 0;
	enum status st = current_or_none(&current, dir, err);
	int damaged = st == ST_CORRUPT;

	if (st == ST_OK || damaged)
		st = list_numbers(&all, dir, err);
	if (st == ST_OK)
		st = wipe_drafts(dir, err);
	*next = current + 1;
	for (size_t i = 0; st == ST_OK && i < all->n; i++) {
		if (all->v[i] <= current)
			continue;
		if (!damaged)
			st = remove_number(dir, all->v[i], err);
		*next = all->v[i] + 1;
	}
	if (st == ST_OK && *next > GENERATION_NUMBER_MAX)
		st = error_set(err, ST_LIMIT, "%s: no generation after %d", dir,
			       GENERATION_NUMBER_MAX);
	free(all);
	return st;
}

/* Only a bug of ours gets here without; two writers would eat each other. */
static enum status check_lock(const struct lock *lock, struct error *err)
{
	if (lock->fd < 0)
		return error_set(err, ST_INTERNAL,
				 "the index is not locked for writing");
	return ST_OK;
}

enum status generation_begin(struct generation *out, const char *dir,
			     const struct lock *lock, struct error *err)
{
	struct generation gen = GENERATION_INIT;
	enum status st = check_lock(lock, err);

	if (st == ST_OK)
		st = wipe_leftovers(&gen.number, dir, err);
	if (st == ST_OK)
		st = generation_fill_paths(&gen, dir, err);
	if (st == ST_OK)
		st = tree_make(gen.path, err);
	if (st == ST_OK)
		*out = gen;
	else
		generation_free(&gen);
	return st;
}

void generation_abandon(struct generation *gen)
{
	struct error ignored;
	unsigned live;
	enum status st = current_or_none(&live, gen->dir, &ignored);

	/*
	 * A publish can fail behind its rename: then this is the live one. What
	 * cannot be removed now is wiped by the next begin().
	 */
	if (st == ST_OK && live != gen->number)
		st = tree_remove(gen->path, &ignored);
	generation_free(gen);
}

/* A shard named in the manifest and not written would lose its posts. */
static enum status check_databases(const struct generation *gen,
				   const struct manifest *m, struct error *err)
{
	char path[TREE_PATH_MAX];
	struct stat sb;
	enum status st = ST_OK;

	if (m->shard_count == 0 || m->shard_count > MANIFEST_SHARDS_MAX)
		return error_set(err, ST_INTERNAL, "%zu shards to publish",
				 m->shard_count);
	for (size_t i = 0; st == ST_OK && i <= m->shard_count; i++) {
		const char *name = "vocab";

		if (i < m->shard_count)
			name = m->shards[i].name.p;
		st = tree_join(path, gen->path, name, err);
		if (st == ST_OK &&
		    (stat(path, &sb) != 0 || !S_ISDIR(sb.st_mode)))
			st = error_set(err, ST_INTERNAL, "%s was not written",
				       path);
	}
	return st;
}

/* Hard links to files of the live generation need not be hashed again. */
static enum status take_inventory(struct manifest *m, struct generation *gen,
				  struct error *err)
{
	struct generation old = GENERATION_INIT;
	struct error ignored;
	int have_old;
	enum status st;

	have_old = generation_open_current(&old, gen->dir, &ignored) == ST_OK;
	st = inventory_take(m, &gen->arena, gen->path,
			    have_old ? &old.manifest : NULL, old.path, err);
	generation_free(&old);
	return st;
}

static enum status write_text(const char *dir, const char *name,
			      enum status (*format)(struct buf *,
						    const struct manifest *,
						    struct error *),
			      const struct manifest *m, struct error *err)
{
	struct buf text = BUF_INIT(MANIFEST_MAX);
	char path[TREE_PATH_MAX];
	enum status st = tree_join(path, dir, name, err);

	if (st == ST_OK)
		st = format(&text, m, err);
	if (st == ST_OK)
		st = file_replace(path, buf_str(&text), err);
	buf_free(&text);
	return st;
}

/*
 * The names in DIR must last before `current` may point at them, and what no
 * reader would open must not become live.
 */
static enum status settle(const struct generation *gen, struct error *err)
{
	struct generation check = GENERATION_INIT;
	enum status st = file_sync(gen->path, err);

	if (st == ST_OK)
		st = file_sync(gen->dir, err);
	if (st == ST_OK)
		st = generation_open(&check, gen->dir, gen->number, err);
	generation_free(&check);
	return st;
}

enum status generation_prune(const char *dir, unsigned number, unsigned keep,
			     struct error *err)
{
	struct numbers *all = NULL;
	enum status st = list_numbers(&all, dir, err);
	size_t older = 0;

	while (st == ST_OK && older < all->n && all->v[older] < number)
		older++;
	for (size_t i = 0; st == ST_OK && i + keep < older; i++)
		st = remove_number(dir, all->v[i], err);
	if (st != ST_OK)
		error_context(err, "generation %u is live, but", number);
	free(all);
	return st;
}

enum status generation_publish(struct generation *gen, const struct manifest *m,
			       unsigned keep, struct error *err)
{
	char created[DATE_MAX_LEN];
	struct manifest full = *m;
	enum status st = check_databases(gen, m, err);

	date_format_iso(created, (int64_t)time(NULL));
	full.schema = MANIFEST_SCHEMA;
	full.generation = gen->number;
	full.created = (struct str){created, strlen(created)};
	full.program = STR("nisba " NISBA_VERSION);
	if (st == ST_OK)
		st = take_inventory(&full, gen, err);
	if (st == ST_OK)
		st = write_text(gen->path, "manifest.json", manifest_format,
				&full, err);
	if (st == ST_OK)
		st = settle(gen, err);
	if (st == ST_OK)
		st = write_text(gen->dir, "current", stub_format, &full, err);
	return st == ST_OK ? generation_prune(gen->dir, gen->number, keep, err)
			   : st;
}

/* The newest sound generation below `current`. */
static enum status open_older(struct generation *out, const char *dir,
			      unsigned current, struct error *err)
{
	struct numbers *all = NULL;
	struct error why;
	enum status st = list_numbers(&all, dir, err);
	enum status opened = ST_NOTFOUND;

	for (size_t i = st == ST_OK ? all->n : 0; i && opened != ST_OK; i--)
		if (all->v[i - 1] < current)
			opened = generation_open(out, dir, all->v[i - 1], &why);
	if (st == ST_OK && opened == ST_NOTFOUND)
		st = error_set(err, ST_NOTFOUND,
			       "%s has no generation before %u", dir, current);
	else if (st == ST_OK && opened != ST_OK)
		st = error_set(err, opened, "%s", why.msg);
	free(all);
	return st;
}

enum status generation_rollback(unsigned *number, const char *dir,
				const struct lock *lock, struct error *err)
{
	struct generation gen = GENERATION_INIT;
	unsigned current;
	enum status st = check_lock(lock, err);

	if (st == ST_OK)
		st = generation_current(&current, dir, err);
	if (st == ST_OK)
		st = open_older(&gen, dir, current, err);
	if (st == ST_OK)
		st = write_text(dir, "current", stub_format, &gen.manifest,
				err);
	*number = gen.number;
	generation_free(&gen);
	return st;
}
