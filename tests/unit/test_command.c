#include "common/out/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct values {
	long limit;
};

static const struct option_row rows[] = {
	{.name = "limit",
	 .letter = 'n',
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "most results to show (10)",
	 .offset = offsetof(struct values, limit)},
};
static const struct option_table tables[] = {OPTION_TABLE(rows),
					     OPTION_TABLE_END};
static const struct option_table no_tables[] = {OPTION_TABLE_END};

static enum status run_search(const void *values, int n, char **args,
			      struct error *err)
{
	const struct values *v = values;

	if (!strcmp(args[0], "nothing"))
		return ST_END;
	if (!strcmp(args[0], "broken"))
		return error_set(err, ST_CORRUPT, "%s",
				 "index \033[31m is bad");
	printf("%ld %d %s\n", v->limit, n, args[n - 1]);
	return ST_OK;
}

static enum status run_stats(const void *values, int n, char **args,
			     struct error *err)
{
	(void)values;
	(void)err;
	assert_int_equal(n, 0);
	assert_null(args[0]);
	return ST_OK;
}

static const struct values defaults = {10};
static const struct command commands[] = {
	{.name = "search",
	 .run = run_search,
	 .synopsis = "QUERY...",
	 .summary = "Find posts.",
	 .options = tables,
	 .defaults = &defaults,
	 .values_size = sizeof(defaults),
	 .min_args = 1,
	 .max_args = -1,
	 .details = "Words are ranked.\n"},
	{.name = "stats",
	 .run = run_stats,
	 .synopsis = "",
	 .summary = "Describe the index.",
	 .options = no_tables},
};
static const struct program program = {"nisba-query", "Search blog archives.",
				       commands, 2, command_search_code};

/* What the program printed; a stream of its own, put in place of fd 1 or 2. */
static char printed[2][4096];

static int capture(int fd, FILE **f)
{
	int saved = dup(fd);

	*f = tmpfile();
	assert_non_null(*f);
	assert_true(saved >= 0 && dup2(fileno(*f), fd) >= 0);
	return saved;
}

static void restore(int fd, int saved, FILE *f)
{
	char *text = printed[fd - 1];
	size_t n;

	rewind(f);
	n = fread(text, 1, sizeof(printed[0]) - 1, f);
	text[n] = '\0';
	dup2(saved, fd);
	close(saved);
	fclose(f);
}

/* Runs the program with the words up to NULL; its exit code. */
static int exits(const char *word, ...)
{
	char *argv[10] = {(char *)"nisba-query"};
	int argc = 1, code, saved_out, saved_err;
	FILE *out, *err;
	va_list ap;

	va_start(ap, word);
	for (; word && argc < 9; word = va_arg(ap, const char *))
		argv[argc++] = (char *)word;
	va_end(ap);
	fflush(stdout);
	fflush(stderr);
	saved_out = capture(1, &out);
	saved_err = capture(2, &err);
	code = command_main(&program, argc, argv);
	fflush(stderr);
	restore(1, saved_out, out);
	restore(2, saved_err, err);
	return code;
}

static void printed_is(const char *out, const char *err)
{
	assert_string_equal(printed[0], out);
	assert_string_equal(printed[1], err);
}

static void a_command_gets_its_options_and_operands(void **state)
{
	(void)state;
	assert_int_equal(exits("search", "a", "-n", "3", "b", NULL), 0);
	printed_is("3 2 b\n", "");
	assert_int_equal(exits("search", "a", NULL), 0);
	printed_is("10 1 a\n", "");
	assert_int_equal(exits("search", "nothing", NULL), 1);
	printed_is("", "");
	assert_int_equal(exits("stats", NULL), 0);
}

