#include <stdio.h>
#include <stdlib.h>

#include "common/index/vocab.h"
#include "common/text/common_words.h"
#include "common/text/words.h"
#include "query/kin.h"
#include "query/kin_apart.h"

enum { ROWS_MAX = 256 /* spellings in tables that are tried for one word */ };

struct search {
	struct kin *out;
	struct arena *arena;
	const xap_db *vocab;
	const struct kin_tables *tables;
	struct str term;
	size_t max;
	size_t rows; /* of tables, tried */
	struct kin_apart apart;
};

static int has(const struct kin *kin, struct str term)
{
	for (size_t i = 0; i < kin->n; i++)
		if (str_eq(kin->v[i].term, term))
			return 1;
	return 0;
}

/* A rule in words. */
static size_t say(char *out, size_t size, const struct name_rule *rule)
{
	const char *a = name_sound_text(rule->a), *b = name_sound_text(rule->b);
	int n = 0;

	switch ((enum name_rule_kind)rule->kind) {
	case NAME_RULE_PAIR:
	case NAME_RULE_VOWEL:
		n = snprintf(out, size, "%s written %s", a, b);
		break;
	case NAME_RULE_MISSING:
		n = snprintf(out, size, "%s%s left out", a, b);
		break;
	case NAME_RULE_DOUBLED:
		n = snprintf(out, size, "%s doubled", a);
		break;
	case NAME_RULE_ARTICLE:
		n = snprintf(out, size, "article dropped");
		break;
	case NAME_RULE_SCRIPT:
		n = snprintf(out, size, "Arabic script");
		break;
	}
	return n > 0 && (size_t)n < size ? (size_t)n : 0;
}

/* "j written ch, article dropped"; of another spelling than the one asked for
 * "like gaddafi: d written dh". */
static enum status explain(struct sought_term *out, struct arena *arena,
			   const struct name_match *match, struct str like,
			   struct error *err)
{
	char text[NAME_RULES_MAX * (NAME_RULE_BYTES + 2)] = "";
	char words[WORD_TERM_MAX + NAME_RULES_MAX * (NAME_RULE_BYTES + 16)] =
		"";
	size_t n = 0, m = 0;
	enum status st;

	if (like.len)
		m = (size_t)snprintf(words, sizeof(words), "like %.*s%s",
				     (int)like.len, like.p,
				     match->count ? ": " : "");
	for (unsigned i = 0; i < match->count; i++) {
		char rule[NAME_RULE_BYTES];

		name_rule_text(&match->rule[i], rule);
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s",
				      n ? " " : "", rule);
		m += (size_t)snprintf(words + m, sizeof(words) - m, "%s",
				      i ? ", " : "");
		m += say(words + m, sizeof(words) - m, &match->rule[i]);
	}
	st = arena_str(&out->rule, arena, (struct str){text, n}, err);
	return st == ST_OK ? arena_str(&out->why, arena, (struct str){words, m},
				       err)
			   : st;
}

/* `like`: what `match` compared the word with, if that is not the term. */
static enum status add(struct search *s, const struct vocab_word *word,
		       const char *by, int score,
		       const struct name_match *match, struct str like,
		       struct error *err)
{
	struct sought_term *t = &s->out->v[s->out->n];

	if (s->out->n == s->max || str_eq(word->term, s->term) ||
	    has(s->out, word->term))
		return ST_OK;
	*t = (struct sought_term){.term = word->term,
				  .by = by,
				  .posts = word->posts,
				  .score = score,
				  .rule = STR("table"),
				  .why = STR("table of names")};
	s->out->n++;
	return match ? explain(t, s->arena, match, like, err) : ST_OK;
}

/* What sounds like another spelling of the name may be as near to the one asked
 * for, and is then explained by that. */
static enum status add_like(struct search *s, const struct vocab_name *name,
			    struct str like, struct error *err)
{
	struct str term = name->word.term;
	struct name_match own;

	if (name_match(s->term, term, &own) >= name_match(like, term, NULL))
		return add(s, &name->word, "name", name->match.score, &own,
			   STR(""), err);
	return add(s, &name->word, "table", name->match.score, &name->match,
		   like, err);
}

/* What sounds like `term`, and is as near as `least`. */
static enum status add_alike(struct search *s, struct str term, int least,
			     struct error *err)
{
	struct vocab_names names = {NULL, 0};
	enum status st = vocab_names(&names, s->arena, s->vocab, term, least,
				     s->max, err);

