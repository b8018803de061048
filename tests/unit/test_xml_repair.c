#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "indexer/markup/xml_repair.h"

static void repair(struct buf *out, const char *in, size_t piece)
{
	struct str s = {in, strlen(in)};
	struct error err = ERROR_INIT;
	struct xml_repair *r;

	buf_clear(out);
	assert_int_equal(xml_repair_new(&r, &err), ST_OK);
	while (s.len) {
		size_t n = piece < s.len ? piece : s.len;

		assert_int_equal(
			xml_repair_add(r, out, (struct str){s.p, n}, &err),
			ST_OK);
		s = (struct str){s.p + n, s.len - n};
	}
	assert_int_equal(xml_repair_end(r, out, &err), ST_OK);
	xml_repair_free(r);
}

/* What comes in, and what comes out between <x> and </x>. */
static const char *const rows[][2] = {
	/* What is well-formed stays. */
	{"", ""},
	{"<a b=\"c\">d</a>", "<a b=\"c\">d</a>"},
	{"<a:b c:d=\"e\"></a:b>", "<a:b c:d=\"e\"></a:b>"},
	{"&amp;&lt;&gt;&quot;&apos;", "&amp;&lt;&gt;&quot;&apos;"},
	{"<a><![CDATA[<b>&c;]]></a>", "<a><![CDATA[<b>&c;]]></a>"},
	{"<a/>", "<a></a>"},
	{"<a b='c' />", "<a b=\"c\"></a>"},
	/* Characters. */
	{"a\001b\033c", "abc"},
	{"a & b &c; d&", "a &amp; b &amp;c; d&amp;"},
	{"&eacute;&nbsp;&#233;&#xE9;", "\xC3\xA9\xC2\xA0\xC3\xA9\xC3\xA9"},
	{"&#146;", "\xE2\x80\x99"},
	{"&#x26;&#60;", "&amp;&lt;"},
	{"&copy=1", "&amp;copy=1"},
	{"1 < 2, 3 > 2", "1 &lt; 2, 3 &gt; 2"},
	{"<<a></a>", "&lt;<a></a>"},
	{"<a <b></b>", "&lt;a <b></b>"},
	{"]]>", "]]&gt;"},
	{"<1>", "&lt;1&gt;"},
	/* Attributes. */
	{"<a b=c d></a>", "<a b=\"c\" d=\"\"></a>"},
	{"<a b='1' b='2'></a>", "<a b=\"1\"></a>"},
	{"<a b='<c>&d'></a>", "<a b=\"&lt;c&gt;&amp;d\"></a>"},
	{"<a b=\"c>d</a>", "<a b=\"c\">d</a>"},
	{"<a 1='2' b='3'></a>", "<a b=\"3\"></a>"},
	{"<a\xC3\xA9></a\xC3\xA9>", "<a__></a__>"},
	/* Balance. */
	{"<a><b></a>", "<a><b></b></a>"},
	{"<a></b></a>", "<a></a>"},
	{"<a><b>", "<a><b></b></a>"},
	{"</a>", ""},
	{"<a>x<br>y</a>", "<a>x<br></br>y</a>"},
	{"<r><item><b><item>x</item></r>",
	 "<r><item><b></b></item><item>x</item></r>"},
	{"<r><item><entry></entry></item></r>",
	 "<r><item><entry></entry></item></r>"},
	/* What has no end. */
	{"<a><![CDATA[b", "<a><![CDATA[b]]></a>"},
	{"<a><![CDATA[b</a> <c>d</c>", "<a><![CDATA[b]]></a> <c>d</c>"},
	{"<a><![CDATA[<a>b</a> <c>d</c>]]></a>",
	 "<a><![CDATA[<a>b</a> <c>d</c>]]></a>"},
	{"<a><![CDATA[b</a> is text]]></a>",
	 "<a><![CDATA[b</a> is text]]></a>"},
	{"<a>b<!-- c", "<a>b</a>"},
	{"<a", "&lt;a"},
	{"&am", "&amp;am"},
	/* What is left out. */
	{"<?xml version='1.0'?><a></a>", "<a></a>"},
	{"a<!-- <b> & -- c -->d", "ad"},
	{"<!DOCTYPE a><a></a>", "<a></a>"},
	{"<!DOCTYPE a [<!ENTITY b '>'> ] ><a>&b;</a>", "<a>&amp;b;</a>"},
	{"<a>b</a><c>d</c>e", "<a>b</a><c>d</c>e"},
};

static void broken_xml_is_made_sound(void **state)
{
	struct buf out = BUF_INIT(1 << 20);
	char want[512];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		snprintf(want, sizeof(want), "<x>%s</x>", rows[i][1]);
		for (size_t piece = 1; piece < 40; piece++) {
			/* Characters are not cut. */
			if (strstr(rows[i][0], "\xC3\xA9") && piece < 39)
				continue;
			repair(&out, rows[i][0], piece);
			if (strcmp(out.p, want) != 0)
				fail_msg("%s: %s, in pieces of %zu", rows[i][0],
					 out.p, piece);
		}
	}
	buf_free(&out);
}

static void limits_hold(void **state)
{
	struct buf in = BUF_INIT(1 << 20), out = BUF_INIT(1 << 22);

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(buf_add(&in, STR("<a>"), NULL), ST_OK);
	repair(&out, in.p, in.len);
	assert_int_equal(out.len, 7 + XML_REPAIR_DEPTH_MAX * 7);
	buf_clear(&in);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(buf_addf(&in, NULL, i ? " a%d=''" : "<b", i),
				 ST_OK);
	assert_int_equal(buf_add(&in, STR(">"), NULL), ST_OK);
	repair(&out, in.p, in.len);
	assert_non_null(strstr(out.p, "a64="));
	assert_null(strstr(out.p, "a65="));
	buf_free(&in);
	buf_free(&out);
}

struct reports {
	size_t n;
	char first[200];
};

static void note(void *ctx, enum diag_severity severity, struct str path,
		 const char *item, const char *message)
{
	struct reports *r = ctx;

	(void)severity;
	(void)path;
	if (r->n++ == 0)
		snprintf(r->first, sizeof(r->first), "%s: %s", item, message);
}

static void what_is_repaired_is_told_once(void **state)
{
	struct reports reports = {.n = 0};
	struct diag diag = {.report = note, .ctx = &reports};
	struct buf out = BUF_INIT(1 << 20);
	struct error err = ERROR_INIT;
	struct xml_repair *r;

	(void)state;
	assert_int_equal(xml_repair_new(&r, &err), ST_OK);
	assert_int_equal(xml_repair_add(r, &out, STR("<a>\n\n"), &err), ST_OK);
	assert_int_equal(xml_repair_add(r, &out, STR("\n& & &\n"), &err),
			 ST_OK);
	assert_int_equal(xml_repair_end(r, &out, &err), ST_OK);
	xml_repair_report(r, &diag);
	assert_int_equal(reports.n, 2);
	assert_string_equal(reports.first,
			    "line 4: '&' without a reference (3 in all)");
	xml_repair_free(r);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(broken_xml_is_made_sound),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(what_is_repaired_is_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
