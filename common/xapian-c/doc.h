#ifndef COMMON_XAP_DOC_H
#define COMMON_XAP_DOC_H

/*
 * What a document is made of, for those who write one into a database: the
 * binding's writer and common/glass. Everybody else sees xap.h.
 */

#include <stdint.h>

#include "common/base/buf.h"
#include "common/xapian-c/xap.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
	XAP_DOC_BYTES_MAX = 1 << 30, /* of the terms; of the values */
	XAP_DOC_HASHES = 256,        /* of terms, before there are more */
	XAP_DOC_KEPT = 256 << 10     /* words or bytes to keep room for */
};

struct xap_doc_term {
	size_t at;    /* its bytes, in `bytes` */
	uint32_t len; /* of them */
	uint32_t slot;
	uint64_t hash;        /* of this process */
	uint32_t wdf;         /* within-document frequency */
	uint32_t count;       /* positions */
	uint32_t first, last; /* of them, in `places` */
	uint32_t shuffled;    /* they did not come in their order */
	uint32_t begin, kept; /* what xap_doc_sort() made of them */
};

/* One position of a term, and where the next of the same term stands. */
struct xap_doc_place {
	uint32_t pos, next;
};

struct xap_doc_value {
	uint32_t slot;
	uint32_t len;
	size_t at; /* in `value_bytes` */
};

/* A term in its order, as xap_doc_sort() leaves it. */
struct xap_doc_sorted {
	uint64_t start; /* its first eight bytes: what the order mostly is */
	const char *p;
	uint32_t len;
	uint32_t term; /* of `terms` */
};

struct xap_doc {
	struct buf bytes;
	struct xap_doc_term *terms;
	uint32_t term_count, term_size;
	uint32_t *slots; /* by hash: the term's number + 1, or 0 */
	uint32_t slot_count;
	struct xap_doc_place *places;
	uint32_t place_count, place_size;
	struct buf value_bytes;
	struct xap_doc_value *values; /* by slot */
	uint32_t value_count, value_size;
	struct buf data;
	struct xap_doc_sorted *sorted;
	uint32_t *positions;
	uint32_t sorted_size, position_size;
};

/*
 * Put the terms in the order of their bytes into `sorted`, and the positions of
 * each, ascending, each once, into `positions`: those of term t are `t->kept`
 * from `t->begin` on. They hold until something is added.
 */
MUST_CHECK enum status xap_doc_sort(xap_doc *d, struct error *err);

static inline struct str xap_doc_value_bytes(const struct xap_doc *d,
					     const struct xap_doc_value *v)
{
	return (struct str){d->value_bytes.p + v->at, v->len};
}

#ifdef __cplusplus
}
#endif

#endif
