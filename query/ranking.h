#ifndef QUERY_RANKING_H
#define QUERY_RANKING_H

/*
 * What decides the order of posts, in one table: ranking.c has the values, each
 * beside the measurement that chose it.
 */
struct ranking {
	double k1;          /* BM25: how much repetition counts */
	double b;           /* BM25: how much length counts, 0 to 1 */
	double exact_bonus; /* of a word's weight, for the form typed */
	double name_bonus;  /* the same of a word that has name kin */
	double close;       /* of one word's weight, for two that were typed
			       side by side and stand */
	int window;         /* within so many words */
	double compound;    /* of its weight, for "run-up" as it stands */
	double piece;       /* of theirs, for "run" and "up" alone, where not
			       all words are asked for */
	double recency;     /* of the best post's weight, for one of now, when
			       a half-life is asked for */
	int feedback_posts; /* --expand: the best posts, read for words; */
	int feedback_words; /* that many are added, */
	double feedback;    /* the best with this share of a word's weight */
};

extern const struct ranking ranking;

#endif
