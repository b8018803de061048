#ifndef COMMON_XAP_XAP_H
#define COMMON_XAP_XAP_H

/*
 * xap: the C binding over libxapian 1.4, and the only code that includes
 * <xapian.h>. No C++ type and no exception crosses this header.
 *
 * Ownership: X_open/X_new and the query makers give the caller an object to
 * release with X_free, which accepts NULL; on failure they set *out to NULL.
 * Bytes handed back as a struct str are borrowed: the comment says from whom
 * and until when. Bytes handed in are copied before the call returns. A
 * struct buf handed in is cleared first and filled up to its own ceiling
 * (ST_LIMIT beyond it).
 *
 * Lifetimes: iterators and matches read from their database: free them first.
 * Queries, documents and writers depend on nothing.
 *
 * Strings are bytes with a length; NULs are data. Paths end in a NUL.
 * Threads: one object, one thread at a time, and objects made from another
 * (a query from its parts, matches from their database) count as the same.
 *
 * A term, wherever one is asked for, is 1 to XAP_TERM_MAX bytes, each NUL in
 * it counted twice (that is how glass stores it). An empty one is ST_USAGE, a
 * longer one ST_LIMIT.
 *
 * Besides what a function names itself, each may answer
 *	ST_STALE     the files changed twice under an open reader: reopen
 *	ST_CORRUPT   Xapian found the files damaged. It has no checksums, so
 *		     damage may as well go unnoticed: keep your own hashes.
 *	ST_IO        the system refused; the message says why
 *	ST_LIMIT     a ceiling named here
 *	ST_MEMORY    there is not enough
 *	ST_INTERNAL  any other exception
 */

#include <stddef.h>
#include <stdint.h>

#include "common/base/error.h"
#include "common/base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

struct buf; /* common/base/buf.h */

typedef struct xap_writer xap_writer;
typedef struct xap_doc xap_doc;
typedef struct xap_db xap_db;
typedef struct xap_terms xap_terms;
typedef struct xap_postings xap_postings;
typedef struct xap_positions xap_positions;
typedef struct xap_query xap_query;
typedef struct xap_matches xap_matches;

enum {
	XAP_TERM_MAX = 245,           /* bytes, NULs twice */
	XAP_KEY_MAX = 245,            /* bytes of a metadata key */
	XAP_VALUE_MAX = 1 << 16,      /* bytes of one value of a document */
	XAP_DATA_MAX = 64 << 20,      /* bytes of a document's data */
	XAP_QUERY_DEPTH_MAX = 64,     /* queries inside queries */
	XAP_QUERY_LEAVES_MAX = 4096,  /* words in a query; time is quadratic */
	XAP_FACTOR_MAX = 10000,       /* one scaling of weights */
	XAP_MATCHES_MAX = 1000 * 1000 /* first + count of a search */
};

/*
 * Documents. One xap_doc serves a whole run: fill it, add it, clear it.
 */

MUST_CHECK enum status xap_doc_new(xap_doc **out, struct error *err);
/* As new. */
void xap_doc_clear(xap_doc *d);
void xap_doc_free(xap_doc *d);

/*
 * The term stands at `pos` (a word number; the same twice counts once as a
 * position) and counts `wdf` more times towards weight and document length.
 */
MUST_CHECK enum status xap_doc_add_posting(xap_doc *d, struct str term,
					   uint32_t pos, uint32_t wdf,
					   struct error *err);
/* A term without a position. wdf 0: it filters but does not weigh. */
MUST_CHECK enum status xap_doc_add_term(xap_doc *d, struct str term,
					uint32_t wdf, struct error *err);
/* What xap_db_doc_data() returns. ST_LIMIT: more than XAP_DATA_MAX. */
MUST_CHECK enum status xap_doc_set_data(xap_doc *d, struct str data,
					struct error *err);
/*
 * What ranges and sorting compare, byte by byte. An empty value is none at
 * all. ST_LIMIT: more than XAP_VALUE_MAX. ST_USAGE: slot UINT32_MAX.
 */
MUST_CHECK enum status xap_doc_set_value(xap_doc *d, uint32_t slot,
					 struct str value, struct error *err);

