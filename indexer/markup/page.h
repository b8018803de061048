#ifndef INDEXER_MARKUP_PAGE_H
#define INDEXER_MARKUP_PAGE_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"
#include "common/index/post.h"
#include "indexer/markup/clean.h"

/* A saved web page as one post. What the page does not state is empty. */
struct page {
	struct str title;
	struct str site;
	struct str url;
	struct str lang; /* "en" */
	struct str_list authors;
	struct str_list tags;
	struct str_list series;
	struct str_list published; /* dates as written, best first */
	struct str_list updated;
	struct str text;         /* of the article, as html_to_text() has it */
	struct html_flaws flaws; /* what was cut */
	int noindex;             /* search engines are told to pass it over */
};

/*
 * Read a page: its text is that of its article (article.h), without
 * navigation, side bars, comments, forms and scripts. A page that has nothing
 * else keeps these. `html`: valid UTF-8.
 * The result lives in `arena`, its text in `text`, which is cleared first.
 */
MUST_CHECK enum status page_read(struct page *out, struct arena *arena,
				 struct buf *text, struct str html,
				 struct error *err);

#endif
