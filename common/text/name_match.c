#include "common/text/name_match.h"

#include <stdio.h>
#include <string.h>

#include "common/text/name_cost.h"

static const struct name_match nothing;

/* The order that makes scores symmetric. */
static int comes_first(const struct name_sounds *a, const struct name_sounds *b)
{
	const struct name_reading *x = &a->reading[0], *y = &b->reading[0];

	if (a->count != b->count)
		return a->count < b->count;
	if (x->count != y->count)
		return x->count < y->count;
	return memcmp(x->sound, y->sound, x->count) <= 0;
}

/* Put a rule where it belongs, or drop the cheapest when there is no room. */
static void add_rule(struct name_match *m, struct name_rule rule)
{
	unsigned cheapest = 0;

	if (m->count < NAME_RULES_MAX) {
		m->rule[m->count++] = rule;
		return;
	}
	for (unsigned i = 1; i < m->count; i++)
		if (m->rule[i].cost < m->rule[cheapest].cost)
			cheapest = i;
	if (m->rule[cheapest].cost >= rule.cost)
		return;
	memmove(&m->rule[cheapest], &m->rule[cheapest + 1],
		(m->count - 1 - cheapest) * sizeof(rule));
	m->rule[m->count - 1] = rule;
}

static void add_whole_rules(struct name_match *m, const struct name_cost *c)
{
	struct name_rule rule = {.a = SOUND_COUNT, .b = SOUND_COUNT};

	if (c->mixed) {
		rule.kind = NAME_RULE_SCRIPT;
		rule.cost = 1000; /* always worth saying */
		add_rule(m, rule);
	}
	if (c->articles == 1 && !c->mixed) {
		rule.kind = NAME_RULE_ARTICLE;
		rule.cost = 999;
		add_rule(m, rule);
	}
}

static void add_step_rule(struct name_match *m, const struct name_step *s,
			  int swapped)
{
	struct name_rule rule = {.kind = NAME_RULE_PAIR,
				 .a = swapped ? s->b : s->a,
				 .b = swapped ? s->a : s->b,
				 .cost = s->cost};

	if (s->doubled)
		rule.kind = NAME_RULE_DOUBLED;
	else if (s->a == SOUND_COUNT || s->b == SOUND_COUNT)
		rule.kind = NAME_RULE_MISSING;
	else if (name_sound_is_vowel(s->a) && name_sound_is_vowel(s->b))
		rule.kind = NAME_RULE_VOWEL;
	add_rule(m, rule);
}

/* Two sounds that each lack at the same place: to a reader, one for the other.
 * 1: *s is both. */
static int replaces(struct name_step *s, const struct name_step *next)
{
	const struct name_step *with_a = s->b == SOUND_COUNT ? s : next;
	const struct name_step *with_b = s->b == SOUND_COUNT ? next : s;

	if (with_a->b != SOUND_COUNT || with_b->a != SOUND_COUNT ||
	    with_a->a == SOUND_COUNT || with_b->b == SOUND_COUNT ||
	    name_sound_is_vowel(with_a->a) != name_sound_is_vowel(with_b->b))
		return 0;
	*s = (struct name_step){.a = with_a->a,
				.b = with_b->b,
				.cost = (int16_t)(with_a->cost + with_b->cost)};
	return 1;
}

static void describe(struct name_match *m, const struct name_cost *c,
		     int swapped)
{
	const struct name_alignment *al = &c->alignment;

	add_whole_rules(m, c);
	/* Between scripts nearly every sound differs; the script says it. */
	for (unsigned i = 0; i < al->count && !c->mixed; i++) {
		struct name_step step = al->step[i];

		if (i + 1 < al->count && replaces(&step, &al->step[i + 1]))
			i++;
		add_step_rule(m, &step, swapped);
	}
}

int name_match_weighed(const struct name_sounds *query,
		       const struct name_sounds *candidate,
		       const int16_t *weights, int floor,
		       struct name_match *out)
{
	struct name_cost cost;
	int swapped = !comes_first(query, candidate), score;

	if (out)
		*out = nothing;
	name_cost(swapped ? candidate : query, swapped ? query : candidate,
		  weights, NAME_SAME - (floor > 1 ? floor : 1), &cost);
	if (cost.points == NAME_COST_NEVER)
		return 0;
	score = NAME_SAME - (cost.points > 1 ? cost.points : 1);
	if (!out)
		return score;
	out->score = score;
	describe(out, &cost, swapped);
	return score;
}

int name_match_sounds(const struct name_sounds *query,
		      const struct name_sounds *candidate, int floor,
		      struct name_match *out)
{
	return name_match_weighed(query, candidate, name_weights, floor, out);
}

int name_match(struct str query, struct str candidate, struct name_match *out)
{
	struct name_sounds a, b;

	if (str_eq(query, candidate)) {
		if (out) {
			*out = nothing;
			out->score = NAME_SAME;
		}
		return NAME_SAME;
	}
	name_sounds_read(&a, query);
	name_sounds_read(&b, candidate);
	return name_match_sounds(&a, &b, 0, out);
}

const char *name_rule_text(const struct name_rule *rule,
			   char buf[NAME_RULE_BYTES])
{
	const char *a = name_sound_text(rule->a), *b = name_sound_text(rule->b);

	switch ((enum name_rule_kind)rule->kind) {
	case NAME_RULE_PAIR:
	case NAME_RULE_VOWEL:
		snprintf(buf, NAME_RULE_BYTES, "%s~%s", a, b);
		break;
	case NAME_RULE_MISSING:
		snprintf(buf, NAME_RULE_BYTES, "(%s%s)", a, b);
		break;
	case NAME_RULE_DOUBLED:
		snprintf(buf, NAME_RULE_BYTES, "%s%s~%s", a, a, a);
		break;
	case NAME_RULE_ARTICLE:
		snprintf(buf, NAME_RULE_BYTES, "al-");
		break;
	case NAME_RULE_SCRIPT:
		snprintf(buf, NAME_RULE_BYTES, "Arabic");
		break;
	}
	return buf;
}
