#ifndef QUERY_CGI_PARTS_H
#define QUERY_CGI_PARTS_H

#include "common/base/str.h"

/* Files compiled in: page.html, style.css and script.js of this folder. */
extern const struct str part_page, part_style, part_script;

#endif
