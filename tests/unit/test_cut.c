/* Query text cut into places, as the indexer cuts posts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/buf.h"
#include "query/cut.h"

/*
 * "alzarqawi|zarqawi(al+zarqawi)": a place's terms, then the written words of
 * a name; "[runup/2]": a compound of two places begins there; "#": no kin.
 */
static void show_place(struct buf *out, const struct cut_place *p)
{
	enum status st = ST_OK;

	for (unsigned i = 0; st == ST_OK && i < p->n; i++)
		st = buf_addf(out, NULL, "%s%.*s", i ? "|" : "",
			      (int)p->terms[i].len, p->terms[i].p);
	for (unsigned i = 0; st == ST_OK && i < p->part_count; i++)
		st = buf_addf(out, NULL, "%s%.*s", i ? "+" : "(",
			      (int)p->parts[i].len, p->parts[i].p);
	if (st == ST_OK && p->part_count)
		st = buf_addf(out, NULL, ")");
	if (st == ST_OK && p->compound.len)
		st = buf_addf(out, NULL, "[%.*s/%u]", (int)p->compound.len,
			      p->compound.p, p->compound_span);
	if (st == ST_OK && p->kinless)
		st = buf_addf(out, NULL, "#");
	assert_int_equal(st, ST_OK);
}

static int differs(const char *text, const char *want)
{
	struct arena arena = ARENA_INIT(1 << 20);
	struct buf got = BUF_INIT(64 << 10);
	struct error err = ERROR_INIT;
	struct str s = {text, strlen(text)};
	struct cut cut;
	int faults = 0;

	assert_int_equal(cut_text(&cut, &arena, s, &err), ST_OK);
	assert_int_equal(buf_add(&got, STR(""), NULL), ST_OK);
	for (size_t i = 0; i < cut.n; i++) {
		if (i)
			assert_int_equal(buf_add(&got, STR(" "), NULL), ST_OK);
		show_place(&got, &cut.v[i]);
		assert_true(cut.v[i].begin < cut.v[i].end);
		assert_true(cut.v[i].end <= s.len);
		assert_true(i == 0 || cut.v[i - 1].begin < cut.v[i].begin);
	}
	if (!str_eq(buf_str(&got), (struct str){want, strlen(want)})) {
		print_error("%s\n  wanted: %s\n  got:    %.*s\n", text, want,
			    (int)got.len, buf_str(&got).p);
		faults = 1;
	}
	buf_free(&got);
	arena_free(&arena);
	return faults;
}

static void text_is_cut_into_places(void **state)
{
	static const struct {
		const char *text, *want;
	} table[] = {
		{"", ""},
		{" !? ", ""},
		{"milk Prices", "milk prices"},
		{"Ja'fari", "jafari"},
		{"Zarqawi's", "zarqawi"},
		{"al-Zarqawi", "alzarqawi|zarqawi(al+zarqawi)"},
		{"Abu Musab al-Zarqawi",
		 "abumusab(abu+musab) alzarqawi|zarqawi(al+zarqawi)"},
		{"Abd al-Rahman", "abdalrahman(abd+al+rahman)"},
		{"run-up", "run[runup/2] up"},
		{"d'état", "detat|etat"},
		{"1,000 U.S. 2006", "1000# us 2006#"},
		{"巴格达", "巴格# 格达# 达#"},
		{"الخزرجي", "الخزرجي"},
		{"coup d'état al-Maliki 9/11",
		 "coup detat|etat almaliki|maliki(al+maliki) 9# 11#"},
	};
	int faults = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		faults += differs(table[i].text, table[i].want);
	assert_int_equal(faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_cut_into_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
