#ifndef INDEXER_FORMATS_FORMAT_H
#define INDEXER_FORMATS_FORMAT_H

#include "common/base/diag.h"
#include "common/base/error.h"
#include "common/base/str.h"
#include "common/base/stream.h"
#include "common/index/post.h"

enum {
	FORMAT_HEAD_SIZE = 4 << 10, /* bytes a sniffer sees */
	FORMAT_FILE_MAX = 64 << 20, /* bytes of a file */
	FORMAT_POST_MAX = 8 << 20   /* bytes of one post */
};

/* What is wanted of an archive; all 0 by default. */
struct format_options {
	int drafts;    /* also posts marked as drafts, or not public */
	int all_types; /* also what is neither post nor page */
	int comments;  /* also what readers wrote: post->comments */
};

/* A file of an archive. Borrowed: outlives the reader. */
struct format_input {
	struct str path;   /* relative to its source, '/' between parts */
	struct str bytes;  /* the whole file, any bytes */
	struct diag *diag; /* where to report what is repaired; may be NULL */
	struct format_options options;
	/* The whole file, of any size, for formats that stream; `bytes` is its
	 * beginning then. NULL: `bytes` is all. */
	const struct stream *stream;
	/*
	 * Another file of the archive: `name` in the folder of this one
	 * ("posts.csv"), or, with "../" before it, in the one around that.
	 * `*out` is borrowed until the next call or the reader's end.
	 * ST_NOTFOUND: there is none. NULL: this file stands alone.
	 */
	enum status (*beside)(void *ctx, struct str *out, const char *name,
			      struct error *err);
	void *beside_ctx;
};

/*
 * What sniffers answer. A suffix of the format's own adds FORMAT_SUFFIX_BONUS
 * to whatever that is, and below FORMAT_ENOUGH nothing is recognised: so plain
 * prose is a post in a .txt file, and a style sheet is none. A page saved as
 * .txt is still a page (FORMAT_CERTAIN beats a suffix alone), and of two equal
 * scores the row that stands first in the table wins.
 */
enum {
	FORMAT_NO = 0,       /* nothing speaks for it */
	FORMAT_POSSIBLE = 5, /* nothing speaks against it: needs the suffix */
	FORMAT_ENOUGH = 20,  /* the least that counts */
	FORMAT_LIKELY = 40,  /* typical of it, and of others */
	FORMAT_SUFFIX_BONUS = 50,
	FORMAT_CERTAIN = 80 /* a signature: a doctype, front matter */
};

/*
 * An archive format. To add one: write formats/<name>.c with these four
 * functions, put its row in formats/format.c, and add golden files under
 * tests/golden/<name>/. Nothing else changes.
 */
struct format {
	const char *name;     /* as in --format=NAME */
	const char *suffixes; /* space separated, lower case */
	int streams;          /* reads in->stream when there is one */
	/*
	 * Confidence 0..100 that `head`, the first 4 KiB, is this format, by
	 * content alone (see the scores below).
	 */
	int (*sniff)(struct str head);
	MUST_CHECK enum status (*open)(void **reader,
				       const struct format_input *in,
				       struct error *err);
	/*
	 * ST_OK: *post filled, borrowed from the reader until the next call
	 * or close. ST_END: no more. ST_INPUT, ST_LIMIT: this post is lost,
	 * reported by the caller; calling again goes on behind it.
	 * post->id may be left empty: the caller derives it.
	 */
	MUST_CHECK enum status (*next)(void *reader, struct post *post,
				       struct error *err);
	void (*close)(void *reader); /* accepts NULL */
};

extern const struct format format_feed;
extern const struct format format_html;
extern const struct format format_json;
extern const struct format format_markdown;
extern const struct format format_mbox;
extern const struct format format_mt;
extern const struct format format_text;
extern const struct format format_wxr;

/* NULL: no format of that name. */
const struct format *format_find(const char *name);
/* The i-th format, for --help; NULL behind the last. */
const struct format *format_at(size_t i);
/*
 * The best scorer by content and suffix. NULL: nothing recognises it; binary
 * content (NULs outside UTF-16, images, archives) belongs to nobody whatever
 * its name.
 */
const struct format *format_sniff(struct str path, struct str head);

#endif
