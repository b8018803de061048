#include "indexer/markup/charset.h"

#include <errno.h>
#include <iconv.h>

#include <uchardet.h>

#include "common/text/utf8.h"
#include "indexer/markup/charset_label.h"
#include "indexer/markup/cp1252.h"
#include "indexer/markup/mojibake.h"

enum {
	DETECT_MAX = 64 << 10, /* bytes shown to the detector */
	PATTERN_MAX = 4 << 10, /* bytes looked at for UTF-16's NULs */
	UTF8_PERCENT = 90,     /* of characters, to be UTF-8 with strays */
	FOREIGN_PERCENT = 2    /* of bytes, for the detector to be heard */
};

#define REPLACEMENT STR("\xEF\xBF\xBD")

static const struct bom {
	struct str bytes;
	const char *name;
} boms[] = {
	{{"\xEF\xBB\xBF", 3}, "UTF-8"},
	{{"\xFF\xFE\0\0", 4}, "UTF-32LE"}, /* before UTF-16LE's */
	{{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
	{{"\xFF\xFE", 2}, "UTF-16LE"},
	{{"\xFE\xFF", 2}, "UTF-16BE"},
};

/* One text on its way to UTF-8. */
struct decoding {
	struct str in;
	struct buf *out;
	struct diag *diag;
	struct error *err;
	size_t controls; /* left out */
};

static const char *take_bom(struct str *in)
{
	for (size_t i = 0; i < sizeof(boms) / sizeof(*boms); i++) {
		struct str bom = boms[i].bytes;

		if (in->len < bom.len || memcmp(in->p, bom.p, bom.len) != 0)
			continue;
		*in = (struct str){in->p + bom.len, in->len - bom.len};
		return boms[i].name;
	}
	return NULL;
}

/* In UTF-16 nearly all bytes of one half are small, some NUL among them:
 * Latin, Greek, Cyrillic, Hebrew and Arabic stand below U+0700. */
static const char *find_utf16(struct str in)
{
	size_t nuls[2] = {0, 0}, small[2] = {0, 0};
	size_t n = (in.len < PATTERN_MAX ? in.len : PATTERN_MAX) / 2;

	if (!n || !memchr(in.p, '\0', 2 * n))
		return NULL;
	for (size_t i = 0; i < 2 * n; i++) {
		nuls[i & 1] += in.p[i] == '\0';
		small[i & 1] += (unsigned char)in.p[i] < 0x07;
	}
	if (nuls[1] && small[1] * 4 >= n * 3 && small[0] * 8 < n)
		return "UTF-16LE";
	if (nuls[0] && small[0] * 4 >= n * 3 && small[1] * 8 < n)
		return "UTF-16BE";
	return NULL;
}

static enum status put_char(struct decoding *d, uint32_t c)
{
	char utf8[4];

	return buf_add(d->out, (struct str){utf8, utf8_put(utf8, c)}, d->err);
}

static enum status put_cp1252(struct decoding *d, struct str s)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < s.len; i++) {
		uint32_t c = cp1252_decode((unsigned char)s.p[i]);

		st = put_char(d, c >= 0x80 && c < 0xA0 ? 0xFFFD : c);
	}
	return st;
}

/* Some converters keep the last letter until they know no mark follows. */
static enum status iconv_flush(struct decoding *d, iconv_t cd)
{
	char piece[64];
	char *out = piece;
	size_t room = sizeof(piece);

	if (iconv(cd, NULL, NULL, &out, &room) == (size_t)-1)
		return ST_OK;
	return buf_add(d->out, (struct str){piece, sizeof(piece) - room},
		       d->err);
}

/* What iconv stops at: one replacement for the bytes it cannot read. */
static enum status iconv_loop(struct decoding *d, iconv_t cd, size_t unit,
			      size_t *bad)
{
	char *in = (char *)(uintptr_t)d->in.p; /* iconv only reads it */
	size_t left = d->in.len;
	enum status st = ST_OK;

	while (st == ST_OK && left) {
		char piece[4096];
		char *out = piece;
		size_t room = sizeof(piece);
		size_t n = iconv(cd, &in, &left, &out, &room);
		int why = n == (size_t)-1 ? errno : 0;

		st = buf_add(d->out, (struct str){piece, sizeof(piece) - room},
			     d->err);
		if (st != ST_OK || !why || why == E2BIG)
			continue;
		st = buf_add(d->out, REPLACEMENT, d->err);
		(*bad)++;
		n = why == EINVAL || left < unit ? left : unit;
		in += n;
		left -= n;
	}
	return st == ST_OK ? iconv_flush(d, cd) : st;
}

