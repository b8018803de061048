#include "common/base/date_words.h"

/* clang-format off */
static const struct date_word words[] = {
	/* English, full and short; many serve French and German too. */
	{"january", DATE_WORD_MONTH, 1}, {"jan", DATE_WORD_MONTH, 1},
	{"february", DATE_WORD_MONTH, 2}, {"feb", DATE_WORD_MONTH, 2},
	{"march", DATE_WORD_MONTH, 3}, {"mar", DATE_WORD_MONTH, 3},
	{"april", DATE_WORD_MONTH, 4}, {"apr", DATE_WORD_MONTH, 4},
	{"may", DATE_WORD_MONTH, 5},
	{"june", DATE_WORD_MONTH, 6}, {"jun", DATE_WORD_MONTH, 6},
	{"july", DATE_WORD_MONTH, 7}, {"jul", DATE_WORD_MONTH, 7},
	{"august", DATE_WORD_MONTH, 8}, {"aug", DATE_WORD_MONTH, 8},
	{"september", DATE_WORD_MONTH, 9}, {"sep", DATE_WORD_MONTH, 9},
	{"sept", DATE_WORD_MONTH, 9},
	{"october", DATE_WORD_MONTH, 10}, {"oct", DATE_WORD_MONTH, 10},
	{"november", DATE_WORD_MONTH, 11}, {"nov", DATE_WORD_MONTH, 11},
	{"december", DATE_WORD_MONTH, 12}, {"dec", DATE_WORD_MONTH, 12},
	/* French */
	{"janvier", DATE_WORD_MONTH, 1}, {"janv", DATE_WORD_MONTH, 1},
	{"fevrier", DATE_WORD_MONTH, 2}, {"fevr", DATE_WORD_MONTH, 2},
	{"fev", DATE_WORD_MONTH, 2},
	{"mars", DATE_WORD_MONTH, 3},
	{"avril", DATE_WORD_MONTH, 4}, {"avr", DATE_WORD_MONTH, 4},
	{"mai", DATE_WORD_MONTH, 5},
	{"juin", DATE_WORD_MONTH, 6},
	{"juillet", DATE_WORD_MONTH, 7}, {"juil", DATE_WORD_MONTH, 7},
	{"aout", DATE_WORD_MONTH, 8},
	{"septembre", DATE_WORD_MONTH, 9},
	{"octobre", DATE_WORD_MONTH, 10},
	{"novembre", DATE_WORD_MONTH, 11},
	{"decembre", DATE_WORD_MONTH, 12},
	/* German, with the Austrian forms and umlauts spelled out */
	{"januar", DATE_WORD_MONTH, 1}, {"janner", DATE_WORD_MONTH, 1},
	{"jaenner", DATE_WORD_MONTH, 1},
	{"februar", DATE_WORD_MONTH, 2}, {"feber", DATE_WORD_MONTH, 2},
	{"marz", DATE_WORD_MONTH, 3}, {"maerz", DATE_WORD_MONTH, 3},
	{"mrz", DATE_WORD_MONTH, 3},
	{"juni", DATE_WORD_MONTH, 6}, {"juli", DATE_WORD_MONTH, 7},
	{"oktober", DATE_WORD_MONTH, 10}, {"okt", DATE_WORD_MONTH, 10},
	{"dezember", DATE_WORD_MONTH, 12}, {"dez", DATE_WORD_MONTH, 12},
	/* Arabic of the Levant and Iraq */
	{"كانون الثاني", DATE_WORD_MONTH, 1},
	{"شباط", DATE_WORD_MONTH, 2}, {"اذار", DATE_WORD_MONTH, 3},
	{"نيسان", DATE_WORD_MONTH, 4}, {"ايار", DATE_WORD_MONTH, 5},
	{"حزيران", DATE_WORD_MONTH, 6}, {"تموز", DATE_WORD_MONTH, 7},
	{"اب", DATE_WORD_MONTH, 8}, {"ايلول", DATE_WORD_MONTH, 9},
	{"تشرين الاول", DATE_WORD_MONTH, 10},
	{"تشرين الثاني", DATE_WORD_MONTH, 11},
	{"كانون الاول", DATE_WORD_MONTH, 12},
	/* Arabic of Egypt, the Gulf and the Maghreb */
	{"يناير", DATE_WORD_MONTH, 1}, {"جانفي", DATE_WORD_MONTH, 1},
	{"فبراير", DATE_WORD_MONTH, 2}, {"فيفري", DATE_WORD_MONTH, 2},
	{"مارس", DATE_WORD_MONTH, 3},
	{"ابريل", DATE_WORD_MONTH, 4}, {"افريل", DATE_WORD_MONTH, 4},
	{"مايو", DATE_WORD_MONTH, 5}, {"ماي", DATE_WORD_MONTH, 5},
	{"يونيو", DATE_WORD_MONTH, 6}, {"يونيه", DATE_WORD_MONTH, 6},
	{"جوان", DATE_WORD_MONTH, 6},
	{"يوليو", DATE_WORD_MONTH, 7}, {"يوليه", DATE_WORD_MONTH, 7},
	{"يوليوز", DATE_WORD_MONTH, 7}, {"جويلية", DATE_WORD_MONTH, 7},
	{"اغسطس", DATE_WORD_MONTH, 8}, {"غشت", DATE_WORD_MONTH, 8},
	{"اوت", DATE_WORD_MONTH, 8},
	{"سبتمبر", DATE_WORD_MONTH, 9}, {"شتنبر", DATE_WORD_MONTH, 9},
	{"اكتوبر", DATE_WORD_MONTH, 10},
	{"نوفمبر", DATE_WORD_MONTH, 11}, {"نونبر", DATE_WORD_MONTH, 11},
	{"ديسمبر", DATE_WORD_MONTH, 12}, {"دجنبر", DATE_WORD_MONTH, 12},
	/* Zones; "ET" and its like are as the season has it. */
	{"z", DATE_WORD_ZONE, 0}, {"gmt", DATE_WORD_ZONE, 0},
	{"utc", DATE_WORD_ZONE, 0}, {"ut", DATE_WORD_ZONE, 0},
	{"wet", DATE_WORD_ZONE, 0}, {"west", DATE_WORD_ZONE, 60},
	{"bst", DATE_WORD_ZONE, 60}, {"cet", DATE_WORD_ZONE, 60},
	{"met", DATE_WORD_ZONE, 60}, {"mez", DATE_WORD_ZONE, 60},
	{"cest", DATE_WORD_ZONE, 120}, {"mesz", DATE_WORD_ZONE, 120},
	{"eet", DATE_WORD_ZONE, 120}, {"eest", DATE_WORD_ZONE, 180},
	{"msk", DATE_WORD_ZONE, 180}, {"trt", DATE_WORD_ZONE, 180},
	{"irst", DATE_WORD_ZONE, 210}, {"jst", DATE_WORD_ZONE, 540},
	{"est", DATE_WORD_ZONE, -300}, {"edt", DATE_WORD_ZONE, -240},
	{"et", DATE_WORD_SEASON, -300}, {"cst", DATE_WORD_ZONE, -360},
	{"cdt", DATE_WORD_ZONE, -300}, {"ct", DATE_WORD_SEASON, -360},
	{"mst", DATE_WORD_ZONE, -420}, {"mdt", DATE_WORD_ZONE, -360},
	{"mt", DATE_WORD_SEASON, -420}, {"pst", DATE_WORD_ZONE, -480},
	{"pdt", DATE_WORD_ZONE, -420}, {"pt", DATE_WORD_SEASON, -480},
	/* Halves of the day */
	{"am", DATE_WORD_HALF, 0}, {"a.m.", DATE_WORD_HALF, 0},
	{"pm", DATE_WORD_HALF, 12}, {"p.m.", DATE_WORD_HALF, 12},
	{"ص", DATE_WORD_HALF, 0}, {"صباحا", DATE_WORD_HALF, 0},
	{"م", DATE_WORD_HALF, 12}, {"مساء", DATE_WORD_HALF, 12},
	{"t", DATE_WORD_T, 0},
	/* Ordinals and small words */
	{"st", DATE_WORD_FILLER, 0}, {"nd", DATE_WORD_FILLER, 0},
	{"rd", DATE_WORD_FILLER, 0}, {"th", DATE_WORD_FILLER, 0},
	{"er", DATE_WORD_FILLER, 0}, {"of", DATE_WORD_FILLER, 0},
	{"on", DATE_WORD_FILLER, 0}, {"the", DATE_WORD_FILLER, 0},
	{"at", DATE_WORD_FILLER, 0}, {"le", DATE_WORD_FILLER, 0},
	{"a", DATE_WORD_FILLER, 0}, {"den", DATE_WORD_FILLER, 0},
	{"der", DATE_WORD_FILLER, 0}, {"um", DATE_WORD_FILLER, 0},
	{"uhr", DATE_WORD_FILLER, 0},
	/* Weekdays; French "mar." is taken for March, so it is not here. */
	{"monday", DATE_WORD_FILLER, 0}, {"mon", DATE_WORD_FILLER, 0},
	{"tuesday", DATE_WORD_FILLER, 0}, {"tue", DATE_WORD_FILLER, 0},
	{"tues", DATE_WORD_FILLER, 0},
	{"wednesday", DATE_WORD_FILLER, 0}, {"wed", DATE_WORD_FILLER, 0},
	{"thursday", DATE_WORD_FILLER, 0}, {"thu", DATE_WORD_FILLER, 0},
	{"thur", DATE_WORD_FILLER, 0}, {"thurs", DATE_WORD_FILLER, 0},
	{"friday", DATE_WORD_FILLER, 0}, {"fri", DATE_WORD_FILLER, 0},
	{"saturday", DATE_WORD_FILLER, 0}, {"sat", DATE_WORD_FILLER, 0},
	{"sunday", DATE_WORD_FILLER, 0}, {"sun", DATE_WORD_FILLER, 0},
	{"lundi", DATE_WORD_FILLER, 0}, {"lun", DATE_WORD_FILLER, 0},
	{"mardi", DATE_WORD_FILLER, 0},
	{"mercredi", DATE_WORD_FILLER, 0}, {"mer", DATE_WORD_FILLER, 0},
	{"jeudi", DATE_WORD_FILLER, 0}, {"jeu", DATE_WORD_FILLER, 0},
	{"vendredi", DATE_WORD_FILLER, 0}, {"ven", DATE_WORD_FILLER, 0},
	{"samedi", DATE_WORD_FILLER, 0}, {"sam", DATE_WORD_FILLER, 0},
	{"dimanche", DATE_WORD_FILLER, 0}, {"dim", DATE_WORD_FILLER, 0},
	{"montag", DATE_WORD_FILLER, 0}, {"mo", DATE_WORD_FILLER, 0},
	{"dienstag", DATE_WORD_FILLER, 0}, {"di", DATE_WORD_FILLER, 0},
	{"mittwoch", DATE_WORD_FILLER, 0}, {"mi", DATE_WORD_FILLER, 0},
	{"donnerstag", DATE_WORD_FILLER, 0}, {"do", DATE_WORD_FILLER, 0},
	{"freitag", DATE_WORD_FILLER, 0}, {"fr", DATE_WORD_FILLER, 0},
	{"samstag", DATE_WORD_FILLER, 0}, {"sa", DATE_WORD_FILLER, 0},
	{"sonnabend", DATE_WORD_FILLER, 0},
	{"sonntag", DATE_WORD_FILLER, 0}, {"so", DATE_WORD_FILLER, 0},
	{"الاثنين", DATE_WORD_FILLER, 0}, {"الثلاثاء", DATE_WORD_FILLER, 0},
	{"الاربعاء", DATE_WORD_FILLER, 0}, {"الخميس", DATE_WORD_FILLER, 0},
	{"الجمعة", DATE_WORD_FILLER, 0}, {"السبت", DATE_WORD_FILLER, 0},
	{"الاحد", DATE_WORD_FILLER, 0}, {"يوم", DATE_WORD_FILLER, 0},
};

