#ifndef COMMON_BASE_SANDBOX_H
#define COMMON_BASE_SANDBOX_H

#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/error.h"

/*
 * Locks the calling process in before it looks at bytes of strangers: limits
 * of resources, no new privileges, Landlock (which files), seccomp (which
 * system calls). What is needed later is opened before. There is no way back,
 * and children inherit it all.
 *
 * Each part degrades by itself: an old kernel, or a container that refuses
 * one, costs that part only, and the report says so. So a caller that cannot
 * do without one looks at the report.
 *
 * Refused calls fail with EPERM (ENOSYS where libc knows another way); they do
 * not kill, so that a library with an unforeseen wish fails softly.
 *
 * In sanitizer builds memory is not limited (their shadow takes terabytes).
 * LeakSanitizer needs ptrace when a process exits: one that is locked in ends
 * by _exit(), or calls __lsan_do_leak_check() before.
 */
enum sandbox_may {
	SANDBOX_OPEN = 1,  /* open, list and stat `readable`, reading only */
	SANDBOX_ACCEPT = 2 /* accept on a socket that is open already */
};

struct sandbox {
	unsigned may;                /* bits of enum sandbox_may */
	const char *const *readable; /* files and folders with all below, ended
					by NULL; those not there are passed
					over. NULL: none */
	unsigned cpu_seconds;        /* of the process in all; 0: no limit */
	size_t memory;               /* bytes it may grow; 0: no limit */
	unsigned files;              /* open at a time; 0: no limit */
};

enum sandbox_part {
	SANDBOX_LIMITS,
	SANDBOX_PRIVILEGES,
	SANDBOX_LANDLOCK,
	SANDBOX_SECCOMP,
	SANDBOX_PARTS
};

/* What holds. `detail`: what in particular, or why it does not; one line. */
struct sandbox_report {
	struct {
		int holds;
		char detail[80];
	} part[SANDBOX_PARTS];
};

/* Lock in, as far as this kernel goes. */
void sandbox_enter(struct sandbox_report *report,
		   const struct sandbox *sandbox);

/* "limits", "privileges", "landlock", "seccomp"; never NULL. */
const char *sandbox_part_name(enum sandbox_part part);

/* Append a line for each part: "landlock: holds (version 4)". */
MUST_CHECK enum status sandbox_report_text(struct buf *out,
					   const struct sandbox_report *report,
					   struct error *err);

#endif
