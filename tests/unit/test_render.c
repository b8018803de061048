/* An answer written out: safe on a terminal, and JSON as it is documented. */
#include "tests/unit/small_archive.h"

#include <expat.h>
#include <jansson.h>

#include "common/text/utf8.h"
#include "query/render.h"

static const struct small_post posts[] = {
	{"plain.md",
	 "---\ntitle: Milk prices\ndate: 2006-06-14\nauthor: [Basel Haddad, "
	 "Leila]\ntags: [economy, food]\npermalink: "
	 "http://example.org/milk\n---\nThe price of milk rose again; \"milk\" "
	 "is \\<b\\>dear\\</b\\>.\n"},
	{"hostile.txt",
	 "Milk \033]0;owned\007 title\n\nText \033[2J with milk, \302\233"
	 "31m red, \342\200\256reversed, and \377 bytes.\n"},
	{"arabic.md", "---\ntitle: حليب milk\nlang: ar\ndate: 2008-01-02\n"
		      "---\nسعر الحليب milk ارتفع\n"},
	{"bare.md", "No title to speak of; coup.\n"},
};

SMALL_ARCHIVE(posts)

static void ask(struct answer *a, const char *query)
{
	const struct answer_options how = {
		.limit = 10, .match = MATCH_BEST, .limits = QUERY_LIMITS_SHELL};

	small_ask(a, &archive, query, &how);
}

static void text_of(struct buf *out, const char *query,
		    const struct render_options *options)
{
	struct sink sink = SINK_BUF(out);
	struct answer a;

	ask(&a, query);
	render_text(&sink, &a, options);
	assert_int_equal(sink_finish(&sink, NULL), ST_OK);
	assert_int_equal(buf_add(out, STR(""), NULL), ST_OK);
	answer_free(&a);
}

/* Only what we write ourselves begins an escape sequence: our styles. */
static void assert_safe(struct str s, int colour)
{
	assert_true(utf8_valid(s));
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		size_t end = i + 1;

		assert_int_not_equal(c, 0x7F);
		if (c == 0xC2 && i + 1 < s.len)
			assert_true((unsigned char)s.p[i + 1] >= 0xA0);
		if (c >= ' ' || c == '\n')
			continue;
		assert_int_equal(c, 033);
		assert_true(colour && s.p[end] == '[');
		for (end++; end < s.len && strchr("0123456789;", s.p[end]);)
			end++;
		assert_true(end < s.len && s.p[end] == 'm');
	}
}

static void text_is_safe_on_a_terminal(void **state)
{
	(void)state;
	for (int colour = 0; colour < 2; colour++) {
		for (size_t width = 0; width <= 120; width += 24) {
			struct render_options how = {
				.colour = colour, .width = width, .heading = 1};
			struct buf out = BUF_INIT(1 << 20);

			text_of(&out, "milk OR coup", &how);
			assert_safe(buf_str(&out), colour);
			/* No character that turns the line around. */
			assert_null(strstr(out.p, "\xE2\x80\xAE"));
			buf_free(&out);
		}
	}
}

static void what_was_found_is_coloured(void **state)
{
	struct render_options how = {.colour = 1, .width = 0, .heading = 0};
	struct buf out = BUF_INIT(1 << 20);

	(void)state;
	text_of(&out, "\"price of milk\"", &how);
	assert_non_null(
		strstr(out.p, "The \033[1;31mprice of milk\033[m rose"));
	buf_clear(&out);
	how.colour = 0;
	text_of(&out, "\"price of milk\"", &how);
	assert_non_null(strstr(out.p, "The price of milk rose"));
	buf_free(&out);
}

