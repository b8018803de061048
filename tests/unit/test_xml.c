#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/base/buf.h"
#include "indexer/markup/base64.h"
#include "indexer/markup/charset_stream.h"
#include "indexer/markup/url.h"
#include "indexer/markup/xml.h"

/* A log of events: "+name/space", "-name", text; lang and base at starts. */
struct log {
	struct xml *xml;
	struct buf out;
};

static enum status on_start(void *ctx, const struct xml_name *name,
			    const char *const *atts, struct error *err)
{
	struct log *l = ctx;
	struct str lang = xml_lang(l->xml), base = xml_base(l->xml);

	(void)atts;
	return buf_addf(&l->out, err, "+%.*s/%d%s%.*s%s%.*s ",
			(int)name->local.len, name->local.p, name->space,
			lang.len ? "@" : "", (int)lang.len, lang.p,
			base.len ? "^" : "", (int)base.len, base.p);
}

static enum status on_end(void *ctx, const struct xml_name *name,
			  struct error *err)
{
	struct log *l = ctx;

	if (str_eq(name->local, STR("stop")))
		xml_pause(l->xml);
	return buf_addf(&l->out, err, "-%.*s/%d ", (int)name->local.len,
			name->local.p, name->space);
}

static enum status on_text(void *ctx, struct str text, struct error *err)
{
	struct log *l = ctx;

	return buf_add(&l->out, text, err);
}

static const struct xml_handler handler = {on_start, on_end, on_text};

static void check(const char *in, const char *want, unsigned pauses)
{
	struct str bytes = {in, strlen(in)};
	struct stream stream = stream_bytes(&bytes);
	struct log l = {.out = BUF_INIT(1 << 16)};
	struct error err = ERROR_INIT;

	assert_int_equal(xml_open(&l.xml, &stream, &handler, &l, NULL, &err),
			 ST_OK);
	for (; pauses; pauses--)
		assert_int_equal(xml_next(l.xml, &err), ST_OK);
	assert_int_equal(xml_next(l.xml, &err), ST_END);
	assert_string_equal(buf_str(&l.out).p, want);
	xml_free(l.xml);
	buf_free(&l.out);
}

static void events_come_in_order(void **state)
{
	(void)state;
	check("<a>b<c/>d</a>", "+a/0 b+c/0 -c/0 d-a/0 ", 0);
	check("<a><stop/>b<stop/></a>",
	      "+a/0 +stop/0 -stop/0 b+stop/0 -stop/0 -a/0 ", 2);
	check("", "", 0);
}

static void names_are_resolved(void **state)
{
	(void)state;
	/* Declared, by any prefix; by default; and out of scope again. */
	check("<a xmlns:q='http://purl.org/dc/elements/1.1/'><q:b/></a><q:c/>",
	      "+a/0 +b/4 -b/4 -a/0 +c/14 -c/14 ", 0);
	check("<a xmlns='http://www.w3.org/2005/Atom'><b/></a>",
	      "+a/2 +b/2 -b/2 -a/2 ", 0);
	check("<a xmlns='https://www.w3.org/2005/atom/'/>", "+a/2 -a/2 ", 0);
	/* Not declared, or by a name that nobody knows. */
	check("<dc:a/>", "+a/4 -a/4 ", 0);
	check("<dc:a xmlns:dc='http://typo.example/'/>", "+a/4 -a/4 ", 0);
	check("<z:a xmlns:z='http://z.example/'/>", "+a/14 -a/14 ", 0);
	/* Any version of WordPress's. */
	check("<wp:a xmlns:wp='http://wordpress.org/export/1.9/'>"
	      "<x:b xmlns:x='http://wordpress.org/export/1.9/excerpt/'/>"
	      "</wp:a>",
	      "+a/7 +b/6 -b/6 -a/7 ", 0);
}

static void language_and_base_are_inherited(void **state)
{
	(void)state;
	check("<a xml:lang='en' xml:base='http://a.example/b/'>"
	      "<c xml:lang='ar' xml:base='d/'><e/></c><f/></a>",
	      "+a/0@en^http://a.example/b/ "
	      "+c/0@ar^http://a.example/b/d/ +e/0@ar^http://a.example/b/d/ "
	      "-e/0 -c/0 +f/0@en^http://a.example/b/ -f/0 -a/0 ",
	      0);
}

