#include "common/text/name_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "common/base/buf.h"

/* "0: shia shiite; 1: ...; khomeini! khamenei" or the message. */
static void show(struct buf *out, const struct name_table *t)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < t->row_count; i++)
		st = buf_addf(out, NULL, "%s%u:%.*s", i ? " " : "",
			      (unsigned)t->rows[i].group,
			      (int)t->rows[i].term.len, t->rows[i].term.p);
	for (size_t i = 0; st == ST_OK && i < t->pair_count; i++)
		st = buf_addf(out, NULL, "%s%.*s!%.*s", out->len ? " " : "",
			      (int)t->pairs[i].a.len, t->pairs[i].a.p,
			      (int)t->pairs[i].b.len, t->pairs[i].b.p);
	assert_int_equal(st, ST_OK);
}

static void parses_to(struct str text, const char *want)
{
	struct arena arena = ARENA_INIT(1 << 20);
	struct buf got = BUF_INIT(1 << 16);
	struct error err = ERROR_INIT;
	struct name_table t;
	enum status st = name_table_parse(&t, &arena, text, "names", &err);

	if (st == ST_OK)
		show(&got, &t);
	else
		assert_int_equal(st, ST_CONFIG);
	assert_string_equal(st == ST_OK ? buf_str(&got).p : err.msg, want);
	buf_free(&got);
	arena_free(&arena);
}

static void lines_are_groups_and_pairs(void **state)
{
	static const struct {
		struct str text;
		const char *table;
	} rows[] = {
		{STR(""), ""},
		{STR("\n\n  \t\r\n# nothing, at all\n"), ""},
		{STR("Shia, Shi'ite"), "0:shia 0:shiite"},
		{STR("Shia,Shi\u2019ite,\r\n  Koran , Qur'an# the book\r\n"),
		 "0:shia 0:shiite 1:koran 1:quran"},
		{STR("! Khomeini, Khamenei\nSaladin, Salah ad-Din\n"),
		 "0:saladin 0:salahaddin khomeini!khamenei"},
		{STR("!Said,Sayyid"), "said!sayyid"},
		{STR("Cairo, al-Qahira, القاهرة"),
		 "0:cairo 0:qahira 0:القاهره"},
		{STR("Hizb-Allah, \u062D\u0632\u0628"),
		 "0:hizballah 0:\u062D\u0632\u0628"},
		/* As editors of other systems begin a file. */
		{STR("\uFEFF# mine\nMosul, Mawsil\n"), "0:mosul 0:mawsil"},
		{STR("\uFEFF! Said, Sayyid\n"), "said!sayyid"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		parses_to(rows[i].text, rows[i].table);
}

static void what_is_wrong_is_said_with_its_line(void **state)
{
	static const struct {
		struct str text;
		const char *message;
	} rows[] = {
		{STR("Shia"), "names:1: one name: two or more are wanted, "
			      "with commas between"},
		{STR("\n\nShia,,Shi'ite"), "names:3: a spelling is missing"},
		{STR("# x\n!\n"), "names:2: one name: two or more are wanted, "
				  "with commas between"},
		{STR("! Said"), "names:1: one name: two or more are wanted, "
				"with commas between"},
		{STR("! Said, Sayyid, Saeed"),
		 "names:1: more than two names behind '!'"},
		{STR("Nuri Maliki, Maliki"),
		 "names:1: 'Nuri Maliki' is more than one name"},
		{STR("Shia, Shi\xFFite"), "names:1: not UTF-8"},
		{STR("Shia, --"), "names:1: '--' has no letters"},
		{STR("\0, \0"), "names:1: a NUL among the names"},
		{STR(","), "names:1: a spelling is missing"},
	};
	static char big[NAME_TABLE_MAX + 1];
	char many[] = "a1,a2,a3,a4,a5,a6,a7,a8,a9,a0,a1,a2,a3,a4,a5,a6,"
		      "a1,a2,a3,a4,a5,a6,a7,a8,a9,a0,a1,a2,a3,a4,a5,a6,"
		      "a1,a2,a3,a4,a5,a6,a7,a8,a9,a0,a1,a2,a3,a4,a5,a6,"
		      "a1,a2,a3,a4,a5,a6,a7,a8,a9,a0,a1,a2,a3,a4,a5,a6,a1";

	(void)state;
	parses_to((struct str){many, sizeof(many) - 1},
		  "names:1: more than 64 spellings in a line");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		parses_to(rows[i].text, rows[i].message);
	parses_to((struct str){big, sizeof(big)},
		  "names: more than 1048576 bytes");
}

static void a_full_arena_names_the_file(void **state)
{
	struct arena arena = ARENA_INIT(100);
	struct error err = ERROR_INIT;
	struct name_table t;

	(void)state;
	assert_int_equal(name_table_parse(&t, &arena, STR("Shia, Shi'ite"),
					  "names", &err),
			 ST_LIMIT);
	assert_string_equal(err.msg, "names: more than 100 bytes");
	arena_free(&arena);
}

/* The largest table of each kind; they take a few tenths of a second. */
static void large_tables_take_linear_time(void **state)
{
	static const char *const units[] = {"a,",      "a,b\n", "!a,b\n", "\n",
					    "al-a-",   "'",     "al ",    "#",
					    "\u4E2D,", "a#,",   " ",      "!"};
	static char big[NAME_TABLE_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		struct arena arena = ARENA_INIT(64 << 20);
		struct error err = ERROR_INIT;
		size_t len = strlen(units[i]), n = 0;
		clock_t start = clock();
		struct name_table t;
		enum status st;

		for (; n + len <= sizeof(big); n += len)
			memcpy(big + n, units[i], len);
		st = name_table_parse(&t, &arena, (struct str){big, n}, "names",
				      &err);
		assert_true(st == ST_OK || st == ST_CONFIG);
		if (clock() - start > 5 * CLOCKS_PER_SEC)
			fail_msg("'%s' takes too long", units[i]);
		arena_free(&arena);
	}
}

static void the_builtin_table_has_what_it_says(void **state)
{
	const struct name_table *t = name_table_builtin();
	uint32_t group = 0;

	(void)state;
	assert_true(t->row_count > 100 && t->pair_count > 5);
	for (size_t i = 0; i < t->row_count; i++) {
		assert_true(t->rows[i].term.len > 0);
		assert_in_range(t->rows[i].group, group, group + 1);
		group = t->rows[i].group;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_groups_and_pairs),
		cmocka_unit_test(what_is_wrong_is_said_with_its_line),
		cmocka_unit_test(a_full_arena_names_the_file),
		cmocka_unit_test(large_tables_take_linear_time),
		cmocka_unit_test(the_builtin_table_has_what_it_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
