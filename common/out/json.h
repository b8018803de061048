#ifndef COMMON_OUT_JSON_H
#define COMMON_OUT_JSON_H

#include <stdint.h>

#include "common/base/str.h"
#include "common/out/sink.h"

/*
 * JSON written as it comes, RFC 8259. Strings may be any bytes: ill-formed
 * UTF-8 becomes U+FFFD, and what could steer a terminal, reorder text or end
 * a line in JavaScript is escaped, so that nothing is lost and `cat` is safe.
 *
 * Keys and values must alternate in objects and ends must match beginnings;
 * anything else is a bug of ours and asserted. Failures to write are kept in
 * the sink: see sink_finish(). The functions say "put" because jansson, which
 * reads JSON for us, owns the shorter names.
 */
enum { JSON_DEPTH_MAX = 64 };

enum json_layout {
	JSON_DENSE, /* a value a line: for JSON lines */
	JSON_PRETTY /* a member a line; lists in lists stay on one */
};

struct json {
	struct sink *sink; /* borrowed */
	enum json_layout layout;
	int depth;
	int keyed; /* a key waits for its value */
	int some;  /* the innermost object or array has members */
	char ends[JSON_DEPTH_MAX]; /* '}' or ']' for each that is open */
	int no_tags; /* set by who sends it to browsers: "<" is escaped, too */
};

#define JSON_INIT(sink, layout)                                                \
	{                                                                      \
		(sink), (layout), 0, 0, 0, {0}, 0                              \
	}

void json_put_object(struct json *j); /* { */
void json_put_array(struct json *j);  /* [ */
void json_put_end(struct json *j);    /* } or ], whichever is open */

/* `key`: one of our own words, written as it is. */
void json_put_key(struct json *j, const char *key);

void json_put_string(struct json *j, struct str s);
void json_put_int(struct json *j, int64_t value);
/* Up to `digits` (1..17) significant digits; not a number is null. */
void json_put_double(struct json *j, double value, int digits);
void json_put_bool(struct json *j, int value);
void json_put_null(struct json *j);

/* A whole value was written: end its line. Another may follow. */
void json_put_newline(struct json *j);

/* "key": "s" and "key": value, because most members are these. */
void json_put_member_string(struct json *j, const char *key, struct str s);
void json_put_member_int(struct json *j, const char *key, int64_t value);

#endif