/* What one character becomes; "" drops it. */
static const struct { const char *from, *to; } folds[] = {
	{"à", "a"}, {"â", "a"}, {"ä", "a"}, {"Ä", "a"}, {"À", "a"},
	{"é", "e"}, {"è", "e"}, {"É", "e"}, {"û", "u"}, {"Û", "u"},
	{"أ", "ا"}, {"إ", "ا"}, {"آ", "ا"}, {"ى", "ي"}, {"،", ","},
	{"\u0640", ""}, {"\u064B", ""}, {"\u064C", ""}, {"\u064D", ""},
	{"\u064E", ""}, {"\u064F", ""}, {"\u0650", ""}, {"\u0651", ""},
	{"\u0652", ""}, {"\u0653", ""}, {"\u0654", ""}, {"\u0655", ""},
	{"\u0300", ""}, {"\u0301", ""}, {"\u0302", ""}, {"\u0308", ""},
	{"\u00A0", " "}, {"\u202F", " "}, {"\u2009", " "},
	{"\u200E", ""}, {"\u200F", ""}, {"\u2013", "-"}, {"\u2212", "-"},
};
/* clang-format on */

enum {
	WORD_COUNT = sizeof(words) / sizeof(words[0]),
	FOLD_COUNT = sizeof(folds) / sizeof(folds[0])
};

