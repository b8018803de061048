#include "indexer/formats/frontmatter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "indexer/formats/frontmatter_post.h"

/* Entries as "key=value,value;" in order; then "|" and the body. */
/* clang-format off */
static const struct {
	const char *text, *want;
	unsigned warnings;
} rows[] = {
	/* YAML */
	{"---\ntitle: A post\ndate: 2006-06-14\n---\nBody\n",
	 "title=A post;date=2006-06-14;|Body\n", 0},
	{"-----\ntitle: Five\n-----\nBody", "title=Five;|Body", 0},
	{"---\ntitle: Dots\n...\nBody", "title=Dots;|Body", 0},
	{"---\ntitle: Long rule\n-----\nBody", "title=Long rule;|Body", 0},
	{"\xEF\xBB\xBF\n \n---\r\ntitle: Mark\r\n---\r\nBody",
	 "title=Mark;|Body", 0},
	{"---\ntitle: 'It''s \"so\"'\nother: \"tab\\tand \\u0641\"\n---\n",
	 "title=It's \"so\";other=tab\tand \u0641;|", 0},
	{"---\ntitle: >\n  folded\n  twice\n\nx: >-\n  a\n  b\n---\n",
	 "title=folded twice\n;x=a b;|", 0},
	{"---\ntitle: over\n  two lines\n---\n", "title=over two lines;|", 0},
	{"---\ntags: [a, 'b c', \"d\"]\nyes: Yes\nno: 007\n---\n",
	 "tags=a,b c,d;yes=Yes;no=007;|", 0},
	{"---\ntags:\n- a\n- b\nempty:\nnothing: ~\n---\n",
	 "tags=a,b;empty=;nothing=;|", 0},
	{"---\ntaxonomies:\n  tags: [a]\n  deep:\n    er: 1\n---\n",
	 "taxonomies=;taxonomies.tags=a;taxonomies.deep=;"
	 "taxonomies.deep.er=1;|", 0},
	{"---\nauthors:\n- name: A\n  url: u\n- B\n- name: C\n---\n",
	 "authors=B;authors.name=A,C;authors.url=u;|", 0},
	{"---\ntitle: one\ntitle: two\n---\n", "title=two;|", 0},
	{"---\n{\"title\": \"json\", \"tags\": [\"a\"]}\n---\n",
	 "title=json;tags=a;|", 0},
	{"---\n# only a remark\n---\nBody", "|Body", 0},
	{"---\n---\nBody", "|Body", 0},
	/* broken YAML is read by its lines */
	{"---\ntitle: Iraq: a year\ntags:\n  - a\n  - 'b'\n---\nBody",
	 "title=Iraq: a year;tags=a,b;|Body", 1},
	{"---\ntitle: *Stars*\ntags: [a, \"b\"]\nx: \"y\"\n---\n",
	 "title=*Stars*;tags=a,b;x=y;|", 1},
	{"---\nx: &a [1]\ny: *a\n---\n", "x=&a [1];y=*a;|", 1},
	{"---\n\ttabs: yes\ntitle: T\n---\n", "title=T;|", 1},
	/* none at all */
	{"Body\n", "|Body\n", 0},
	{"", "|", 0},
	{"---\ntitle: never closed\n", "|---\ntitle: never closed\n", 0},
	{"---\nOnly a paragraph\n---\nBody",
	 "|---\nOnly a paragraph\n---\nBody", 0},
	{"-- \ntitle: two\n--\n", "|-- \ntitle: two\n--\n", 0},
	/* TOML */
	{"+++\ntitle = \"A \\\"q\\\" \\u0641 \\U0001F600\"\nn = 1_000 # r\n"
	 "d = 1979-05-27 07:32:00\nb = true\n+++\nBody",
	 "title=A \"q\" \u0641 \U0001F600;n=1_000;d=1979-05-27 07:32:00;"
	 "b=true;|Body", 0},
	{"+++\ntags = [ 'a', # one\n \"b]\",\n]\n[taxonomies]\ntags=['c']\n"
	 "[a.\"b c\"]\nd.e = 1\n+++\n",
	 "tags=a,b];taxonomies.tags=c;a.b c.d.e=1;|", 0},
	{"+++\nx = \"\"\"\nfirst\n  second \\\n   third\"\"\"\"\ny = ''\n"
	 "z = '''a'b'''\nw = \"\"\n+++\n",
	 "x=first\n  second third\";y=;z=a'b;w=;|", 0},
	{"+++\nauthors = [{name = \"A\", at = [1, [2]]}, {name='B'}]\n"
	 "[[who]]\nname = 'a'\n[[who]]\nname = 'b'\n+++\n",
	 "authors=;authors.name=A,B;authors.at=1,2;who.name=a,b;|", 0},
	{"+++\r\ntitle = 'crlf'\r\n+++\r\nBody", "title=crlf;|Body", 0},
	{"+++\ntitle = unquoted\nx = 1\n+++\n", "title=unquoted;x=1;|", 1},
	{"+++\ntitle = \"open\nx = 2\n+++\n", "title=\"open;x=2;|", 1},
	{"+++\nx = \"\\q\"\n+++\n", "x=\\q;|", 1},
	{"+++\nx = \"\\uD800\"\n+++\n", "x=\\uD800;|", 1},
	{"+++\nx = 1 2 3 ]\n+++\n", "x=1 2 3 ];|", 1},
	/* JSON */
	{"{\"title\": \"a } b\", \"tags\": [\"x\", \"y\"], \"n\": 1.5,\n"
	 "\"o\": {\"p\": true, \"q\": null}}\nBody",
	 "title=a } b;tags=x,y;n=1.5;o=;o.p=true;o.q=;|\nBody", 0},
	{";;;\n{\"title\": \"a\"}\n;;;\nBody", "title=a;|Body", 0},
	{"{\n  \"title\": \"a\",\n  \"b\": oops\n}\nBody",
	 "title=a;b=oops;|\nBody", 1},
	{"{{ liquid }}\n", "|{{ liquid }}\n", 0},
	{"{% if a %}\n", "|{% if a %}\n", 0},
	{"{\"open\": 1\n", "|{\"open\": 1\n", 0},
	/* commented lines */
	{"[#]: subject: \"A title\"\n[#]: author: (Somebody)\n"
	 "[#]: url: ( )\n\nBody",
	 "subject=A title;author=Somebody;url=;|\nBody", 0},
};
/* clang-format on */

