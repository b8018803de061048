#ifndef COMMON_TEXT_PIECES_H
#define COMMON_TEXT_PIECES_H

#include "common/text/words.h"

/* How a piece follows the one before it. */
enum joint {
	JOINT_NONE,   /* something else stands between, or nothing did */
	JOINT_SPACE,  /* white space alone, within a line or at its end */
	JOINT_HYPHEN, /* one hyphen */
	JOINT_TOUCH,  /* nothing: a capital in CamelCase, the apostrophe of
			 an article, a neighbour in a spaceless script */
};

/* Cut the next written word; 0: the text is at its end. Part of words.h. */
int piece_next(struct words *w, struct piece *out);

#endif
