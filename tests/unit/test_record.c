#include "common/index/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct str authors[] = {{"Leila", 5}, {"", 0}, {"\xD9\x86", 2}};
static const struct str tags[] = {{"iraq", 4}};
static const struct str series[] = {{"Letters", 7}, {"Mosul", 5}};

static struct post sample(void)
{
	return (struct post){.id = STR("2006/06/coup"),
			     .url = STR("/2006/06/coup.html"),
			     .title = STR("The general"),
			     .site = STR("A blog"),
			     .lang = STR("en"),
			     .authors = {authors, 3},
			     .tags = {tags, 1},
			     .series = {series, 2},
			     .published = -62135596800,
			     .updated = 1150243200,
			     .text = STR("One.\n\nTwo\0three.")};
}

static void assert_str_equal(struct str a, struct str b)
{
	assert_int_equal(a.len, b.len);
	assert_true(str_eq(a, b));
}

static void assert_post_equal(const struct post *a, const struct post *b)
{
	assert_str_equal(a->id, b->id);
	assert_str_equal(a->url, b->url);
	assert_str_equal(a->title, b->title);
	assert_str_equal(a->site, b->site);
	assert_str_equal(a->lang, b->lang);
	assert_int_equal(a->authors.n, b->authors.n);
	for (size_t i = 0; i < a->authors.n; i++)
		assert_str_equal(a->authors.v[i], b->authors.v[i]);
	assert_int_equal(a->tags.n, b->tags.n);
	for (size_t i = 0; i < a->tags.n; i++)
		assert_str_equal(a->tags.v[i], b->tags.v[i]);
	assert_int_equal(a->series.n, b->series.n);
	for (size_t i = 0; i < a->series.n; i++)
		assert_str_equal(a->series.v[i], b->series.v[i]);
	assert_true(a->published == b->published);
	assert_true(a->updated == b->updated);
	assert_str_equal(a->text, b->text);
}

static void a_post_comes_back_as_it_was(void **state)
{
	struct post post = sample(), back;
	struct buf bytes = BUF_INIT(1 << 20);
	struct arena a = ARENA_INIT(1 << 20);
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(record_encode(&bytes, &post, &err), ST_OK);
	assert_int_equal(record_decode(&back, &a, buf_str(&bytes), &err),
			 ST_OK);
	assert_post_equal(&back, &post);
	assert_true(back.text.p > bytes.p && back.text.p < bytes.p + bytes.len);
	arena_free(&a);
	buf_free(&bytes);
}

static void an_empty_post_is_one_byte(void **state)
{
	struct post post = {.published = DATE_NONE, .updated = DATE_NONE};
	struct post back;
	struct buf bytes = BUF_INIT(1 << 20);
	struct arena a = ARENA_INIT(0);
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(record_encode(&bytes, &post, &err), ST_OK);
	assert_int_equal(bytes.len, 1);
	assert_int_equal(record_decode(&back, &a, buf_str(&bytes), &err),
			 ST_OK);
	assert_post_equal(&back, &post);
	assert_true(back.published == DATE_NONE);
	arena_free(&a);
	buf_free(&bytes);
}

/* Every shorter record is refused or a record of fewer fields; no crash. */
static void every_cut_is_noticed_or_clean(void **state)
{
	struct post post = sample(), back;
	struct buf bytes = BUF_INIT(1 << 20), again = BUF_INIT(1 << 20);
	struct arena a = ARENA_INIT(1 << 20);
	struct error err = ERROR_INIT;
	size_t whole = 0;

	(void)state;
	assert_int_equal(record_encode(&bytes, &post, &err), ST_OK);
	for (size_t n = 0; n < bytes.len; n++) {
		enum status st = record_decode(&back, &a,
					       (struct str){bytes.p, n}, &err);

		arena_clear(&a);
		if (st == ST_CORRUPT)
			continue;
		assert_int_equal(st, ST_OK);
		whole++;
	}
	assert_int_equal(whole, 14); /* behind the version and 13 fields */
	arena_free(&a);
	buf_free(&again);
	buf_free(&bytes);
}

static void unknown_fields_are_skipped(void **state)
{
	struct post back;
	struct arena a = ARENA_INIT(1 << 20);
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(record_decode(&back, &a,
				       STR("\x01\x01\x01q\xC8\x01\x02\xFF\xFE"
					   "\x03\x01t"),
				       &err),
			 ST_OK);
	assert_str_equal(back.id, STR("q"));
	assert_str_equal(back.title, STR("t"));
	arena_free(&a);
}

static void damage_is_named(void **state)
{
	static const struct {
		struct str data;
		const char *message;
	} rows[] = {
		{{"", 0}, "stored record: empty"},
		{{"\x02", 1}, "stored record: version 2, this program reads 1"},
		{{"\x01\x01", 2},
		 "stored record: cut off in a number at byte 2"},
		{{"\x01\x01\x05xy", 5},
		 "stored record: field 1 at byte 3 claims 5 bytes of 2"},
		{{"\x01\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 12},
		 "stored record: field 1 at byte 12 claims "
		 "18446744073709551615 bytes of 0"},
		{{"\x01\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", 12},
		 "stored record: too large a number at byte 11"},
		{{"\x01\x01\x01x\x01\x01y", 7},
		 "stored record: a second copy of a field ends at byte 7"},
		{{"\x01\x08\x01x", 4},
		 "stored record: a date of the wrong length ends at byte 4"},
		{{"\x01\x03\x01\xFF", 4},
		 "stored record: the title that ends at byte 4 is not UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena a = ARENA_INIT(1 << 20);
		struct error err = ERROR_INIT;
		struct post back;

		assert_int_equal(record_decode(&back, &a, rows[i].data, &err),
				 ST_CORRUPT);
		assert_string_equal(err.msg, rows[i].message);
		arena_free(&a);
	}
}

static void ceilings_hold(void **state)
{
	struct post post = sample(), back;
	struct buf bytes = BUF_INIT(60), room = BUF_INIT(1 << 20);
	struct arena a = ARENA_INIT(8);
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(buf_add(&bytes, STR("kept"), &err), ST_OK);
	assert_int_equal(record_encode(&bytes, &post, &err), ST_LIMIT);
	assert_string_equal(bytes.p, "kept");
	assert_int_equal(record_encode(&room, &post, &err), ST_OK);
	assert_int_equal(record_decode(&back, &a, buf_str(&room), &err),
			 ST_LIMIT);
	arena_free(&a);
	buf_free(&room);
	buf_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_post_comes_back_as_it_was),
		cmocka_unit_test(an_empty_post_is_one_byte),
		cmocka_unit_test(every_cut_is_noticed_or_clean),
		cmocka_unit_test(unknown_fields_are_skipped),
		cmocka_unit_test(damage_is_named),
		cmocka_unit_test(ceilings_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
