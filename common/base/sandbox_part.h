#ifndef COMMON_BASE_SANDBOX_PART_H
#define COMMON_BASE_SANDBOX_PART_H

#include "common/base/sandbox.h"

/*
 * The parts of sandbox_enter() that need more than a line; for sandbox.c only.
 * Each returns 0 when it does not hold; `detail` says more either way.
 */
enum { SANDBOX_DETAIL = 80 /* bytes, as in struct sandbox_report */ };

int sandbox_limits(const struct sandbox *sandbox, char detail[SANDBOX_DETAIL]);
int sandbox_landlock(const struct sandbox *sandbox,
		     char detail[SANDBOX_DETAIL]);
int sandbox_seccomp(const struct sandbox *sandbox, char detail[SANDBOX_DETAIL]);

#endif
