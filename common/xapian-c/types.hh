#ifndef COMMON_XAP_TYPES_HH
#define COMMON_XAP_TYPES_HH

/* What the files of this folder share; nobody else includes it. */

#include <stddef.h>
#include <string.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

extern "C" {
#include "common/base/buf.h"
}
#include "common/xapian-c/guard.hh"
/* struct xap_search and xap_search() are two things, in C++ as well. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include "common/xapian-c/doc.h"
#include "common/xapian-c/lengths.h"
#include "common/xapian-c/limits.h"
#include "common/xapian-c/xap.h"
#pragma GCC diagnostic pop

/* Lengths of one database's documents. A search asks for them as they are
 * numbered, so no more than a block (lengths.h) is kept. */
class doc_lengths
{
	Xapian::Database db;
	Xapian::docid number = UINT32_MAX; /* of the block; none yet */
	std::string block;

      public:
	explicit doc_lengths(Xapian::Database part) : db(std::move(part))
	{
	}
	/* 0: not known here. */
	uint32_t of(Xapian::docid docid);
};

/* Of the databases that are searched as one; it keeps them open, and so their
 * addresses their own. */
class lengths_of_parts
{
	std::map<const void *, std::shared_ptr<doc_lengths>> parts;

      public:
	std::shared_ptr<doc_lengths> of(const Xapian::Database &part);
};

struct xap_db {
	Xapian::Database db;
	bool is_remote = false; /* a part of it, or all */
	std::shared_ptr<lengths_of_parts> lengths =
		std::make_shared<lengths_of_parts>();
};

/* What a query is made of, as far as AND, PHRASE and NEAR care. */
enum class shape {
	none,
	terms,    /* one, or an OR */
	synonyms, /* a word of them, or an AND of such words */
	other
};

struct synonym_terms;

struct xap_query {
	Xapian::Query query;
	enum shape shape;
	bool has_range; /* a SYNONYM of it throws in a search */
	unsigned depth;
	size_t leaves;
	std::vector<std::shared_ptr<synonym_terms>> synonyms; /* within it */
};

/* Documents that have all these words. */
Xapian::Query
synonyms_all(const std::vector<std::shared_ptr<synonym_terms>> &words);

/* Weights of these are multiplied by that. */
void synonyms_scale(const xap_query *q, double factor);

/* Of this thread: what fdatasync() said since sync_forget(), 0 or an errno. */
void sync_forget();
int sync_failure();

inline std::string own(struct str s)
{
	return s.len ? std::string(s.p, s.len) : std::string();
}

inline struct str borrow(const std::string &s)
{
	return {s.data(), s.size()};
}

/* Replace the buffer's content. */
inline enum status fill(struct buf *out, const std::string &s,
			struct error *err)
{
	buf_clear(out);
	return buf_add(out, borrow(s), err);
}

/*
 * A position in some Xapian sequence. Stepping is put off until the next item
 * is asked for, so what is borrowed from this one stays; a failure stays too,
 * because an iterator that has thrown may not be touched again.
 */
template <typename Iterator> struct sequence {
	Iterator at, end;
	bool started = false;
	enum status failed = ST_OK;

	sequence(const Iterator &from, const Iterator &to) : at(from), end(to)
	{
	}

	template <typename Read>
	enum status step(struct error *err, const char *what, Read &&read)
	{
		enum status st;

		if (failed != ST_OK)
			return error_set(err, failed, "%s: failed before",
					 what);
		st = guard(err, what, [&] {
			if (started && at != end)
				++at;
			started = true;
			if (at == end)
				return ST_END;
			read(at);
			return ST_OK;
		});
		if (st != ST_OK && st != ST_END)
			failed = st;
		return st;
	}
};

#endif
