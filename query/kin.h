#ifndef QUERY_KIN_H
#define QUERY_KIN_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/text/name_match.h"
#include "common/text/name_table.h"
#include "common/xapian-c/xap.h"
#include "query/sought.h"

/*
 * Kin: the words of this archive that a query word also stands for, each
 * with how it is kin.
 */
struct kin {
	struct sought_term *v; /* best first; in the arena */
	size_t n;
};

/* The words that share a stem with `term`, without itself, and without words of
 * grammar unless it is one; at most `max`. */
MUST_CHECK enum status kin_inflections(struct kin *out, struct arena *arena,
				       const xap_db *vocab, struct str term,
				       size_t max, struct error *err);

/* Tables of names (name_table.h): the compiled-in one, and a user's own. */
enum { KIN_TABLES_MAX = 4 };
struct kin_tables {
	const struct name_table *v[KIN_TABLES_MAX];
	size_t n;
};

/*
 * The names of the archive that `term` may be a spelling of, without itself,
 * the nearest first: those that sound like it, by scores from `floor` on
 * (name_kin.h), and those that `tables` say; at most `max`. None for a common
 * English word that no table has. Of the spellings that tables know of one
 * name 256 are tried.
 */
MUST_CHECK enum status kin_names(struct kin *out, struct arena *arena,
				 const xap_db *vocab,
				 const struct kin_tables *tables,
				 struct str term, int floor, size_t max,
				 struct error *err);

/*
 * The names that posts write as one word where two were typed: Ahmadinejad for
 * "Ahmadi Nejad". None when either may be a common word.
 */
MUST_CHECK enum status kin_joined(struct kin *out, struct arena *arena,
				  const xap_db *vocab,
				  const struct kin_tables *tables,
				  struct str first, struct str second,
				  size_t max, struct error *err);

/* The words of the archive that begin with `prefix`, most posts first. `vocab`
 * NULL: terms of any kind, as posts have them. */
MUST_CHECK enum status kin_completions(struct kin *out, struct arena *arena,
				       const xap_db *posts, const xap_db *vocab,
				       struct str prefix, size_t max,
				       struct error *err);

#endif
