#include <stdint.h>
#include <stdlib.h>

#include "common/text/utf8.h"
#include "indexer/settle.h"

/* Any text has a language, and comes out as valid UTF-8 of one form. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(enum status st)
{
	if (st != ST_OK)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct settle *settle;
	struct buf text = BUF_INIT(1 << 24), again = BUF_INIT(1 << 24);
	struct str name, composed;
	struct post post;
	struct error err;
	size_t replaced;

	if (!settle)
		check(settle_new(&settle, "/:year/:section/:title/", &err));
	check(utf8_repair(&text, (struct str){(const char *)data, size},
			  &replaced, &err));
	name = buf_str(&text);
	post = (struct post){.title = name,
			     .authors = {&name, 1},
			     .published = 1150263000,
			     .updated = DATE_NONE,
			     .text = name,
			     .comments = name};
	check(settle_post(settle, &post, name, &err));
	if (!utf8_valid(post.text) || !utf8_valid(post.url) || !post.lang.len)
		abort();
	if (!str_eq(post.text, post.title) || !str_eq(post.text, post.comments))
		abort();
	check(utf8_nfc(&composed, &again, post.text, &err));
	if (!str_eq(composed, post.text))
		abort();
	buf_free(&text);
	buf_free(&again);
	return 0;
}
