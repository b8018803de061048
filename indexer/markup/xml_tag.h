#ifndef INDEXER_MARKUP_XML_TAG_H
#define INDEXER_MARKUP_XML_TAG_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/* Tags and references of XML as it is found, made what XML allows. */
enum {
	XML_TAG_MAX = 64 << 10,  /* bytes of a tag; longer ones are text */
	XML_NAME_MAX = 255,      /* bytes of a name; the same */
	XML_ATTRIBUTES_MAX = 64, /* of an element; more are dropped */
	XML_REFERENCE_MAX = 32   /* bytes from '&' to ';' */
};

#define XML_TAG_PARTIAL ((size_t)-1)

/* May a name begin so? Letters beyond ASCII count, and become '_'. */
int xml_name_begins(char c);

/* The name at the start of `s`, any of whose bytes may need xml_put_name(). */
struct str xml_name_at(struct str s);
MUST_CHECK enum status xml_put_name(struct buf *out, struct str name,
				    struct error *err);

/*
 * The bytes of the tag at the start of `s`, which begins with '<', including
 * its '>'. 0: '<' begins no tag. XML_TAG_PARTIAL: its end is not in `s`. With
 * `quotes`, '<' and '>' in quoted values are nothing special.
 */
size_t xml_tag_length(struct str s, int quotes);

/*
 * Append the attributes of `rest`, the tag between its name and its end, as
 * ` name="value"`. Returns in *dropped how many could not be kept: repeated,
 * with names that are none, or too many.
 */
MUST_CHECK enum status xml_put_attributes(struct buf *out, struct str rest,
					  unsigned *dropped, struct error *err);

/*
 * Append what the '&' at the start of `s` begins: XML's own references as
 * they are, HTML's as their character, anything else as "&amp;". *used: the
 * bytes of it; 0: more are needed to tell, unless `final`. *bare: it was the
 * last of these.
 */
MUST_CHECK enum status xml_put_reference(struct buf *out, struct str s,
					 int final, size_t *used, int *bare,
					 struct error *err);

#endif
