#include "common/base/options.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct values {
	const char *db;
	int quiet;
	int format;
	long limit;
	long keep;
};

static const struct option_row common_rows[] = {
	{.name = "db",
	 .kind = OPT_TEXT,
	 .arg = "DIR",
	 .help = "the index",
	 .offset = offsetof(struct values, db)},
	{.name = "quiet",
	 .letter = 'q',
	 .kind = OPT_FLAG,
	 .help = "say less",
	 .offset = offsetof(struct values, quiet)},
};
static const struct option_row own_rows[] = {
	{.name = "limit",
	 .letter = 'n',
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "most results to show, a phrase that is long enough to be "
		 "broken into two lines",
	 .offset = offsetof(struct values, limit),
	 .min = 1,
	 .max = 1000},
	{.name = "keep",
	 .kind = OPT_NUMBER,
	 .arg = "N",
	 .help = "older ones to keep",
	 .offset = offsetof(struct values, keep)},
	{.name = "format",
	 .kind = OPT_CHOICE,
	 .choices = "text json jsonl",
	 .help = "how to print",
	 .offset = offsetof(struct values, format)},
};
static const struct option_table tables[] = {
	OPTION_TABLE(common_rows), OPTION_TABLE(own_rows), OPTION_TABLE_END};

enum { ARGS_MAX = 15 };

struct run {
	struct values values;
	struct error err;
	enum status status;
	int argc, first;
	char *argv[ARGS_MAX + 2];
};

/* Parses the words up to NULL; r->argv keeps what getopt made of them. */
static void parse(struct run *r, ...)
{
	va_list ap;
	char *word;

	memset(r, 0, sizeof(*r));
	r->argv[r->argc++] = (char *)"search";
	va_start(ap, r);
	while (r->argc <= ARGS_MAX && (word = va_arg(ap, char *)))
		r->argv[r->argc++] = word;
	va_end(ap);
	r->status = options_parse(tables, r->argc, r->argv, &r->values,
				  &r->first, &r->err);
}

static void refuses(const char *message, struct run *r)
{
	assert_int_equal(r->status, ST_USAGE);
	assert_string_equal(r->err.msg, message);
}

static void every_kind_finds_its_place(void **state)
{
	struct run r;

	(void)state;
	parse(&r, "Khazraji", "--db", "blogs", "-q", "-n5", "--keep=0",
	      "--format", "jsonl", "coup", NULL);
	assert_int_equal(r.status, ST_OK);
	assert_string_equal(r.values.db, "blogs");
	assert_int_equal(r.values.quiet, 1);
	assert_int_equal(r.values.limit, 5);
	assert_int_equal(r.values.keep, 0);
	assert_int_equal(r.values.format, 2);
	assert_int_equal(r.argc - r.first, 2);
	assert_string_equal(r.argv[r.first], "Khazraji");
	assert_string_equal(r.argv[r.first + 1], "coup");
}

static void two_dashes_end_the_options(void **state)
{
	struct run r;

	(void)state;
	parse(&r, "--quiet", "--", "-coup", "--db", NULL);
	assert_int_equal(r.status, ST_OK);
	assert_int_equal(r.argc - r.first, 2);
	assert_string_equal(r.argv[r.first], "-coup");
	assert_null(r.values.db);
}

static void a_word_with_a_dash_may_follow_an_operand(void **state)
{
	struct run r;

	(void)state;
	parse(&r, "maliki", "-sadr", "-n5", "-coup", "--quiet", "--", "-q",
	      NULL);
	assert_int_equal(r.status, ST_OK);
	assert_int_equal(r.values.limit, 5);
	assert_int_equal(r.values.quiet, 1);
	assert_int_equal(r.argc - r.first, 4);
	assert_string_equal(r.argv[r.first], "maliki");
	assert_string_equal(r.argv[r.first + 1], "-sadr");
	assert_string_equal(r.argv[r.first + 2], "-coup");
	assert_string_equal(r.argv[r.first + 3], "-q");
	parse(&r, "-sadr", NULL);
	assert_int_equal(r.status, ST_USAGE);
	parse(&r, "maliki", "-limit", "5", NULL);
	assert_int_equal(r.status, ST_USAGE);
}

