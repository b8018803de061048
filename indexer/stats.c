#include "indexer/stats.h"

#include <inttypes.h>
#include <stdio.h>

#include "common/index/generation.h"
#include "common/out/json.h"
#include "common/out/text.h"

static uint64_t total_size(const struct manifest *m)
{
	uint64_t size = 0;

	for (size_t i = 0; i < m->file_count; i++)
		size += m->files[i].size;
	return size;
}

static void show_json(struct sink *out, const struct manifest *m,
		      const char *path)
{
	struct json j = JSON_INIT(out, JSON_PRETTY);

	json_put_object(&j);
	json_put_member_string(&j, "index", (struct str){path, strlen(path)});
	json_put_member_int(&j, "schema", (int64_t)m->schema);
	json_put_member_int(&j, "generation", (int64_t)m->generation);
	json_put_member_string(&j, "created", m->created);
	json_put_member_string(&j, "program", m->program);
	json_put_member_int(&j, "posts", (int64_t)m->posts);
	json_put_member_int(&j, "words", (int64_t)m->words);
	json_put_member_int(&j, "shards", (int64_t)m->shard_count);
	json_put_member_int(&j, "bytes", (int64_t)total_size(m));
	json_put_key(&j, "sources");
	json_put_array(&j);
	for (size_t i = 0; i < m->source_count; i++) {
		json_put_object(&j);
		json_put_member_string(&j, "path", m->sources[i].path);
		json_put_member_int(&j, "posts", (int64_t)m->sources[i].posts);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
	json_put_newline(&j);
}

static void line(struct text *t, const char *label, struct str value)
{
	char padded[32];

	snprintf(padded, sizeof(padded), "%-12s", label);
	text_words(t, padded);
	text_field(t, value);
	text_words(t, "\n");
}

static void line_number(struct text *t, const char *label, uint64_t value)
{
	char digits[32];
	int n = snprintf(digits, sizeof(digits), "%" PRIu64, value);

	line(t, label, (struct str){digits, (size_t)n});
}

static void show_text(struct sink *out, const struct manifest *m,
		      const char *path)
{
	struct text t = TEXT_INIT(out, 0);
	char size[32];
	int n = snprintf(size, sizeof(size), "%.1f MB",
			 (double)total_size(m) / 1e6);

	line(&t, "index", (struct str){path, strlen(path)});
	line(&t, "created", m->created);
	line(&t, "program", m->program);
	line_number(&t, "schema", m->schema);
	line_number(&t, "posts", m->posts);
	line_number(&t, "words", m->words);
	line_number(&t, "shards", m->shard_count);
	line(&t, "size", (struct str){size, (size_t)n});
	for (size_t i = 0; i < m->source_count; i++) {
		line(&t, "source", m->sources[i].path);
		line_number(&t, "  posts", m->sources[i].posts);
	}
	text_free(&t);
}

enum status stats_show(struct sink *out, const char *dir, int as_json,
		       struct error *err)
{
	struct generation gen = GENERATION_INIT;
	enum status st = generation_open_current(&gen, dir, err);

	if (st != ST_OK)
		return st;
	if (as_json)
		show_json(out, &gen.manifest, gen.path);
	else
		show_text(out, &gen.manifest, gen.path);
	generation_free(&gen);
	return ST_OK;
}