const struct date_word *date_word_at(struct str folded)
{
	const struct date_word *best = NULL;
	size_t best_len = 0;

	for (size_t i = 0; i < WORD_COUNT; i++) {
		size_t n = strlen(words[i].name);

		if (n <= best_len || n > folded.len ||
		    memcmp(words[i].name, folded.p, n) != 0)
			continue;
		if (n < folded.len && date_is_letter(folded.p[n]))
			continue;
		best = &words[i];
		best_len = n;
	}
	return best;
}

/* U+0660-0669 are D9 A0-A9, U+06F0-06F9 are DB B0-B9; 0: no such digit. */
static char foreign_digit(const unsigned char *p, size_t len)
{
	if (len < 2)
		return 0;
	if (p[0] == 0xD9 && p[1] >= 0xA0 && p[1] <= 0xA9)
		return (char)('0' + (p[1] - 0xA0));
	if (p[0] == 0xDB && p[1] >= 0xB0 && p[1] <= 0xB9)
		return (char)('0' + (p[1] - 0xB0));
	return 0;
}

/* Fold the character at `in`; returns how many of its bytes that took. */
static size_t fold_one(char *out, size_t *len, const char *in, size_t left)
{
	char c = foreign_digit((const unsigned char *)in, left);

	if (c) {
		out[(*len)++] = c;
		return 2;
	}
	for (size_t i = 0; i < FOLD_COUNT; i++) {
		size_t n = strlen(folds[i].from), m = strlen(folds[i].to);

		if (n > left || memcmp(folds[i].from, in, n) != 0)
			continue;
		memcpy(out + *len, folds[i].to, m); /* m <= n */
		*len += m;
		return n;
	}
	out[(*len)++] = *in;
	return 1;
}

size_t date_fold(char out[DATE_TEXT_MAX], struct str text)
{
	size_t len = 0, i = 0;

	while (i < text.len) {
		char c = text.p[i];

		if ((unsigned char)c >= 0x80) {
			i += fold_one(out, &len, text.p + i, text.len - i);
			continue;
		}
		i++;
		if (c == '\t' || c == '\n' || c == '\r')
			c = ' ';
		if (c == ' ' && len && out[len - 1] == ' ')
			continue;
		out[len++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return len;
}