static void right_to_left_text_is_isolated(void **state)
{
	const struct render_options how = {
		.colour = 0, .width = 0, .heading = 0};
	struct buf out = BUF_INIT(1 << 20);

	(void)state;
	text_of(&out, "الحليب", &how);
	/* RIGHT-TO-LEFT ISOLATE ... POP DIRECTIONAL ISOLATE */
	assert_non_null(strstr(out.p, "\xE2\x81\xA7حليب milk\xE2\x81\xA9\n"));
	assert_non_null(strstr(
		out.p, "    \xE2\x81\xA7سعر الحليب milk ارتفع\xE2\x81\xA9\n"));
	buf_free(&out);
}

static void a_result_is_laid_out(void **state)
{
	struct render_options how = {.colour = 0, .width = 0, .heading = 1};
	struct buf out = BUF_INIT(1 << 20);

	(void)state;
	text_of(&out, "title:prices", &how);
	assert_string_equal(
		out.p, "1 post for title:prices\n\n"
		       "Milk prices\n"
		       "    2006-06-14 · Basel Haddad, Leila · economy, food\n"
		       "    http://example.org/milk\n"
		       "    The price of milk rose again; \"milk\" is "
		       "<b>dear</b>.\n");
	buf_free(&out);
}

/* Whatever posts and queries hold, Atom and HTML are well-formed XML. */
static void feeds_and_pages_are_well_formed(void **state)
{
	static const char *const queries[] = {"milk OR coup", "<b>\"&' milk",
					      "\xFF\033[m milk", "penguin",
					      "الحليب"};
	const struct render_options how = {.facets = 1};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(queries) / sizeof(queries[0]); i++) {
		struct buf out = BUF_INIT(1 << 20);
		struct sink sink = SINK_BUF(&out);
		XML_Parser parser = XML_ParserCreate(NULL);
		struct answer a;

		ask(&a, queries[i / 2]);
		if (i % 2)
			render_html(&sink, &a, &how);
		else
			render_atom(&sink, &a, &how);
		assert_int_equal(sink_finish(&sink, NULL), ST_OK);
		if (XML_Parse(parser, out.p, (int)out.len, 1) != XML_STATUS_OK)
			fail_msg("%s: %s in %s", queries[i / 2],
				 XML_ErrorString(XML_GetErrorCode(parser)),
				 out.p);
		assert_null(strstr(out.p, "\xE2\x80\xAE"));
		assert_null(strchr(out.p, 033));
		answer_free(&a);
		XML_ParserFree(parser);
		buf_free(&out);
	}
}

static json_t *member(json_t *object, const char *key, json_type type)
{
	json_t *v = json_object_get(object, key);

	if (!v)
		fail_msg("no member %s", key);
	if (json_typeof(v) != type)
		fail_msg("%s is of another type", key);
	return v;
}

static void assert_marks(json_t *marks, const char *text)
{
	size_t i, behind = 0;
	json_t *mark;

	json_array_foreach(marks, i, mark)
	{
		size_t at, len;

		assert_int_equal(json_array_size(mark), 2);
		at = (size_t)json_integer_value(json_array_get(mark, 0));
		len = (size_t)json_integer_value(json_array_get(mark, 1));
		assert_true(at >= behind && len > 0);
		behind = at + len;
		assert_true(behind <= strlen(text));
	}
}

