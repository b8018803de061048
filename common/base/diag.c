#include "common/base/diag.h"

#include <stdarg.h>
#include <stdio.h>

void diag_report(struct diag *d, enum diag_severity severity, const char *item,
		 const char *fmt, ...)
{
	char message[512];
	va_list ap;

	if (!d)
		return;
	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	d->count[severity]++;
	if (d->report)
		d->report(d->ctx, severity, d->path, item, message);
}

const char *diag_severity_name(enum diag_severity severity)
{
	static const char *const names[] = {"note", "warning", "error"};

	return names[severity];
}