enum { XAP_SORTABLE_MAX = 9 /* bytes */ };
/*
 * A number as bytes that sort like the number; returns how many, 0 to 9. The
 * smallest of all, -infinity, has none. NaN is the caller's mistake.
 */
size_t xap_sortable(double v, char out[XAP_SORTABLE_MAX]);
/* The way back; any other bytes give some number. */
double xap_unsortable(struct str value);

/*
 * Writing. Everything since the last commit is one transaction: readers see
 * none of it before, and xap_writer_free() drops it.
 *
 * Memory: Xapian writes its buffers out every XAPIAN_FLUSH_THRESHOLD changed
 * documents (environment, default 10,000), also inside the transaction, so it
 * is bounded by that or by how often the caller commits, whichever is less.
 * Frequent commits are faster than rare ones while the database is small.
 *
 * A failed add, replace, delete, set_metadata or commit, other than by one of
 * the limits above, loses the whole transaction; the writer then answers every
 * call with that status, and is there to be freed.
 *
 * A commit syncs the files but not the directory that names them.
 */

/*
 * Open a database directory for writing; it is made if it is not there (its
 * parent must be). ST_LOCKED: another writer has it, here or in another
 * process. A process killed before its first commit leaves a directory that
 * never opens again: remove it.
 */
MUST_CHECK enum status xap_writer_open(xap_writer **out, const char *path,
				       struct error *err);
/* *docid, if asked for: the new document's number, one above the last. */
MUST_CHECK enum status xap_writer_add(xap_writer *w, xap_doc *doc,
				      uint32_t *docid, struct error *err);
/* The document of that number, which may be new; `docid` is above 0. */
MUST_CHECK enum status xap_writer_replace_at(xap_writer *w, uint32_t docid,
					     xap_doc *doc, struct error *err);
/* ST_OK when there is none. */
MUST_CHECK enum status xap_writer_delete_at(xap_writer *w, uint32_t docid,
					    struct error *err);
/*
 * Bytes kept with the database, up to XAP_DATA_MAX; empty removes the key.
 * Keys are 1 to XAP_KEY_MAX bytes (ST_USAGE, ST_LIMIT). Those of "lengths" and
 * four bytes more are the binding's own, which listings of keys show where
 * there are documents: ST_USAGE.
 */
MUST_CHECK enum status xap_writer_set_metadata(xap_writer *w, struct str key,
					       struct str value,
					       struct error *err);
MUST_CHECK enum status xap_writer_commit(xap_writer *w, struct error *err);
void xap_writer_free(xap_writer *w);

/*
 * Reading. A database shows the state it was opened in. It survives one commit
 * of a writer; after a second one it may answer ST_STALE at any time.
 */

/*
 * `path` is a directory or a stub file that lists some. ST_NOTFOUND: there is
 * no database. An empty stub is a database of no documents. A stub that names
 * itself is not noticed: write no such thing.
 */
MUST_CHECK enum status xap_db_open(xap_db **out, const char *path,
				   struct error *err);
/*
 * Several searched as one, with the weights of one. Document numbers
 * interleave: document d of shard i is (d - 1) * n + i + 1. ST_USAGE: n is 0.
 */
MUST_CHECK enum status xap_db_open_many(xap_db **out, const char *const *paths,
					size_t n, struct error *err);
/*
 * One that xapian-tcpsrv serves on another machine. ST_NETWORK: it cannot be
 * reached, or not any more; ST_TIMEOUT: it does not answer for so many
 * milliseconds, here or in any later call. The message names it as
 * "tcp(HOST:PORT)". After that its answers may be those to an earlier question,
 * and so may those of all that were searched with it: free them. A message to a
 * server that has gone raises SIGPIPE: ignore it.
 */
MUST_CHECK enum status xap_db_open_remote(xap_db **out, const char *host,
					  uint16_t port, uint32_t timeout_ms,
					  struct error *err);
/* Open ones searched as one. They may be freed before it, but not used by
 * themselves any more. ST_USAGE: n is 0. */
MUST_CHECK enum status xap_db_join(xap_db **out, xap_db *const *parts, size_t n,
				   struct error *err);
