#include "indexer/formats/format.h"

#include <stddef.h>
#include <string.h>

/* In case of a tie the first wins, so the last resort stands last. */
static const struct format *const formats[] = {
	&format_wxr,  &format_feed,     &format_mt,   &format_mbox,
	&format_json, &format_markdown, &format_html, &format_text,
};

/* First bytes of files that are no text though their head may hold no NUL. */
static const struct str magic[] = {
	{"\x89PNG", 4},
	{"GIF8", 4},
	{"\xFF\xD8\xFF", 3},
	{"%PDF-", 5},
	{"PK\x03\x04", 4},
	{"\x1F\x8B", 2},
	{"BZh", 3},
	{"\xFD"
	 "7zXZ",
	 5},
	{"7z\xBC\xAF", 4},
	{"Rar!", 4},
	{"OggS", 4},
	{"ID3", 3},
	{"\x7F"
	 "ELF",
	 4},
	{"%!PS", 4},
	{"wOFF", 4},
	{"wOF2", 4},
};

enum {
	FORMAT_COUNT = sizeof(formats) / sizeof(formats[0]),
	MAGIC_COUNT = sizeof(magic) / sizeof(magic[0])
};

const struct format *format_find(const char *name)
{
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (strcmp(name, formats[i]->name) == 0)
			return formats[i];
	return NULL;
}

const struct format *format_at(size_t i)
{
	return i < FORMAT_COUNT ? formats[i] : NULL;
}

static int starts(struct str s, struct str with)
{
	return s.len >= with.len && memcmp(s.p, with.p, with.len) == 0;
}

/*
 * Text in UTF-16 has a mark, or mostly Latin letters: then nearly every second
 * byte is NUL, all of them on one side.
 */
static int is_utf16(struct str head, const size_t nuls[2])
{
	if (starts(head, STR("\xFF\xFE")) || starts(head, STR("\xFE\xFF")))
		return 1;
	return (nuls[0] == 0 || nuls[1] == 0) &&
	       nuls[0] + nuls[1] >= head.len / 3;
}

static int is_binary(struct str head)
{
	size_t nuls[2] = {0, 0}, controls = 0;

	for (size_t i = 0; i < MAGIC_COUNT; i++)
		if (starts(head, magic[i]))
			return 1;
	for (size_t i = 0; i < head.len; i++) {
		unsigned char c = (unsigned char)head.p[i];

		if (c == 0)
			nuls[i % 2]++;
		else if (c < 0x20 && !strchr("\t\n\v\f\r\x1A\x1B", c))
			controls++;
	}
	if (nuls[0] + nuls[1] && !is_utf16(head, nuls))
		return 1;
	/* Real archives hold a stray control byte here and there. */
	return controls > 8 && controls > head.len / 16;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int same_suffix(struct str suffix, const char *name)
{
	for (size_t i = 0; i < suffix.len; i++)
		if (lower(suffix.p[i]) != name[i])
			return 0;
	return 1;
}

static int has_suffix(struct str path, const char *suffixes)
{
	const char *dot = path.len ? memrchr(path.p, '.', path.len) : NULL;
	struct str suffix;

	if (!dot)
		return 0;
	suffix.p = dot + 1;
	suffix.len = (size_t)(path.p + path.len - suffix.p);
	while (*suffixes) {
		size_t n = strcspn(suffixes, " ");

		if (n == suffix.len && n && same_suffix(suffix, suffixes))
			return 1;
		suffixes += n + strspn(suffixes + n, " ");
	}
	return 0;
}

const struct format *format_sniff(struct str path, struct str head)
{
	const struct format *best = NULL;
	int best_score = FORMAT_ENOUGH - 1;

	if (head.len > FORMAT_HEAD_SIZE)
		head.len = FORMAT_HEAD_SIZE;
	if (is_binary(head))
		return NULL;
	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		int score = formats[i]->sniff(head);

		if (has_suffix(path, formats[i]->suffixes))
			score += FORMAT_SUFFIX_BONUS;
		if (score > best_score) {
			best = formats[i];
			best_score = score;
		}
	}
	return best;
}