static void a_near_miss_is_guessed(void **state)
{
	struct run r;

	(void)state;
	parse(&r, "--limt", "3", NULL);
	refuses("unknown option '--limt'; did you mean '--limit'?", &r);
	parse(&r, "--fromat=json", NULL);
	refuses("unknown option '--fromat=json'; did you mean '--format'?", &r);
	parse(&r, "--hepl", NULL);
	refuses("unknown option '--hepl'; did you mean '--help'?", &r);
	parse(&r, "--colour", NULL);
	refuses("unknown option '--colour'; try --help", &r);
	parse(&r, "-coup", NULL);
	refuses("unknown option '-c'; try --help, or write '--' before words "
		"that begin with '-'",
		&r);
	parse(&r, "-\u0635\u062F\u0631", NULL);
	refuses("unknown option '-\u0635\u062F\u0631'; try --help, or write "
		"'--' before words that begin with '-'",
		&r);
	parse(&r, "-q\xE9", NULL);
	refuses("unknown option '-q\xE9'; try --help, or write '--' before "
		"words that begin with '-'",
		&r);
	parse(&r, "-q\u00E9", "coup", NULL);
	refuses("unknown option '-q\u00E9'; try --help, or write '--' before "
		"words that begin with '-'",
		&r);
}

static void values_are_checked(void **state)
{
	struct run r;

	(void)state;
	parse(&r, "-n", "ten", NULL);
	refuses("--limit wants a number from 1 to 1000, not 'ten'", &r);
	parse(&r, "--limit=0", NULL);
	refuses("--limit wants a number from 1 to 1000, not '0'", &r);
	parse(&r, "--limit=", NULL);
	refuses("--limit wants a number from 1 to 1000, not ''", &r);
	parse(&r, "--limit= 5", NULL);
	refuses("--limit wants a number from 1 to 1000, not ' 5'", &r);
	parse(&r, "--limit=99999999999999999999", NULL);
	assert_int_equal(r.status, ST_USAGE);
	parse(&r, "--keep=-1", NULL);
	refuses("--keep wants a number, 0 or more, not '-1'", &r);
	parse(&r, "--format", "xml", NULL);
	refuses("--format wants one of: text json jsonl, not 'xml'", &r);
	parse(&r, "--format", "tex", NULL);
	refuses("--format wants one of: text json jsonl, not 'tex'", &r);
	parse(&r, "--quiet=yes", NULL);
	refuses("--quiet takes no value", &r);
	parse(&r, "--db", NULL);
	refuses("--db wants a value: --db DIR", &r);
	parse(&r, "--db", "", NULL);
	refuses("--db wants a value: --db DIR", &r);
	parse(&r, "-n", NULL);
	refuses("--limit wants a value: --limit N", &r);
}

static void help_is_always_understood(void **state)
{
	struct run r;

	(void)state;
	parse(&r, "-qh", "--no-such-thing", NULL);
	assert_int_equal(r.status, ST_END);
	assert_int_equal(r.values.quiet, 1);
	assert_string_equal(options_at(tables, 5)->name, "help");
	assert_null(options_at(tables, 6));
	assert_string_equal(options_at(NULL, 0)->name, "help");
}

static void help_is_aligned_and_wrapped(void **state)
{
	static const char want[] =
		"      --db DIR            the index\n"
		"  -q, --quiet             say less\n"
		"  -n, --limit N           most results to show, a phrase that "
		"is long enough to\n"
		"                          be broken into two lines\n"
		"      --keep N            older ones to keep\n"
		"      --format text|json|jsonl\n"
		"                          how to print\n"
		"  -h, --help              show this help and exit\n";
	char *got = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&got, &len);

	(void)state;
	assert_non_null(f);
	options_help(f, tables);
	fclose(f);
	assert_string_equal(got, want);
	free(got);
}

static void long_words_are_no_problem(void **state)
{
	char word[4096];
	struct run r;

	(void)state;
	memset(word, 'x', sizeof(word));
	memcpy(word, "--", 2);
	word[sizeof(word) - 1] = '\0';
	parse(&r, word, NULL);
	assert_int_equal(r.status, ST_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_finds_its_place),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(a_word_with_a_dash_may_follow_an_operand),
		cmocka_unit_test(a_near_miss_is_guessed),
		cmocka_unit_test(values_are_checked),
		cmocka_unit_test(help_is_always_understood),
		cmocka_unit_test(help_is_aligned_and_wrapped),
		cmocka_unit_test(long_words_are_no_problem),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
