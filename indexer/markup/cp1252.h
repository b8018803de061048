#ifndef INDEXER_MARKUP_CP1252_H
#define INDEXER_MARKUP_CP1252_H

#include <stdint.h>

/*
 * A Windows-1252 byte as a character. The five unassigned bytes give the C1
 * control of the same number, as browsers have it. HTML's references &#128;
 * to &#159; mean these characters too.
 */
uint32_t cp1252_decode(unsigned char byte);

#endif
