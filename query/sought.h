#ifndef QUERY_SOUGHT_H
#define QUERY_SOUGHT_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

/*
 * What a snippet looks for: the plan's query words with all their kin, as
 * sequences of places. A word is a sequence of one place, a phrase of several
 * at consecutive positions; at each place one of several terms stands.
 * Plain data in the plan's arena.
 */
struct sought_term {
	struct str term;
	const char *by;  /* how it is kin: "exact", "article", "inflection",
			    "prefix", "name" or "table" */
	uint32_t posts;  /* that contain it */
	int score;       /* how near, up to 1000; 0: does not apply */
	struct str rule; /* how a name differs, short: "j~ch"; or empty */
	struct str why;  /* the same in words: "j written ch", "like gaddafi: d
			    written dh" */
};

struct sought_place {
	struct sought_term *terms;
	size_t n;
	size_t loose; /* behind them: names too unlike to count, unless a
			 neighbour matches as well */
};

struct sought_sequence {
	unsigned word;    /* which query word, from 0 */
	struct str typed; /* that word as typed */
	const char *part; /* NULL: the text; "title", "author" ...: a field;
			     "excluded": where it must not be */
	double weight;    /* how telling: rarer words more, > 0 */
	struct sought_place *places;
	size_t n;
};

struct sought {
	struct sought_sequence *v;
	size_t n;
	unsigned words; /* different values of `word` */
};

#endif
