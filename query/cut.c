#include "query/cut.h"

static enum status add_word(struct cut_place *place, struct arena *arena,
			    const struct word *word, struct error *err)
{
	struct str term;
	enum status st = arena_str(&term, arena, word->term, err);

	if (st != ST_OK)
		return st;
	if (place->end < word->end && word->role != WORD_COMPOUND)
		place->end = word->end;
	switch (word->role) {
	case WORD_COMPOUND:
		place->compound = term;
		place->compound_span = word->span;
		break;
	case WORD_PART:
		if (place->part_count < WORD_NAME_PARTS)
			place->parts[place->part_count++] = term;
		break;
	case WORD_GRAM:
		place->terms[0] = term;
		place->n = 1;
		break;
	case WORD_NAME:
		if (!(word->flags & WORD_WHOLE))
			break;
		/* The bare word, when it may stand alone, comes second. */
		place->terms[1] = place->terms[0];
		place->terms[0] = term;
		break;
	case WORD_PLAIN:
		if (place->part_count && place->part_count < WORD_NAME_PARTS)
			place->parts[place->part_count++] = term;
		if (place->n == 0)
			place->terms[place->terms[0].len ? 1 : 0] = term;
		place->n = word->flags & WORD_ALONE ? 2 : 1;
		break;
	}
	if (word->role != WORD_GRAM && !word_has_kin(word))
		place->kinless = 1;
	return ST_OK;
}

static size_t count_places(struct str text)
{
	struct words w;
	struct word word;

	words_begin(&w, text, 0);
	while (words_next(&w, &word))
		;
	return w.pos;
}

enum status cut_text(struct cut *out, struct arena *arena, struct str text,
		     struct error *err)
{
	struct words w;
	struct word word;
	enum status st;

	out->n = count_places(text);
	st = arena_array(&out->v, arena, out->n, sizeof(*out->v), err);
	words_begin(&w, text, 0);
	while (st == ST_OK && words_next(&w, &word)) {
		struct cut_place *place = &out->v[word.pos];

		if (place->end == 0)
			place->begin = word.begin;
		else if (word.begin < place->begin)
			place->begin = word.begin;
		st = add_word(place, arena, &word, err);
	}
	return st;
}
