#include "indexer/sources.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Once each. ST_NOTFOUND, ST_IO: it is not there. */
static enum status add(struct sources *s, const char *name, struct error *err)
{
	char *path = realpath(name, NULL);

	if (!path && (errno == ENOENT || errno == ENOTDIR))
		return error_set(err, ST_NOTFOUND, "no such source: '%s'",
				 name);
	if (!path)
		return error_set(err, ST_IO, "source '%s': %s", name,
				 strerror(errno));
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->paths[i], path) == 0) {
			free(path);
			return ST_OK;
		}
	s->paths[s->n++] = path;
	return ST_OK;
}

enum status sources_find(struct sources *out, char *const *names, size_t n,
			 struct error *err)
{
	enum status st = ST_OK;

	*out = (struct sources){calloc(n + 1, sizeof(*out->paths)), 0};
	if (!out->paths)
		return error_set(err, ST_LIMIT, "out of memory");
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = add(out, names[i], err);
	return st;
}

enum status sources_add(struct sources *s, const struct manifest *m,
			struct error *err)
{
	char **paths = reallocarray(s->paths, s->n + m->source_count + 1,
				    sizeof(*paths));
	enum status st = ST_OK;

	if (!paths)
		return error_set(err, ST_LIMIT, "out of memory");
	s->paths = paths;
	for (size_t i = 0; st == ST_OK && i < m->source_count; i++)
		st = add(s, m->sources[i].path.p, err);
	return st;
}

void sources_free(struct sources *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->paths[i]);
	free(s->paths);
	*s = (struct sources){NULL, 0};
}

enum status sources_options(struct state *state,
			    const struct posts_options *options,
			    struct error *err)
{
	struct buf text = BUF_INIT(4096);
	enum status st =
		buf_addf(&text, err,
			 "format=%s drafts=%d all-types=%d comments=%d "
			 "permalink=%s",
			 options->format ? options->format->name : "",
			 options->read.drafts, options->read.all_types,
			 options->read.comments,
			 options->permalink ? options->permalink : "");

	if (st == ST_OK)
		st = state_set_options(state, buf_str(&text), err);
	buf_free(&text);
	return st;
}

int64_t sources_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
