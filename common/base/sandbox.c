#include "common/base/sandbox.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

#include "common/base/sandbox_part.h"

static int no_new_privileges(const struct sandbox *sandbox,
			     char detail[SANDBOX_DETAIL])
{
	(void)sandbox;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		return 1;
	snprintf(detail, SANDBOX_DETAIL, "%s", strerror(errno));
	return 0;
}

/* In this order: without new privileges refused, the kernel takes no rules. */
static const struct {
	const char *name;
	int (*enter)(const struct sandbox *sandbox,
		     char detail[SANDBOX_DETAIL]);
} parts[SANDBOX_PARTS] = {
	[SANDBOX_LIMITS] = {"limits", sandbox_limits},
	[SANDBOX_PRIVILEGES] = {"privileges", no_new_privileges},
	[SANDBOX_LANDLOCK] = {"landlock", sandbox_landlock},
	[SANDBOX_SECCOMP] = {"seccomp", sandbox_seccomp},
};

void sandbox_enter(struct sandbox_report *report, const struct sandbox *sandbox)
{
	*report = (struct sandbox_report){.part = {{.holds = 0}}};
	for (size_t i = 0; i < SANDBOX_PARTS; i++)
		report->part[i].holds =
			parts[i].enter(sandbox, report->part[i].detail);
}

const char *sandbox_part_name(enum sandbox_part part)
{
	return parts[part].name;
}

enum status sandbox_report_text(struct buf *out,
				const struct sandbox_report *report,
				struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < SANDBOX_PARTS; i++) {
		const char *detail = report->part[i].detail;

		st = buf_addf(out, err, "%s: %s%s%s%s\n", parts[i].name,
			      report->part[i].holds ? "holds" : "does not hold",
			      *detail ? " (" : "", detail, *detail ? ")" : "");
	}
	return st;
}
