#include "common/index/generation.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/file.h"
#include "common/index/inventory.h"
#include "common/index/stub.h"
#include "common/index/tree.h"

enum {
	/* Each costs a whole publish in between: more is not bad luck. */
	OPEN_TRIES = 50,
	STUB_ARENA_MAX = 1 << 20 /* bytes */
};

void generation_name(char out[GENERATION_NAME_MAX], unsigned number)
{
	snprintf(out, GENERATION_NAME_MAX, "g%06u", number);
}

unsigned generation_number(struct str name)
{
	char again[GENERATION_NAME_MAX];
	unsigned n = 0;

	/* Nine digits at most, so n does not overflow. */
	if (name.len < 7 || name.len > 10 || name.p[0] != 'g')
		return 0;
	for (size_t i = 1; i < name.len; i++) {
		unsigned digit = (unsigned char)name.p[i] - '0';

		if (digit > 9)
			return 0;
		n = n * 10 + digit;
	}
	generation_name(again, n);
	return str_eq(name, (struct str){again, strlen(again)}) ? n : 0;
}

enum status generation_current(unsigned *out, const char *dir,
			       struct error *err)
{
	struct arena arena = ARENA_INIT(STUB_ARENA_MAX);
	struct stub stub;
	enum status st = stub_read(&stub, &arena, dir, err);

	*out = stub.generation;
	arena_free(&arena);
	return st;
}

static enum status copy_path(const char **out, struct generation *gen,
			     const char *dir, const char *name,
			     struct error *err)
{
	char path[TREE_PATH_MAX];
	struct str copy;
	enum status st = tree_join(path, dir, name, err);

	if (st == ST_OK)
		st = arena_str(&copy, &gen->arena,
			       (struct str){path, strlen(path)}, err);
	if (st == ST_OK)
		*out = copy.p;
	return st;
}

enum status generation_fill_paths(struct generation *gen, const char *dir,
				  struct error *err)
{
	struct str copy;
	char name[GENERATION_NAME_MAX];
	enum status st = arena_str(&copy, &gen->arena,
				   (struct str){dir, strlen(dir)}, err);

	if (st != ST_OK)
		return st;
	gen->dir = copy.p;
	generation_name(name, gen->number);
	st = copy_path(&gen->path, gen, dir, name, err);
	return st == ST_OK
		       ? copy_path(&gen->vocab, gen, gen->path, "vocab", err)
		       : st;
}

/* `current` must name the shards of the manifest, all and in order. */
static enum status check_stub(const struct generation *gen,
			      const struct stub *stub, struct error *err)
{
	const struct manifest *m = &gen->manifest;
	int same = stub->n == m->shard_count;
	char name[GENERATION_NAME_MAX + 1];

	generation_name(name, gen->number);
	strcat(name, "/");
	for (size_t i = 0; same && i < stub->n; i++) {
		struct str place = stub->shards[i].place;
		size_t len = strlen(name);

		if (stub->shards[i].port)
			continue;
		same = place.len > len && !memcmp(place.p, name, len) &&
		       str_eq((struct str){place.p + len, place.len - len},
			      m->shards[i].name);
	}
	return same ? ST_OK
		    : error_set(err, ST_CORRUPT,
				"%s/current does not name the shards of %s",
				gen->dir, gen->path);
}

/* `stub`: NULL when all are in the folder. */
static enum status fill_shards(struct generation *gen, const struct stub *stub,
			       struct error *err)
{
	const struct manifest *m = &gen->manifest;
	enum status st = stub ? check_stub(gen, stub, err) : ST_OK;

	if (st == ST_OK)
		st = arena_array(&gen->shards, &gen->arena, m->shard_count,
				 sizeof(*gen->shards), err);
	if (st == ST_OK)
		st = arena_array(&gen->ports, &gen->arena, m->shard_count,
				 sizeof(*gen->ports), err);
	for (size_t i = 0; st == ST_OK && i < m->shard_count; i++) {
		if (stub && stub->shards[i].port) {
			gen->shards[i] = stub->shards[i].place.p;
			gen->ports[i] = stub->shards[i].port;
			gen->remote++;
		} else {
			st = copy_path(&gen->shards[i], gen, gen->path,
				       m->shards[i].name.p, err);
		}
	}
	return st;
}

static enum status read_manifest(struct generation *gen, struct error *err)
{
	struct buf text = BUF_INIT(MANIFEST_MAX);
	char path[TREE_PATH_MAX];
	enum status st = tree_join(path, gen->path, "manifest.json", err);

	if (st != ST_OK)
		return st;
	st = file_read(&text, path, err);
	if (st == ST_NOTFOUND)
		st = error_set(err, ST_CORRUPT, "%s is missing", path);
	else if (st == ST_OK) {
		st = manifest_parse(&gen->manifest, &gen->arena, buf_str(&text),
				    err);
		if (st != ST_OK)
			error_context(err, "%s", path);
	}
	if (st == ST_OK && gen->manifest.generation != gen->number)
		st = error_set(err, ST_CORRUPT, "%s is of generation %u", path,
			       gen->manifest.generation);
	buf_free(&text);
	return st;
}

