#include "indexer/markup/charset_label.h"

#include <iconv.h>

#include "indexer/markup/ascii.h"
#include "indexer/markup/charset.h"

enum { DECLARED_WITHIN = 4 << 10 /* bytes */ };

static const struct label {
	const char *label, *name;
} labels[] = {
	{"ascii", "WINDOWS-1252"},
	{"big5", "BIG5-HKSCS"},
	{"cp1250", "WINDOWS-1250"},
	{"cp1251", "WINDOWS-1251"},
	{"cp1252", "WINDOWS-1252"},
	{"cp1253", "WINDOWS-1253"},
	{"cp1254", "WINDOWS-1254"},
	{"cp1255", "WINDOWS-1255"},
	{"cp1256", "WINDOWS-1256"},
	{"cp1257", "WINDOWS-1257"},
	{"cp1258", "WINDOWS-1258"},
	{"arabic", "ISO-8859-6"},
	{"asmo-708", "ISO-8859-6"},
	{"ecma-114", "ISO-8859-6"},
	{"euc-jp", "EUC-JP"},
	{"euc-kr", "CP949"},
	{"gb18030", "GB18030"},
	{"gb2312", "GB18030"},
	{"gbk", "GB18030"},
	{"hebrew", "ISO-8859-8"},
	{"ibm866", "IBM866"},
	{"iso-8859-1", "WINDOWS-1252"},
	{"iso-8859-2", "ISO-8859-2"},
	{"iso-8859-3", "ISO-8859-3"},
	{"iso-8859-4", "ISO-8859-4"},
	{"iso-8859-5", "ISO-8859-5"},
	{"iso-8859-6", "ISO-8859-6"},
	{"iso-8859-7", "ISO-8859-7"},
	{"iso-8859-8", "ISO-8859-8"},
	{"iso-8859-8-i", "ISO-8859-8"},
	{"iso-8859-9", "WINDOWS-1254"},
	{"iso-8859-10", "ISO-8859-10"},
	{"iso-8859-13", "ISO-8859-13"},
	{"iso-8859-14", "ISO-8859-14"},
	{"iso-8859-15", "ISO-8859-15"},
	{"iso-8859-16", "ISO-8859-16"},
	{"iso8859-1", "WINDOWS-1252"},
	{"iso8859-6", "ISO-8859-6"},
	{"iso8859-9", "WINDOWS-1254"},
	{"iso8859-15", "ISO-8859-15"},
	{"iso_8859-1", "WINDOWS-1252"},
	{"iso_8859-6", "ISO-8859-6"},
	{"iso_8859-9", "WINDOWS-1254"},
	{"iso_8859-15", "ISO-8859-15"},
	{"koi8-r", "KOI8-R"},
	{"koi8-u", "KOI8-U"},
	{"l1", "WINDOWS-1252"},
	{"latin1", "WINDOWS-1252"},
	{"latin-1", "WINDOWS-1252"},
	{"latin2", "ISO-8859-2"},
	{"latin5", "WINDOWS-1254"},
	{"latin9", "ISO-8859-15"},
	{"macintosh", "MACINTOSH"},
	{"shift_jis", "CP932"},
	{"shift-jis", "CP932"},
	{"sjis", "CP932"},
	{"tis-620", "CP874"},
	{"unicode", "UTF-16LE"},
	{"us-ascii", "WINDOWS-1252"},
	{"utf-8", "UTF-8"},
	{"utf8", "UTF-8"},
	{"unicode-1-1-utf-8", "UTF-8"},
	{"utf-16", "UTF-16LE"},
	{"utf-16be", "UTF-16BE"},
	{"utf-16le", "UTF-16LE"},
	{"utf-32", "UTF-32LE"},
	{"utf-32be", "UTF-32BE"},
	{"utf-32le", "UTF-32LE"},
	{"windows-874", "CP874"},
	{"windows-1250", "WINDOWS-1250"},
	{"windows-1251", "WINDOWS-1251"},
	{"windows-1252", "WINDOWS-1252"},
	{"windows-1253", "WINDOWS-1253"},
	{"windows-1254", "WINDOWS-1254"},
	{"windows-1255", "WINDOWS-1255"},
	{"windows-1256", "WINDOWS-1256"},
	{"windows-1257", "WINDOWS-1257"},
	{"windows-1258", "WINDOWS-1258"},
	{"x-cp1252", "WINDOWS-1252"},
	{"x-mac-roman", "MACINTOSH"},
	{"x-sjis", "CP932"},
	{"x-x-big5", "BIG5-HKSCS"},
};

const char *charset_find_label(struct str label)
{
	label = ascii_trim(label);
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		struct str known = {labels[i].label, strlen(labels[i].label)};

		if (ascii_equal(label, known))
			return labels[i].name;
	}
	return NULL;
}

static int is_first_of_its_name(size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(labels[i].name, labels[at].name) == 0)
			return 0;
	return 1;
}

void charset_prepare(void)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (is_first_of_its_name(i))
			(void)iconv_open("UTF-8", labels[i].name);
}

/* What follows the first `word` in s, in any case; empty: none. */
static struct str after(struct str s, struct str word)
{
	for (; s.len >= word.len; s.p++, s.len--)
		if (ascii_begins(s, word))
			return (struct str){s.p + word.len, s.len - word.len};
	return (struct str){s.p, 0};
}

static struct str skip_any(struct str s, const char *chars)
{
	while (s.len && s.p[0] && strchr(chars, s.p[0]))
		s = (struct str){s.p + 1, s.len - 1};
	return s;
}

static struct str label_at(struct str s)
{
	struct str label;

	s = skip_any(s, " \t\r\n");
	if (!s.len || s.p[0] != '=')
		return (struct str){s.p, 0};
	s = skip_any(s, "= \t\r\n\"'");
	label = (struct str){s.p, 0};
	while (label.len < s.len &&
	       (ascii_alpha(s.p[label.len]) || ascii_digit(s.p[label.len]) ||
		strchr("-_:.", s.p[label.len])) &&
	       s.p[label.len])
		label.len++;
	return label;
}

/* <meta charset=x>, <meta content="text/html; charset=x">, and XML's
 * encoding="x" in its first line. */
struct str charset_declared(struct str bytes)
{
	struct str head = bytes, label = {bytes.p, 0};

	if (head.len > DECLARED_WITHIN)
		head.len = DECLARED_WITHIN;
	if (ascii_begins(head, STR("<?xml")))
		label = label_at(after(head, STR("encoding")));
	for (head = after(head, STR("<meta")); head.len && !label.len;
	     head = after(head, STR("<meta"))) {
		const char *end = memchr(head.p, '>', head.len);
		struct str tag = {head.p,
				  end ? (size_t)(end - head.p) : head.len};

		label = label_at(after(tag, STR("charset")));
	}
	return label;
}
