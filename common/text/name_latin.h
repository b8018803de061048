#ifndef COMMON_TEXT_NAME_LATIN_H
#define COMMON_TEXT_NAME_LATIN_H

#include "common/text/name_sounds.h"

/* The readings of a term in Latin letters and Arabizi digits. A part of
 * name_sounds.h, which fills in the places. */
void name_latin_read(struct name_sounds *out, struct str term);

#endif
