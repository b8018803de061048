#include "common/index/manifest.h"

#include <inttypes.h>

/* Where the reader stands: `at` never passes text.len. */
struct reader {
	struct str text;
	size_t at;
	struct arena *arena;
	struct error *err;
};

static enum status bad(const struct reader *r, const char *want)
{
	size_t line = 1;

	for (size_t i = 0; i < r->at; i++)
		line += r->text.p[i] == '\n';
	return error_set(r->err, ST_CORRUPT, "line %zu: expected %s", line,
			 want);
}

static int looking_at(const struct reader *r, struct str literal)
{
	return literal.len <= r->text.len - r->at &&
	       memcmp(r->text.p + r->at, literal.p, literal.len) == 0;
}

static enum status skip(struct reader *r, struct str literal)
{
	if (!looking_at(r, literal))
		return bad(r, literal.p[0] == '\n' ? literal.p + 1 : literal.p);
	r->at += literal.len;
	return ST_OK;
}

/* As written by us: no sign, no leading zero, fits. */
static enum status take_number(uint64_t *out, struct reader *r)
{
	size_t start = r->at;
	uint64_t n = 0;

	for (; r->at < r->text.len; r->at++) {
		unsigned digit = (unsigned char)r->text.p[r->at] - '0';

		if (digit > 9)
			break;
		if (n > (UINT64_MAX - digit) / 10)
			return bad(r, "a smaller number");
		n = n * 10 + digit;
	}
	if (r->at == start || (r->text.p[start] == '0' && r->at > start + 1))
		return bad(r, "a number");
	*out = n;
	return ST_OK;
}

/* `count` lower-case hexadecimal digits. */
static enum status take_hex(uint64_t *out, struct reader *r, size_t count)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t n = 0;

	if (count > r->text.len - r->at)
		return bad(r, "hexadecimal digits");
	for (size_t i = 0; i < count; i++, r->at++) {
		char c = r->text.p[r->at];
		const char *d = c ? strchr(digits, c) : NULL;

		if (!d)
			return bad(r, "a hexadecimal digit");
		n = n << 4 | (uint64_t)(d - digits);
	}
	*out = n;
	return ST_OK;
}

/* Behind a backslash: one of the escapes that manifest_format() writes. */
static enum status take_escape(char *out, struct reader *r)
{
	uint64_t code;
	enum status st;

	if (looking_at(r, STR("\"")) || looking_at(r, STR("\\"))) {
		*out = r->text.p[r->at++];
		return ST_OK;
	}
	st = skip(r, STR("u"));
	if (st == ST_OK)
		st = take_hex(&code, r, 4);
	if (st != ST_OK)
		return st;
	if ((code < 1 || code > 0x7f) && (code < 0xdc80 || code > 0xdcff))
		return bad(r, "an escape of ours");
	*out = (char)code;
	return ST_OK;
}

/* The length of the string in the file, up to its closing quote. */
static size_t raw_length(const struct reader *r)
{
	size_t i = r->at;

	while (i < r->text.len && r->text.p[i] != '"')
		i += r->text.p[i] == '\\' ? 2 : 1;
	return i < r->text.len ? i - r->at : r->text.len - r->at;
}

static enum status take_string(struct str *out, struct reader *r)
{
	enum status st = skip(r, STR("\""));
	char *copy = NULL;
	size_t n = 0;

	if (st == ST_OK)
		st = arena_alloc(&copy, r->arena, raw_length(r) + 1, r->err);
	while (st == ST_OK && r->at < r->text.len) {
		char c = r->text.p[r->at];

		if ((unsigned char)c < 0x20)
			break;
		r->at++;
		if (c == '"') {
			*out = (struct str){copy, n};
			return ST_OK;
		}
		if (c == '\\')
			st = take_escape(&c, r);
		copy[n++] = c;
	}
	return st == ST_OK ? bad(r, "the end of a string") : st;
}

/* `key` and a number or string behind it. */
static enum status take_count(struct reader *r, struct str key, uint64_t *out)
{
	enum status st = skip(r, key);

	return st == ST_OK ? take_number(out, r) : st;
}

static enum status take_text(struct reader *r, struct str key, struct str *out)
{
	enum status st = skip(r, key);

	return st == ST_OK ? take_string(out, r) : st;
}

/* A path that stays below the generation: plain names, no "." or "..". */
static int is_inner_path(struct str path)
{
	size_t start = 0;

	for (size_t i = 0; i <= path.len; i++) {
		if (i < path.len && path.p[i] == '\0')
			return 0;
		if (i < path.len && path.p[i] != '/')
			continue;
		if (i == start || path.p[start] == '.')
			return 0;
		start = i + 1;
	}
	return 1;
}

static enum status take_shard(struct reader *r, void *item)
{
	struct manifest_shard *shard = item;
	enum status st = take_text(r, STR("{\"name\":"), &shard->name);

	if (st == ST_OK)
		st = take_count(r, STR(",\"posts\":"), &shard->posts);
	if (st == ST_OK && (!is_inner_path(shard->name) ||
			    memchr(shard->name.p, '/', shard->name.len)))
		return bad(r, "the name of a shard");
	return st == ST_OK ? skip(r, STR("}")) : st;
}

static enum status take_file(struct reader *r, void *item)
{
	struct manifest_file *file = item;
	enum status st = take_text(r, STR("{\"path\":"), &file->path);

