#include <stdlib.h>
#include <strings.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "indexer/formats/format.h"
#include "indexer/formats/frontmatter.h"
#include "indexer/formats/frontmatter_post.h"
#include "indexer/formats/markdown_guard.h"
#include "indexer/formats/markdown_text.h"
#include "indexer/formats/path_facts.h"
#include "indexer/formats/shortcode.h"
#include "indexer/markup/charset.h"
#include "indexer/markup/html.h"

/* Markdown, with front matter or without: the file is one post. */

enum { TITLE_MAX = 4 << 10 /* bytes of a heading taken for a title */ };

struct reader {
	struct format_input in;
	struct arena arena;  /* what front matter and path say */
	struct buf utf8;     /* the file, when it had to be changed */
	struct buf stripped; /* the body without shortcodes, likewise */
	struct buf heading;
	struct buf text;
	int done;
};

static int markdown_sniff(struct str head)
{
	struct frontmatter fm;

	frontmatter_split(&fm, head);
	/* An object may start any JSON file. */
	if (fm.kind != FRONTMATTER_NONE && head.p[0] != '{' && fm.block.len > 0)
		return FORMAT_CERTAIN - 10;
	return head.len ? FORMAT_POSSIBLE + 1 : FORMAT_NO;
}

static enum status markdown_open(void **reader, const struct format_input *in,
				 struct error *err)
{
	struct reader *r = malloc(sizeof(*r));

	if (!r)
		return error_set(err, ST_MEMORY, "out of memory");
	*r = (struct reader){
		.in = *in,
		.arena = ARENA_INIT(4 << 20),
		.utf8 = BUF_INIT(FORMAT_POST_MAX * 3),
		.stripped = BUF_INIT(FORMAT_POST_MAX * 3),
		.heading = BUF_INIT(FORMAT_POST_MAX),
		.text = BUF_INIT(FORMAT_POST_MAX),
	};
	*reader = r;
	return ST_OK;
}

static int has_suffix(struct str path, const char *suffix)
{
	size_t n = strlen(suffix);

	return path.len > n &&
	       strncasecmp(path.p + path.len - n, suffix, n) == 0;
}

static struct str trim(struct str s)
{
	while (s.len && strchr(" \t\n\r", s.p[0]) && s.p[0]) {
		s.p++;
		s.len--;
	}
	while (s.len && strchr(" \t\n\r", s.p[s.len - 1]) && s.p[s.len - 1])
		s.len--;
	return s;
}

/* Site generators put front matter before whole HTML pages too. */
static enum status read_body(struct reader *r, struct post *post,
			     struct str body, struct error *err)
{
	struct markdown_text out = {&r->text, &r->heading, post->title};
	enum status st = shortcode_strip(&body, &r->stripped, body, err);
	const char *why;

	if (st != ST_OK)
		return st;
	if (has_suffix(r->in.path, ".html") || has_suffix(r->in.path, ".htm"))
		return html_to_text(&r->text, body, err);
	why = markdown_guard(body);
	if (!why)
		return markdown_to_text(&out, body, err);
	diag_report(r->in.diag, DIAG_WARNING, NULL, "%s: taken as plain text",
		    why);
	return buf_add(&r->text, trim(body), err);
}

static enum status fill_gaps(struct reader *r, struct post *post,
			     struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < r->heading.len; i++)
		if (r->heading.p[i] == '\n')
			r->heading.p[i] = ' ';
	if (!post->title.len && r->heading.len <= TITLE_MAX)
		post->title = buf_str(&r->heading);
	if (!post->title.len)
		st = path_title(&post->title, r->in.path, &r->arena, err);
	if (post->published == DATE_NONE)
		post->published = path_date(r->in.path);
	if (post->published == DATE_NONE)
		post->published = path_date(post->url);
	return st;
}

static enum status read_post(struct reader *r, struct post *post, int *draft,
			     struct error *err)
{
	struct frontmatter fm;
	enum status st;
	struct str text;

	*draft = 0;
	if (r->in.bytes.len > FORMAT_POST_MAX)
		return error_set(err, ST_LIMIT, "post is larger than %d bytes",
				 FORMAT_POST_MAX);
	st = charset_to_utf8(&text, &r->utf8, r->in.bytes, STR(""), r->in.diag,
			     err);
	if (st == ST_OK)
		st = frontmatter_read(&fm, text, &r->arena, r->in.diag, err);
	if (st == ST_OK)
		st = frontmatter_post(post, draft, &fm, &r->arena, r->in.diag,
				      err);
	if (st != ST_OK || (*draft && !r->in.options.drafts))
		return st;
	st = read_body(r, post, fm.body, err);
	if (st == ST_OK)
		st = fill_gaps(r, post, err);
	post->text = trim(buf_str(&r->text));
	return st;
}

static enum status markdown_next(void *reader, struct post *post,
				 struct error *err)
{
	struct reader *r = reader;
	enum status st;
	int draft;

	if (r->done)
		return ST_END;
	r->done = 1;
	*post = (struct post){.published = DATE_NONE, .updated = DATE_NONE};
	st = read_post(r, post, &draft, err);
	if (st == ST_OK && draft && !r->in.options.drafts) {
		diag_report(r->in.diag, DIAG_NOTE, NULL, "a draft: left out");
		return ST_END;
	}
	return st;
}

static void markdown_close(void *reader)
{
	struct reader *r = reader;

	if (!r)
		return;
	arena_free(&r->arena);
	buf_free(&r->utf8);
	buf_free(&r->stripped);
	buf_free(&r->heading);
	buf_free(&r->text);
	free(r);
}

const struct format format_markdown = {
	.name = "markdown",
	.suffixes = "md markdown mdown mkdn mkd mdx rmd qmd",
	.sniff = markdown_sniff,
	.open = markdown_open,
	.next = markdown_next,
	.close = markdown_close,
};