/* 1: it, or a part of it, is on another machine. */
int xap_db_is_remote(const xap_db *db);
/* How many databases it is made of. */
size_t xap_db_parts(const xap_db *db);
/* Ask servers for a sign of life: one round trip each; else nothing. */
MUST_CHECK enum status xap_db_ping(xap_db *db, struct error *err);
void xap_db_free(xap_db *db);

MUST_CHECK enum status xap_db_doc_count(const xap_db *db, uint32_t *out,
					struct error *err);
/* The highest number ever given, its document may be gone; 0: none. */
MUST_CHECK enum status xap_db_last_docid(const xap_db *db, uint32_t *out,
					 struct error *err);
/* The mean sum of a document's wdf; 0 for no documents. */
MUST_CHECK enum status xap_db_average_length(const xap_db *db, double *out,
					     struct error *err);
/* In how many documents; 0: in none. */
MUST_CHECK enum status xap_db_term_freq(const xap_db *db, struct str term,
					uint32_t *out, struct error *err);
/* The sum of its wdf over all documents. */
MUST_CHECK enum status xap_db_coll_freq(const xap_db *db, struct str term,
					uint32_t *out, struct error *err);
/*
 * Empty when the key is not set (Xapian does not tell the two apart). Of
 * several databases opened as one, the first one's.
 */
MUST_CHECK enum status xap_db_metadata(const xap_db *db, struct str key,
				       struct buf *out, struct error *err);
/* ST_NOTFOUND: no such document. */
MUST_CHECK enum status xap_db_doc_data(const xap_db *db, uint32_t docid,
				       struct buf *out, struct error *err);
/* Empty when the slot is not set. ST_NOTFOUND: no such document. */
MUST_CHECK enum status xap_db_doc_value(const xap_db *db, uint32_t docid,
					uint32_t slot, struct buf *out,
					struct error *err);

/*
 * Iterators. _next answers ST_OK with the next item, ST_END when there are no
 * more (and again at each further call), or what failed (likewise again).
 */

struct xap_term {
	struct str term; /* borrowed from the iterator until the next call */
	uint32_t freq;   /* documents; of a document's terms: their wdf */
};

/* All terms that start with `prefix` (may be empty), in byte order. */
MUST_CHECK enum status xap_terms_open(xap_terms **out, const xap_db *db,
				      struct str prefix, struct error *err);
/* The terms of one document, in byte order. ST_NOTFOUND: no such document. */
MUST_CHECK enum status xap_doc_terms_open(xap_terms **out, const xap_db *db,
					  uint32_t docid, struct error *err);
/*
 * The metadata keys that start with `prefix`, in byte order; freq is 0. Of
 * several databases opened as one, the first one's.
 */
MUST_CHECK enum status xap_keys_open(xap_terms **out, const xap_db *db,
				     struct str prefix, struct error *err);
MUST_CHECK enum status xap_terms_next(xap_terms *t, struct xap_term *out,
				      struct error *err);
void xap_terms_free(xap_terms *t);

struct xap_posting {
	uint32_t docid;
	uint32_t wdf;
};

/*
 * The documents that have `term`, by rising number; none is no error. Here an
 * empty term is allowed and means every document, each with wdf 1.
 */
MUST_CHECK enum status xap_postings_open(xap_postings **out, const xap_db *db,
					 struct str term, struct error *err);
MUST_CHECK enum status
xap_postings_next(xap_postings *p, struct xap_posting *out, struct error *err);
void xap_postings_free(xap_postings *p);

/*
 * Where `term` stands in a document, rising. Nothing to iterate when the term
 * has no positions there or the document does not exist.
 */
MUST_CHECK enum status xap_positions_open(xap_positions **out, const xap_db *db,
					  uint32_t docid, struct str term,
					  struct error *err);
MUST_CHECK enum status xap_positions_next(xap_positions *p, uint32_t *out,
					  struct error *err);
void xap_positions_free(xap_positions *p);

/*
 * Queries are values: parts are borrowed for the call only, and may be used
 * again and freed in any order.
 */

/* `wqf`: how often the word stands in the query, 1 as a rule. */
MUST_CHECK enum status xap_query_term(xap_query **out, struct str term,
				      uint32_t wqf, struct error *err);
