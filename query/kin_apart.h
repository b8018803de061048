#ifndef QUERY_KIN_APART_H
#define QUERY_KIN_APART_H

#include "query/kin.h"

/*
 * Names that tables keep apart: "! Khomeini, Khamenei". What is rather Khamenei
 * is no spelling of what is rather Khomeini, whatever they sound like. The
 * pairs that a word belongs to are looked for when they are first needed.
 */
enum { KIN_APART_MAX = 64 /* pairs of one word */ };

struct kin_apart {
	const struct kin_tables *tables;
	struct str term;
	int ready;
	struct {
		struct str is, other;
	} pairs[KIN_APART_MAX];
	size_t n;
};

/* 1: a table says that the word is not `other`. */
int kin_is_apart(struct kin_apart *a, struct str other);

#endif