static void assert_result(json_t *r)
{
	static const char *const strings[] = {"id",     "url",  "title",
					      "author", "site", "lang"};
	static const char *const arrays[] = {"authors", "tags", "title_marks",
					     "author_marks", "matched"};
	json_t *snippet = member(r, "snippet", JSON_OBJECT), *m;
	size_t i;

	for (i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
		member(r, strings[i], JSON_STRING);
	for (i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		member(r, arrays[i], JSON_ARRAY);
	assert_true(json_is_number(json_object_get(r, "score")));
	assert_marks(member(snippet, "marks", JSON_ARRAY),
		     json_string_value(member(snippet, "text", JSON_STRING)));
	assert_marks(json_object_get(r, "title_marks"),
		     json_string_value(json_object_get(r, "title")));
	json_array_foreach(json_object_get(r, "matched"), i, m)
	{
		member(m, "query", JSON_STRING);
		member(m, "text", JSON_STRING);
		member(m, "by", JSON_STRING);
	}
}

static json_t *json_of(const char *query)
{
	struct buf out = BUF_INIT(1 << 20);
	struct sink sink = SINK_BUF(&out);
	json_error_t why;
	struct answer a;
	json_t *root;

	ask(&a, query);
	render_json(&sink, &a, &(struct render_options){0});
	assert_int_equal(sink_finish(&sink, NULL), ST_OK);
	answer_free(&a);
	root = json_loadb(out.p, out.len, JSON_REJECT_DUPLICATES, &why);
	if (!root)
		fail_msg("%s: %s", query, why.text);
	buf_free(&out);
	return root;
}

static void json_has_what_is_documented(void **state)
{
	json_t *root = json_of("milk price \"open"), *r;
	size_t i;

	(void)state;
	assert_int_equal(
		json_integer_value(member(root, "schema", JSON_INTEGER)), 1);
	assert_string_equal(
		json_string_value(member(root, "query", JSON_STRING)),
		"milk price \"open");
	member(root, "total", JSON_INTEGER);
	member(root, "exact_total", JSON_TRUE);
	member(root, "offset", JSON_INTEGER);
	assert_true(json_is_number(json_object_get(root, "took_ms")));
	assert_true(json_array_size(member(root, "notes", JSON_ARRAY)) >= 2);
	member(root, "suggestion", JSON_NULL);
	assert_int_equal(json_array_size(member(root, "results", JSON_ARRAY)),
			 3);
	json_array_foreach(json_object_get(root, "results"), i, r)
		assert_result(r);
	json_decref(root);
}

static const char *text_at(json_t *object, const char *key)
{
	return json_string_value(member(object, key, JSON_STRING));
}

static void a_post_is_in_json_as_it_was_written(void **state)
{
	json_t *root = json_of("\"price of milk\""), *r, *m, *mark;

	(void)state;
	r = json_array_get(json_object_get(root, "results"), 0);
	assert_string_equal(text_at(r, "id"), "http://example.org/milk");
	assert_string_equal(text_at(r, "url"), "http://example.org/milk");
	assert_string_equal(text_at(r, "title"), "Milk prices");
	assert_string_equal(text_at(r, "author"), "Basel Haddad, Leila");
	assert_string_equal(text_at(r, "date"), "2006-06-14T00:00:00Z");
	assert_string_equal(text_at(r, "lang"), "en");
	m = json_object_get(r, "tags");
	assert_int_equal(json_array_size(m), 2);
	assert_string_equal(json_string_value(json_array_get(m, 1)), "food");
	m = json_array_get(json_object_get(r, "matched"), 0);
	assert_string_equal(text_at(m, "text"), "price of milk");
	assert_string_equal(text_at(m, "by"), "exact");
	mark = json_array_get(
		json_object_get(json_object_get(r, "snippet"), "marks"), 0);
	assert_int_equal(json_integer_value(json_array_get(mark, 0)), 4);
	assert_int_equal(json_integer_value(json_array_get(mark, 1)), 13);
	json_decref(root);

	root = json_of("coup");
	r = json_array_get(json_object_get(root, "results"), 0);
	member(r, "date", JSON_NULL);
	json_decref(root);
}

static void nothing_found_is_json_too(void **state)
{
	json_t *root = json_of("penguin");

	(void)state;
	assert_int_equal(json_integer_value(json_object_get(root, "total")), 0);
	assert_int_equal(json_array_size(member(root, "results", JSON_ARRAY)),
			 0);
	json_decref(root);
}

static void jsonl_is_one_result_a_line(void **state)
{
	struct buf out = BUF_INIT(1 << 20);
	struct sink sink = SINK_BUF(&out);
	struct answer a;
	size_t lines = 0;

	(void)state;
	ask(&a, "milk");
	render_jsonl(&sink, &a, &(struct render_options){0});
	assert_int_equal(sink_finish(&sink, NULL), ST_OK);
	for (char *line = out.p, *end; *line; line = end + 1, lines++) {
		json_t *r;

		end = strchr(line, '\n');
		assert_non_null(end);
		r = json_loadb(line, (size_t)(end - line), 0, NULL);
		assert_non_null(r);
		assert_result(r);
		json_decref(r);
	}
	assert_int_equal(lines, a.n);
	assert_int_equal(lines, 3);
	answer_free(&a);
	buf_free(&out);
}

/* `explain`: what was understood, and each word with its kin. */
static void an_explanation_names_the_kin(void **state)
{
	struct buf out = BUF_INIT(1 << 20);
	struct sink sink = SINK_BUF(&out);
	const struct render_options how = {
		.colour = 0, .width = 0, .heading = 0};
	struct answer a;
	json_t *root, *word, *term;

	(void)state;
	ask(&a, "price AND \"milk");
	render_explain_json(&sink, &a);
	root = json_loadb(out.p, out.len, 0, NULL);
	assert_string_equal(text_at(root, "understood"), "price \"milk\"");
	word = json_array_get(member(root, "words", JSON_ARRAY), 0);
	assert_string_equal(text_at(word, "typed"), "price");
	term = json_array_get(
		member(json_array_get(member(word, "places", JSON_ARRAY), 0),
		       "terms", JSON_ARRAY),
		1);
	assert_string_equal(text_at(term, "term"), "prices");
	assert_string_equal(text_at(term, "by"), "inflection");
	json_decref(root);
	buf_clear(&out);
	render_explain_text(&sink, &a, &how);
	assert_int_equal(sink_finish(&sink, NULL), ST_OK);
	assert_non_null(strstr(out.p, "query: price \"milk\"\n"));
	assert_non_null(strstr(out.p, "       1  prices  inflection\n"));
	answer_free(&a);
	buf_free(&out);
}

/* Also of words that no snippet marks. */
static void an_explanation_names_what_is_not_marked(void **state)
{
	struct buf out = BUF_INIT(1 << 20);
	struct sink sink = SINK_BUF(&out);
	const struct render_options how = {
		.colour = 0, .width = 0, .heading = 0};
	struct answer a;
	json_t *root, *words;

	(void)state;
	ask(&a, "milk title:price -coups");
	render_explain_json(&sink, &a);
	root = json_loadb(out.p, out.len, 0, NULL);
	words = member(root, "words", JSON_ARRAY);
	assert_int_equal(json_array_size(words), 3);
	assert_null(json_object_get(json_array_get(words, 0), "part"));
	assert_string_equal(text_at(json_array_get(words, 1), "part"), "title");
	assert_string_equal(text_at(json_array_get(words, 2), "part"),
			    "excluded");
	json_decref(root);
	buf_clear(&out);
	render_explain_text(&sink, &a, &how);
	assert_int_equal(sink_finish(&sink, NULL), ST_OK);
	assert_non_null(strstr(out.p, "\nprice (in title)\n"));
	assert_non_null(strstr(out.p, "          prices  inflection\n"));
	assert_non_null(strstr(out.p, "\ncoups (left out)\n   posts\n"));
	assert_non_null(strstr(out.p, "       1  coup  inflection\n"));
	answer_free(&a);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_safe_on_a_terminal),
		cmocka_unit_test(what_was_found_is_coloured),
		cmocka_unit_test(right_to_left_text_is_isolated),
		cmocka_unit_test(a_result_is_laid_out),
		cmocka_unit_test(feeds_and_pages_are_well_formed),
		cmocka_unit_test(json_has_what_is_documented),
		cmocka_unit_test(a_post_is_in_json_as_it_was_written),
		cmocka_unit_test(nothing_found_is_json_too),
		cmocka_unit_test(jsonl_is_one_result_a_line),
		cmocka_unit_test(an_explanation_names_the_kin),
		cmocka_unit_test(an_explanation_names_what_is_not_marked),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
