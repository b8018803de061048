#include "common/index/stub.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_front_names_hosts(void **state)
{
	struct arena a = ARENA_INIT(1 << 20);
	struct stub stub;

	(void)state;
	assert_int_equal(stub_parse(&stub, &a,
				    STR("# g000042\n"
					"auto g000042/shard-000\n"
					"remote 10.0.0.2:7400\n"
					"remote [fe80::1%eth0]:7402\n"
					"remote shard-3.example.org:65535\n"),
				    NULL),
			 ST_OK);
	assert_int_equal(stub.generation, 42);
	assert_int_equal(stub.n, 4);
	assert_int_equal(stub.remote, 3);
	assert_string_equal(stub.shards[0].place.p, "g000042/shard-000");
	assert_int_equal(stub.shards[0].port, 0);
	assert_string_equal(stub.shards[1].place.p, "10.0.0.2");
	assert_int_equal(stub.shards[1].port, 7400);
	assert_string_equal(stub.shards[2].place.p, "fe80::1%eth0");
	assert_int_equal(stub.shards[3].port, 65535);
	arena_free(&a);
}

static void an_index_names_its_folder(void **state)
{
	const struct manifest_shard shards[] = {{STR("shard-000"), 7},
						{STR("shard-001"), 8}};
	const struct manifest m = {
		.generation = 7, .shards = shards, .shard_count = 2};
	struct arena a = ARENA_INIT(1 << 20);
	struct buf text = BUF_INIT(1000);
	struct stub stub;

	(void)state;
	assert_int_equal(stub_format(&text, &m, NULL), ST_OK);
	assert_string_equal(text.p, "auto g000007/shard-000\n"
				    "auto g000007/shard-001\n");
	assert_int_equal(stub_parse(&stub, &a, buf_str(&text), NULL), ST_OK);
	assert_int_equal(stub.generation, 7);
	assert_int_equal(stub.remote, 0);
	buf_free(&text);
	arena_free(&a);
}

static void what_is_none_is_refused(void **state)
{
	static const char *const texts[] = {
		"",
		"auto g000001/shard-000", /* cut off */
		"auto ../shard-000\n",
		"auto /g000001/shard-000\n",
		"auto g000001/shard-000\nauto g000002/shard-001\n",
		"# g000001\nauto g000002/shard-000\n",
		"# g000001\n",
		"# 1\nremote host:7400\n",
		"remote host:7400\n",
		"# g000001\nremote host\n",
		"# g000001\nremote host:\n",
		"# g000001\nremote host:0\n",
		"# g000001\nremote host:65536\n",
		"# g000001\nremote host:+1\n",
		"# g000001\nremote :7400\n",
		"# g000001\nremote []:7400\n",
		"# g000001\nremote fe80::1:7400\n",
		"# g000001\nremote a b:7400\n",
		"# g000001\nremote a/b:7400\n",
		"# g000001\nremote :program args\n",
		"# g000001\nremote host:7400\ninmemory\n",
		"# g000001\n\nremote host:7400\n",
	};
	struct arena a = ARENA_INIT(1 << 20);
	struct stub stub;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct error err = ERROR_INIT;

		if (stub_parse(&stub, &a,
			       (struct str){texts[i], strlen(texts[i])},
			       &err) != ST_CORRUPT)
			fail_msg("taken: %s", texts[i]);
		assert_int_not_equal(err.msg[0], '\0');
	}
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_front_names_hosts),
		cmocka_unit_test(an_index_names_its_folder),
		cmocka_unit_test(what_is_none_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
