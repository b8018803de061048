#ifndef INDEXER_FORMATS_FEED_READ_H
#define INDEXER_FORMATS_FEED_READ_H

#include "common/base/buf.h"
#include "indexer/formats/feed_record.h"
#include "indexer/formats/feed_wanted.h"
#include "indexer/formats/format.h"
#include "indexer/markup/xml.h"

/*
 * Posts of an XML archive, one by one, as tables say: which element, in which
 * place, states which field. Elements without a row are passed over with all
 * that is in them.
 */
enum feed_place {
	FEED_NOWHERE,
	FEED_TOP,     /* outside the root */
	FEED_HEAD,    /* in the channel or feed */
	FEED_ITEM,    /* in a post */
	FEED_SOURCE,  /* in what a post says of the feed it was taken from */
	FEED_CONTROL, /* in app:control */
	FEED_PERSON,  /* in an element that describes an author */
	FEED_COMMENT  /* in a comment on the post */
};

/* What becomes of an element's content. */
enum feed_kind {
	FEED_KIND_LINE, /* one line of text */
	FEED_KIND_WORD, /* the same, never markup */
	FEED_KIND_BODY, /* the post's text */
	FEED_KIND_NOTE, /* text of paragraphs in a field of its own */
	FEED_KIND_DATE,
	FEED_KIND_URL,
	FEED_KIND_PERSON /* a name, with an address perhaps */
};

/* How the content is to be read. */
enum feed_mode {
	FEED_AS_PLAIN,
	FEED_AS_HTML,  /* markup, escaped once */
	FEED_AS_XHTML, /* markup as elements */
	FEED_AS_BASE64 /* HTML in base64 */
};

struct feed;
struct feed_row;

/* The element whose content is being collected. */
struct feed_capture {
	const struct feed_row *row; /* NULL: none is */
	unsigned depth;             /* elements open in it */
	unsigned rank;
	enum feed_mode mode;
	int ignored;           /* its content says nothing */
	enum feed_field field; /* the row's; categories state several */
	int named;             /* a person: a <name> was seen */
	int away;              /* a person: in an element that is no name */
	int cut;               /* it was too long */
};

/*
 * At the start of an element, to see its attributes: may change the capture,
 * and may state fields. `c` is NULL for a box.
 */
typedef enum status feed_begin_fn(struct feed *f, struct feed_capture *c,
				  const char *const *atts, struct error *err);

struct feed_row {
	enum feed_place place;
	/* XML_SPACE_RSS stands for Atom and for no namespace too. */
	enum xml_space space;
	const char *name;    /* any case */
	enum feed_place box; /* elements in it stand there; else: a value */
	enum feed_field field;
	unsigned rank;
	enum feed_kind kind;
	feed_begin_fn *begin; /* may be NULL */
};

struct feed_table {
	const struct feed_row *rows; /* looked at before the common ones */
	size_t n;
	/* A box has ended, but for posts; may be NULL. */
	enum status (*box_ended)(struct feed *f, enum feed_place box,
				 struct error *err);
	/* Rewrite a post's markup before it is read; may be NULL. */
	enum status (*prepare)(struct buf *out, struct str html,
			       struct error *err);
	/* An author as posts name them; may be NULL. */
	struct str (*author)(const struct feed *f, struct str name);
};

enum { FEED_PLACES_MAX = 8 /* boxes in boxes */ };

struct feed {
	struct format_input in;
	const struct feed_table *table;
	void *ctx; /* the format's own */
	struct str rest;
	struct stream bytes; /* when the file is in memory */
	struct xml *xml;
	struct {
		enum feed_place place;
		unsigned depth;
	} places[FEED_PLACES_MAX];
	unsigned n_places;
	unsigned depth, skipped; /* elements open; 0, or where skipping began */
	int is_atom;             /* text is plain unless it says otherwise */
	int guid_is_url;         /* the id at hand may serve as address */
	struct feed_record head, item, sub; /* of the file, post, other box */
	struct feed_capture capture;
	struct buf value; /* captured */
	struct buf body;  /* the best text of the post so far */
	enum feed_mode body_mode;
	unsigned body_rank;
	struct buf text;     /* of the post */
	struct buf comments; /* likewise */
	struct buf line, prepared, url, scratch;
	char lang[8];    /* of the post */
	unsigned number; /* of posts seen */
	unsigned left_out[FEED_WANTS];
};

MUST_CHECK enum status feed_open(struct feed **out,
				 const struct format_input *in,
				 const struct feed_table *table, void *ctx,
				 struct error *err);
/* As struct format's next. */
MUST_CHECK enum status feed_next(struct feed *f, struct post *post,
				 struct error *err);
void feed_free(struct feed *f);

/* The record that elements of the current place are about. */
struct feed_record *feed_current(struct feed *f);

/* `url` as seen from here, without white space; borrowed until the next. */
MUST_CHECK enum status feed_url(struct str *out, struct feed *f, struct str url,
				struct error *err);

#endif
