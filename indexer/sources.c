#include "indexer/sources.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static enum status no_memory(struct error *err)
{
	return error_set(err, ST_MEMORY, "out of memory");
}

/* The working folder as the user named it, if that is where it is. */
static char *working_folder(void)
{
	const char *named = getenv("PWD");
	struct stat a, b;

	if (named && *named == '/' && stat(named, &a) == 0 &&
	    stat(".", &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino)
		return strdup(named);
	return getcwd(NULL, 0);
}

/* Without the parts that say nothing; 0: ".." says more than the path does. */
static int clean(char *path)
{
	char *to = path, *from = path;

	while (*from) {
		size_t n = strcspn(from, "/");

		if (n == 2 && !memcmp(from, "..", 2))
			return 0;
		if (n && !(n == 1 && *from == '.')) {
			*to++ = '/';
			memmove(to, from, n);
			to += n;
		}
		from += n + (from[n] == '/');
	}
	if (to == path)
		*to++ = '/';
	*to = '\0';
	return 1;
}

/* NULL: out of memory, or no folder to be in. */
static char *absolute(const char *name, const char *place)
{
	char *folder = *name == '/' ? strdup("") : working_folder();
	char *path = folder ? malloc(strlen(folder) + strlen(name) + 3) : NULL;

	if (path)
		sprintf(path, "/%s/%s", folder, name);
	free(folder);
	if (path && !clean(path)) {
		free(path);
		return strdup(place);
	}
	return path;
}

/* Once each. ST_NOTFOUND, ST_IO: it is not there. */
static enum status add(struct sources *s, const char *name, struct error *err)
{
	char *place = realpath(name, NULL), *path;

	if (!place && (errno == ENOENT || errno == ENOTDIR))
		return error_set(err, ST_NOTFOUND, "no such source: '%s'",
				 name);
	if (!place)
		return error_set(err, ST_IO, "source '%s': %s", name,
				 strerror(errno));
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->places[i], place) == 0) {
			free(place);
			return ST_OK;
		}
	path = absolute(name, place);
	if (!path) {
		free(place);
		return no_memory(err);
	}
	s->places[s->n] = place;
	s->paths[s->n++] = path;
	return ST_OK;
}

static enum status make_room(struct sources *s, size_t more, struct error *err)
{
	char **paths = reallocarray(s->paths, s->n + more + 1, sizeof(*paths));
	char **places;

	if (!paths)
		return no_memory(err);
	s->paths = paths;
	places = reallocarray(s->places, s->n + more + 1, sizeof(*places));
	if (!places)
		return no_memory(err);
	s->places = places;
	return ST_OK;
}

enum status sources_find(struct sources *out, char *const *names, size_t n,
			 struct error *err)
{
	enum status st;

	*out = (struct sources){NULL, NULL, 0};
	st = make_room(out, n, err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = add(out, names[i], err);
	return st;
}

enum status sources_add(struct sources *s, const struct manifest *m,
			struct error *err)
{
	enum status st = make_room(s, m->source_count, err);

	for (size_t i = 0; st == ST_OK && i < m->source_count; i++)
		st = add(s, m->sources[i].path.p, err);
	return st;
}

static int has_path(const struct sources *s, const char *path)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->paths[i], path) == 0)
			return 1;
	return 0;
}

/* The index knows a source as `known`, which leads to `place`. */
static enum status rename_one(struct sources *s, const char *known,
			      const char *place, struct error *err)
{
	for (size_t i = 0; i < s->n; i++) {
		char *path;

		if (strcmp(s->places[i], place) != 0)
			continue;
		path = strdup(known);
		if (!path)
			return no_memory(err);
		free(s->paths[i]);
		s->paths[i] = path;
	}
	return ST_OK;
}

enum status sources_rename(struct sources *s, const struct state *known,
			   struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < known->source_count; i++) {
		const char *path = known->sources[i].path.p;
		char *place = has_path(s, path) ? NULL : realpath(path, NULL);

		if (place)
			st = rename_one(s, path, place, err);
		free(place);
	}
	return st;
}

void sources_free(struct sources *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->paths[i]);
		free(s->places[i]);
	}
	free(s->paths);
	free(s->places);
	*s = (struct sources){NULL, NULL, 0};
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
