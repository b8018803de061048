#include "indexer/markup/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void fragments_become_the_text_a_reader_sees(void **state)
{
	static const struct {
		const char *html, *text;
	} rows[] = {
		{"", ""},
		{"plain", "plain"},
		{"  a \n b\t c  ", "a b c"},
		{"a<b>b</b>c <i>d</i>", "abc d"},
		{"<p>one</p><p>two</p>", "one\n\ntwo"},
		{"<p>one<p>two", "one\n\ntwo"},
		{"<p>one</p>tail", "one\n\ntail"},
		{"one<br>two<br/><br />three", "one\ntwo\n\nthree"},
		{"<h2>Head</h2>text", "Head\n\ntext"},
		{"<ul><li>a<li>b</ul>c", "a\nb\n\nc"},
		{"<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>",
		 "a b\nc"},
		{"<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"},
		{"<pre>a\n b\n\nc</pre>", "a\nb\n\nc"},
		{"a <img src=x.png alt=\"a map of Basra\"> b",
		 "a a map of Basra b"},
		{"<img alt='Nizar &amp; co'>", "Nizar & co"},
		{"a<script>if (a<b) c(\"</p>\");</script>b", "ab"},
		{"a<style>p > b { }</style>b", "ab"},
		{"a<template><p>no</p></template>b", "ab"},
		{"a<!-- <p> -- > -->b<!-->c<!--->d", "abcd"},
		{"a<!-- x --!>b", "ab"},
		{"a<![CDATA[x]]>b<?php x ?>c<!DOCTYPE html>d", "abcd"},
		{"al-<wbr>Khaz&shy;raji", "al-Khaz\xC2\xADraji"},
		{"a&nbsp;&nbsp; b", "a b"},
		{"Ja&#146;fari", "Ja\xE2\x80\x99"
				 "fari"},
		{"Ja&#x92;fari", "Ja\xE2\x80\x99"
				 "fari"},
		{"caf&eacute and caf&eacute;s", "caf\xC3\xA9 and caf\xC3\xA9s"},
		{"R&D, AT&T &c. &unknown; &#; &",
		 "R&D, AT&T &c. &unknown; &#; &"},
		{"1 < 2 && 3 > 2, <3 and <- here",
		 "1 < 2 && 3 > 2, <3 and <- here"},
		{"&lt;b&gt; &amp;eacute;", "<b> &eacute;"},
		{"<html><head><title>t</title><meta charset=x></head>"
		 "<body>b</body></html> after",
		 "b\n\nafter"},
		{"<b>x</p>y</b></div>z", "x y z"},
		{"<a href=\"x>y\">link</a>", "link"},
		{"<a href=\"x>link</a> and more", "link and more"},
		{"<DIV CLASS=A>up</DIV>", "up"},
		{"<o:p>word</o:p>", "word"},
		{"unfinished <b", "unfinished"},
		{"unfinished <!-- x", "unfinished"},
		{"<title>never closed <p>text", ""},
		{"<textarea><b>kept</b></textarea>", "<b>kept</b>"},
		{"\xD8\xA7\xD9\x84\xD8\xAE\xD8\xB2\xD8\xB1\xD8\xAC\xD9\x8A",
		 "\xD8\xA7\xD9\x84\xD8\xAE\xD8\xB2\xD8\xB1\xD8\xAC\xD9\x8A"},
	};
	struct buf out = BUF_INIT(10000);
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		buf_clear(&out);
		assert_int_equal(
			html_to_text(&out,
				     (struct str){rows[i].html,
						  strlen(rows[i].html)},
				     &err),
			ST_OK);
		if (strcmp(buf_str(&out).p, rows[i].text) != 0)
			print_error("row %zu: %s\n", i, rows[i].html);
		assert_string_equal(buf_str(&out).p, rows[i].text);
	}
	buf_free(&out);
}

static void it_appends_and_stops_at_the_ceiling(void **state)
{
	struct buf out = BUF_INIT(8);
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(buf_add(&out, STR("a "), &err), ST_OK);
	assert_int_equal(html_to_text(&out, STR("<p>b</p>"), &err), ST_OK);
	assert_string_equal(out.p, "a b");
	assert_int_equal(html_to_text(&out, STR("<p>longer text</p>"), &err),
			 ST_LIMIT);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fragments_become_the_text_a_reader_sees),
		cmocka_unit_test(it_appends_and_stops_at_the_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
