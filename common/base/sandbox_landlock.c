#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/base/sandbox_part.h"

/* libc has no functions for these, and older headers not all of the bits. */
struct ruleset {
	uint64_t files, net, scoped;
};

enum { VERSION_MAX = 6 };

/* By version of Landlock: the highest right to files that it knows of. */
static const unsigned top_file_right[VERSION_MAX + 1] = {0,  12, 13, 14,
							 14, 15, 15};
static const uint64_t BIND_AND_CONNECT = 3;    /* since version 4 */
static const uint64_t SOCKETS_AND_SIGNALS = 3; /* since version 6 */

static struct ruleset everything(int version)
{
	struct ruleset all = {0, 0, 0};

	all.files = ((uint64_t)2 << top_file_right[version]) - 1;
	if (version >= 4)
		all.net = BIND_AND_CONNECT;
	if (version >= 6)
		all.scoped = SOCKETS_AND_SIGNALS;
	return all;
}

/* What is not there needs no rule. */
static int allow_reading(int ruleset, const char *path)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE};
	struct stat sb;
	int failed;

	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return errno == ENOENT ? 0 : -1;
	failed = fstat(rule.parent_fd, &sb);
	if (!failed && S_ISDIR(sb.st_mode))
		rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
	if (!failed)
		failed = (int)syscall(SYS_landlock_add_rule, ruleset,
				      LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
	return failed;
}

static int restrict_to(int ruleset, const struct sandbox *sandbox)
{
	const char *const *path = sandbox->readable;
	int failed = 0;

	if (!(sandbox->may & SANDBOX_OPEN))
		path = NULL;
	for (; path && *path; path++)
		failed |= allow_reading(ruleset, *path);
	if (failed)
		return -1;
	return (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
}

int sandbox_landlock(const struct sandbox *sandbox, char detail[SANDBOX_DETAIL])
{
	int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
				   LANDLOCK_CREATE_RULESET_VERSION);
	struct ruleset all;
	int ruleset, holds;

	if (version > VERSION_MAX)
		version = VERSION_MAX;
	if (version > 0) {
		all = everything(version);
		ruleset = (int)syscall(SYS_landlock_create_ruleset, &all,
				       sizeof(all), 0);
	} else {
		ruleset = -1;
	}
	holds = ruleset >= 0 && restrict_to(ruleset, sandbox) == 0;
	if (holds)
		snprintf(detail, SANDBOX_DETAIL, "version %d", version);
	else
		snprintf(detail, SANDBOX_DETAIL, "%s",
			 errno == ENOSYS || errno == EOPNOTSUPP
				 ? "not in this kernel"
				 : strerror(errno));
	if (ruleset >= 0)
		close(ruleset);
	return holds;
}
