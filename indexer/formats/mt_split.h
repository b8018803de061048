#ifndef INDEXER_FORMATS_MT_SPLIT_H
#define INDEXER_FORMATS_MT_SPLIT_H

#include "common/base/buf.h"
#include "indexer/markup/charset_stream.h"

/*
 * The entries of a Movable Type export, one by one, from a file of any size:
 * what stands between lines of eight dashes that have the head of an entry, or
 * the end of the file, behind them.
 */
enum { MT_ENTRY_MAX = 16 << 20 /* bytes, with comments */ };

struct mt_split {
	struct charset_stream utf8;
	struct buf held;
	size_t begin;   /* in held, of what is not handed out */
	size_t scanned; /* in held; no separator stands before it */
	int ended;
};

void mt_split_begin(struct mt_split *m, const struct stream *in,
		    struct diag *diag);

/*
 * The next entry, borrowed until the next call; white space alone is none.
 * ST_LIMIT: this one is too long; the next call goes on behind it.
 */
MUST_CHECK enum status mt_split_next(struct mt_split *m, struct str *entry,
				     struct error *err);
void mt_split_end(struct mt_split *m);

#endif
