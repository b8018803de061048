#ifndef INDEXER_INTAKE_H
#define INDEXER_INTAKE_H

#include "indexer/catalogue.h"
#include "indexer/posts.h"

/*
 * One source on its way into a generation: which of its files have to be read
 * (catalogue.h), their posts, and what the next state will say of them.
 */
struct intake;

struct intake_counts {
	size_t same, changed, added, gone; /* files */
	uint64_t bytes;                    /* of those to be read */
};

/*
 * Look at the files. `old` and `was` as in catalogue_scan(); `options` is
 * copied, its filter is the intake's own. The caller frees *out.
 */
MUST_CHECK enum status intake_open(struct intake **out, const char *source,
				   const struct state *old,
				   const struct state_source *was,
				   const struct posts_options *options,
				   const struct catalogue_look *look,
				   struct diag *diag, struct error *err);
void intake_free(struct intake *in);

const struct catalogue *intake_catalogue(const struct intake *in);
struct intake_counts intake_count(const struct intake *in);

/* Every file that is new (A), changed (M) or gone (D), if `file` is not NULL.
 */
void intake_tell(const struct intake *in,
		 void (*file)(void *ctx, char what, struct str path),
		 void *ctx);

/* The posts of new and changed files, as posts_next(). `*hash`: of the post. */
MUST_CHECK enum status intake_next(struct intake *in, struct posts_item *item,
				   uint64_t *hash, struct error *err);
/* Its record (record.h); borrowed until the next. */
struct str intake_record(const struct intake *in);
/* Where the post that came last stands in the index. */
MUST_CHECK enum status intake_put(struct intake *in, uint32_t shard,
				  uint32_t docid, struct error *err);

/*
 * 1: of this file (its index in the catalogue) something could not be read, so
 * that an old post of it which has not come is not known to be gone.
 */
int intake_is_unsure(const struct intake *in, size_t file);
/* Such a post stays. Posts of one file come together, files in order. */
MUST_CHECK enum status intake_keep(struct intake *in, size_t file,
				   const struct state_post *post,
				   struct error *err);

/*
 * Append the source to `next`: posts that were put, and old ones that stay. A
 * file that may be read another time is noted so that the next run tries.
 */
MUST_CHECK enum status intake_store(const struct intake *in, struct state *next,
				    struct error *err);

#endif