/* Every document, with weight 0. */
MUST_CHECK enum status xap_query_all(xap_query **out, struct error *err);
MUST_CHECK enum status xap_query_none(xap_query **out, struct error *err);

enum xap_op {
	XAP_AND,
	XAP_OR,
	XAP_AND_NOT,   /* the first, without what any other one matches */
	XAP_AND_MAYBE, /* the first; the others add weight. Not inside an AND
			  or FILTER on the right of AND_NOT: Xapian 1.4.22
			  then reads memory that it never set */
	XAP_FILTER,    /* in all of them; the first alone gives the weight */
	XAP_SYNONYM,   /* like OR, weighed as if all were one term */
	XAP_PHRASE,    /* in this order, within `window` words */
	XAP_NEAR       /* in any order, within `window` words */
};

/*
 * Of no parts: the query that matches nothing. Of one: that part, but for
 * SYNONYM, which makes one weight of it. `window` counts the words from the
 * first to the last, both included; PHRASE and NEAR raise it to n, the others
 * ignore it. ST_USAGE: a part of PHRASE or NEAR is something else than a term,
 * an XAP_OR of terms (and of such ORs), or xap_query_none() (which makes the
 * whole none); or there is a range somewhere inside a SYNONYM. ST_LIMIT: deeper
 * than XAP_QUERY_DEPTH_MAX, a single term being 1 deep, or more terms and
 * ranges in all than XAP_QUERY_LEAVES_MAX.
 */
MUST_CHECK enum status xap_query_combine(xap_query **out, enum xap_op op,
					 xap_query *const *parts, size_t n,
					 uint32_t window, struct error *err);
/* Its weights times `factor`. ST_USAGE: not in 0 .. XAP_FACTOR_MAX. Of synonyms
 * in it fewer documents are passed over from here on, wherever they stand. */
MUST_CHECK enum status xap_query_scale(xap_query **out, const xap_query *query,
				       double factor, struct error *err);
/*
 * Documents whose value in `slot` lies from low to high, both included; weight
 * 0. An empty bound is open. Documents without a value do not match, unless
 * both bounds are open: then every document does.
 */
MUST_CHECK enum status xap_query_range(xap_query **out, uint32_t slot,
				       struct str low, struct str high,
				       struct error *err);
/*
 * Documents with a date in `slot` (seconds, xap_sortable()), to add weight to
 * what is found: `most` for `now` and later, half of it half_life seconds
 * before, and so on. Not for remote databases. ST_USAGE: half_life is not
 * above 0, or `most` not in 0 .. XAP_FACTOR_MAX.
 */
MUST_CHECK enum status xap_query_recency(xap_query **out, uint32_t slot,
					 double now, double half_life,
					 double most, struct error *err);
/* BM25's parameters, and what the first of several terms weighs more: so many
 * times what it would weigh alone. */
struct xap_weighing {
	double k1, b, first;
};
/*
 * Documents that have any of `terms`, weighed as XAP_SYNONYM of them is where
 * k1 and b are the search's, and much faster: documents that have them too
 * seldom to be among the best are not looked at. How many documents have them
 * is asked now: search no other database by it; it keeps this one's files open.
 * An AND of such queries passes over more than each by itself. Like a range it
 * cannot stand inside a SYNONYM, PHRASE or NEAR. ST_USAGE: no terms, a remote
 * database, or `first` not in 0 .. XAP_FACTOR_MAX; k1 and b as a search has
 * them, both at least 0. ST_LIMIT: more than XAP_QUERY_LEAVES_MAX terms.
 */
MUST_CHECK enum status xap_query_synonyms(xap_query **out, const xap_db *db,
					  const struct str *terms, size_t n,
					  const struct xap_weighing *how,
					  struct error *err);
/* For people who debug: terms stand in it as they are, any bytes. */
MUST_CHECK enum status xap_query_describe(const xap_query *q, struct buf *out,
					  struct error *err);
void xap_query_free(xap_query *q);

/*
 * Searching.
 */

enum xap_order {
	XAP_BY_RELEVANCE, /* best first, then by rising document number */
	XAP_BY_VALUE_ASC, /* by sort_slot, no value first, then relevance */
	XAP_BY_VALUE_DESC /* by sort_slot, no value last, then relevance */
};

