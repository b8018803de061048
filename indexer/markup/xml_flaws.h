#ifndef INDEXER_MARKUP_XML_FLAWS_H
#define INDEXER_MARKUP_XML_FLAWS_H

#include <stddef.h>

#include "common/base/diag.h"

/* What was wrong with an XML file: each kind with its count and first line. */
enum xml_flaw {
	XML_FLAW_CHARACTER,
	XML_FLAW_AMPERSAND,
	XML_FLAW_LESS,
	XML_FLAW_BALANCE,
	XML_FLAW_ATTRIBUTE,
	XML_FLAW_DEPTH,
	XML_FLAW_CDATA,
	XML_FLAW_ENTITIES,
	XML_FLAW_END,
	XML_FLAWS /* how many */
};

struct xml_flaws {
	size_t count[XML_FLAWS], first_line[XML_FLAWS];
};

/* Line ends from p to end. */
size_t xml_count_lines(const char *p, const char *end);

/* One more, at `at`; `base` is the beginning of line number `line`, or a place
 * in it. */
void xml_flaws_add(struct xml_flaws *f, enum xml_flaw flaw, size_t line,
		   const char *base, const char *at);

void xml_flaws_report(const struct xml_flaws *f, struct diag *diag);

#endif
