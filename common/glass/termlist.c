#include "common/glass/termlist.h"

#include "common/glass/pack.h"

static unsigned shared(struct str a, struct str b)
{
	unsigned n = 0;

	while (n < a.len && n < b.len && a.p[n] == b.p[n])
		n++;
	return n;
}

static unsigned char *put_term(unsigned char *p, struct str before,
			       struct str term, uint32_t wdf)
{
	const unsigned same = shared(before, term);
	/* Frequency and what is shared in one byte, when they fit; the reader
	 * knows the former's range from the term before. */
	const uint64_t both = ((uint64_t)wdf + 1) * (before.len + 1) + same;

	*p++ = (unsigned char)(both < 256 ? both : same);
	*p++ = (unsigned char)(term.len - same);
	memcpy(p, term.p + same, term.len - same);
	p += term.len - same;
	return both < 256 ? p : pack_uint(p, wdf);
}

static unsigned char *put_first(unsigned char *p, struct str term, uint32_t wdf)
{
	*p++ = (unsigned char)term.len;
	memcpy(p, term.p, term.len);
	return pack_uint(p + term.len, wdf);
}

enum status glass_termlist(struct buf *out, uint32_t *length, const xap_doc *d,
			   struct error *err)
{
	/* A term takes two bytes beside its own, and what its wdf does. */
	const size_t most = d->bytes.len +
			    (size_t)d->term_count * (2 + PACK_UINT_MAX) +
			    2 * PACK_UINT_MAX;
	struct str before = STR("");
	unsigned char *p;
	enum status st;

	*length = 0;
	for (uint32_t i = 0; i < d->term_count; i++)
		*length += d->terms[i].wdf;
	buf_clear(out);
	st = buf_reserve(out, most, err);
	if (st != ST_OK || d->term_count == 0)
		return st;
	p = (unsigned char *)out->p;
	p = pack_uint(p, *length);
	p = pack_uint(p, d->term_count);
	for (uint32_t i = 0; i < d->term_count; i++) {
		const struct xap_doc_sorted *s = &d->sorted[i];
		const struct str term = {s->p, s->len};
		const uint32_t wdf = d->terms[s->term].wdf;

		p = i ? put_term(p, before, term, wdf)
		      : put_first(p, term, wdf);
		before = term;
	}
	out->len = (size_t)((char *)p - out->p);
	out->p[out->len] = '\0';
	return ST_OK;
}
