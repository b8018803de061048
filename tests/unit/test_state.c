#include "common/index/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TEXT_MAX = 1 << 20 };

static const struct state_file a_file = {.path = STR("a\tb.md"),
					 .size = 12,
					 .mtime_ns = -5,
					 .ctime_ns = INT64_MAX,
					 .hash = 0xFFFFFFFFFFFFFFFF};
static const struct state_post a_post = {
	.unique = STR("line\nbreak\\"), .hash = 7, .shard = 2, .docid = 41};
static const struct state_packed a_shard = {STR("shard-002"), 8192, 1};

static void make(struct state *s)
{
	*s = (struct state)STATE_INIT;
	s->began_ns = 1150243200000000000;
	assert_int_equal(state_set_options(s, STR("drafts=1"), NULL), ST_OK);
	assert_int_equal(state_add_packed(s, &a_shard, NULL), ST_OK);
	assert_int_equal(state_add_source(s, STR("/srv/one"), NULL), ST_OK);
	assert_int_equal(state_add_file(s, &a_file, NULL), ST_OK);
	assert_int_equal(state_add_post(s, &a_post, NULL), ST_OK);
	assert_int_equal(state_add_post(s, &a_post, NULL), ST_OK);
	assert_int_equal(state_add_source(s, STR("/srv/empty"), NULL), ST_OK);
}

static void what_is_written_is_read(void **state)
{
	struct buf text = BUF_INIT(TEXT_MAX);
	struct error err = ERROR_INIT;
	struct state s, again = STATE_INIT;

	(void)state;
	make(&s);
	assert_int_equal(state_format(&text, &s, &err), ST_OK);
	assert_int_equal(state_parse(&again, buf_str(&text), &err), ST_OK);
	assert_true(again.began_ns == s.began_ns);
	assert_true(str_eq(again.options, s.options));
	assert_int_equal(again.source_count, 2);
	assert_true(str_eq(again.files[0].path, a_file.path));
	assert_true(again.files[0].mtime_ns == -5);
	assert_true(again.files[0].ctime_ns == INT64_MAX);
	assert_true(again.files[0].hash == a_file.hash);
	assert_int_equal(again.files[0].count, 2);
	assert_true(str_eq(again.posts[1].unique, a_post.unique));
	assert_int_equal(again.posts[1].docid, 41);
	assert_int_equal(state_source_posts(&again, 0), 2);
	assert_int_equal(state_source_posts(&again, 1), 0);
	assert_int_equal(state_shard_posts(&again, 2), 2);
	assert_int_equal(state_find_packed(&again, STR("shard-002"))->bytes,
			 8192);
	assert_null(state_find_packed(&again, STR("vocab")));
	assert_null(state_find_source(&again, STR("/srv/two")));
	state_free(&s);
	state_free(&again);
	buf_free(&text);
}

/* Whatever byte is another one, it is noticed. */
static void every_flipped_bit_is_noticed(void **state)
{
	struct buf text = BUF_INIT(TEXT_MAX);
	struct error err = ERROR_INIT;
	struct state s;

	(void)state;
	make(&s);
	assert_int_equal(state_format(&text, &s, &err), ST_OK);
	for (size_t i = 0; i < 8 * text.len; i++) {
		struct state again = STATE_INIT;

		text.p[i / 8] ^= (char)(1 << i % 8);
		assert_int_equal(state_parse(&again, buf_str(&text), &err),
				 ST_CORRUPT);
		text.p[i / 8] ^= (char)(1 << i % 8);
		state_free(&again);
	}
	for (size_t i = 0; i < text.len; i++) {
		struct state again = STATE_INIT;

		assert_int_equal(
			state_parse(&again, (struct str){text.p, i}, &err),
			ST_CORRUPT);
		state_free(&again);
	}
	state_free(&s);
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(every_flipped_bit_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
