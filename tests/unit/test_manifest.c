#include "common/index/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static const struct manifest_shard shards[] = {
	{{"shard-000", 9}, 2},
	{{"shard-001", 9}, 1},
};
static const struct manifest_file files[] = {
	{{"shard-000/iamglass", 18}, 137, 0x0123456789abcdef, 255},
	{{"state", 5}, UINT64_MAX, 0, 255},
};
static const struct manifest_source sources[] = {
	{{"/srv/a \"b\" \\ \n c", 16}, 3},
	{{"/srv/\xD9\x86", 7}, 0},
	{{"/srv/caf\xE9\xD9\x86", 11}, 0},
};

static const char written[] =
	"{\"schema\":1,\"generation\":42,\"created\":\"2006-06-14T00:00:00Z\","
	"\"program\":\"nisba 0.1.0\",\n"
	"\"posts\":3,\"words\":120,\n"
	"\"shards\":[\n"
	"{\"name\":\"shard-000\",\"posts\":2},\n"
	"{\"name\":\"shard-001\",\"posts\":1}\n"
	"],\n"
	"\"files\":[\n"
	"{\"path\":\"shard-000/iamglass\",\"size\":137,"
	"\"xxh3\":\"0123456789abcdef\",\"ends\":\"00000000000000ff\"},\n"
	"{\"path\":\"state\",\"size\":18446744073709551615,"
	"\"xxh3\":\"0000000000000000\",\"ends\":\"00000000000000ff\"}\n"
	"],\n"
	"\"sources\":[\n"
	"{\"path\":\"/srv/a \\\"b\\\" \\\\ \\u000a c\",\"posts\":3},\n"
	"{\"path\":\"/srv/\xD9\x86\",\"posts\":0},\n"
	"{\"path\":\"/srv/caf\\udce9\\udcd9\\udc86\",\"posts\":0}\n"
	"]}\n";

static struct manifest sample(void)
{
	return (struct manifest){.schema = 1,
				 .generation = 42,
				 .created = STR("2006-06-14T00:00:00Z"),
				 .program = STR("nisba 0.1.0"),
				 .posts = 3,
				 .words = 120,
				 .shards = shards,
				 .shard_count = 2,
				 .files = files,
				 .file_count = 2,
				 .sources = sources,
				 .source_count = 3};
}

static void it_is_written_in_one_layout(void **state)
{
	struct manifest m = sample();
	struct buf text = BUF_INIT(MANIFEST_MAX);
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(manifest_format(&text, &m, &err), ST_OK);
	assert_string_equal(text.p, written);
	buf_free(&text);
}

static void it_comes_back_as_it_was(void **state)
{
	struct manifest m;
	struct arena a = ARENA_INIT(1 << 20);
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(manifest_parse(&m, &a, STR(written), &err), ST_OK);
	assert_int_equal(m.generation, 42);
	assert_int_equal(m.words, 120);
	assert_string_equal(m.created.p, "2006-06-14T00:00:00Z");
	assert_int_equal(m.shard_count, 2);
	assert_string_equal(m.shards[1].name.p, "shard-001");
	assert_int_equal(m.file_count, 2);
	assert_true(m.files[0].xxh3 == 0x0123456789abcdef);
	assert_true(m.files[1].size == UINT64_MAX);
	assert_int_equal(m.source_count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_true(str_eq(m.sources[i].path, sources[i].path));
		assert_int_equal(m.sources[i].posts, sources[i].posts);
	}
	arena_free(&a);
}

static void no_cut_is_accepted(void **state)
{
	struct manifest m;
	struct arena a = ARENA_INIT(1 << 20);
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t n = 0; n < sizeof(written) - 1; n++) {
		char *copy = malloc(n + 1);

		memcpy(copy, written, n);
		assert_int_equal(
			manifest_parse(&m, &a, (struct str){copy, n}, &err),
			ST_CORRUPT);
		arena_clear(&a);
		free(copy);
	}
	arena_free(&a);
}

/* Each row: a piece of the text, and what it is replaced by. */
static void other_layouts_are_refused(void **state)
{
	static const struct {
		const char *was, *is, *message;
	} rows[] = {
		{"\"schema\":1", "\"schema\":0",
		 "line 1: expected a schema from 1"},
		{"\"posts\":3,\"w", "\"posts\":03,\"w",
		 "line 2: expected a number"},
		{"\"posts\":3,\"w", "\"posts\":4,\"w",
		 "fewer posts in the shards than 4"},
		{"\"posts\":3,\"w", "\"posts\":2,\"w",
		 "more posts in the shards than 2"},
		{"18446744073709551615", "18446744073709551616",
		 "line 9: expected a smaller number"},
		{"\"state\"", "\"../state\"",
		 "line 9: expected a path inside the generation"},
		{"\"state\"", "\"/state\"",
		 "line 9: expected a path inside the generation"},
		{"\"shard-001\"", "\"a/b\"",
		 "line 5: expected the name of a shard"},
		{"0123456789abcdef", "0123456789ABCDEF",
		 "line 8: expected a hexadecimal digit"},
		{"\\u000a", "\\u0000", "line 12: expected an escape of ours"},
		{"\\u000a", "\n", "line 12: expected the end of a string"},
		{"]}\n", "]} ", "line 15: expected }\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf text = BUF_INIT(MANIFEST_MAX);
		const char *at = strstr(written, rows[i].was);
		struct arena a = ARENA_INIT(1 << 20);
		struct error err = ERROR_INIT;
		struct manifest m;

		assert_non_null(at);
		assert_int_equal(buf_addf(&text, &err, "%.*s%s%s",
					  (int)(at - written), written,
					  rows[i].is, at + strlen(rows[i].was)),
				 ST_OK);
		assert_int_equal(manifest_parse(&m, &a, buf_str(&text), &err),
				 ST_CORRUPT);
		assert_string_equal(err.msg, rows[i].message);
		arena_free(&a);
		buf_free(&text);
	}
}

static void a_newer_schema_is_no_damage(void **state)
{
	struct arena a = ARENA_INIT(1 << 20);
	struct error err = ERROR_INIT;
	struct manifest m;

	(void)state;
	assert_int_equal(manifest_parse(&m, &a, STR("{\"schema\":70,"), &err),
			 ST_INPUT);
	assert_non_null(strstr(err.msg, "index of schema 70, this program"));
	assert_non_null(strstr(err.msg, "upgrade nisba"));
	arena_free(&a);
}

static void hostile_text_takes_linear_time(void **state)
{
	enum { COUNT = 1000000 };
	struct buf text = BUF_INIT(MANIFEST_MAX);
	struct arena a = ARENA_INIT(256 << 20);
	struct error err = ERROR_INIT;
	clock_t start = clock();
	struct manifest m;

	(void)state;
	assert_int_equal(
		buf_addf(&text, &err, "%.*s",
			 (int)(strstr(written, "\"files\":[") + 9 - written),
			 written),
		ST_OK);
	for (size_t i = 0; i < COUNT; i++)
		assert_int_equal(buf_add(&text, STR("\n{"), &err), ST_OK);
	assert_int_equal(manifest_parse(&m, &a, buf_str(&text), &err),
			 ST_CORRUPT);
	assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
	arena_free(&a);
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_written_in_one_layout),
		cmocka_unit_test(it_comes_back_as_it_was),
		cmocka_unit_test(no_cut_is_accepted),
		cmocka_unit_test(other_layouts_are_refused),
		cmocka_unit_test(a_newer_schema_is_no_damage),
		cmocka_unit_test(hostile_text_takes_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
