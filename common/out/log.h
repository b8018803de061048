#ifndef COMMON_OUT_LOG_H
#define COMMON_OUT_LOG_H

#include "common/base/diag.h"

/*
 * What a program tells on standard error, a line each: for people, or as a
 * JSON object with "time", "severity", "program", "path", "item" and
 * "message". Where standard error is systemd's journal a line for people
 * begins with its priority (sd-daemon(3): "<4>").
 */
enum log_style { LOG_TEXT, LOG_JSON };

/* For the whole process; LOG_TEXT until then. */
void log_set_style(enum log_style style);

/*
 * "program: path: item: message", of any bytes: they are made safe for a
 * terminal. `path` may be empty, `item` may be NULL. Never fails.
 */
void log_line(const char *program, enum diag_severity severity, struct str path,
	      const char *item, const char *message);

#endif
