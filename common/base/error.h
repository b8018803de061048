#ifndef COMMON_BASE_ERROR_H
#define COMMON_BASE_ERROR_H

/*
 * Errors: every function that can fail returns an enum status and, when it is
 * not ST_OK or ST_END, has written one line for a human into *err.
 *
 * The caller owns the struct error, usually on its stack; nothing in it is
 * allocated, so there is nothing to free and it works when memory is short.
 */

#ifdef __cplusplus
extern "C" {
#endif

enum status {
	ST_OK = 0,
	ST_END,      /* an iterator has no more items: not a failure */
	ST_USAGE,    /* the user's command line or CGI parameters are wrong */
	ST_QUERY,    /* the query string does not parse */
	ST_INPUT,    /* an archive file is malformed */
	ST_LIMIT,    /* a documented ceiling (size, depth, count) was reached */
	ST_MEMORY,   /* there is not enough: another time there may be */
	ST_NOTFOUND, /* no such file, index or document */
	ST_LOCKED,   /* another indexer holds the index */
	ST_STALE,    /* the index moved on under us: reopen and retry */
	ST_CORRUPT,  /* the index is damaged */
	ST_NETWORK,  /* a remote shard cannot be reached */
	ST_TIMEOUT,  /* it did not answer in time */
	ST_IO,       /* the operating system refused; message has strerror */
	ST_INTERNAL, /* a bug in this program */
	ST_CONFIG,   /* the configuration file is wrong */
	ST_REFUSED,  /* refused: too many posts would vanish */
	ST_STOPPED,  /* the user stopped it; nothing half was done */
	ST_COUNT     /* how many there are; not a status */
};

struct error {
	enum status status;
	char msg[512]; /* UTF-8, one line, no trailing newline or period */
};

#define ERROR_INIT                                                             \
	{                                                                      \
		ST_OK,                                                         \
		{                                                              \
			0                                                      \
		}                                                              \
	}
#define MUST_CHECK __attribute__((warn_unused_result))

/*
 * Record a failure and return `st`, so that a caller can write
 *	return error_set(err, ST_INPUT, "item %zu has no <link>", n);
 * A later call replaces an earlier one. `err` may be NULL.
 */
enum status error_set(struct error *err, enum status st, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Put "<context>: " in front of the message; returns err->status. */
enum status error_context(struct error *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Stable short name used in JSON ("stale"); never NULL. */
const char *status_name(enum status st);
/* What main() exits with. */
int status_exit_code(enum status st);
/* What the CGI answers with: 200, 400, 404, 503 or 500. */
int status_http_code(enum status st);

#ifdef __cplusplus
}
#endif
#endif