static enum status check_open_file(const struct manifest_file *f, int fd,
				   const char *path, struct error *err)
{
	struct stat sb;
	uint64_t ends;
	enum status st;

	if (fstat(fd, &sb) != 0)
		return error_set(err, ST_IO, "%s: %s", path, strerror(errno));
	if (!S_ISREG(sb.st_mode) || (uint64_t)sb.st_size != f->size)
		return error_set(err, ST_CORRUPT,
				 "%s has %jd bytes instead of %" PRIu64, path,
				 (intmax_t)sb.st_size, f->size);
	st = inventory_ends(&ends, fd, f->size, path, err);
	if (st == ST_OK && ends != f->ends)
		st = error_set(err, ST_CORRUPT, "%s is not as it was written",
			       path);
	return st;
}

static enum status check_file(const struct manifest_file *f, const char *path,
			      struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum status st;

	if (fd < 0)
		return errno == ENOENT ? error_set(err, ST_CORRUPT,
						   "%s is missing", path)
				       : error_set(err, ST_IO, "%s: %s", path,
						   strerror(errno));
	st = check_open_file(f, fd, path, err);
	close(fd);
	return st;
}

/* Asking needs the vocabulary, and shards where they are. */
int generation_has(const struct generation *gen, struct str file)
{
	const struct manifest *m = &gen->manifest;

	for (size_t i = 0; gen->remote && i < m->shard_count; i++) {
		struct str name = m->shards[i].name;

		if (gen->ports[i] && file.len > name.len &&
		    file.p[name.len] == '/' &&
		    !memcmp(file.p, name.p, name.len))
			return 0;
	}
	return !gen->remote || !str_eq(file, STR("state"));
}

static enum status check_files(const struct generation *gen, struct error *err)
{
	const struct manifest *m = &gen->manifest;
	char path[TREE_PATH_MAX];
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < m->file_count; i++) {
		if (!generation_has(gen, m->files[i].path))
			continue;
		st = tree_join(path, gen->path, m->files[i].path.p, err);
		if (st == ST_OK)
			st = check_file(&m->files[i], path, err);
	}
	return st;
}

/* `gen`: empty; or with the stub that was read into its arena. */
static enum status open_number(struct generation *out, struct generation *gen,
			       const char *dir, unsigned number,
			       const struct stub *stub, struct error *err)
{
	enum status st;

	gen->number = number;
	st = generation_fill_paths(gen, dir, err);
	if (st == ST_OK)
		st = read_manifest(gen, err);
	if (st == ST_OK)
		st = fill_shards(gen, stub, err);
	if (st == ST_OK)
		st = check_files(gen, err);
	if (st == ST_OK)
		*out = *gen;
	else
		generation_free(gen);
	return st;
}

enum status generation_open(struct generation *out, const char *dir,
			    unsigned number, struct error *err)
{
	struct generation gen = GENERATION_INIT;

	return open_number(out, &gen, dir, number, NULL, err);
}

/* ST_STALE: what `current` named was replaced while we looked. */
static enum status try_open(struct generation *out, const char *dir,
			    struct error *err)
{
	struct generation gen = GENERATION_INIT;
	struct error unused;
	unsigned number, again;
	struct stub stub;
	enum status st = stub_read(&stub, &gen.arena, dir, err);

	number = stub.generation;
	if (st != ST_OK) {
		generation_free(&gen);
		return st;
	}
	st = open_number(out, &gen, dir, number, &stub, err);
	if (st != ST_OK && generation_current(&again, dir, &unused) == ST_OK &&
	    again != number)
		st = error_set(err, ST_STALE, "%s is being replaced", dir);
	return st;
}

enum status generation_open_current(struct generation *out, const char *dir,
				    struct error *err)
{
	enum status st = ST_STALE;

	for (unsigned i = 0; st == ST_STALE && i < OPEN_TRIES; i++)
		st = try_open(out, dir, err);
	return st;
}

/* 1: the remote ones are still where they were. */
static int same_places(const struct generation *gen, const struct stub *stub)
{
	int same = stub->n == gen->manifest.shard_count &&
		   stub->remote == gen->remote;

	for (size_t i = 0; same && gen->remote && i < stub->n; i++)
		same = stub->shards[i].port == gen->ports[i] &&
		       (!gen->ports[i] ||
			!strcmp(stub->shards[i].place.p, gen->shards[i]));
	return same;
}

enum status generation_is_current(const struct generation *gen,
				  struct error *err)
{
	struct arena arena = ARENA_INIT(STUB_ARENA_MAX);
	struct stub stub;
	enum status st = stub_read(&stub, &arena, gen->dir, err);

	if (st == ST_OK && stub.generation != gen->number)
		st = error_set(err, ST_STALE,
			       "%s moved on from generation %u to %u", gen->dir,
			       gen->number, stub.generation);
	else if (st == ST_OK && !same_places(gen, &stub))
		st = error_set(err, ST_STALE, "shards of %s moved", gen->dir);
	arena_free(&arena);
	return st;
}

void generation_free(struct generation *gen)
{
	arena_free(&gen->arena);
	*gen = (struct generation)GENERATION_INIT;
}
