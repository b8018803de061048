#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/text/name_cost.h"
#include "common/text/name_keys.h"
#include "common/text/name_kin.h"
#include "common/text/name_match.h"
#include "common/text/words.h"

/*
 * What the C code knows about names, for the scripts of bench/names: one
 * implementation for trainer, scorer and program.
 *
 *   name-tool terms            spelling -> its whole term
 *   name-tool keys             term -> keys
 *   name-tool score            term TAB term -> score, rules
 *   name-tool kin [WEIGHTS]    term TAB candidate TAB ... -> index:score ...
 *   name-tool cost [WEIGHTS]   term TAB term -> cost, indices of weights
 *   name-tool weights          index, value and C name of each weight
 *
 * Lines come from standard input, answers go to standard output, one for each.
 */
enum { LINE_BYTES = 1 << 20, TRAIN_LIMIT = 3000, CANDIDATES_MAX = 20000 };

static int16_t weights[W_COUNT];

/* As the rows of name_weights.inc call them. */
#define NAME(sound) [SOUND_##sound] = #sound
static const char *const names[SOUND_COUNT] = {
	NAME(B),         NAME(P),    NAME(T),       NAME(TH),
	NAME(D),         NAME(DH),   NAME(J),       NAME(DJ),
	NAME(CH),        NAME(ZH),   NAME(G),       NAME(GH),
	NAME(K),         NAME(KH),   NAME(Q),       NAME(H),
	NAME(C),         NAME(S),    NAME(SH),      NAME(Z),
	NAME(F),         NAME(V),    NAME(R),       NAME(L),
	NAME(M),         NAME(N),    NAME(Y),       NAME(W),
	NAME(FINAL_H),   NAME(A),    NAME(E),       NAME(I),
	NAME(O),         NAME(U),    NAME(AA),      NAME(EE),
	NAME(OO),        NAME(OU),   NAME(VOWEL_Y), NAME(GLIDE_I),
	NAME(GLIDE_U),   NAME(ALEF), NAME(BEH),     NAME(PEH),
	NAME(TEH),       NAME(THEH), NAME(JEEM),    NAME(TCHEH),
	NAME(HAH),       NAME(KHAH), NAME(DAL),     NAME(THAL),
	NAME(REH),       NAME(ZAIN), NAME(JEH),     NAME(SEEN),
	NAME(SHEEN),     NAME(SAD),  NAME(DAD),     NAME(TAH),
	NAME(ZAH),       NAME(AIN),  NAME(GHAIN),   NAME(FEH),
	NAME(VEH),       NAME(QAF),  NAME(KAF),     NAME(GAF),
	NAME(LAM),       NAME(MEEM), NAME(NOON),    NAME(HEH),
	NAME(FINAL_HEH), NAME(WAW),  NAME(YEH),     NAME(HAMZA),
};

static struct str chomp(char *line)
{
	return (struct str){line, strcspn(line, "\n")};
}

/* The term that stands for a spelling as one name: of "al-Sadr" sadr, of
 * "Abd al-Rahman" and "dolat-abadi" the joined form, else the first word. */
static void print_term(struct str spelling)
{
	struct words w;
	struct word word;
	char best[WORD_TERM_MAX];
	size_t len = 0;
	int rank = 0;

	words_begin(&w, spelling, 0);
	while (words_next(&w, &word)) {
		int now = 1;

		if (word.pos > 0)
			break;
		if (word.role == WORD_COMPOUND || word.flags & WORD_WHOLE)
			now = 2;
		if (word.flags & WORD_ALONE && word.role == WORD_PLAIN)
			now = word.begin < word.end && rank < 2 ? 3 : 0;
		if (now <= rank)
			continue;
		memcpy(best, word.term.p, word.term.len);
		len = word.term.len;
		rank = now;
	}
	printf("%.*s\n", (int)len, best);
}

static void print_keys(struct str term)
{
	struct name_key keys[NAME_KEYS_MAX];
	size_t n = name_keys(term, keys);

	for (size_t i = 0; i < n; i++)
		printf("%s%.*s", i ? " " : "", keys[i].len, keys[i].text);
	putchar('\n');
}

static int split(struct str line, struct str *a, struct str *b)
{
	const char *tab = memchr(line.p, '\t', line.len);

	if (!tab)
		return 0;
	*a = (struct str){line.p, (size_t)(tab - line.p)};
	*b = (struct str){tab + 1, line.len - a->len - 1};
	return 1;
}

static void print_score(struct str line)
{
	struct str a = {0}, b = {0};
	struct name_match m;
	char buf[NAME_RULE_BYTES];

	split(line, &a, &b);
	printf("%d", name_match(a, b, &m));
	for (unsigned i = 0; i < m.count; i++)
		printf("%c%s", i ? ' ' : '\t', name_rule_text(&m.rule[i], buf));
	putchar('\n');
}

