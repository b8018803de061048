/* Text written into HTML, XML and URLs: nothing in it becomes markup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/out/html.h"

typedef void (*writer)(struct sink *, struct str);

static void assert_written(writer how, struct str s, const char *want)
{
	struct buf out = BUF_INIT(1 << 20);
	struct sink sink = SINK_BUF(&out);

	how(&sink, s);
	assert_int_equal(sink_finish(&sink, NULL), ST_OK);
	assert_int_equal(buf_add(&out, STR(""), NULL), ST_OK);
	assert_string_equal(out.p ? out.p : "", want);
	buf_free(&out);
}

static void text_is_escaped(void **state)
{
	(void)state;
	assert_written(html_text, STR(""), "");
	assert_written(html_text, STR("plain"), "plain");
	assert_written(html_text, STR("<b a=\"1\" c='2'>&amp;"),
		       "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
	assert_written(html_text, STR("a\0b\033[m\x7F"), "ab[m");
	assert_written(html_text, STR("a\nb\tc\rd"), "a\nb\tc d");
	assert_written(html_text, STR("x\377y\342\200\256z"),
		       "x\357\277\275yz");
	assert_written(html_text, STR("عربي 中文 👩‍👩‍👧"),
		       "عربي 中文 👩‍👩‍👧");
}

static void urls_are_escaped(void **state)
{
	(void)state;
	assert_written(url_query, STR("a b&c=<d>/é-._~"),
		       "a%20b%26c%3D%3Cd%3E%2F%C3%A9-._~");
	assert_written(url_whole, STR("http://a.b/c?d=e&f=%20#g"),
		       "http://a.b/c?d=e&amp;f=%20#g");
	assert_written(url_whole, STR("/a\"b'c<d>\n\0é"),
		       "/a%22b%27c%3Cd%3E%0A%00%C3%A9");
}

static void what_runs_is_not_linked(void **state)
{
	static const struct {
		const char *url;
		int safe, absolute;
	} rows[] = {
		{"http://example.org/", 1, 1},
		{"HTTPS://example.org", 1, 1},
		{"/2006/06/post", 1, 0},
		{"posts/a:b.md", 1, 0},
		{"#top", 1, 0},
		{"?a:b", 1, 0},
		{"", 0, 0},
		{":", 0, 0},
		{"javascript:alert(1)", 0, 0},
		{" javascript:alert(1)", 0, 0},
		{"java\nscript:alert(1)", 0, 0},
		{"data:text/html,x", 0, 0},
		{"httpx://a", 0, 0},
		{"http:", 1, 0},
		{"mailto:a@b", 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str url = {rows[i].url, strlen(rows[i].url)};

		if (url_is_safe(url) != rows[i].safe ||
		    url_has_host(url) != rows[i].absolute)
			fail_msg("%s", rows[i].url);
	}
}

static void marks_are_elements(void **state)
{
	static const struct text_mark marks[] = {{0, 1}, {4, 2}};
	struct buf out = BUF_INIT(1 << 20);
	struct sink sink = SINK_BUF(&out);

	(void)state;
	html_marked(&sink, STR("<bc>é&"), marks, 2, "<b>", "</b>");
	assert_int_equal(sink_finish(&sink, NULL), ST_OK);
	assert_true(
		str_eq(buf_str(&out), STR("<b>&lt;</b>bc&gt;<b>é</b>&amp;")));
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_escaped),
		cmocka_unit_test(urls_are_escaped),
		cmocka_unit_test(what_runs_is_not_linked),
		cmocka_unit_test(marks_are_elements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
