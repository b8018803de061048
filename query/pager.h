#ifndef QUERY_PAGER_H
#define QUERY_PAGER_H

#include "common/base/error.h"

/*
 * A pager between us and the terminal: $NISBA_PAGER, else $PAGER, else less
 * that ends by itself when all fits on the screen. Only where standard output
 * is a terminal; an empty value, or "cat", means none.
 */
struct pager {
	int pid;      /* 0: there is none */
	int terminal; /* standard output as it was */
};

#define PAGER_NONE ((struct pager){0, -1})

/*
 * From here on standard output goes to the pager. Whatever depends on the
 * terminal (colours, width) is to be asked before. When no process can be
 * started the output goes where it went.
 */
void pager_open(struct pager *p);

/*
 * Hand over what is left, wait until the reader is done, and give standard
 * output back. 1: there was a pager; then a failure to write means only that
 * the reader has seen enough.
 */
int pager_close(struct pager *p);

#endif
