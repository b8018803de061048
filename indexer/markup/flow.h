#ifndef INDEXER_MARKUP_FLOW_H
#define INDEXER_MARKUP_FLOW_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Text as it flows on a page: runs of white space become one space, lines
 * and paragraphs break where elements say so, and nothing begins or ends with
 * white space. Breaks are remembered and written before the next word, the
 * strongest of those asked for.
 */
enum flow_break { FLOW_NONE, FLOW_SPACE, FLOW_LINE, FLOW_PARA };

struct flow {
	struct buf *out; /* borrowed; what stands in it is left alone */
	size_t begin;    /* of our text in out */
	enum flow_break pending;
	unsigned pre; /* elements open that keep line ends */
};

struct flow flow_begin(struct buf *out);

void flow_break(struct flow *f, enum flow_break strength);
/* <br>: the second in a row ends the paragraph. */
void flow_line(struct flow *f);
MUST_CHECK enum status flow_text(struct flow *f, struct str text,
				 struct error *err);

/* An element by its tag_flags() opens and closes. */
void flow_open(struct flow *f, unsigned flags);
void flow_close(struct flow *f, unsigned flags);

#endif
