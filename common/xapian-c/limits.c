#include "common/xapian-c/limits.h"

enum status xap_check_size(const char *what, struct str bytes, size_t max,
			   struct error *err)
{
	if (bytes.len <= max)
		return ST_OK;
	return error_set(err, ST_LIMIT, "%s of %zu bytes, at most %zu", what,
			 bytes.len, max);
}

enum status xap_check_odd_term(struct str term, struct error *err)
{
	size_t stored = term.len;

	if (term.len == 0)
		return error_set(err, ST_USAGE, "empty term");
	if (term.len > XAP_TERM_MAX)
		return xap_check_size("term", term, XAP_TERM_MAX, err);
	for (size_t i = 0; i < term.len; i++)
		stored += term.p[i] == '\0';
	if (stored > XAP_TERM_MAX)
		return error_set(err, ST_LIMIT,
				 "term of %zu bytes, NULs counted twice, "
				 "at most %d",
				 stored, XAP_TERM_MAX);
	return ST_OK;
}

enum status xap_check_key(struct str key, struct error *err)
{
	if (key.len == 0)
		return error_set(err, ST_USAGE, "empty metadata key");
	return xap_check_size("metadata key", key, XAP_KEY_MAX, err);
}