/* The examples of RFC 3986, section 5.4, and a few of ours. */
static void references_are_resolved(void **state)
{
	static const char *const rows[][2] = {
		{"g:h", "g:h"},
		{"g", "http://a/b/c/g"},
		{"./g", "http://a/b/c/g"},
		{"g/", "http://a/b/c/g/"},
		{"/g", "http://a/g"},
		{"//g", "http://g"},
		{"?y", "http://a/b/c/d;p?y"},
		{"g?y", "http://a/b/c/g?y"},
		{"#s", "http://a/b/c/d;p?q#s"},
		{"g#s", "http://a/b/c/g#s"},
		{";x", "http://a/b/c/;x"},
		{"", "http://a/b/c/d;p?q"},
		{".", "http://a/b/c/"},
		{"./", "http://a/b/c/"},
		{"..", "http://a/b/"},
		{"../", "http://a/b/"},
		{"../g", "http://a/b/g"},
		{"../..", "http://a/"},
		{"../../g", "http://a/g"},
		{"../../../g", "http://a/g"},
		{"/./g", "http://a/g"},
		{"/../g", "http://a/g"},
		{"g.", "http://a/b/c/g."},
		{"..g", "http://a/b/c/..g"},
		{"./../g", "http://a/b/g"},
		{"g/./h", "http://a/b/c/g/h"},
		{"g/../h", "http://a/b/c/h"},
		{"g?y/../x", "http://a/b/c/g?y/../x"},
	};
	struct buf out = BUF_INIT(1000);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str url = {rows[i][0], strlen(rows[i][0])};

		buf_clear(&out);
		assert_int_equal(
			url_resolve(&out, STR("http://a/b/c/d;p?q"), url, NULL),
			ST_OK);
		assert_string_equal(buf_str(&out).p, rows[i][1]);
	}
	buf_clear(&out);
	assert_int_equal(url_resolve(&out, STR("/b"), STR("c"), NULL), ST_OK);
	assert_string_equal(out.p, "c");
	buf_clear(&out);
	assert_int_equal(url_resolve(&out, STR("http://a"), STR("c"), NULL),
			 ST_OK);
	assert_string_equal(out.p, "http://a/c");
	buf_free(&out);
}

static void base64_is_decoded(void **state)
{
	static const char *const rows[][2] = {
		{"", ""},        {"TQ==", "M"},        {"TWE=", "Ma"},
		{"TWFu", "Man"}, {"TW\nFu ", "Man"},   {"TWFuTWFu", "ManMan"},
		{"T", ""},       {"TWFu=TWFu", "Man"},
	};
	char out[16];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str in = {rows[i][0], strlen(rows[i][0])};
		size_t n = base64_decode(out, in);

		assert_int_equal(n, strlen(rows[i][1]));
		assert_memory_equal(out, rows[i][1], n);
	}
}

/* Text in `unit`, many times over, comes out as `want` as many times. */
static void check_stream(struct str unit, const char *want, struct str mark)
{
	struct buf in = BUF_INIT(1 << 24), out = BUF_INIT(1 << 24);
	struct buf all = BUF_INIT(1 << 24);
	struct error err = ERROR_INIT;
	struct charset_stream c;
	struct stream stream;
	struct str rest, piece;
	enum status st;

	assert_int_equal(buf_add(&in, mark, &err), ST_OK);
	while (in.len < 300000) {
		assert_int_equal(buf_add(&in, unit, &err), ST_OK);
		assert_int_equal(buf_addf(&all, &err, "%s", want), ST_OK);
	}
	rest = buf_str(&in);
	stream = stream_bytes(&rest);
	charset_stream_begin(&c, &stream, NULL);
	while ((st = charset_stream_next(&c, &piece, &err)) == ST_OK)
		assert_int_equal(buf_add(&out, piece, &err), ST_OK);
	assert_int_equal(st, ST_END);
	assert_true(str_eq(buf_str(&out), buf_str(&all)));
	charset_stream_end(&c);
	buf_free(&in);
	buf_free(&out);
	buf_free(&all);
}

static void charsets_are_read_piece_by_piece(void **state)
{
	static const char e[] = "<p>caf\xC3\xA9</p>\n";

	(void)state;
	check_stream(STR("<p>caf\xC3\xA9</p>\n"), e, STR(""));
	check_stream(STR("<p>caf\xC3\xA9</p>\r\n"), e, STR("\xEF\xBB\xBF"));
	check_stream(STR("\xC3\xA9"), "\xC3\xA9", STR(""));
	check_stream(STR("<p>caf\xE9</p>\r\n"), e, STR(""));
	check_stream((struct str){"\xE9\0", 2}, "\xC3\xA9", STR("\xFF\xFE"));
	check_stream((struct str){"\0<\0\xE9", 4}, "<\xC3\xA9", STR(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events_come_in_order),
		cmocka_unit_test(names_are_resolved),
		cmocka_unit_test(language_and_base_are_inherited),
		cmocka_unit_test(references_are_resolved),
		cmocka_unit_test(base64_is_decoded),
		cmocka_unit_test(charsets_are_read_piece_by_piece),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
