#include "common/glass/database.h"
#include "common/glass/pack.h"
#include "common/glass/table.h"
#include "tests/unit/xap_fixture.h"

static void metadata_is_found(void **state)
{
	const struct glass_totals totals = {.documents = 0};
	struct glass_database *d;
	struct buf value = BUF_INIT(100);
	xap_db *db;

	(void)state;
	OK(glass_database_new(&d, path("meta"), NULL));
	OK(glass_database_metadata(d, STR("a"), STR("first"), NULL));
	OK(glass_database_metadata(d, STR("b"), STR(""), NULL));
	OK(glass_database_metadata(d, STR("c"), STR("third"), NULL));
	assert_int_equal(glass_database_metadata(d, STR(""), STR("v"), NULL),
			 ST_USAGE);
	OK(glass_database_end(d, &totals, NULL));
	glass_database_free(d);
	OK(xap_check(path("meta"), NULL));
	db = open_db("meta");
	OK(xap_db_metadata(db, STR("c"), &value, NULL));
	assert_string_equal(value.p, "third");
	OK(xap_db_metadata(db, STR("b"), &value, NULL));
	assert_int_equal(value.len, 0);
	xap_db_free(db);
	buf_free(&value);
}

/* Keys that differ at their ends only: few fit into a block above the leaves.
 */
static struct str long_key(char key[XAP_KEY_MAX], unsigned i)
{
	memset(key, 'k', XAP_KEY_MAX);
	snprintf(key + XAP_KEY_MAX - 6, 6, "%05u", i);
	return (struct str){key, XAP_KEY_MAX - 1};
}

static void trees_of_many_levels_are_found_through(void **state)
{
	enum { ENTRIES = 4000, BYTES = 1900 };
	const struct glass_totals totals = {.documents = 0};
	static char value[BYTES];
	struct buf found = BUF_INIT(BYTES);
	struct glass_database *d;
	char key[XAP_KEY_MAX];
	xap_db *db;

	(void)state;
	OK(glass_database_new(&d, path("deep"), NULL));
	for (unsigned i = 0; i < ENTRIES; i++) {
		memset(value, (int)('a' + i % 26), BYTES);
		OK(glass_database_metadata(d, long_key(key, i),
					   (struct str){value, BYTES - i % 7},
					   NULL));
	}
	OK(glass_database_end(d, &totals, NULL));
	glass_database_free(d);
	OK(xap_check(path("deep"), NULL));
	db = open_db("deep");
	for (unsigned i = 0; i < ENTRIES; i++) {
		OK(xap_db_metadata(db, long_key(key, i), &found, NULL));
		assert_int_equal(found.len, BYTES - i % 7);
		assert_int_equal(found.p[0], 'a' + i % 26);
	}
	xap_db_free(db);
	buf_free(&found);
	OK(xap_compact(path("deep"), path("packed"), NULL));
}

static void keys_have_a_ceiling(void **state)
{
	struct glass_table *t;
	char key[GLASS_KEY_MAX + 1];

	(void)state;
	memset(key, 'k', sizeof(key));
	OK(glass_table_new(&t, path("table"), NULL));
	OK(glass_table_add(t, (struct str){key, GLASS_KEY_MAX}, STR("fits"), 0,
			   NULL));
	assert_int_equal(glass_table_add(t, (struct str){key, sizeof(key)},
					 STR("does not"), 0, NULL),
			 ST_LIMIT);
	glass_table_free(t);
}

static void is_packed(uint32_t n, const char *bytes, size_t len)
{
	unsigned char packed[PACK_SORTABLE_MAX];

	assert_int_equal(pack_sortable(packed, n) - packed, len);
	assert_memory_equal(packed, bytes, len);
}

static void sortable_numbers_have_their_bytes(void **state)
{
	(void)state;
	is_packed(0, "\0\0", 2);
	is_packed(0x7fff, "\x7f\xff", 2);
	is_packed(0x8000, "\x80\x80\0", 3);
	is_packed(0x3fffff, "\xbf\xff\xff", 3);
	is_packed(0x400000, "\xc0\x40\0\0", 4);
	is_packed(0x1fffffff, "\xdf\xff\xff\xff", 4);
	is_packed(0x20000000, "\xe0\x20\0\0\0", 5);
	is_packed(UINT32_MAX, "\xe0\xff\xff\xff\xff", 5);
}

static void sortable_numbers_sort(void **state)
{
	unsigned char before[PACK_SORTABLE_MAX], now[PACK_SORTABLE_MAX];
	size_t before_len = (size_t)(pack_sortable(before, 0) - before);

	(void)state;
	for (uint64_t n = 1; n <= UINT32_MAX; n += 1 + n / 3) {
		size_t len = (size_t)(pack_sortable(now, (uint32_t)n) - now);

		assert_true(str_order((struct str){(char *)before, before_len},
				      (struct str){(char *)now, len}) < 0);
		memcpy(before, now, len);
		before_len = len;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(metadata_is_found),
		xap_test(trees_of_many_levels_are_found_through),
		xap_test(keys_have_a_ceiling),
		cmocka_unit_test(sortable_numbers_have_their_bytes),
		cmocka_unit_test(sortable_numbers_sort),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
