#include "indexer/worker.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "common/glass/gather.h"
#include "common/glass/merge.h"
#include "common/index/lexicon.h"
#include "common/index/publish.h"
#include "common/index/run.h"
#include "common/index/tree.h"
#include "indexer/batch.h"
#include "indexer/document.h"
#include "indexer/wire.h"

enum { NAMES_MAX = RUN_MERGE_MAX };
_Static_assert((int)WORK_MERGE_MAX <= (int)NAMES_MAX,
	       "runs of words are merged as well");

struct worker {
	const char *dir;
	struct lexicon *lexicon;
	struct document_maker *maker;
	char (*names)[TREE_PATH_MAX]; /* NAMES_MAX */
	const char *paths[NAMES_MAX];
};

static enum status part_path(char out[TREE_PATH_MAX], const struct worker *k,
			     const char *kind, uint32_t number,
			     struct error *err)
{
	char name[32];

	snprintf(name, sizeof(name), "%s-%06u", kind, number);
	return tree_join(out, k->dir, name, err);
}

/* k->paths: of the parts that a work names. */
static enum status name_parts(struct worker *k, const char *kind,
			      const struct work *work, struct error *err)
{
	enum status st = ST_OK;

	if (work->behind <= work->first ||
	    work->behind - work->first > NAMES_MAX)
		return error_set(err, ST_INTERNAL, "%u parts to merge",
				 work->behind - work->first);
	for (uint32_t i = work->first; st == ST_OK && i < work->behind; i++) {
		st = part_path(k->names[i - work->first], k, kind, i, err);
		k->paths[i - work->first] = k->names[i - work->first];
	}
	return st;
}

static enum status add_posts(struct worker *k, struct glass_gather *g,
			     struct batch_reader *posts, struct error *err)
{
	struct post post;
	struct str unique;
	enum status st;

	while ((st = batch_reader_next(posts, &post, &unique, err)) == ST_OK) {
		xap_doc *doc;

		st = document_make(&doc, k->maker, &post, unique, err);
		if (st == ST_OK)
			st = glass_gather_add(g, doc, err);
		if (st != ST_OK) {
			error_context(err, "post '%.*s'", (int)unique.len,
				      unique.p);
			return st;
		}
	}
	return st == ST_END ? glass_gather_end(g, err) : st;
}

static enum status make_posts(struct worker *k, const struct work *work, int fd,
			      struct work_done *done)
{
	struct batch_reader posts;
	char path[TREE_PATH_MAX];
	struct glass_gather *g = NULL;
	enum status st = batch_reader_open(&posts, fd, &done->err);

	if (st == ST_OK)
		st = part_path(path, k, "posts", work->number, &done->err);
	if (st == ST_OK)
		st = glass_gather_new(&g, path, &done->err);
	if (st == ST_OK)
		st = add_posts(k, g, &posts, &done->err);
	glass_gather_free(g);
	batch_reader_close(&posts);
	if (st == ST_OK)
		st = part_path(path, k, "words", work->number, &done->err);
	return st == ST_OK ? lexicon_save(k->lexicon, path, &done->err) : st;
}

static enum status remove_parts(const struct worker *k, const struct work *work,
				struct error *err)
{
	for (uint32_t i = work->first; i < work->behind; i++) {
		const char *path = k->paths[i - work->first];

		if (unlink(path) != 0)
			return error_set(err, ST_IO, "cannot remove %s: %s",
					 path, strerror(errno));
	}
	return ST_OK;
}

static enum status merge_to(struct worker *k, const struct work *work,
			    const char *to, struct error *err)
{
	const size_t n = work->behind - work->first;
	enum status st = name_parts(k, "posts", work, err);

	if (st == ST_OK && work->kind == WORK_SHARD)
		st = glass_merge_database(k->paths, n, GLASS_LENGTHS_CHUNK, to,
					  err);
	else if (st == ST_OK)
		st = glass_merge_run(k->paths, n, to, err);
	return st == ST_OK ? remove_parts(k, work, err) : st;
}