static void errors_are_printed_once_and_safely(void **state)
{
	(void)state;
	assert_int_equal(exits("search", "broken", NULL), 2);
	printed_is("", "nisba-query: index \uFFFD[31m is bad\n");
	assert_int_equal(exits("serach", "a", NULL), 2);
	printed_is("", "nisba-query: no command 'serach'; did you mean "
		       "'search'?\n");
	assert_int_equal(exits("xyz", NULL), 2);
	printed_is("",
		   "nisba-query: no command 'xyz'; try 'nisba-query --help'\n");
	assert_int_equal(exits(NULL), 2);
	printed_is("", "nisba-query: no command; try 'nisba-query --help'\n");
	assert_int_equal(exits("--limit", NULL), 2);
	printed_is("", "nisba-query: unknown option '--limit'; options follow "
		       "the command, try 'nisba-query --help'\n");
	assert_int_equal(exits("search", NULL), 2);
	printed_is("", "nisba-query: usage: nisba-query search [OPTION]... "
		       "QUERY...\n");
	assert_int_equal(exits("stats", "a", NULL), 2);
	printed_is("", "nisba-query: stats: 1 arguments are too many; try "
		       "'nisba-query stats --help'\n");
}

static void help_is_made_from_the_tables(void **state)
{
	static const char all[] =
		"usage: nisba-query COMMAND [OPTION]... [ARGUMENT]...\n\n"
		"Search blog archives.\n\n"
		"  search     Find posts.\n"
		"  stats      Describe the index.\n\n"
		"'nisba-query COMMAND --help' explains a command, "
		"'man nisba-query' all of them.\n";
	static const char one[] =
		"usage: nisba-query search [OPTION]... QUERY...\n\n"
		"Find posts.\n\n"
		"  -n, --limit N           most results to show (10)\n"
		"  -h, --help              show this help and exit\n\n"
		"Words are ranked.\n";

	(void)state;
	assert_int_equal(exits("--help", NULL), 0);
	printed_is(all, "");
	assert_int_equal(exits("-h", NULL), 0);
	printed_is(all, "");
	assert_int_equal(exits("help", NULL), 0);
	printed_is(all, "");
	assert_int_equal(exits("help", "search", NULL), 0);
	printed_is(one, "");
	assert_int_equal(exits("search", "--help", NULL), 0);
	printed_is(one, "");
	assert_int_equal(exits("help", "serch", NULL), 2);
	assert_int_equal(exits("--version", NULL), 0);
	printed_is("nisba-query " NISBA_VERSION "\n", "");
}

static void options_are_listed_for_scripts(void **state)
{
	(void)state;
	assert_int_equal(exits("options", NULL), 0);
	printed_is("\t--help\t-h\t\tshow this help and exit\n"
		   "\t--version\t\t\tshow the version and exit\n"
		   "search\t--limit\t-n\tN\tmost results to show (10)\n"
		   "search\t--help\t-h\t\tshow this help and exit\n"
		   "stats\t--help\t-h\t\tshow this help and exit\n",
		   "");
}

static void a_full_disk_is_an_error(void **state)
{
	const char *argv[] = {"nisba-query", "search", "a", NULL};
	FILE *full = fopen("/dev/full", "w"), *err;
	int saved_out, saved_err, code;

	(void)state;
	if (!full)
		skip();
	fflush(stdout);
	saved_out = dup(1);
	assert_true(dup2(fileno(full), 1) >= 0);
	saved_err = capture(2, &err);
	code = command_main(&program, 3, (char **)argv);
	dup2(saved_out, 1);
	close(saved_out);
	clearerr(stdout);
	fclose(full);
	restore(2, saved_err, err);
	assert_int_equal(code, 2);
	assert_string_equal(printed[1], "nisba-query: cannot write the output: "
					"No space left on device\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_command_gets_its_options_and_operands),
		cmocka_unit_test(errors_are_printed_once_and_safely),
		cmocka_unit_test(help_is_made_from_the_tables),
		cmocka_unit_test(options_are_listed_for_scripts),
		cmocka_unit_test(a_full_disk_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
