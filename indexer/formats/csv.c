#include "indexer/formats/csv.h"

/* Bytes of the field at the start of s. */
static size_t field_length(struct str s)
{
	size_t n = 0;
	int quoted = 0;

	for (; n < s.len; n++) {
		char c = s.p[n];

		if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == ',' || c == '\n' || c == '\r'))
			break;
	}
	return n;
}

int csv_next(struct str *raw, int *last, struct str *rest)
{
	size_t n;

	if (!rest->len)
		return 0;
	n = field_length(*rest);
	*raw = (struct str){rest->p, n};
	*last = n == rest->len || rest->p[n] != ',';
	if (n + 1 < rest->len && rest->p[n] == '\r' && rest->p[n + 1] == '\n')
		n++;
	if (n < rest->len)
		n++;
	*rest = (struct str){rest->p + n, rest->len - n};
	return 1;
}

enum status csv_value(struct buf *out, struct str raw, struct error *err)
{
	enum status st = ST_OK;

	if (raw.len < 2 || raw.p[0] != '"')
		return buf_add(out, raw, err);
	raw = (struct str){raw.p + 1, raw.len - 1};
	while (st == ST_OK && raw.len) {
		const char *quote = memchr(raw.p, '"', raw.len);
		size_t n = quote ? (size_t)(quote - raw.p) : raw.len;

		/* Of two quotes the second is one, and one ends the field. */
		st = buf_add(out, (struct str){raw.p, n}, err);
		if (st == ST_OK && n + 1 < raw.len && raw.p[n + 1] == '"') {
			st = buf_add(out, STR("\""), err);
			n++;
		}
		n += n < raw.len;
		raw = (struct str){raw.p + n, raw.len - n};
	}
	return st;
}