static void print_cost(struct str line)
{
	struct str a = {0}, b = {0};
	struct name_sounds x, y;
	struct name_cost cost;
	uint16_t used[NAME_WEIGHTS_MAX];
	unsigned n;

	split(line, &a, &b);
	name_sounds_read(&x, a);
	name_sounds_read(&y, b);
	name_cost(&x, &y, weights, TRAIN_LIMIT, &cost);
	if (cost.points == NAME_COST_NEVER) {
		puts("never");
		return;
	}
	n = name_cost_weights(&cost, used);
	printf("%d", cost.points);
	for (unsigned i = 0; i < n; i++)
		printf(" %d", used[i]);
	putchar('\n');
}

/* Candidates that share a key with the query, in one line; an asterisk before
 * those that a dictionary knows. */
static void print_kin(struct str line)
{
	static struct name_sounds candidates[CANDIDATES_MAX];
	struct name_sounds query;
	struct name_kin kin[NAME_KIN_MAX];
	struct str a, rest = line;
	size_t count = 0, n, known;

	if (!split(line, &a, &rest))
		a = line;
	name_sounds_read(&query, a);
	while (a.len < line.len && count < CANDIDATES_MAX) {
		struct str one = rest;
		int more = split(rest, &one, &rest);

		known = one.len && one.p[0] == '*';
		one.p += known;
		one.len -= known;
		name_sounds_read(&candidates[count], one);
		candidates[count++].known = (uint8_t)known;
		if (!more)
			break;
	}
	n = name_kin_weighed(&query, candidates, count, weights, NAME_MATCH,
			     kin);
	for (size_t i = 0; i < n; i++)
		printf("%s%zu:%d", i ? " " : "", kin[i].index, kin[i].score);
	putchar('\n');
}

static int load_weights(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[64];

	if (!f)
		return 0;
	memset(weights, 0, sizeof(weights));
	while (fgets(line, sizeof(line), f)) {
		char *end;
		long i = strtol(line, &end, 10);

		if (i >= 0 && i < W_COUNT)
			weights[i] = (int16_t)strtol(end, NULL, 10);
	}
	return fclose(f) == 0;
}

/* How priors.py calls a sound: no two alike. */
static const char *unique_text(enum name_sound sound)
{
	switch (sound) {
	case SOUND_FINAL_H:
		return "-h";
	case SOUND_VOWEL_Y:
		return "-y";
	case SOUND_GLIDE_I:
		return "-i-";
	case SOUND_GLIDE_U:
		return "-u-";
	default:
		return name_sound_text(sound);
	}
}

static void print_weights(void)
{
	printf("count %d\n", W_COUNT);
	for (int b = 0; b < SOUND_COUNT; b++)
		printf("sound %d %d %d %s %s\n", b, name_sound_kind(b),
		       b >= SOUND_LATIN_END, unique_text(b), names[b]);
	printf("pair %d\ngap %d\ndoubled %d\nshift %d\nmixed_shift %d\n"
	       "loss %d\nmixed_loss %d\nnear %d\nloss_near %d\n"
	       "doubled_near %d\nlength %d\nvowels %d\nconsonants %d\n"
	       "bare %d\nbase %d\nletter %d\nfirst %d\nlast %d\n"
	       "mixed_length %d\nmixed_vowels %d\n"
	       "mixed_consonants %d\nmixed_bare %d\nmixed_base %d\n",
	       W_PAIR, W_GAP, W_DOUBLED, W_SHIFT, W_MIXED_SHIFT, W_LOSS,
	       W_MIXED_LOSS, W_NEAR, W_LOSS_NEAR, W_DOUBLED_NEAR, W_LENGTH,
	       W_VOWELS, W_CONSONANTS, W_BARE, W_BASE, W_LETTER, W_FIRST,
	       W_LAST, W_MIXED_LENGTH, W_MIXED_VOWELS, W_MIXED_CONSONANTS,
	       W_MIXED_BARE, W_MIXED_BASE);
	for (int i = 0; i < W_COUNT; i++)
		if (name_weights[i])
			printf("weight %d %d\n", i, name_weights[i]);
}

static const struct {
	const char *name;
	void (*line)(struct str);
} modes[] = {
	{"terms", print_term}, {"keys", print_keys}, {"score", print_score},
	{"cost", print_cost},  {"kin", print_kin},
};

int main(int argc, char **argv)
{
	static char line[LINE_BYTES];
	void (*print)(struct str) = NULL;

	if (argc == 2 && strcmp(argv[1], "weights") == 0) {
		print_weights();
		return 0;
	}
	for (size_t i = 0; argc > 1 && i < sizeof(modes) / sizeof(*modes); i++)
		if (strcmp(argv[1], modes[i].name) == 0)
			print = modes[i].line;
	if (!print) {
		fputs("usage: name-tool terms|keys|score|cost|kin [WEIGHTS]|"
		      "weights\n",
		      stderr);
		return 64;
	}
	memcpy(weights, name_weights, sizeof(weights));
	if (argc > 2 && !load_weights(argv[2])) {
		perror(argv[2]);
		return 66;
	}
	while (fgets(line, sizeof(line), stdin))
		print(chomp(line));
	return 0;
}
