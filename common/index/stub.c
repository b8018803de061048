#include "common/index/stub.h"

#include <string.h>

#include "common/base/file.h"
#include "common/index/generation.h"
#include "common/index/tree.h"

enum { PORT_MAX = 65535 };

enum status stub_format(struct buf *out, const struct manifest *m,
			struct error *err)
{
	char name[GENERATION_NAME_MAX];
	enum status st = ST_OK;

	generation_name(name, m->generation);
	for (size_t i = 0; st == ST_OK && i < m->shard_count; i++)
		st = buf_addf(out, err, "auto %s/%.*s\n", name,
			      (int)m->shards[i].name.len, m->shards[i].name.p);
	return st;
}

/* 1: it began so, and no longer does. */
static int take(struct str *s, struct str prefix)
{
	if (s->len < prefix.len || memcmp(s->p, prefix.p, prefix.len) != 0)
		return 0;
	s->p += prefix.len;
	s->len -= prefix.len;
	return 1;
}

static int take_line(struct str *rest, struct str *line)
{
	const char *end = rest->len ? memchr(rest->p, '\n', rest->len) : NULL;

	if (!end)
		return 0;
	*line = (struct str){rest->p, (size_t)(end - rest->p)};
	rest->len -= line->len + 1;
	rest->p += line->len + 1;
	return 1;
}

/* "42"; 0: it is no port. */
static unsigned port_of(struct str s)
{
	unsigned n = 0;

	if (s.len == 0 || s.len > 5)
		return 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		n = n * 10 + (unsigned)(s.p[i] - '0');
	}
	return n <= PORT_MAX ? n : 0;
}

/* Whatever resolvers take, and nothing that stands for something else in a
 * stub file or a message. */
static int is_host(struct str s)
{
	static const char extra[] = ".-_:%";

	if (s.len == 0 || s.len > STUB_HOST_MAX)
		return 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      (c >= '0' && c <= '9') || (c && strchr(extra, c))))
			return 0;
	}
	return 1;
}

static int read_remote(struct stub_shard *out, struct str place)
{
	const char *colon = memrchr(place.p, ':', place.len);
	struct str host, port;

	if (!colon)
		return 0;
	host = (struct str){place.p, (size_t)(colon - place.p)};
	port = (struct str){colon + 1, place.len - host.len - 1};
	if (host.len > 2 && host.p[0] == '[' && host.p[host.len - 1] == ']')
		host = (struct str){host.p + 1, host.len - 2};
	else if (memchr(host.p, ':', host.len))
		return 0;
	out->place = host;
	out->port = (uint16_t)port_of(port);
	return out->port && is_host(host);
}

/* "g000042/shard-000", of the same generation as all others. */
static int read_path(struct stub_shard *out, struct stub *stub,
		     struct str place)
{
	const char *slash = memchr(place.p, '/', place.len);
	unsigned number;

	if (!slash)
		return 0;
	number = generation_number(
		(struct str){place.p, (size_t)(slash - place.p)});
	if (!stub->generation)
		stub->generation = number;
	out->place = place;
	return number && number == stub->generation;
}

static enum status read_line(struct stub *out, struct stub_shard *shard,
			     struct arena *a, struct str line,
			     struct error *err)
{
	struct str rest = line;
	int known = 0;

	*shard = (struct stub_shard){.port = 0};
	if (take(&rest, STR("auto ")))
		known = read_path(shard, out, rest);
	else if (take(&rest, STR("remote ")))
		known = read_remote(shard, rest);
	if (!known)
		return error_set(err, ST_CORRUPT,
				 "'%.*s' does not name a generation's shard",
				 line.len < 100 ? (int)line.len : 100, line.p);
	out->n++;
	out->remote += shard->port != 0;
	return arena_str(&shard->place, a, shard->place, err);
}

enum status stub_parse(struct stub *out, struct arena *a, struct str text,
		       struct error *err)
{
	struct stub_shard *shards = NULL;
	struct str line, rest = text;
	size_t lines = 0;
	enum status st;

	*out = (struct stub){.generation = 0};
	while (take_line(&rest, &line))
		lines++;
	if (rest.len || lines > MANIFEST_SHARDS_MAX + 1)
		return error_set(err, ST_CORRUPT, "it is cut off, or too long");
	st = arena_array(&shards, a, lines + 1, sizeof(*shards), err);
	out->shards = shards;
	rest = text;
	if (st == ST_OK && take(&rest, STR("# ")) && take_line(&rest, &line))
		out->generation = generation_number(line);
	else
		rest = text;
	while (st == ST_OK && take_line(&rest, &line))
		st = read_line(out, &shards[out->n], a, line, err);
	if (st == ST_OK && (!out->generation || !out->n))
		st = error_set(err, ST_CORRUPT,
			       "it does not name a generation");
	return st;
}

enum status stub_read(struct stub *out, struct arena *a, const char *dir,
		      struct error *err)
{
	struct buf text = BUF_INIT(STUB_MAX);
	char path[TREE_PATH_MAX];
	enum status st = tree_join(path, dir, "current", err);

	*out = (struct stub){.generation = 0};
	if (st == ST_OK)
		st = file_read(&text, path, err);
	if (st == ST_NOTFOUND)
		st = error_set(err, st,
			       "no index at %s: run nisba-index update "
			       "--db %s SOURCE",
			       dir, dir);
	else if (st == ST_OK) {
		st = stub_parse(out, a, buf_str(&text), err);
		if (st != ST_OK)
			error_context(err, "%s", path);
	}
	buf_free(&text);
	return st;
}

enum status stub_check_local(const char *dir, struct error *err)
{
	struct arena arena = ARENA_INIT(STUB_MAX * 4);
	struct error ignored;
	struct stub stub;
	enum status st = stub_read(&stub, &arena, dir, &ignored);

	/* Whoever writes an index sees by himself whether there is one. */
	st = st == ST_OK && stub.remote
		     ? error_set(err, ST_USAGE,
				 "%s has its shards on other machines: change "
				 "the index where it is made, and ship it",
				 dir)
		     : ST_OK;
	arena_free(&arena);
	return st;
}
