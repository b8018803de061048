#ifndef COMMON_BASE_DIAG_H
#define COMMON_BASE_DIAG_H

#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Diagnostics: what went wrong with one item while the run goes on (a bad
 * date, a skipped post). A struct diag is where a reader reports them; the
 * program decides whether they reach the terminal, a file or a test.
 */
enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

struct diag {
	/* `message`: one line, lower case, no period. Never fails. */
	void (*report)(void *ctx, enum diag_severity severity, struct str path,
		       const char *item, const char *message);
	void *ctx;
	struct str path; /* the file being read, as the user knows it */
	unsigned count[DIAG_ERROR + 1];
};

/*
 * Report one item. `item` says where in the file ("line 12", "post 3"); NULL:
 * the whole file. `d` may be NULL: then nothing happens.
 */
void diag_report(struct diag *d, enum diag_severity severity, const char *item,
		 const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* "note", "warning", "error"; never NULL. */
const char *diag_severity_name(enum diag_severity severity);

#endif