static size_t unit_of(const char *name)
{
	if (strncmp(name, "UTF-16", 6) == 0)
		return 2;
	return strncmp(name, "UTF-32", 6) == 0 ? 4 : 1;
}

static enum status decode_as(struct decoding *d, const char *name)
{
	iconv_t cd;
	size_t bad = 0;
	enum status st;

	if (strcmp(name, "WINDOWS-1252") == 0)
		return put_cp1252(d, d->in);
	cd = iconv_open("UTF-8", name);
	if (cd == (iconv_t)-1) {
		diag_report(d->diag, DIAG_WARNING, NULL,
			    "no converter for %s; read as windows-1252", name);
		return put_cp1252(d, d->in);
	}
	st = iconv_loop(d, cd, unit_of(name), &bad);
	iconv_close(cd);
	if (bad)
		diag_report(d->diag, DIAG_WARNING, NULL,
			    "%zu byte sequences are not %s", bad, name);
	return st;
}

/* Mostly UTF-8? Counts characters beyond ASCII. */
static int mostly_utf8(struct str in)
{
	size_t good = 0, bad = 0, n;
	int valid;

	for (; in.len; in = (struct str){in.p + n, in.len - n}) {
		n = 1;
		if ((unsigned char)in.p[0] < 0x80)
			continue;
		n = utf8_step(in, &valid);
		*(valid ? &good : &bad) += 1;
	}
	return good * 100 > (good + bad) * UTF8_PERCENT;
}

/* UTF-8 but for strays; those are quotes pasted from elsewhere. */
static enum status decode_mixed(struct decoding *d)
{
	size_t strays = 0, n;
	struct str in = d->in;
	enum status st = ST_OK;
	int valid;

	for (; st == ST_OK && in.len; in = (struct str){in.p + n, in.len - n}) {
		n = utf8_step(in, &valid);
		if (valid) {
			st = buf_add(d->out, (struct str){in.p, n}, d->err);
			continue;
		}
		strays++;
		st = put_cp1252(d, (struct str){in.p, n});
	}
	diag_report(d->diag, DIAG_WARNING, NULL,
		    "%zu bytes are not UTF-8; read as windows-1252", strays);
	return st;
}

/* The part worth showing: a window from the first byte beyond ASCII on. */
static struct str detector_window(struct str in)
{
	size_t i = 0;

	while (i < in.len && (unsigned char)in.p[i] < 0x80)
		i++;
	in = (struct str){in.p + i, in.len - i};
	if (in.len > DETECT_MAX)
		in.len = DETECT_MAX;
	return in;
}

static size_t high_bytes(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += (unsigned char)s.p[i] >= 0x80;
	return n;
}

/* A few quotes in an English text say nothing about its encoding, and the
 * detector then answers anything. NULL: not known. */
static const char *detect(struct str in)
{
	struct str window = detector_window(in);
	const char *name = NULL;
	uchardet_t detector;

	if (high_bytes(window) * 100 < window.len * FOREIGN_PERCENT)
		return NULL;
	detector = uchardet_new();
	if (uchardet_handle_data(detector, window.p, window.len) == 0) {
		uchardet_data_end(detector);
		name = uchardet_get_charset(detector);
		name = charset_find_label((struct str){name, strlen(name)});
	}
	uchardet_delete(detector);
	return name && strcmp(name, "UTF-8") != 0 ? name : NULL;
}

static enum status decode_guessed(struct decoding *d)
{
	const char *name = detect(d->in);

	if (!name)
		name = "WINDOWS-1252";
	diag_report(d->diag, DIAG_NOTE, NULL,
		    "neither UTF-8 nor declared; read as %s", name);
	return decode_as(d, name);
}

/* Not UTF-8 as it stands, and without a mark. */
static enum status decode_declared(struct decoding *d, struct str declared)
{
	const char *name = charset_find_label(declared);

	if (declared.len && !name)
		diag_report(d->diag, DIAG_WARNING, NULL,
			    "unknown encoding '%.*s'",
			    (int)(declared.len < 40 ? declared.len : 40),
			    declared.p);
	/* A declaration read as ASCII is not one of UTF-16. */
	if (name && strncmp(name, "UTF-", 4) != 0)
		return decode_as(d, name);
	return mostly_utf8(d->in) ? decode_mixed(d) : decode_guessed(d);
}

