#ifndef COMMON_XAP_LIMITS_H
#define COMMON_XAP_LIMITS_H

/*
 * Xapian throws on what it cannot store, some of it only when it flushes, and
 * takes the transaction with it. So nothing of the kind gets that far.
 */

#include "common/xapian-c/xap.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The slow half of xap_check_term(). */
enum status xap_check_odd_term(struct str term, struct error *err);

/* A term may be stored: ST_OK, ST_USAGE or ST_LIMIT. NULs are only counted
 * when there is room for enough of them. */
static inline enum status xap_check_term(struct str term, struct error *err)
{
	if (term.len - 1 < XAP_TERM_MAX / 2)
		return ST_OK;
	return xap_check_odd_term(term, err);
}

/* Like it for anything else with a ceiling: ST_OK or ST_LIMIT. */
enum status xap_check_size(const char *what, struct str bytes, size_t max,
			   struct error *err);
/* A metadata key: ST_OK, ST_USAGE or ST_LIMIT. */
enum status xap_check_key(struct str key, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