static char *shown(const struct frontmatter *fm)
{
	static char out[4096];
	size_t n = 0;

	for (const struct frontmatter_entry *e = fm->first; e; e = e->next) {
		n += (size_t)snprintf(out + n, sizeof(out) - n,
				      "%s=", e->key.p);
		for (const struct frontmatter_value *v = e->first; v;
		     v = v->next)
			n += (size_t)snprintf(out + n, sizeof(out) - n,
					      "%.*s%s", (int)v->text.len,
					      v->text.p, v->next ? "," : "");
		n += (size_t)snprintf(out + n, sizeof(out) - n, ";");
	}
	snprintf(out + n, sizeof(out) - n, "|%.*s", (int)fm->body.len,
		 fm->body.p);
	return out;
}

static void reads_every_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str text = {rows[i].text, strlen(rows[i].text)};
		struct arena arena = ARENA_INIT(1 << 20);
		struct error err = ERROR_INIT;
		struct diag diag = {.report = NULL};
		struct frontmatter fm;

		assert_int_equal(
			frontmatter_read(&fm, text, &arena, &diag, &err),
			ST_OK);
		if (strcmp(shown(&fm), rows[i].want) != 0 ||
		    diag.count[DIAG_WARNING] != rows[i].warnings)
			print_message("row %zu: %s\n%s\n", i, rows[i].text,
				      err.msg);
		assert_string_equal(shown(&fm), rows[i].want);
		assert_int_equal(diag.count[DIAG_WARNING], rows[i].warnings);
		arena_free(&arena);
	}
}

static void entries_know_their_lines(void **state)
{
	static const char *const texts[] = {"\n---\na: 1\nb: 2\n---\n",
					    "\n+++\na = 1\nb = 2\n+++\n",
					    "\n---\na: b: 1\nb: 2\n---\n"};
	struct arena arena = ARENA_INIT(1 << 20);
	struct error err = ERROR_INIT;
	struct frontmatter fm;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct str text = {texts[i], strlen(texts[i])};

		assert_int_equal(
			frontmatter_read(&fm, text, &arena, NULL, &err), ST_OK);
		assert_int_equal(frontmatter_get(&fm, STR("B"))->line, 4);
		assert_null(frontmatter_get(&fm, STR("c")));
	}
	arena_free(&arena);
}

