#include "common/base/config.h"

#include <assert.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/file.h"
#include "common/base/guess.h"

const struct config_key config_keys[] = {
	{"db", CONFIG_PATH},
	{"source", CONFIG_PATHS},
	{"index.all-types", CONFIG_TEXT},
	{"index.comments", CONFIG_TEXT},
	{"index.drafts", CONFIG_TEXT},
	{"index.jobs", CONFIG_TEXT},
	{"index.keep", CONFIG_TEXT},
	{"index.lock-timeout", CONFIG_TEXT},
	{"index.max-delete", CONFIG_TEXT},
	{"index.mode", CONFIG_TEXT},
	{"index.permalink", CONFIG_TEXT},
	{"index.shards", CONFIG_TEXT},
	{"search.color", CONFIG_TEXT},
	{"search.half-life", CONFIG_TEXT},
	{"search.limit", CONFIG_TEXT},
	{"search.names", CONFIG_PATH},
	{"search.shard-timeout", CONFIG_TEXT},
	{"web.base-url", CONFIG_TEXT},
	{"web.template", CONFIG_PATH},
	{"web.title", CONFIG_TEXT},
	{NULL, CONFIG_TEXT},
};

/* What the calls of inih share. */
struct reading {
	struct config *config;
	struct str rest; /* lines not yet given to inih */
	unsigned line;   /* of the one given last */
	struct error *err;
	enum status status;
};

static enum status fail(struct reading *r, const char *what, const char *value)
{
	r->status = error_set(r->err, ST_CONFIG, "%s:%u: %s%s%s%s",
			      r->config->path, r->line, what, value ? " '" : "",
			      value ? value : "", value ? "'" : "");
	return r->status;
}

/* An ini_reader: the next line, as fgets would. */
static char *next_line(char *to, int size, void *stream)
{
	struct reading *r = stream;
	const char *end;
	size_t n;

	if (r->status != ST_OK || !r->rest.len)
		return NULL;
	end = memchr(r->rest.p, '\n', r->rest.len);
	n = end ? (size_t)(end + 1 - r->rest.p) : r->rest.len;
	r->line++;
	if (n >= (size_t)size || n > CONFIG_LINE_MAX) {
		fail(r, "the line is too long", NULL);
		return NULL;
	}
	if (memchr(r->rest.p, '\0', n)) {
		fail(r, "a NUL byte", NULL);
		return NULL;
	}
	memcpy(to, r->rest.p, n);
	to[n] = '\0';
	r->rest.p += n;
	r->rest.len -= n;
	return to;
}

static const struct config_key *find_key(const char *name)
{
	const struct config_key *key = config_keys;

	while (key->name && strcmp(key->name, name) != 0)
		key++;
	return key->name ? key : NULL;
}

/* "index.keep" as a file has it: "keep" under "[index]". */
static enum status unknown_key(struct reading *r, const char *name)
{
	struct guess g = {name, NULL, 0};
	const char *dot;

	for (const struct config_key *key = config_keys; key->name; key++) {
		guess_try(&g, key->name);
		/* Right, but under no section or another one. */
		dot = strchr(key->name, '.');
		if (!g.best &&
		    strcmp(dot ? dot + 1 : key->name,
			   strrchr(name, '.') ? strrchr(name, '.') + 1
					      : name) == 0)
			g.best = key->name;
	}
	if (!g.best)
		return fail(r, "nisba.conf(5) knows no key", name);
	dot = strchr(g.best, '.');
	r->status = error_set(
		r->err, ST_CONFIG,
		"%s:%u: no key '%s'; did you mean '%s'%s%.*s%s?",
		r->config->path, r->line, name, dot ? dot + 1 : g.best,
		dot ? " under [" : " before all sections",
		dot ? (int)(dot - g.best) : 0, g.best, dot ? "]" : "");
	return r->status;
}

/* `value` from where the file is, or from the user's home. */
static enum status absolute(struct str *out, const struct config *c,
			    const char *value, struct arena *a,
			    struct error *err)
{
	struct buf path = BUF_INIT(CONFIG_LINE_MAX + 4096);
	const char *home = getenv("HOME"), *slash = strrchr(c->path, '/');
	enum status st;

	if (value[0] == '~' && (value[1] == '/' || !value[1]) && home)
		st = buf_addf(&path, err, "%s%s", home, value + 1);
	else if (value[0] == '/' || !slash)
		st = buf_addf(&path, err, "%s", value);
	else
		st = buf_addf(&path, err, "%.*s/%s", (int)(slash - c->path),
			      c->path, value);
	if (st == ST_OK)
		st = arena_str(out, a, buf_str(&path), err);
	buf_free(&path);
	return st;
}

static enum status add_entry(struct reading *r, const struct config_key *key,
			     const char *value)
{
	struct config *c = r->config;
	struct str copy;
	enum status st;

	if (key->kind == CONFIG_TEXT)
		st = arena_str(&copy, &c->arena,
			       (struct str){value, strlen(value)}, r->err);
	else
		st = absolute(&copy, c, value, &c->arena, r->err);
	if (st == ST_OK)
		c->entries[c->n++] =
			(struct config_entry){key, copy.p, r->line};
	return r->status = st;
}

