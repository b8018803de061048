#include "indexer/formats/feed_wanted.h"

#include "indexer/markup/ascii.h"

/* As WordPress, Blogger and Atom's app:draft put it; nothing said is public. */
static const char *const types[] = {"", "post", "page", NULL};
static const char *const seen[] = {"",     "publish", "inherit",
				   "live", "no",      NULL};
static const char *const gone[] = {"trash", "auto-draft", "soft_trashed", NULL};

static int is_any(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (ascii_equal(s, (struct str){*words, strlen(*words)}))
			return 1;
	return 0;
}

enum feed_wanted feed_wanted(const struct feed_record *r,
			     const struct format_options *options)
{
	struct str status = feed_record_get(r, FEED_STATUS);

	if (!is_any(feed_record_get(r, FEED_TYPE), types) &&
	    !options->all_types)
		return FEED_OTHER;
	if (is_any(status, gone))
		return FEED_DRAFT;
	if ((!is_any(status, seen) || feed_record_get(r, FEED_PASSWORD).len) &&
	    !options->drafts)
		return FEED_DRAFT;
	return FEED_WANTED;
}
