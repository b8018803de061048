#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/golden_post.h"
#include "tests/unit/growth.h"

#include "indexer/formats/feed_value.h"

static void feeds_become_posts(void **state)
{
	static const char *const names[] = {
		"feed/rss20.xml",  "feed/rss10.rdf",   "feed/atom10.xml",
		"feed/atom03.xml", "feed/blogger.xml", "feed/blogger-2018.xml",
		"feed/bomb.xml",   "feed/junk.xml",    "feed/latin1.xml",
		"feed/utf16.xml",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_true(golden_check(&format_feed, names[i]));
}

static void exports_become_posts(void **state)
{
	(void)state;
	assert_true(golden_check(&format_wxr, "wxr/one-of-each.xml"));
	assert_true(golden_check(&format_wxr, "wxr/broken.xml"));
}

static void more_is_read_when_asked_for(void **state)
{
	struct buf in = BUF_INIT(1 << 20), got = BUF_INIT(1 << 20);
	struct format_input input = {.options = {1, 1, 1}};

	(void)state;
	golden_load(&in, "tests/golden/wxr/one-of-each.xml");
	input.bytes = buf_str(&in);
	assert_true(golden_read_input(&got, &format_wxr, &input));
	assert_true(golden_same(&got, "tests/golden/wxr/all-of-each.xml.post"));
	buf_free(&in);
	buf_free(&got);
}

static size_t count_posts(const struct format *format, struct str bytes)
{
	struct format_input in = {.bytes = bytes};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;
	size_t n = 0;

	assert_int_equal(format->open(&reader, &in, &err), ST_OK);
	while (format->next(reader, &post, &err) == ST_OK)
		n++;
	format->close(reader);
	return n;
}

static void add(struct buf *b, const char *s)
{
	assert_int_equal(buf_add(b, (struct str){s, strlen(s)}, NULL), ST_OK);
}

/* Ten posts, of which the fourth has `damage` in its text. */
static void build_ten(struct buf *b, struct str damage)
{
	buf_clear(b);
	add(b, "<rss version='2.0'><channel><title>T</title>");
	for (int i = 1; i <= 10; i++) {
		add(b, "<item><title>x</title><description>");
		if (i == 4)
			assert_int_equal(buf_add(b, damage, NULL), ST_OK);
		add(b, "</description></item>\n");
	}
	add(b, "</channel></rss>");
}

static void a_broken_post_costs_no_other(void **state)
{
	static const struct str damages[] = {
		{"\x10", 1},
		{"\0\0", 2},
		{"\xFF\xFE\xFD", 3},
		{"&", 1},
		{"&nbsp;&undefined;&#x110000;&#0;", 31},
		{"<", 1},
		{"<<a<", 4},
		{"<a b='c'", 8},
		{"<a b=\"", 6},
		{"</description></item>", 21},
		{"</rss>", 6},
		{"</channel></rss>", 16},
		{"<![CDATA[", 9},
		{"]]>", 3},
		{"<b><i></b>", 10},
		{"<a x='1' x='2'/>", 16},
		{"<a:b:c d:e:f=''>", 16},
		{"<1/>", 4},
		{"<!ELEMENT a ANY>", 16},
		{"<?xml version='1.0'?>", 21},
		{"<!DOCTYPE a>", 12},
		{"\xEF\xBF\xBF", 3},
	};
	struct buf b = BUF_INIT(1 << 20);

	(void)state;
	for (size_t i = 0; i < sizeof(damages) / sizeof(*damages); i++) {
		size_t n;

		build_ten(&b, damages[i]);
		n = count_posts(&format_feed, buf_str(&b));
		if (n != 10)
			fail_msg("%zu posts with %s", n, damages[i].p);
	}
	buf_free(&b);
}

static void read_feed(struct str bytes)
{
	count_posts(&format_feed, bytes);
}

static void read_wxr(struct str bytes)
{
	count_posts(&format_wxr, bytes);
}

static void hostile_files_end_soon(void **state)
{
	static const struct growth rows[] = {
		{"", "<a>", "", 1000000},
		{"<rss>", "<item>", "", 300000},
		{"<rss><item>", "<title>", "", 300000},
		{"", "<", "", 4000000},
		{"", "&", "", 4000000},
		{"", "<a ", "", 1000000},
		{"", "<a b='", "", 600000},
		{"", "<a b=\"'", "", 600000},
		{"", "<a b='\"<a b=\"'", "", 300000},
		{"<a", " b='c'", "", 600000},
		{"<a", " b", "", 2000000},
		{"<a b='", "x", "", 4000000},
		{"<rss><item><description>", "<p>", "", 1000000},
		{"<rss><item><description>", "</p>", "", 1000000},
		{"<rss><item><description><![CDATA[", "</description> ", "",
		 300000},
		{"<a><![CDATA[", "</a      ", "", 400000},
		{"<a><![CDATA[", "]]", "", 2000000},
		{"", "<![CDATA[", "", 400000},
		{"<!--", "-", "", 4000000},
		{"<!DOCTYPE a [", "<!ENTITY b 'c'>", "", 300000},
		{"<?", "?", "", 4000000},
		{"<rss><item>", "<category>x</category>", "", 200000},
		{"<rss><item>", "<category term='a' label='b'/>", "", 200000},
		{"<rss><channel><title>", "\xC3\xA9", "", 2000000},
		{"<feed><entry><content type='text'>", "a\n\n", "", 1000000},
		{"<feed><entry><content type='xhtml'>", "\"", "", 3000000},
		{"<feed xml:base='http://a/'><entry>", "<link href='/../..'/>",
		 "", 200000},
		{"<a xmlns:b='c' xml:lang='d' xml:base='http://e/'>",
		 "<a xmlns:b='c' xml:lang='d' xml:base='f/'>", "", 50000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		growth_is_linear(&rows[i], i % 2 ? read_wxr : read_feed);
}

static void a_long_post_is_cut(void **state)
{
	struct buf b = BUF_INIT(64 << 20);
	struct diag diag = {.report = NULL};
	struct format_input in = {.diag = &diag};
	struct error err = ERROR_INIT;
	struct post post;
	void *reader = NULL;

	(void)state;
	add(&b, "<rss><item><description>");
	while (b.len < 9 << 20)
		add(&b,
		    "Ten words of text that mean nothing at all, really.\n");
	add(&b, "</description></item><item><title>next</title></item></rss>");
	in.bytes = buf_str(&b);
	assert_int_equal(format_feed.open(&reader, &in, &err), ST_OK);
	assert_int_equal(format_feed.next(reader, &post, &err), ST_OK);
	assert_true(post.text.len > 7 << 20);
	assert_true(post.text.len <= FORMAT_POST_MAX);
	assert_int_equal(diag.count[DIAG_WARNING], 1);
	assert_int_equal(format_feed.next(reader, &post, &err), ST_OK);
	assert_true(str_eq(post.title, STR("next")));
	assert_int_equal(format_feed.next(reader, &post, &err), ST_END);
	format_feed.close(reader);
	buf_free(&b);
}

static void roots_tell_the_format(void **state)
{
	static const struct {
		const char *path, *head, *format;
	} rows[] = {
		{"a.xml", "<rss version='2.0'><channel>", "feed"},
		{"a", "<?xml version='1.0'?>\n<!-- x -->\n<feed xmlns='x'>",
		 "feed"},
		{"a", "<rdf:RDF xmlns:rdf='x'>", "feed"},
		{"a", "<!DOCTYPE rss [<!ENTITY a 'b>'>]><rss>", "feed"},
		{"a.xml",
		 "<rss version='2.0' "
		 "xmlns:wp='http://wordpress.org/export/1.2/'"
		 "><channel>",
		 "wxr"},
		{"a.xml", "<item>\n<wp:post_id>1</wp:post_id>", "wxr"},
		{"a.xml", "Notice: x\n<rss version='2.0'>", "feed"},
		{"a.xml", "<?xml version='1.0'?><!-- a long comment", "feed"},
		{"sitemap.xml", "<?xml version='1.0'?><urlset xmlns='x'>",
		 NULL},
		{"a.html", "<!DOCTYPE html><html><p>&lt;rss>", "html"},
		{"a.xhtml", "<?xml version='1.0'?><html xmlns='x'>", "html"},
		{"a.md", "# On feeds\n\n    <rss version='2.0'>\n", "markdown"},
		{"a.txt", "On feeds\n\n<rss version='2.0'>\n", "text"},
		{"a.svg", "<svg xmlns='http://www.w3.org/2000/svg'>", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str path = {rows[i].path, strlen(rows[i].path)};
		struct str head = {rows[i].head, strlen(rows[i].head)};
		const struct format *f = format_sniff(path, head);

		if (!f != !rows[i].format ||
		    (f && strcmp(f->name, rows[i].format) != 0))
			fail_msg("%s: %s", rows[i].head, f ? f->name : "none");
	}
}

static void names_are_taken_from_addresses(void **state)
{
	static const char *const rows[][2] = {
		{"Amal", "Amal"},
		{"amal@a.example (Amal Haddad)", "Amal Haddad"},
		{"Amal Haddad <amal@a.example>", "Amal Haddad"},
		{"\"Amal Haddad\" <amal@a.example>", "Amal Haddad"},
		{"Amal (amal@a.example)", "Amal"},
		{"amal@a.example", "amal@a.example"},
		{"Amal (the second)", "Amal (the second)"},
		{"<amal@a.example>", "<amal@a.example>"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str in = {rows[i][0], strlen(rows[i][0])};
		struct str want = {rows[i][1], strlen(rows[i][1])};

		if (!str_eq(feed_person(in), want))
			fail_msg("%s", rows[i][0]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(feeds_become_posts),
		cmocka_unit_test(exports_become_posts),
		cmocka_unit_test(more_is_read_when_asked_for),
		cmocka_unit_test(a_broken_post_costs_no_other),
		cmocka_unit_test(hostile_files_end_soon),
		cmocka_unit_test(a_long_post_is_cut),
		cmocka_unit_test(roots_tell_the_format),
		cmocka_unit_test(names_are_taken_from_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
