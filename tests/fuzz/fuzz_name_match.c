#include <stdint.h>
#include <string.h>

#include "common/text/name_keys.h"
#include "common/text/name_kin.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		__builtin_trap();
}

static void check_keys(struct str term)
{
	struct name_key keys[NAME_KEYS_MAX];
	size_t n = name_keys(term, keys);

	check(n <= NAME_KEYS_MAX);
	for (size_t i = 0; i < n; i++)
		check(keys[i].len > 0 && keys[i].len <= NAME_KEY_BYTES);
}

static void check_rules(const struct name_match *m)
{
	char buf[NAME_RULE_BYTES];

	check(m->count <= NAME_RULES_MAX);
	for (unsigned i = 0; i < m->count; i++)
		check(name_rule_text(&m->rule[i], buf) == buf &&
		      strlen(buf) < NAME_RULE_BYTES);
}

/* The input: two terms with a line feed between. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data;
	const char *end = size ? memchr(p, '\n', size) : NULL;
	size_t n = end ? (size_t)(end - p) : size;
	struct str a = {p, n}, b = {p + n, size - n};
	struct name_match m, back;
	struct name_sounds sounds[2];
	struct name_kin kin[NAME_KIN_MAX];
	size_t count;

	if (end)
		b = (struct str){end + 1, size - n - 1};
	check_keys(a);
	check_keys(b);
	check(name_match(a, a, &m) == NAME_SAME);
	check(name_match(a, b, &m) == name_match(b, a, &back));
	check(m.score >= 0 && m.score <= NAME_SAME && m.score == back.score);
	check(m.score < NAME_SAME || str_eq(a, b));
	check(m.count == back.count);
	check_rules(&m);
	name_sounds_read(&sounds[0], a);
	name_sounds_read(&sounds[1], b);
	count = name_kin(&sounds[0], sounds, 2, NAME_MATCH, kin);
	for (size_t i = 0; i < count; i++)
		check(kin[i].index < 2 && kin[i].score < NAME_SAME);
	return 0;
}
