#ifndef QUERY_SPELLINGS_H
#define QUERY_SPELLINGS_H

#include "query/kin.h"

/*
 * The spellings of a name in an archive: how posts write it, with what makes
 * each of them kin.
 */
struct spelling {
	struct str text; /* as written most often; capitals do not tell two
			    spellings apart */
	struct str folded;
	uint32_t count;                /* occurrences */
	uint32_t posts;                /* that contain it, at least */
	const struct sought_term *kin; /* by which rule; score NAME_SAME: as
					  asked for */
};

struct spellings {
	struct spelling *v; /* the nearest first, then the most frequent */
	size_t n;
};

/*
 * Of one name as a person types it, with its own; all of it in `arena`.
 * `tables` NULL: its own only, which differ in capitals, accents, apostrophes
 * and the article.
 */
MUST_CHECK enum status spellings_of(struct spellings *out, struct arena *arena,
				    const xap_db *vocab,
				    const struct kin_tables *tables,
				    struct str name, struct error *err);

/* Names of the archive that are spellings of each other. */
struct family {
	struct str text; /* the most frequent spelling */
	uint32_t count;  /* occurrences of them all */
	struct spellings spellings;
};

/*
 * All names of the archive by families, the most frequent first: calls `each`
 * with every family. Stops when `each` does not return ST_OK. `tables` NULL:
 * a family has the spellings of one name only.
 */
MUST_CHECK enum status
spellings_all(const xap_db *vocab, const struct kin_tables *tables,
	      enum status (*each)(void *ctx, const struct family *family,
				  struct error *err),
	      void *ctx, struct error *err);

#endif
