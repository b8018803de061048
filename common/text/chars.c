#include "common/text/chars.h"

#include <stddef.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

struct range {
	uint32_t first, last;
	uint8_t cls;
};

/* Ordered by their first character. */
static const struct range ranges[] = {
	{0x0027, 0x0027, CHAR_APOSTROPHE}, /* ' */
	{0x002D, 0x002D, CHAR_HYPHEN},
	{0x0060, 0x0060, CHAR_APOSTROPHE}, /* ` */
	{0x00AD, 0x00AD, CHAR_DROP},       /* soft hyphen */
	{0x00B4, 0x00B4, CHAR_APOSTROPHE}, /* acute accent */
	{0x02B9, 0x02BF, CHAR_AYN},        /* modifier primes, commas, rings */
	{0x02C8, 0x02C8, CHAR_AYN},
	{0x02CA, 0x02CB, CHAR_AYN},
	{0x02D2, 0x02D3, CHAR_AYN},
	{0x0300, 0x036F, CHAR_DROP}, /* combining marks */
	{0x0483, 0x0489, CHAR_DROP},
	{0x055A, 0x055A, CHAR_APOSTROPHE},
	{0x0591, 0x05BD, CHAR_DROP}, /* Hebrew points */
	{0x05BF, 0x05BF, CHAR_DROP},
	{0x05C1, 0x05C2, CHAR_DROP},
	{0x05C4, 0x05C5, CHAR_DROP},
	{0x05F3, 0x05F3, CHAR_APOSTROPHE}, /* geresh */
	{0x0610, 0x061A, CHAR_DROP},       /* Arabic signs */
	{0x061C, 0x061C, CHAR_DROP},       /* Arabic letter mark */
	{0x0640, 0x0640, CHAR_DROP},       /* tatweel */
	{0x064B, 0x065F, CHAR_DROP},       /* Arabic marks, hamza above/below */
	{0x0670, 0x0670, CHAR_DROP},
	{0x06D6, 0x06DC, CHAR_DROP},
	{0x06DF, 0x06E8, CHAR_DROP},
	{0x06EA, 0x06ED, CHAR_DROP},
	{0x0E00, 0x0EFF, CHAR_GRAM}, /* Thai, Lao */
	{0x1000, 0x109F, CHAR_GRAM}, /* Myanmar */
	{0x1100, 0x11FF, CHAR_GRAM}, /* Hangul jamo */
	{0x1780, 0x17FF, CHAR_GRAM}, /* Khmer */
	{0x180B, 0x180F, CHAR_DROP},
	{0x1AB0, 0x1AFF, CHAR_DROP},
	{0x1DC0, 0x1DFF, CHAR_DROP},
	{0x200B, 0x200F, CHAR_DROP}, /* zero-width characters, marks */
	{0x2010, 0x2011, CHAR_HYPHEN},
	{0x2018, 0x201B, CHAR_APOSTROPHE}, /* quotation marks */
	{0x202A, 0x202E, CHAR_DROP},       /* bidi controls */
	{0x2032, 0x2032, CHAR_APOSTROPHE}, /* prime */
	{0x2035, 0x2035, CHAR_APOSTROPHE},
	{0x2060, 0x206F, CHAR_DROP},
	{0x20D0, 0x20FF, CHAR_DROP},
	{0x2E80, 0x2FDF, CHAR_GRAM}, /* CJK radicals */
	{0x3005, 0x3007, CHAR_GRAM},
	{0x3031, 0x3035, CHAR_GRAM},
	{0x3041, 0x3098, CHAR_GRAM}, /* kana, bopomofo, jamo, ideographs */
	{0x309D, 0x30FA, CHAR_GRAM},
	{0x30FC, 0x318F, CHAR_GRAM},
	{0x31A0, 0x31BF, CHAR_GRAM},
	{0x31F0, 0x31FF, CHAR_GRAM},
	{0x3400, 0x4DBF, CHAR_GRAM},
	{0x4E00, 0x9FFF, CHAR_GRAM},
	{0xA78B, 0xA78C, CHAR_AYN}, /* saltillo */
	{0xA960, 0xA97F, CHAR_GRAM},
	{0xAC00, 0xD7FF, CHAR_GRAM}, /* Hangul */
	{0xF900, 0xFAFF, CHAR_GRAM},
	{0xFE00, 0xFE0F, CHAR_DROP}, /* variation selectors */
	{0xFE20, 0xFE2F, CHAR_DROP},
	{0xFE63, 0xFE63, CHAR_HYPHEN},
	{0xFEFF, 0xFEFF, CHAR_DROP}, /* zero-width no-break space */
	{0xFF07, 0xFF07, CHAR_APOSTROPHE},
	{0xFF0D, 0xFF0D, CHAR_HYPHEN},
	{0xFF66, 0xFF9F, CHAR_GRAM},
	{0x1B000, 0x1B16F, CHAR_GRAM},
	{0x20000, 0x3FFFF, CHAR_GRAM},
	{0xE0000, 0xE0FFF, CHAR_DROP}, /* tags, variation selectors */
};

