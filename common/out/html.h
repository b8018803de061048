#ifndef COMMON_OUT_HTML_H
#define COMMON_OUT_HTML_H

#include "common/base/str.h"
#include "common/out/sink.h"
#include "common/out/text.h"

/*
 * HTML and XML, by what a text stands in. Any bytes may come in; what goes out
 * is valid UTF-8 that both languages take for text: ill-formed bytes become
 * U+FFFD, control characters are left out, and so are those that reorder or
 * hide text. Isolating text of another direction is the element's matter
 * (dir="auto").
 */

/* Between tags, and between the quotation marks of an attribute. */
void html_text(struct sink *out, struct str s);

/* The same with the runs in `marks`, which are in order and apart, between
 * `open` and `close`: our own tags, written as they are. */
void html_marked(struct sink *out, struct str s, const struct text_mark *marks,
		 size_t n, const char *open, const char *close);

/* Our own tags and words, written as they are. */
void html_raw(struct sink *out, const char *s);

/* A value in the query part of a URL: all but letters, digits and -._~ as
 * %XX. Safe in an attribute, in XML and on a terminal. */
void url_query(struct sink *out, struct str s);

/*
 * A whole URL as a target of links: what is not printable ASCII, and what
 * could end an attribute, as %XX. Only if url_is_safe().
 */
void url_whole(struct sink *out, struct str url);
/* The same where no markup is: an ampersand is itself. */
void url_plain(struct sink *out, struct str url);

/* 1: it may be linked: http, https or relative to the page it stands on, so
 * nothing that runs (javascript:). */
int url_is_safe(struct str url);
/* 1: it names a host: http:// or https:// */
int url_has_host(struct str url);

#endif