/*
 * Looks at the documents that match, not only at the hits: to count what they
 * have in common. Called with the value of each in `slot`, empty when there is
 * none, borrowed for the call, and with how many documents it stands for: 1,
 * or if a part of the database is remote, all that have this value, when the
 * search is done (values are counted where they are). Documents beyond
 * check_at_least may be passed over. What it returns other than ST_OK ends the
 * search.
 */
struct xap_spy {
	uint32_t slot;
	enum status (*see)(void *ctx, struct str value, uint32_t documents,
			   struct error *err);
	void *ctx;
};

enum {
	XAP_COLLAPSE_MAX = 1000, /* first + count of a collapsing search */
	XAP_COLLAPSE_BEHIND = 5
};

#define XAP_BM25_OFF (-1.0) /* for k1 and b, where 0 means the default */

/* All zero is a valid search that only counts. */
struct xap_search {
	uint32_t first; /* rank of the first hit wanted, from 0 */
	uint32_t count; /* hits wanted */
	/* Count exactly up to so many matches; more costs time. */
	uint32_t check_at_least;
	double k1; /* BM25: how much repetition counts; 0: 1.0 */
	double b;  /* BM25: how much length counts, up to 1; 0: 0.5 */
	enum xap_order order;
	uint32_t sort_slot;
	/*
	 * Of hits whose value in collapse_slot is the same only the first; a
	 * hit without a value stays. Looked at are the hits up to the last one
	 * wanted and XAP_COLLAPSE_BEHIND more, if those wanted are no more
	 * than XAP_COLLAPSE_MAX, else none: to look at all that match takes
	 * longer than the search.
	 */
	int collapse;
	uint32_t collapse_slot;
	int without_data; /* hits carry no data: saves reading it */
	/* Then it ends with what it has found by then; 0: no limit. Not looked
	 * at while a query is made ready, nor within one document or among
	 * those that synonyms pass over, nor on other machines: there the
	 * timeout counts. */
	uint32_t limit_ms;
	const struct xap_spy *spy; /* borrowed for the search; or NULL */
};

#define XAP_SEARCH_INIT                                                        \
	{                                                                      \
		0, 10, 0, 0.0, 0.0, XAP_BY_RELEVANCE, 0, 0, 0, 0, 0, NULL      \
	}

struct xap_hit {
	uint32_t docid;
	uint32_t rank;   /* from 0 */
	double weight;   /* comparable within one search only */
	uint32_t copies; /* it stands for, itself included, of those seen */
	struct str data; /* borrowed from the matches until the next call */
};

/*
 * Hits first .. first + count - 1, fewer when there are no more.
 * ST_LIMIT: first + count above XAP_MATCHES_MAX. ST_USAGE: k1 or b is not
 * finite, or b above 1.
 */
MUST_CHECK enum status xap_search(xap_matches **out, const xap_db *db,
				  const xap_query *q,
				  const struct xap_search *how,
				  struct error *err);
/* Three answers, as iterators give. */
MUST_CHECK enum status xap_matches_next(xap_matches *m, struct xap_hit *hit,
					struct error *err);
/* How many match in all, exact when lower equals upper; without the copies left
 * out where all hits were looked at. */
void xap_matches_count(const xap_matches *m, uint32_t *lower,
		       uint32_t *estimate, uint32_t *upper);
/* 1: limit_ms ended it; there may be better hits and more of them. */
int xap_matches_stopped(const xap_matches *m);
void xap_matches_free(xap_matches *m);

/*
 * Upkeep.
 */

/*
 * Write a database into a new one at `dest`, tightly packed; documents keep
 * their numbers. ST_USAGE: dest exists. After a failure remove what is there.
 */
MUST_CHECK enum status xap_compact(const char *source, const char *dest,
				   struct error *err);
/*
 * Read all of a database and look for contradictions; the first line of what
 * was found is the message. ST_CORRUPT: it is damaged. ST_OK does not prove it
 * sound: see above; even a missing docdata, position or termlist table is not
 * noticed. Memory grows with the number of documents.
 */
MUST_CHECK enum status xap_check(const char *path, struct error *err);

#ifdef __cplusplus
}
#endif
#endif
