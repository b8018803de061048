#include "query/cgi/also.h"

#include <stdlib.h>
#include <string.h>

#include "query/written.h"

static int is_spelling(const struct sought_term *t)
{
	return t->posts &&
	       (strcmp(t->by, "name") == 0 || strcmp(t->by, "table") == 0);
}

static int by_posts(const void *a, const void *b)
{
	const struct sought_term *const *x = a, *const *y = b;

	if ((*x)->posts != (*y)->posts)
		return (*x)->posts < (*y)->posts ? 1 : -1;
	return str_order((*x)->term, (*y)->term);
}

/* Where `typed` stands in the query as a word of its own that could take a
 * "=" before it; NULL: nowhere. */
static const char *find_word(struct str query, struct str typed)
{
	const char *p = query.p, *end = query.p + query.len, *found;

	if (!typed.len)
		return NULL;
	while ((found = memmem(p, (size_t)(end - p), typed.p, typed.len))) {
		const char *behind = found + typed.len;

		if ((found == query.p || strchr(" (:-", found[-1])) &&
		    (behind == end || strchr(" )", *behind)))
			return found;
		p = found + 1;
	}
	return NULL;
}

static enum status replace_word(struct str *out, struct arena *arena,
				struct str query, const char *at, size_t len,
				struct str form, struct error *err)
{
	struct buf b = BUF_INIT(64 << 10);
	const char *behind = at + len;
	int spaced = memchr(form.p, ' ', form.len) != NULL;
	enum status st = buf_addf(&b, err, "%.*s=%s", (int)(at - query.p),
				  query.p, spaced ? "\"" : "");

	if (st == ST_OK)
		st = buf_add(&b, form, err);
	if (st == ST_OK && spaced)
		st = buf_add(&b, STR("\""), err);
	if (st == ST_OK)
		st = buf_add(&b,
			     (struct str){behind, (size_t)(query.p + query.len -
							   behind)},
			     err);
	if (st == ST_OK)
		st = arena_str(out, arena, buf_str(&b), err);
	buf_free(&b);
	return st;
}

/* Two terms can be written alike ("al-Sadr" of alsadr and sadr). */
static int is_there(const struct also_word *w, struct str text)
{
	for (size_t i = 0; i < w->n; i++)
		if (str_eq(w->v[i].text, text))
			return 1;
	return 0;
}

static enum status add_form(struct also_word *w, struct answer *a,
			    const struct archive *archive,
			    const struct sought_term *term, const char *at,
			    size_t len, struct error *err)
{
	struct also_form form = {.posts = term->posts};
	struct written written;
	enum status st = written_form(&written, &a->arena, archive->vocab,
				      term->term, err);

	form.text = written.text;
	if (st != ST_OK || is_there(w, form.text))
		return st;
	st = replace_word(&form.query, &a->arena, a->tree.query, at, len,
			  form.text, err);
	if (st == ST_OK)
		w->v[w->n++] = form;
	return st;
}

static enum status find_forms(struct also_word *out, struct answer *a,
			      const struct archive *archive,
			      const struct sought_sequence *s,
			      struct error *err)
{
	const struct sought_place *place = &s->places[0];
	const char *at = find_word(a->tree.query, s->typed);
	const struct sought_term **terms;
	size_t n = 0;
	enum status st;

	*out = (struct also_word){.typed = s->typed};
	if (!at)
		return ST_OK;
	st = arena_array(&terms, &a->arena, place->n + 1, sizeof(*terms), err);
	if (st == ST_OK)
		st = arena_array(&out->v, &a->arena, ALSO_FORMS_MAX,
				 sizeof(*out->v), err);
	for (size_t i = 0; st == ST_OK && i < place->n; i++)
		if (is_spelling(&place->terms[i]))
			terms[n++] = &place->terms[i];
	if (st == ST_OK)
		qsort(terms, n, sizeof(*terms), by_posts);
	for (size_t i = 0; st == ST_OK && i < n && out->n < ALSO_FORMS_MAX; i++)
		st = add_form(out, a, archive, terms[i], at, s->typed.len, err);
	return st;
}

enum status also_find(struct also *out, struct answer *a,
		      const struct archive *archive, struct error *err)
{
	enum status st = arena_array(&out->v, &a->arena, ALSO_WORDS_MAX,
				     sizeof(*out->v), err);

	out->n = 0;
	for (size_t i = 0; st == ST_OK && i < a->plan.sought.n; i++) {
		const struct sought_sequence *s = &a->plan.sought.v[i];

		if (s->n != 1 || out->n == ALSO_WORDS_MAX)
			continue;
		st = find_forms(&out->v[out->n], a, archive, s, err);
		out->n += st == ST_OK && out->v[out->n].n > 0;
	}
	return st;
}
