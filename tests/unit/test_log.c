#include "common/out/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* What a warning looks like on a standard error that is a file of its own. */
static const char *logged(enum log_style style, int journal)
{
	static char text[1024];
	FILE *file = tmpfile();
	int kept = dup(STDERR_FILENO);
	char stream[64];
	struct stat sb;
	ssize_t n;

	assert_non_null(file);
	fflush(stderr);
	dup2(fileno(file), STDERR_FILENO);
	assert_int_equal(fstat(STDERR_FILENO, &sb), 0);
	snprintf(stream, sizeof(stream), "%ju:%ju", (uintmax_t)sb.st_dev,
		 (uintmax_t)sb.st_ino + !journal);
	setenv("JOURNAL_STREAM", stream, 1);
	log_set_style(style);
	log_line("nisba-index", DIAG_WARNING, STR("a\nb.md"), "line 3",
		 "no \033[1mdate");
	log_set_style(LOG_TEXT);
	fflush(stderr);
	n = pread(fileno(file), text, sizeof(text) - 1, 0);
	assert_true(n >= 0);
	text[n] = '\0';
	dup2(kept, STDERR_FILENO);
	close(kept);
	fclose(file);
	return text;
}

static void people_get_a_safe_line(void **state)
{
	const char *line = logged(LOG_TEXT, 0);

	(void)state;
	assert_memory_equal(line, "nisba-index: a", 14);
	assert_null(strchr(line, '\033'));
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static void the_journal_gets_a_priority(void **state)
{
	(void)state;
	assert_memory_equal(logged(LOG_TEXT, 1), "<4>nisba-index: ", 16);
	assert_memory_equal(logged(LOG_TEXT, 0), "nisba-index: ", 13);
}

static void programs_get_json(void **state)
{
	const char *line = logged(LOG_JSON, 1);

	(void)state;
	assert_memory_equal(line, "{\"time\":\"2", 10);
	assert_non_null(strstr(line, "\"severity\":\"warning\","
				     "\"program\":\"nisba-index\","
				     "\"path\":\"a\\nb.md\","
				     "\"item\":\"line 3\","
				     "\"message\":\"no \\u001B[1mdate\"}\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_get_a_safe_line),
		cmocka_unit_test(the_journal_gets_a_priority),
		cmocka_unit_test(programs_get_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
