#include "common/base/file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/test_file.XXXXXX";

static int enter_folder(void **state)
{
	(void)state;
	return !mkdtemp(folder) || chdir(folder);
}

static int leave_folder(void **state)
{
	(void)state;
	return chdir("/") || rmdir(folder);
}

static void what_is_written_is_read(void **state)
{
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT(1 << 20);
	struct stat sb;
	char *big;

	(void)state;
	assert_int_equal(file_replace("a", STR("one\0two"), &err), ST_OK);
	assert_int_equal(file_read(&b, "a", &err), ST_OK);
	assert_true(str_eq(buf_str(&b), STR("one\0two")));
	assert_int_equal(file_replace("./a", STR(""), &err), ST_OK);
	assert_int_equal(file_read(&b, "a", &err), ST_OK);
	assert_int_equal(b.len, 0);
	big = calloc(1, 300000);
	assert_non_null(big);
	assert_int_equal(file_replace("a", (struct str){big, 300000}, &err),
			 ST_OK);
	assert_int_equal(file_read(&b, "a", &err), ST_OK);
	assert_int_equal(b.len, 300000);
	assert_int_equal(stat("a", &sb), 0);
	assert_int_equal(sb.st_mode & 0444 & ~umask(umask(0)), 0444);
	free(big);
	buf_free(&b);
	assert_int_equal(unlink("a"), 0);
}

static void what_is_missing_is_not_found(void **state)
{
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT(100);

	(void)state;
	assert_int_equal(file_read(&b, "none", &err), ST_NOTFOUND);
	assert_string_equal(err.msg, "none: No such file or directory");
	assert_int_equal(file_sync("none", &err), ST_NOTFOUND);
	assert_int_equal(file_replace("none/a", STR("x"), &err), ST_NOTFOUND);
	assert_int_equal(file_sync(".", &err), ST_OK);
}

static void only_regular_files_are_read(void **state)
{
	struct sockaddr_un addr = {.sun_family = AF_UNIX, .sun_path = "sock"};
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT(100);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	assert_int_equal(file_read(&b, ".", &err), ST_INPUT);
	assert_string_equal(err.msg, ".: not a regular file");
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(file_read(&b, "fifo", &err), ST_INPUT);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&addr, sizeof(addr)), 0);
	assert_int_equal(file_read(&b, "sock", &err), ST_INPUT);
	close(fd);
	assert_int_equal(unlink("fifo") | unlink("sock"), 0);
}

static void a_large_file_is_refused(void **state)
{
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT(9);

	(void)state;
	assert_int_equal(file_replace("a", STR("0123456789"), &err), ST_OK);
	assert_int_equal(file_read(&b, "a", &err), ST_LIMIT);
	assert_string_equal(err.msg, "a: more than 9 bytes");
	assert_int_equal(truncate("a", 9), 0);
	assert_int_equal(file_read(&b, "a", &err), ST_OK);
	assert_int_equal(b.len, 9);
	buf_free(&b);
	assert_int_equal(unlink("a"), 0);
}

/* Files under /proc say that they are empty and are not. */
static void the_ceiling_holds_without_a_size(void **state)
{
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT(3);

	(void)state;
	if (access("/proc/self/status", R_OK) != 0)
		skip();
	assert_int_equal(file_read(&b, "/proc/self/status", &err), ST_LIMIT);
	buf_free(&b);
}

static void a_failed_replace_leaves_nothing(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	assert_int_equal(file_replace("d", STR("x"), &err), ST_IO);
	assert_int_equal(rmdir("d"), 0);
	/* leave_folder() fails if anything is left beside it. */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(what_is_missing_is_not_found),
		cmocka_unit_test(only_regular_files_are_read),
		cmocka_unit_test(a_large_file_is_refused),
		cmocka_unit_test(the_ceiling_holds_without_a_size),
		cmocka_unit_test(a_failed_replace_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