enum { RANGE_COUNT = sizeof(ranges) / sizeof(ranges[0]) };

/* Letters that no decomposition joins. Ordered by the letter. */
static const struct {
	uint32_t from;
	const char *to;
} letters[] = {
	{0x00DF, "ss"}, /* ß */
	{0x00E6, "ae"}, /* æ */
	{0x00F0, "d"},  /* ð */
	{0x00F8, "o"},  /* ø */
	{0x00FE, "th"}, /* þ */
	{0x0111, "d"},  /* đ */
	{0x0127, "h"},  /* ħ */
	{0x0131, "i"},  /* ı */
	{0x0138, "k"},  /* ĸ */
	{0x0142, "l"},  /* ł */
	{0x014B, "n"},  /* ŋ */
	{0x0153, "oe"}, /* œ */
	{0x0167, "t"},  /* ŧ */
	{0x0180, "b"},  /* ƀ */
	{0x0259, "a"},  /* ə */
	{0x03C2, "σ"},  /* ς */
	{0x0629, "ه"},  /* ta marbuta */
	{0x0649, "ي"},  /* alef maqsura */
	{0x0671, "ا"},  /* alef wasla */
	{0x06A9, "ك"},  /* Persian kaf */
	{0x06AA, "ك"},  {0x06BE, "ه"}, {0x06C1, "ه"}, {0x06C3, "ه"},
	{0x06CC, "ي"}, /* Persian ya */
	{0x06CD, "ي"},  {0x06D0, "ي"}, {0x06D2, "ي"}, {0x06D5, "ه"},
};

enum { LETTER_COUNT = sizeof(letters) / sizeof(letters[0]) };

static int range_class(uint32_t c)
{
	size_t low = 0, high = RANGE_COUNT;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (ranges[mid].last < c)
			low = mid + 1;
		else
			high = mid;
	}
	return low < RANGE_COUNT && ranges[low].first <= c ? ranges[low].cls
							   : CHAR_BREAK;
}

static const char *letter_fold(uint32_t c)
{
	for (size_t i = 0; i < LETTER_COUNT; i++)
		if (letters[i].from == c)
			return letters[i].to;
	return NULL;
}

static void append(struct char_info *info, const char *p, size_t len)
{
	if (len > CHAR_FOLD_MAX - (size_t)info->len)
		return; /* ligatures of whole phrases: their beginning */
	memcpy(info->fold + info->len, p, len);
	info->len = (uint8_t)(info->len + len);
}

/* Add what one decomposed character folds to; 0: it ends a word. */
static int append_char(struct char_info *info, ucs4_t c)
{
	char utf8[6];
	const char *special;
	int digit;

	if (range_class(c) == CHAR_DROP)
		return 1;
	digit = uc_decimal_value(c);
	if (digit >= 0) {
		utf8[0] = (char)('0' + digit);
		append(info, utf8, 1);
		return 1;
	}
	if (!uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L |
							 UC_CATEGORY_MASK_M |
							 UC_CATEGORY_MASK_Nl))
		return 0;
	c = uc_tolower(c);
	special = letter_fold(c);
	if (special) {
		append(info, special, strlen(special));
		return 1;
	}
	append(info, utf8, (size_t)u8_uctomb((uint8_t *)utf8, c, sizeof(utf8)));
	return 1;
}

static void compute(struct char_info *info, uint32_t c)
{
	ucs4_t parts[32];
	size_t n = sizeof(parts) / sizeof(parts[0]);
	ucs4_t ch = c;
	int word = 1;

	*info = (struct char_info){.cls = (uint8_t)range_class(c)};
	if (info->cls == CHAR_GRAM) {
		info->len = (uint8_t)u8_uctomb((uint8_t *)info->fold, c, 6);
		return;
	}
	if (info->cls != CHAR_BREAK)
		return;
	/* Fails only when 32 characters do not suffice, which none needs. */
	if (!u32_normalize(UNINORM_NFKD, &ch, 1, parts, &n))
		return;
	for (size_t i = 0; i < n && word; i++)
		word = append_char(info, parts[i]);
	if (!word || info->len == 0) {
		info->len = 0;
		return;
	}
	info->upper = uc_is_general_category_withtable(
		c, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt);
	info->cls = uc_decimal_value(c) >= 0 ? CHAR_DIGIT : CHAR_LETTER;
}

enum { CACHED = 0x3000 /* all alphabets but a few */ };

const struct char_info *char_info(uint32_t c)
{
	static struct char_info cache[CACHED], rare;
	static uint8_t known[CACHED];

	if (c >= CACHED) {
		compute(&rare, c);
		return &rare;
	}
	if (!known[c]) {
		compute(&cache[c], c);
		known[c] = 1;
	}
	return &cache[c];
}