/* Bytes from the start of s that stand as they are: no carriage returns, no
 * controls, neither in ASCII nor as U+0080 to U+009F. */
static size_t settled_length(struct str s)
{
	size_t n = 0;

	for (; n < s.len; n++) {
		unsigned char c = (unsigned char)s.p[n];

		if (c < 0x20 ? c != '\n' && c != '\t' : c == 0x7F)
			break;
		if (c == 0xC2 && n + 1 < s.len &&
		    (unsigned char)s.p[n + 1] < 0xA0)
			break;
	}
	return n;
}

/* Add what the character at the start of s becomes; returns its bytes. */
static size_t settle_char(struct decoding *d, struct str s, enum status *st)
{
	unsigned char c = (unsigned char)s.p[0];
	uint32_t mapped;

	if (c == 0xC2) {
		mapped = cp1252_decode((unsigned char)s.p[1]);
		*st = mapped < 0xA0 ? ST_OK : put_char(d, mapped);
		return 2;
	}
	*st = ST_OK;
	if (c == '\r' || c == '\f' || c == '\v')
		*st = buf_add(d->out, STR("\n"), d->err);
	else
		d->controls++;
	return c == '\r' && s.len > 1 && s.p[1] == '\n' ? 2 : 1;
}

/* Valid UTF-8 to the form we promise. */
static enum status settle(struct str *out, struct decoding *d, struct str text)
{
	size_t n = settled_length(text);
	enum status st = ST_OK;

	*out = text;
	if (n == text.len)
		return ST_OK;
	while (st == ST_OK && text.len) {
		n = settled_length(text);
		st = buf_add(d->out, (struct str){text.p, n}, d->err);
		text = (struct str){text.p + n, text.len - n};
		if (st != ST_OK || !text.len)
			break;
		n = settle_char(d, text, &st);
		text = (struct str){text.p + n, text.len - n};
	}
	*out = buf_str(d->out);
	if (st == ST_OK && d->controls)
		diag_report(d->diag, DIAG_NOTE, NULL,
			    "%zu control characters left out", d->controls);
	return st;
}

static enum status decode(struct decoding *d, const char *name,
			  struct str declared)
{
	if (!name)
		return decode_declared(d, declared);
	if (strcmp(name, "UTF-8") == 0)
		return mostly_utf8(d->in) ? decode_mixed(d) : decode_guessed(d);
	return decode_as(d, name);
}

int charset_is_wide(struct str in)
{
	const char *name = take_bom(&in);

	return name ? unit_of(name) > 1 : find_utf16(in) != NULL;
}

/* `raw`, which holds the text or is empty, holds it then. */
static enum status repair_mojibake(struct str *text, struct buf *raw,
				   struct diag *diag, struct error *err)
{
	size_t n = mojibake_count(*text);
	struct buf fixed = BUF_INIT(raw->max);
	enum status st;

	if (!n)
		return ST_OK;
	diag_report(diag, DIAG_WARNING, NULL,
		    "encoded twice: %zu characters repaired", n);
	st = mojibake_repair(&fixed, *text, err);
	buf_free(raw);
	*raw = fixed;
	*text = buf_str(raw);
	return st;
}

enum status charset_to_utf8(struct str *out, struct buf *scratch, struct str in,
			    struct str declared, struct diag *diag,
			    struct error *err)
{
	struct buf raw = BUF_INIT(scratch->max);
	struct decoding d = {in, &raw, diag, err, 0};
	const char *name = take_bom(&d.in);
	struct str text = d.in;
	enum status st = ST_OK;

	buf_clear(scratch);
	if (!name)
		name = find_utf16(d.in);
	if ((name && strcmp(name, "UTF-8") != 0) || !utf8_valid(d.in)) {
		st = decode(&d, name, declared);
		text = buf_str(&raw);
	}
	if (st == ST_OK)
		st = repair_mojibake(&text, &raw, diag, err);
	d.out = scratch;
	if (st == ST_OK)
		st = settle(out, &d, text);
	/* `settle` may have found nothing to do: then raw is the result. */
	if (st == ST_OK && raw.p && out->p == raw.p) {
		buf_free(scratch);
		scratch->p = raw.p;
		scratch->len = raw.len;
		scratch->size = raw.size;
		return ST_OK;
	}
	buf_free(&raw);
	return st;
}