static double seconds(const char *open, const char *unit, size_t bytes)
{
	struct arena arena = ARENA_INIT(64 << 20);
	struct error err = ERROR_INIT;
	size_t n = strlen(open), m = strlen(unit);
	char *text = malloc(n + bytes + 16);
	struct frontmatter fm;
	clock_t start;

	memcpy(text, open, n);
	for (; n + m < bytes; n += m)
		memcpy(text + n, unit, m);
	n += (size_t)sprintf(text + n, "\n%.3s\n", open);
	start = clock();
	assert_int_equal(frontmatter_read(&fm, (struct str){text, n}, &arena,
					  NULL, &err),
			 ST_OK);
	free(text);
	arena_free(&arena);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void hostile_front_matter_takes_linear_time(void **state)
{
	static const char *const units[] = {
		"[", "{", "- ",     "? ",    "a: ",     "\"",  "&a [*a, ",
		"#", "a", "a: 1\n", "[a]\n", "{\"a\":", "'''", "- - -\n"};
	static const char *const opens[] = {"---\n",     "---\na: ", "+++\n",
					    "+++\na = ", ";;;\n",    "{\"a\":"};

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		for (size_t j = 0; j < sizeof(opens) / sizeof(opens[0]); j++) {
			double fits = seconds(opens[j], units[i], 65000);
			double large = seconds(opens[j], units[i], 2 << 20);

			if (fits > 1 || large > 1)
				print_message("%s x %s\n", opens[j], units[i]);
			assert_true(fits < 1);
			assert_true(large < 1);
		}
}

/* Front matter, then "title|url|lang|day|day|authors|tags|series|draft". */
/* clang-format off */
static const struct {
	const char *text, *want;
} posts[] = {
	{"---\nsubject: S\npath: /p\nlocale: es-PR\ncreated: 2006-06-14\n"
	 "lastmod: 15 June 2006\nauthor: A, B\ntags: [x y, 'z,w', x y]\n"
	 "category: one two\ncategories: c d\n---\n",
	 "S|/p|es|2006-06-14|2006-06-15|A, B|x y/z,w/c/d/one two||0"},
	{"---\nTitle: T\nsubject: S\ntags: a b, c\npublished: false\n---\n",
	 "T||||||a b/c||1"},
	{"+++\ntitle = 'T'\ntags = 'a b'\npublished = true\ndraft = false\n"
	 "[taxonomies]\nauthors = ['P']\npeople = ['Q']\n+++\n",
	 "T|||||P|a b/Q||0"},
	{"---\nauthors:\n- name: A\n- B\nauthor: {name: C}\nlang: english\n"
	 "date: yesterday\npublished: 2006\\06\npubdate: 2006-06-14\n"
	 "draft: true\n---\n", "|||2006-06-14||C/B/A|||1"},
	{"---\ntitle: >\n  over\n  lines\nkeywords: k, l ,,k\n---\n",
	 "over lines||||||k/l||0"},
	{"[#]: subject: \"S\"\n[#]: tags: \"a b\"\n[#]: url: \"u\"\n",
	 "S|u|||||a b||0"},
	{"---\ntitle: T\nseries: Letters, from Mosul\n---\n",
	 "T|||||||Letters, from Mosul|0"},
	{"---\nseries:\n- name: A\n  part: 2\n- B\ntags: [c]\n---\n",
	 "||||||c|B/A|0"},
	{"---\nseries: true\nseries.title: S\n---\n", "|||||||S|0"},
	{"---\ntitle: T\nseries: 3\n---\n", "T||||||||0"},
	{"+++\n[taxonomies]\nseries = ['A, B', 'C']\ntags = ['t']\n+++\n",
	 "||||||t|A, B/C|0"},
};
/* clang-format on */

static size_t join(char *out, size_t size, struct str_list list)
{
	size_t n = 0;

	for (size_t i = 0; i < list.n; i++)
		n += (size_t)snprintf(out + n, size - n, "%s%.*s", i ? "/" : "",
				      (int)list.v[i].len, list.v[i].p);
	return n + (size_t)snprintf(out + n, size - n, "|");
}

static void keys_have_many_names(void **state)
{
	char got[1024], day[DATE_MAX_LEN], day2[DATE_MAX_LEN];

	(void)state;
	for (size_t i = 0; i < sizeof(posts) / sizeof(posts[0]); i++) {
		struct str text = {posts[i].text, strlen(posts[i].text)};
		struct arena arena = ARENA_INIT(1 << 20);
		struct error err = ERROR_INIT;
		struct post p = {.published = DATE_NONE, .updated = DATE_NONE};
		struct frontmatter fm;
		int draft;
		size_t n;

		assert_int_equal(
			frontmatter_read(&fm, text, &arena, NULL, &err), ST_OK);
		assert_int_equal(
			frontmatter_post(&p, &draft, &fm, &arena, NULL, &err),
			ST_OK);
		date_format_day(day, p.published);
		date_format_day(day2, p.updated);
		n = (size_t)snprintf(got, sizeof(got), "%.*s|%.*s|%.*s|%s|%s|",
				     (int)p.title.len, p.title.p,
				     (int)p.url.len, p.url.p, (int)p.lang.len,
				     p.lang.p, day, day2);
		n += join(got + n, sizeof(got) - n, p.authors);
		n += join(got + n, sizeof(got) - n, p.tags);
		n += join(got + n, sizeof(got) - n, p.series);
		snprintf(got + n, sizeof(got) - n, "%d", draft);
		assert_string_equal(got, posts[i].want);
		arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_kind),
		cmocka_unit_test(entries_know_their_lines),
		cmocka_unit_test(hostile_front_matter_takes_linear_time),
		cmocka_unit_test(keys_have_many_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
