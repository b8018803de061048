#include "common/base/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/options.h"

struct values {
	const char *permalink;
	int drafts, mode;
	long keep;
};

static const struct option_row rows[] = {
	{.name = "drafts",
	 .key = "index.drafts",
	 .kind = OPT_FLAG,
	 .offset = offsetof(struct values, drafts)},
	{.name = "keep",
	 .key = "index.keep",
	 .kind = OPT_NUMBER,
	 .max = 1000,
	 .offset = offsetof(struct values, keep)},
	{.name = "permalink",
	 .key = "index.permalink",
	 .kind = OPT_TEXT,
	 .offset = offsetof(struct values, permalink)},
	{.name = "mode",
	 .key = "index.mode",
	 .kind = OPT_CHOICE,
	 .choices = "0644 0640",
	 .offset = offsetof(struct values, mode)},
};
static const struct option_table tables[] = {OPTION_TABLE(rows),
					     OPTION_TABLE_END};

static struct str bytes(const char *text)
{
	return (struct str){text, strlen(text)};
}

static void values_reach_their_rows(void **state)
{
	struct config c = CONFIG_INIT;
	struct values v = {.keep = 1};
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(config_parse(&c, "/etc/nisba.conf",
				      bytes("\xEF\xBB\xBF# a comment\n"
					    "db = index\n"
					    "[index]\r\n"
					    "keep=7\r\n"
					    "drafts = Yes\n"
					    "mode = 0640\n"
					    "permalink = /:year/:title/"),
				      &err),
			 ST_OK);
	assert_int_equal(options_configure(tables, &c, &v, &err), ST_OK);
	assert_int_equal(v.keep, 7);
	assert_int_equal(v.drafts, 1);
	assert_int_equal(v.mode, 1);
	assert_string_equal(v.permalink, "/:year/:title/");
	assert_string_equal(config_get(&c, "db"), "/etc/index");
	assert_null(config_get(&c, "web.title"));
	assert_null(config_get(NULL, "web.title"));
	config_free(&c);
}

static void sources_are_a_list_from_the_files_folder(void **state)
{
	struct config c = CONFIG_INIT;
	struct error err = ERROR_INIT;
	char **v;
	size_t n;

	(void)state;
	setenv("HOME", "/layla", 1);
	assert_int_equal(config_parse(&c, "conf/nisba.conf",
				      bytes("source = /srv/blog\n"
					    "source = old\n"
					    "  ~/new; blog\n"
					    "source = ~layla\n"),
				      &err),
			 ST_OK);
	assert_int_equal(config_all(&v, &n, &c, "source", &err), ST_OK);
	assert_int_equal(n, 4);
	assert_string_equal(v[0], "/srv/blog");
	assert_string_equal(v[1], "conf/old");
	assert_string_equal(v[2], "/layla/new; blog");
	assert_string_equal(v[3], "conf/~layla");
	config_free(&c);
}

static void faults_name_file_line_and_way_out(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{"keep = 1\n",
		 "f:1: no key 'keep'; did you mean 'keep' under [index]?"},
		{"[index]\n\nkep = 1\n",
		 "f:3: no key 'index.kep'; did you mean 'keep' under [index]?"},
		{"[index]\ndb = x\n", "f:2: no key 'index.db'; did you mean "
				      "'db' before all sections?"},
		{"[colour]\nzebra = 1\n",
		 "f:2: nisba.conf(5) knows no key 'colour.zebra'"},
		{"db\n", "f:1: neither 'key = value' nor '[section]'"},
		{"db = a\n[index\n",
		 "f:2: neither 'key = value' nor '[section]'"},
		{"db =\n", "f:1: no value for 'db'"},
		{"db = a\ndb = b\n", "f:2: given twice: 'db'"},
		{"[index]\nkeep = many\n",
		 "f:2: keep wants a number from 0 to 1000, not 'many'"},
		{"[index]\n\n\nmode = 777\n",
		 "f:4: mode wants one of: 0644 0640, not '777'"},
		{"[index]\ndrafts = maybe\n",
		 "f:2: drafts wants yes or no, not 'maybe'"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct config c = CONFIG_INIT;
		struct error err = ERROR_INIT;
		struct values v = {0};
		enum status st =
			config_parse(&c, "f", bytes(cases[i].text), &err);

		if (st == ST_OK)
			st = options_configure(tables, &c, &v, &err);
		assert_int_equal(st, ST_CONFIG);
		assert_string_equal(err.msg, cases[i].message);
		config_free(&c);
	}
}

static void a_nul_byte_and_long_lines_are_refused(void **state)
{
	struct config c = CONFIG_INIT, d = CONFIG_INIT, e = CONFIG_INIT;
	struct error err = ERROR_INIT;
	char line[CONFIG_LINE_MAX + 2];

	(void)state;
	assert_int_equal(config_parse(&c, "f", STR("db = a\0b\n"), &err),
			 ST_CONFIG);
	assert_string_equal(err.msg, "f:1: a NUL byte");
	memset(line, 'x', sizeof(line));
	memcpy(line, "db = ", 5);
	assert_int_equal(
		config_parse(&d, "f", (struct str){line, sizeof(line)}, &err),
		ST_CONFIG);
	assert_string_equal(err.msg, "f:1: the line is too long");
	line[CONFIG_LINE_MAX - 1] = '\n';
	assert_int_equal(config_parse(&e, "f",
				      (struct str){line, CONFIG_LINE_MAX},
				      &err),
			 ST_OK);
	assert_int_equal(strlen(config_get(&e, "db")), CONFIG_LINE_MAX - 6);
	config_free(&c);
	config_free(&d);
	config_free(&e);
}

static void a_file_asked_for_must_be_there(void **state)
{
	struct config c = CONFIG_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(config_load(&c, "/nonexistent/nisba.conf", &err),
			 ST_CONFIG);
	assert_non_null(strstr(err.msg, "/nonexistent/nisba.conf"));
	setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
	unsetenv("NISBA_CONFIG");
	config_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_reach_their_rows),
		cmocka_unit_test(sources_are_a_list_from_the_files_folder),
		cmocka_unit_test(faults_name_file_line_and_way_out),
		cmocka_unit_test(a_nul_byte_and_long_lines_are_refused),
		cmocka_unit_test(a_file_asked_for_must_be_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
