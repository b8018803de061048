#include "indexer/settle.h"

#include <stdlib.h>

#include "common/base/arena.h"
#include "common/text/utf8.h"
#include "indexer/formats/format.h"
#include "indexer/language.h"
#include "indexer/permalink.h"

enum {
	ARENA_MAX = 16 << 20,
	TEXT_MAX = 6 * FORMAT_POST_MAX /* composing seldom makes text longer */
};

struct settle {
	struct language *language;
	const char *permalink;
	struct buf url;
	struct arena arena;
	struct buf text, comments, scratch;
};

enum status settle_new(struct settle **out, const char *permalink,
		       struct error *err)
{
	struct settle *s = calloc(1, sizeof(*s));

	*out = s;
	if (!s)
		return error_set(err, ST_MEMORY, "out of memory");
	s->permalink = permalink;
	s->url = (struct buf)BUF_INIT(PERMALINK_MAX);
	s->arena = (struct arena)ARENA_INIT(ARENA_MAX);
	s->text = s->comments = s->scratch = (struct buf)BUF_INIT(TEXT_MAX);
	return language_new(&s->language, err);
}

void settle_free(struct settle *s)
{
	if (!s)
		return;
	language_free(s->language);
	arena_free(&s->arena);
	buf_free(&s->url);
	buf_free(&s->text);
	buf_free(&s->comments);
	buf_free(&s->scratch);
	free(s);
}

/* A short text, which the arena keeps if it changed. */
static enum status compose(struct settle *s, struct str *text,
			   struct error *err)
{
	struct str composed;
	enum status st = utf8_nfc(&composed, &s->scratch, *text, err);

	if (st == ST_OK && composed.p != text->p)
		st = arena_str(text, &s->arena, composed, err);
	return st;
}

static enum status compose_list(struct settle *s, struct str_list *list,
				struct error *err)
{
	struct str *v;
	enum status st;

	if (!list->n)
		return ST_OK;
	st = arena_array(&v, &s->arena, list->n, sizeof(*v), err);
	for (size_t i = 0; st == ST_OK && i < list->n; i++) {
		v[i] = list->v[i];
		st = compose(s, &v[i], err);
	}
	if (st == ST_OK)
		list->v = v;
	return st;
}

static enum status fill_url(struct settle *s, struct post *post,
			    struct str path, struct error *err)
{
	enum status st;

	if (!s->permalink || !path.len || post->url.len)
		return ST_OK;
	st = permalink_make(&s->url, s->permalink, path, post->published, err);
	post->url = buf_str(&s->url);
	return st;
}

enum status settle_post(struct settle *s, struct post *post, struct str path,
			struct error *err)
{
	enum status st;

	arena_clear(&s->arena);
	st = compose(s, &post->title, err);
	if (st == ST_OK)
		st = compose(s, &post->site, err);
	if (st == ST_OK)
		st = compose_list(s, &post->authors, err);
	if (st == ST_OK)
		st = compose_list(s, &post->tags, err);
	if (st == ST_OK)
		st = compose_list(s, &post->series, err);
	if (st == ST_OK)
		st = utf8_nfc(&post->text, &s->text, post->text, err);
	if (st == ST_OK)
		st = utf8_nfc(&post->comments, &s->comments, post->comments,
			      err);
	if (st == ST_OK)
		st = fill_url(s, post, path, err);
	post->lang = language_of(s->language, post->lang, post->text);
	return st;
}