	for (size_t i = 0; st == ST_OK && i < names.n; i++) {
		const struct vocab_name *name = &names.v[i];

		if (kin_is_apart(&s->apart, name->word.term))
			continue;
		if (str_eq(term, s->term))
			st = add(s, &name->word, "name", name->match.score,
				 &name->match, STR(""), err);
		else
			st = add_like(s, name, term, err);
	}
	return st;
}

static enum status add_row(struct search *s, struct str term, int score,
			   struct error *err)
{
	struct vocab_word word;
	enum status st = vocab_word(&word, s->arena, s->vocab, term, err);

	if (st == ST_OK)
		st = add(s, &word, "table", score, NULL, STR(""), err);
	return st == ST_NOTFOUND ? ST_OK : st;
}

/* The spellings of a group; `alike`: and then what sounds like them. */
static enum status add_group(struct search *s,
			     const struct name_table_row *rows, size_t n,
			     int score, int alike, struct error *err)
{
	enum status st = ST_OK;

	n = n < ROWS_MAX - s->rows ? n : ROWS_MAX - s->rows;
	s->rows += n;
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = add_row(s, rows[i].term, score, err);
	for (size_t i = 0; st == ST_OK && i < n && alike; i++)
		if (!str_eq(rows[i].term, s->term))
			st = add_alike(s, rows[i].term, NAME_NEAR, err);
	return st;
}

/* How many rows the group has that begins here. */
static size_t group_size(const struct name_table_row *rows, size_t left)
{
	size_t n = 1;

	while (n < left && rows[n].group == rows[0].group)
		n++;
	return n;
}

static int group_has(const struct name_table_row *rows, size_t n,
		     struct str term)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].term, term))
			return 1;
	return 0;
}

/* The groups of one table that `term` is in, each once. */
static enum status add_groups_of(struct search *s, const struct name_table *t,
				 struct str term, int score, int alike,
				 struct error *err)
{
	enum status st = ST_OK;
	size_t n;

	for (size_t i = 0; st == ST_OK && i < t->row_count; i += n) {
		n = group_size(t->rows + i, t->row_count - i);
		if (group_has(t->rows + i, n, term))
			st = add_group(s, t->rows + i, n, score, alike, err);
	}
	return st;
}

static enum status add_groups(struct search *s, struct str term, int score,
			      int alike, struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < s->tables->n; i++)
		st = add_groups_of(s, s->tables->v[i], term, score, alike, err);
	return st;
}

/* Husayn is near to Hussein, whom a table knows as Hocine. */
static enum status add_groups_of_kin(struct search *s, struct error *err)
{
	size_t n = s->out->n;
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		const struct sought_term *t = &s->out->v[i];

		if (t->score >= NAME_NEAR && t->score < NAME_SAME - 1)
			st = add_groups(s, t->term, t->score - 1, 0, err);
	}
	return st;
}

/* 1: the word may be meant as a name. */
static enum status may_be_name(int *out, const struct search *s,
			       struct error *err)
{
	struct vocab_word word;
	enum status st = vocab_word(&word, s->arena, s->vocab, s->term, err);

	*out = !common_word(s->term);
	if (st == ST_NOTFOUND)
		return ST_OK;
	/* Here it is written as other words are. */
	if (st == ST_OK && word.cases.lowers > 4 * word.cases.capitals &&
	    word.count > 8)
		*out = vocab_is_name(s->term, &word.cases);
	return st;
}

static int by_score(const void *a, const void *b)
{
	const struct sought_term *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->posts < y->posts) - (x->posts > y->posts);
}

enum status kin_names(struct kin *out, struct arena *arena, const xap_db *vocab,
		      const struct kin_tables *tables, struct str term,
		      int floor, size_t max, struct error *err)
{
	struct search s = {.out = out,
			   .arena = arena,
			   .vocab = vocab,
			   .tables = tables,
			   .term = term,
			   .max = max,
			   .apart = {.tables = tables, .term = term}};
	int name = 0;
	enum status st =
		arena_array(&out->v, arena, max + 1, sizeof(*out->v), err);

	out->n = 0;
	if (st == ST_OK)
		st = add_groups(&s, term, NAME_SAME - 1, 1, err);
	if (st == ST_OK)
		st = may_be_name(&name, &s, err);
	if (st == ST_OK && name)
		st = add_alike(&s, term, floor, err);
	if (st == ST_OK && name)
		st = add_groups_of_kin(&s, err);
	if (st == ST_OK)
		qsort(out->v, out->n, sizeof(*out->v), by_score);
	return st;
}
