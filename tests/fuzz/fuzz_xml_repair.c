#include <stdint.h>
#include <stdlib.h>

#include <expat.h>

#include "indexer/markup/charset.h"
#include "indexer/markup/xml_repair.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(enum status st)
{
	if (st != ST_OK)
		__builtin_trap();
}

/* The end of the character that the byte before `n` belongs to. */
static size_t whole(struct str s, size_t n)
{
	while (n < s.len && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n++;
	return n;
}

static void repair(struct buf *out, struct str s, size_t piece)
{
	struct xml_repair *r;
	struct error err = ERROR_INIT;

	must(xml_repair_new(&r, &err));
	while (s.len) {
		size_t n = whole(s, piece < s.len ? piece : s.len);

		must(xml_repair_add(r, out, (struct str){s.p, n}, &err));
		s = (struct str){s.p + n, s.len - n};
	}
	must(xml_repair_end(r, out, &err));
	xml_repair_report(r, NULL);
	xml_repair_free(r);
}

/* Whatever comes in, XML comes out, and however it was cut, the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = {(const char *)data, size}, utf8;
	struct buf scratch = BUF_INIT(16 << 20), a = BUF_INIT(64 << 20);
	struct buf b = BUF_INIT(64 << 20);
	struct error err = ERROR_INIT;
	XML_Parser parser = XML_ParserCreate("UTF-8");

	must(charset_to_utf8(&utf8, &scratch, in, STR("utf-8"), NULL, &err));
	repair(&a, utf8, utf8.len);
	repair(&b, utf8, size ? 1 + data[0] % 7 : 1);
	if (!str_eq(buf_str(&a), buf_str(&b)))
		__builtin_trap();
	if (XML_Parse(parser, a.p, (int)a.len, 1) != XML_STATUS_OK)
		__builtin_trap();
	XML_ParserFree(parser);
	buf_free(&scratch);
	buf_free(&a);
	buf_free(&b);
	return 0;
}
