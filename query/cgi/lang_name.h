#ifndef QUERY_CGI_LANG_NAME_H
#define QUERY_CGI_LANG_NAME_H

#include "common/base/str.h"

/* What readers call a language: "Arabic" of "ar"; a code that has no row here
 * is its own name. */
struct str lang_name(struct str code);

#endif
