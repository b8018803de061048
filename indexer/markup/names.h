#ifndef INDEXER_MARKUP_NAMES_H
#define INDEXER_MARKUP_NAMES_H

/*
 * What the class and the id of an element say about it, in the words that
 * themes of blog engines and papers use: "entry-content" is the post,
 * "sidebar" is not.
 */
enum name_sign {
	NAME_AWAY = 1 << 0,   /* is likely no part of an article */
	NAME_KEEP = 1 << 1,   /* may be one in spite of that */
	NAME_GOOD = 1 << 2,   /* what holds an article is called so */
	NAME_BAD = 1 << 3,    /* what holds none is called so */
	NAME_OTHERS = 1 << 4, /* about other posts, or by others */
	NAME_BYLINE = 1 << 5, /* who wrote it, and when */
	NAME_SHARE = 1 << 6,  /* buttons that send it somewhere */
	NAME_UNSEEN = 1 << 7, /* shown to nobody, or not on paper */
	NAME_LABEL = 1 << 8,  /* when and where it was posted, its tags */
	NAME_THEIRS = 1 << 9, /* a class begins with NAME_OTHERS: it is sure */
	NAME_WIDGET = 1 << 10 /* of a side bar, or of a builder of posts */
};

/* The table's rows by their first letter; made once for a page. */
struct names {
	unsigned char first[27];
};

struct names names_begin(void);

/*
 * All signs in a class or id; NULL has none. Reads 256 bytes at most. A word
 * behind "has-", "no-", "with-" and the like says nothing of the element.
 */
unsigned names_find(const struct names *names, const char *value);

#endif
