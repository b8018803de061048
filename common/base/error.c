#include "common/base/error.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* One row per status: the CLI, the CGI and the JSON output all read it here. */
static const struct {
	const char *name;
	int exit_code;
	int http_code;
} table[ST_COUNT] = {
	[ST_OK] = {"ok", 0, 200},
	[ST_END] = {"end", 0, 200},
	[ST_USAGE] = {"usage", 64, 400},
	[ST_QUERY] = {"query", 64, 400},
	[ST_INPUT] = {"input", 65, 500},
	[ST_LIMIT] = {"limit", 65, 400},
	[ST_MEMORY] = {"memory", 75, 503},
	[ST_NOTFOUND] = {"not-found", 66, 404},
	[ST_LOCKED] = {"locked", 75, 503},
	[ST_STALE] = {"stale", 75, 503},
	[ST_CORRUPT] = {"corrupt", 65, 500},
	[ST_NETWORK] = {"network", 75, 503},
	[ST_TIMEOUT] = {"timeout", 75, 503},
	[ST_IO] = {"io", 74, 500},
	[ST_INTERNAL] = {"internal", 70, 500},
	[ST_CONFIG] = {"config", 78, 500},
	[ST_REFUSED] = {"refused", 4, 500},
	[ST_STOPPED] = {"stopped", 130, 503},
};

enum status error_set(struct error *err, enum status st, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return st;
	err->status = st;
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	return st;
}

enum status error_context(struct error *err, const char *fmt, ...)
{
	char was[sizeof(err->msg)];
	va_list ap;
	size_t n;

	if (!err)
		return ST_INTERNAL;
	memcpy(was, err->msg, sizeof(was));
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	n = strlen(err->msg);
	snprintf(err->msg + n, sizeof(err->msg) - n, ": %s", was);
	return err->status;
}

const char *status_name(enum status st)
{
	assert(st < ST_COUNT);
	return table[st].name;
}

int status_exit_code(enum status st)
{
	assert(st < ST_COUNT);
	return table[st].exit_code;
}

int status_http_code(enum status st)
{
	assert(st < ST_COUNT);
	return table[st].http_code;
}
