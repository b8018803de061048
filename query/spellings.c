#include "query/spellings.h"

#include <stdlib.h>

#include <unicase.h>

#include "common/index/vocab.h"
#include "query/cut.h"

enum {
	SPELLINGS_MAX = 2000, /* of one name */
	NAMES_MAX = 64,       /* terms that sound alike */
};

static enum status fold(struct str *out, struct arena *arena, struct str text,
			struct error *err)
{
	size_t len = 0;
	uint8_t *p = u8_tolower((const uint8_t *)text.p, text.len, NULL, NULL,
				NULL, &len);
	enum status st;

	if (!p)
		return error_set(err, ST_MEMORY, "out of memory");
	st = arena_str(out, arena, (struct str){(const char *)p, len}, err);
	free(p);
	return st;
}

/* One way to write it; what differs in capitals only is counted together. */
static enum status add_form(struct spellings *out, struct arena *arena,
			    const struct vocab_form *form,
			    const struct sought_term *kin, struct error *err)
{
	struct spelling *s = &out->v[out->n];
	struct str folded;
	enum status st = fold(&folded, arena, form->text, err);

	if (st != ST_OK || out->n == SPELLINGS_MAX)
		return st;
	for (size_t i = 0; i < out->n; i++) {
		struct spelling *old = &out->v[i];

		if (!str_eq(old->folded, folded))
			continue;
		/* The same bytes stand for the name and for its core. */
		if (old->kin != kin)
			return ST_OK;
		old->count += form->count;
		if (form->posts > old->posts)
			old->posts = form->posts;
		return ST_OK;
	}
	*s = (struct spelling){form->text, folded, form->count, form->posts,
			       kin};
	out->n++;
	return ST_OK;
}

static enum status add_term(struct spellings *out, struct arena *arena,
			    const xap_db *vocab, const struct sought_term *kin,
			    struct error *err)
{
	struct vocab_forms forms = {NULL, 0};
	enum status st = vocab_forms(&forms, arena, vocab, kin->term, err);

	for (size_t i = 0; st == ST_OK && i < forms.n; i++)
		st = add_form(out, arena, &forms.v[i], kin, err);
	return st;
}

static enum status add_place(struct spellings *out, struct arena *arena,
			     const xap_db *vocab,
			     const struct kin_tables *tables,
			     const struct cut_place *place, struct error *err)
{
	struct sought_term *own = NULL;
	struct kin kin = {NULL, 0};
	enum status st = arena_array(&own, arena, 2, sizeof(*own), err);

	/* The name without its article has the forms with it, too. */
	for (unsigned i = place->n; st == ST_OK && i-- > 0;) {
		own[i] = (struct sought_term){.term = place->terms[i],
					      .by = "exact",
					      .score = NAME_SAME};
		st = add_term(out, arena, vocab, &own[i], err);
	}
	if (st == ST_OK && tables && !place->kinless)
		st = kin_names(&kin, arena, vocab, tables,
			       place->terms[place->n - 1], NAME_MATCH,
			       NAMES_MAX, err);
	for (size_t i = 0; st == ST_OK && i < kin.n; i++)
		st = add_term(out, arena, vocab, &kin.v[i], err);
	return st;
}

/* What two words of the name are where posts write one. */
static enum status add_joined(struct spellings *out, struct arena *arena,
			      const xap_db *vocab,
			      const struct kin_tables *tables,
			      const struct cut_place *place, struct error *err)
{
	struct kin kin = {NULL, 0};
	enum status st = kin_joined(
		&kin, arena, vocab, tables, place[0].terms[place[0].n - 1],
		place[1].terms[place[1].n - 1], NAMES_MAX, err);

	for (size_t i = 0; st == ST_OK && i < kin.n; i++)
		st = add_term(out, arena, vocab, &kin.v[i], err);
	return st;
}

static int by_score(const void *a, const void *b)
{
	const struct spelling *x = a, *y = b;

	if (x->kin->score != y->kin->score)
		return x->kin->score > y->kin->score ? -1 : 1;
	return (x->count < y->count) - (x->count > y->count);
}

enum status spellings_of(struct spellings *out, struct arena *arena,
			 const xap_db *vocab, const struct kin_tables *tables,
			 struct str name, struct error *err)
{
	struct cut cut = {NULL, 0};
	int joined;
	enum status st = cut_text(&cut, arena, name, err);

	out->n = 0;
	if (st == ST_OK)
		st = arena_array(&out->v, arena, SPELLINGS_MAX + 1,
				 sizeof(*out->v), err);
	/* A compound is one name: "Ahmadi-Nejad". */
	if (st == ST_OK && cut.n > 1 && cut.v[0].compound_span == cut.n) {
		cut.v[0].terms[0] = cut.v[0].compound;
		cut.v[0].n = 1;
		cut.n = 1;
	}
	if (st == ST_OK && tables && cut.n == 2)
		st = add_joined(out, arena, vocab, tables, cut.v, err);
	joined = out->n > 0;
	/* Two words that posts write as one are not two names. */
	for (size_t i = 0; st == ST_OK && i < cut.n && !joined; i++)
		st = add_place(out, arena, vocab, tables, &cut.v[i], err);
	if (st == ST_OK)
		qsort(out->v, out->n, sizeof(*out->v), by_score);
	return st;
}