	if (st == ST_OK)
		st = take_count(r, STR(",\"size\":"), &file->size);
	if (st == ST_OK)
		st = skip(r, STR(",\"xxh3\":\""));
	if (st == ST_OK)
		st = take_hex(&file->xxh3, r, 16);
	if (st == ST_OK)
		st = skip(r, STR("\",\"ends\":\""));
	if (st == ST_OK)
		st = take_hex(&file->ends, r, 16);
	if (st == ST_OK && !is_inner_path(file->path))
		return bad(r, "a path inside the generation");
	return st == ST_OK ? skip(r, STR("\"}")) : st;
}

static enum status take_source(struct reader *r, void *item)
{
	struct manifest_source *source = item;
	enum status st = take_text(r, STR("{\"path\":"), &source->path);

	if (st == ST_OK)
		st = take_count(r, STR(",\"posts\":"), &source->posts);
	return st == ST_OK ? skip(r, STR("}")) : st;
}

/* How many items follow: each stands on its own line. */
static size_t count_items(const struct reader *r)
{
	size_t n = 0;

	for (size_t i = r->at; r->text.len - i >= 2; i++) {
		if (r->text.p[i] != '\n')
			continue;
		if (r->text.p[i + 1] != '{')
			break;
		n++;
	}
	return n;
}

static enum status take_list(void *out, size_t *count, struct reader *r,
			     struct str key, size_t size,
			     enum status (*take)(struct reader *, void *))
{
	enum status st = skip(r, key);
	char *items = NULL;
	size_t n = 0;

	if (st == ST_OK) {
		n = count_items(r);
		st = arena_array(&items, r->arena, n, size, r->err);
	}
	for (size_t i = 0; st == ST_OK && i < n; i++) {
		st = skip(r, i ? STR(",\n") : STR("\n"));
		if (st == ST_OK)
			st = take(r, items + i * size);
	}
	if (st == ST_OK)
		st = skip(r, STR("\n]"));
	*(void **)out = items;
	*count = n;
	return st;
}

/* The schema comes first: behind it a newer program may differ at will. */
static enum status take_schema(struct manifest *m, struct reader *r)
{
	uint64_t number;
	enum status st = take_count(r, STR("{\"schema\":"), &number);

	if (st != ST_OK)
		return st;
	if (number > MANIFEST_SCHEMA)
		return error_set(r->err, ST_INPUT,
				 "index of schema %" PRIu64
				 ", this program reads up to %d: upgrade nisba",
				 number, MANIFEST_SCHEMA);
	if (number == 0)
		return bad(r, "a schema from 1");
	m->schema = (unsigned)number;
	return ST_OK;
}

static enum status take_head(struct manifest *m, struct reader *r)
{
	uint64_t generation;
	enum status st = take_count(r, STR(",\"generation\":"), &generation);

	if (st == ST_OK && generation > UINT32_MAX)
		st = bad(r, "a smaller number");
	if (st == ST_OK)
		st = take_text(r, STR(",\"created\":"), &m->created);
	if (st == ST_OK)
		st = take_text(r, STR(",\"program\":"), &m->program);
	if (st == ST_OK)
		st = take_count(r, STR(",\n\"posts\":"), &m->posts);
	if (st == ST_OK)
		st = take_count(r, STR(",\"words\":"), &m->words);
	if (st == ST_OK)
		m->generation = (unsigned)generation;
	return st;
}

static enum status take_lists(struct manifest *m, struct reader *r)
{
	enum status st;

	st = take_list(&m->shards, &m->shard_count, r, STR(",\n\"shards\":["),
		       sizeof(struct manifest_shard), take_shard);
	if (st == ST_OK)
		st = take_list(&m->files, &m->file_count, r,
			       STR(",\n\"files\":["),
			       sizeof(struct manifest_file), take_file);
	if (st == ST_OK)
		st = take_list(&m->sources, &m->source_count, r,
			       STR(",\n\"sources\":["),
			       sizeof(struct manifest_source), take_source);
	if (st == ST_OK)
		st = skip(r, STR("}\n"));
	if (st == ST_OK && r->at < r->text.len)
		st = bad(r, "the end");
	return st;
}

static enum status check_sums(const struct manifest *m, struct error *err)
{
	uint64_t left = m->posts;

	if (m->shard_count == 0 || m->shard_count > MANIFEST_SHARDS_MAX)
		return error_set(err, ST_CORRUPT, "%zu shards", m->shard_count);
	for (size_t i = 0; i < m->shard_count; i++) {
		if (m->shards[i].posts > left)
			return error_set(err, ST_CORRUPT,
					 "more posts in the shards than "
					 "%" PRIu64,
					 m->posts);
		left -= m->shards[i].posts;
	}
	if (left)
		return error_set(err, ST_CORRUPT,
				 "fewer posts in the shards than %" PRIu64,
				 m->posts);
	return ST_OK;
}

enum status manifest_parse(struct manifest *out, struct arena *a,
			   struct str text, struct error *err)
{
	struct reader r = {text, 0, a, err};
	struct manifest m = {0};
	enum status st = take_schema(&m, &r);

	if (st == ST_OK)
		st = take_head(&m, &r);
	if (st == ST_OK)
		st = take_lists(&m, &r);
	if (st == ST_OK)
		st = check_sums(&m, err);
	if (st == ST_OK)
		*out = m;
	return st;
}