/* An ini_handler: 0 ends the reading. */
static int on_entry(void *user, const char *section, const char *name,
		    const char *value)
{
	struct reading *r = user;
	const struct config_key *key;
	char full[128];

	if (r->status != ST_OK)
		return 0;
	if (snprintf(full, sizeof(full), "%s%s%s", section, *section ? "." : "",
		     name) >= (int)sizeof(full))
		return fail(r, "the name is too long:", name) == ST_OK;
	key = find_key(full);
	if (!key)
		return unknown_key(r, full) == ST_OK;
	if (!value || !*value)
		return fail(r, "no value for", name) == ST_OK;
	if (key->kind != CONFIG_PATHS && config_find(r->config, key->name))
		return fail(r, "given twice:", name) == ST_OK;
	if (r->config->n == CONFIG_ENTRIES_MAX)
		return fail(r, "too many entries, from here on:", name) ==
		       ST_OK;
	return add_entry(r, key, value) == ST_OK;
}

/* inih is set up by variables of its own. */
static void set_up_inih(void)
{
	ini_use_stack = false;
	ini_allow_realloc = false;
	ini_max_line = CONFIG_LINE_MAX + 2;
	ini_initial_alloc = ini_max_line;
	ini_allow_inline_comments = false;
	ini_stop_on_first_error = true;
}

enum status config_parse(struct config *out, const char *path, struct str bytes,
			 struct error *err)
{
	struct reading r = {.config = out, .rest = bytes, .err = err};
	struct str copy;
	int line;

	r.status = arena_str(&copy, &out->arena,
			     (struct str){path, strlen(path)}, err);
	if (r.status == ST_OK)
		r.status = arena_array(&out->entries, &out->arena,
				       CONFIG_ENTRIES_MAX,
				       sizeof(*out->entries), err);
	if (r.status != ST_OK)
		return r.status;
	out->path = copy.p;
	set_up_inih();
	line = ini_parse_stream(next_line, &r, on_entry, &r);
	if (r.status == ST_OK && line < 0)
		return error_set(err, ST_MEMORY, "'%s': out of memory", path);
	if (r.status == ST_OK && line > 0) {
		r.line = (unsigned)line;
		return fail(&r, "neither 'key = value' nor '[section]'", NULL);
	}
	return r.status;
}

/* Whatever is wrong with it, the configuration is. */
static enum status read_file(struct config *out, const char *path,
			     struct error *err)
{
	struct buf bytes = BUF_INIT(CONFIG_FILE_MAX);
	enum status st = file_read(&bytes, path, err);

	if (st == ST_OK)
		st = config_parse(out, path, buf_str(&bytes), err);
	buf_free(&bytes);
	if (st != ST_OK && err)
		err->status = ST_CONFIG;
	return st == ST_OK ? ST_OK : ST_CONFIG;
}

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* The user's own file, if $XDG_CONFIG_HOME or $HOME tells where it would be;
 * else empty. */
static enum status user_path(struct buf *out, struct error *err)
{
	const char *dir;

	if ((dir = variable("XDG_CONFIG_HOME")))
		return buf_addf(out, err, "%s/nisba/nisba.conf", dir);
	if ((dir = variable("HOME")))
		return buf_addf(out, err, "%s/.config/nisba/nisba.conf", dir);
	return ST_OK;
}

enum status config_load(struct config *out, const char *path, struct error *err)
{
	struct buf own = BUF_INIT(4096);
	enum status st;

	if (!path)
		path = variable("NISBA_CONFIG");
	/* As everywhere: none at all. */
	if (path && strcmp(path, "/dev/null") == 0)
		return ST_OK;
	if (path)
		return read_file(out, path, err);
	st = user_path(&own, err);
	if (st == ST_OK && own.len && access(own.p, F_OK) == 0)
		st = read_file(out, own.p, err);
	else if (st == ST_OK && access(NISBA_CONFIG_FILE, F_OK) == 0)
		st = read_file(out, NISBA_CONFIG_FILE, err);
	buf_free(&own);
	return st;
}

void config_free(struct config *c)
{
	arena_free(&c->arena);
	*c = (struct config)CONFIG_INIT;
}

const struct config_entry *config_find(const struct config *c, const char *name)
{
	assert(find_key(name));
	for (size_t i = 0; c && i < c->n; i++)
		if (strcmp(c->entries[i].key->name, name) == 0)
			return &c->entries[i];
	return NULL;
}

const char *config_get(const struct config *c, const char *name)
{
	const struct config_entry *entry = config_find(c, name);

	return entry ? entry->value : NULL;
}

enum status config_all(char ***out, size_t *n, struct config *c,
		       const char *name, struct error *err)
{
	enum status st =
		arena_array(out, &c->arena, c->n + 1, sizeof(**out), err);

	*n = 0;
	for (size_t i = 0; st == ST_OK && i < c->n; i++)
		if (strcmp(c->entries[i].key->name, name) == 0)
			(*out)[(*n)++] = (char *)c->entries[i].value;
	return st;
}
