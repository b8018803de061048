#ifndef INDEXER_MARKUP_XML_SPACE_H
#define INDEXER_MARKUP_XML_SPACE_H

#include "common/base/str.h"

/* The vocabularies that archives use, by their many namespace names. */
enum xml_space {
	XML_SPACE_NONE, /* no namespace, or one nobody knows by default */
	XML_SPACE_RSS,  /* RSS 0.90, 1.0, and what passes for that of 2.0 */
	XML_SPACE_ATOM, /* 0.3 and 1.0 */
	XML_SPACE_RDF,
	XML_SPACE_DC,      /* Dublin Core, elements and terms */
	XML_SPACE_CONTENT, /* content:encoded */
	XML_SPACE_EXCERPT, /* of WordPress */
	XML_SPACE_WP,
	XML_SPACE_XHTML,
	XML_SPACE_ITUNES,
	XML_SPACE_MEDIA,
	XML_SPACE_FEEDBURNER,
	XML_SPACE_APP, /* Atom publishing: drafts */
	XML_SPACE_BLOGGER,
	XML_SPACE_OTHER
};

/* XML_SPACE_OTHER for a name we do not know. */
enum xml_space xml_space_of(struct str uri);

/* What a prefix means by convention, when nothing that we know declares it. */
enum xml_space xml_space_by_prefix(struct str prefix);

#endif