static enum status merge(struct worker *k, const struct work *work, int fd,
			 struct work_done *done)
{
	char to[TREE_PATH_MAX];
	enum status st = part_path(to, k, "posts", work->number, &done->err);

	(void)fd;
	return st == ST_OK ? merge_to(k, work, to, &done->err) : st;
}

static enum status make_shard(struct worker *k, const struct work *work, int fd,
			      struct work_done *done)
{
	char name[PUBLISH_SHARD_NAME_MAX], to[TREE_PATH_MAX];
	enum status st;

	(void)fd;
	publish_shard_name(name, work->number);
	st = tree_join(to, k->dir, name, &done->err);
	return st == ST_OK ? merge_to(k, work, to, &done->err) : st;
}

static enum status join(struct worker *k, const struct work *work, int fd,
			struct work_done *done)
{
	char to[TREE_PATH_MAX];
	enum status st = part_path(to, k, "words", work->number, &done->err);

	(void)fd;
	if (st == ST_OK)
		st = name_parts(k, "words", work, &done->err);
	if (st == ST_OK)
		st = lexicon_join(k->paths, work->behind - work->first, to,
				  &done->err);
	return st == ST_OK ? remove_parts(k, work, &done->err) : st;
}

static enum status make_vocab(struct worker *k, const struct work *work, int fd,
			      struct work_done *done)
{
	char to[TREE_PATH_MAX];
	enum status st = tree_join(to, k->dir, "vocab", &done->err);

	(void)fd;
	if (st == ST_OK)
		st = name_parts(k, "words", work, &done->err);
	if (st == ST_OK)
		st = lexicon_write(k->paths, work->behind - work->first, to,
				   &done->words, &done->err);
	return st == ST_OK ? remove_parts(k, work, &done->err) : st;
}

static enum status (*const kinds[WORK_KINDS])(struct worker *k,
					      const struct work *work, int fd,
					      struct work_done *done) = {
	[WORK_POSTS] = make_posts, [WORK_MERGE] = merge,
	[WORK_SHARD] = make_shard, [WORK_JOIN] = join,
	[WORK_VOCAB] = make_vocab,
};

static enum status worker_init(struct worker *k, struct error *err)
{
	enum status st = lexicon_new(&k->lexicon, err);

	if (st == ST_OK)
		st = document_maker_new(&k->maker, k->lexicon, err);
	k->names = calloc(NAMES_MAX, sizeof(*k->names));
	if (st == ST_OK && !k->names)
		st = error_set(err, ST_MEMORY, "out of memory");
	return st;
}

/* Signals are for the process that leads; when it goes, so do we. */
static void follow_parent(void)
{
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}

/* The lock and the others' sockets are none of ours. */
static int keep_only(int socket)
{
	dup2(socket, STDERR_FILENO + 1);
	if (close_range(STDERR_FILENO + 2, ~0U, 0) != 0)
		_exit(status_exit_code(ST_INTERNAL));
	return STDERR_FILENO + 1;
}

void worker_run(int socket, const char *dir)
{
	struct worker k = {.dir = dir};
	struct error err = ERROR_INIT;
	struct work work;
	size_t n;
	int fd;
	enum status ready;

	follow_parent();
	socket = keep_only(socket);
	ready = worker_init(&k, &err);
	while (wire_receive(socket, &fd, (char *)&work, sizeof(work), &n, 1,
			    &err) == ST_OK) {
		struct work_done done = {.err = err};
		enum status st = ready;

		if (st == ST_OK &&
		    (n != sizeof(work) || work.kind >= WORK_KINDS))
			st = error_set(&done.err, ST_INTERNAL, "no work");
		if (st == ST_OK)
			st = kinds[work.kind](&k, &work, fd, &done);
		done.err.status = st;
		if (fd >= 0)
			close(fd);
		if (wire_send(socket, -1,
			      (struct str){(char *)&done, sizeof(done)},
			      STR(""), 1, &err) != ST_OK)
			break;
	}
	_exit(0);
}
