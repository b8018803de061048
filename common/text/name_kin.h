#ifndef COMMON_TEXT_NAME_KIN_H
#define COMMON_TEXT_NAME_KIN_H

#include <stddef.h>

#include "common/text/name_match.h"

/*
 * Which of many words are spellings of one name. Better than asking
 * name_match() of each, since the candidates speak for each other: what is near
 * to the query's nearest kin is nearer than it looks, and next to a very near
 * spelling a middling one is less likely to be meant.
 *
 * Names that a dictionary of the archive's language has (the capitalised words
 * of Debian's wamerican: Jeffrey, Turku) are seldom spellings of another. Set
 * `known` of such candidates, and they need a closer likeness; it is what
 * helps precision most. It is no verdict: dictionaries have Hussein, too.
 */
enum { NAME_KIN_MAX = 64 };

struct name_kin {
	size_t index; /* of the candidate */
	int score;    /* from NAME_MATCH on kin; below NAME_SAME */
};

/*
 * The kin of `query` among `count` candidates, none of which is the query's own
 * term; best first, equal ones in the order given. Returns how many, at most
 * NAME_KIN_MAX. Words of both scripts may be mixed. `floor`: the least score,
 * NAME_MATCH for kin, NAME_LOOSE for what may be kin.
 */
size_t name_kin(const struct name_sounds *query,
		const struct name_sounds *candidates, size_t count, int floor,
		struct name_kin out[NAME_KIN_MAX]);

/* The same with other weights (name_weights.h), for the trainer. */
size_t name_kin_weighed(const struct name_sounds *query,
			const struct name_sounds *candidates, size_t count,
			const int16_t *weights, int floor,
			struct name_kin out[NAME_KIN_MAX]);

#endif
