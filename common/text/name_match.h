#ifndef COMMON_TEXT_NAME_MATCH_H
#define COMMON_TEXT_NAME_MATCH_H

#include "common/base/str.h"
#include "common/text/name_sounds.h"

/*
 * Are two words spellings of one name? Both are folded terms (words.h) in Latin
 * or Arabic letters, in any mixture. The answer is a score and the differences
 * that it comes from, so that a reader can be told why a word was found.
 *
 * The score starts at 1000 for the same word and falls with each difference
 * by what that difference means: k and q are one sound to most writers, a and i
 * in the last syllable are two names. What differences cost is learned
 * (name_weights.h). Scores do not depend on which word comes first.
 */
enum {
	NAME_SAME = 1000,   /* the same word */
	NAME_MATCH = 500,   /* from here on: spellings of one name */
	NAME_NEAR = 700,    /* so near that what is known of one name, from a
			       table or from how it is joined, holds for the
			       other */
	NAME_LOOSE = 350,   /* enough where a neighbour matches as well, as in
			       "Nizar Khazrachi" */
	NAME_RULES_MAX = 4, /* the weightiest differences */
	NAME_RULE_BYTES = 32,
};

enum name_rule_kind {
	NAME_RULE_PAIR,    /* one consonant for another: "j~ch" */
	NAME_RULE_VOWEL,   /* one vowel for another: "e~i" */
	NAME_RULE_MISSING, /* a sound that the other lacks: "(h)" */
	NAME_RULE_DOUBLED, /* "ss~s" */
	NAME_RULE_ARTICLE, /* one has an article written together with it */
	NAME_RULE_SCRIPT,  /* one in Arabic letters, the other in Latin */
};

struct name_rule {
	uint8_t kind; /* enum name_rule_kind */
	uint8_t a, b; /* enum name_sound, of the query and of the candidate;
			 SOUND_COUNT: none */
	int16_t cost; /* points */
};

struct name_match {
	int score;
	unsigned count; /* of rules, in the order of the words */
	struct name_rule rule[NAME_RULES_MAX];
};

/*
 * Compare two terms. Returns the score, which is also in *out; 0: nothing in
 * common. *out may be NULL.
 */
int name_match(struct str query, struct str candidate, struct name_match *out);

/*
 * The same of words that were read before (name_sounds.h): what widening one
 * word to its kin among many should use. `query` and `candidate` must not be
 * the same term. Scores below `floor` may come as 0, sooner.
 */
int name_match_sounds(const struct name_sounds *query,
		      const struct name_sounds *candidate, int floor,
		      struct name_match *out);

/*
 * The same with other weights (name_weights.h), for the trainer.
 */
int name_match_weighed(const struct name_sounds *query,
		       const struct name_sounds *candidate,
		       const int16_t *weights, int floor,
		       struct name_match *out);

/*
 * A rule in short form, as in "j~ch", "al-", "ss~s" or "Arabic": written to
 * `buf`, which has NAME_RULE_BYTES bytes. Returns buf.
 */
const char *name_rule_text(const struct name_rule *rule,
			   char buf[NAME_RULE_BYTES]);

#endif
