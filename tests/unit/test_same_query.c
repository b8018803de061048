/*
 * Strings of equal meaning give the same tree: meanings are drawn, each is
 * written down in two of the many ways there are, and both are read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "query/parse.h"

enum { MEANINGS = 20000, DEPTH_MAX = 3 };

static const struct query_limits limits = {4096, 64, 16};

/* Numbers that are the same on every machine. */
struct draw {
	uint64_t state;
};

static unsigned draw(struct draw *d, unsigned n)
{
	d->state = d->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(d->state >> 33) % n;
}

/* One meaning is what `meaning` draws; `way` draws how it is written. */
struct writer {
	struct draw meaning, way;
	struct buf text;
};

static void put(struct writer *w, const char *s)
{
	assert_int_equal(buf_add(&w->text, (struct str){s, strlen(s)}, NULL),
			 ST_OK);
}

static void put_one(struct writer *w, const char *const *v, unsigned n)
{
	put(w, v[draw(&w->way, n)]);
}

#define PUT_ONE(w, ...)                                                        \
	do {                                                                   \
		static const char *const v[] = {__VA_ARGS__};                  \
                                                                               \
		put_one(w, v, sizeof(v) / sizeof(v[0]));                       \
	} while (0)

static void put_word(struct writer *w)
{
	static const char *const words[] = {"iraq",    "coup", "al-Maliki",
					    "Ja'fari", "2006", "القذافي",
					    "U.S.",    "café"};

	put(w, words[draw(&w->meaning, 8)]);
}

static void put_phrase(struct writer *w)
{
	int curly = draw(&w->way, 2) == 0;

	put(w, curly ? "“" : "\"");
	put_word(w);
	PUT_ONE(w, " ", "  ", "\t");
	put_word(w);
	put(w, curly ? "”" : "\"");
}

static void put_leaf(struct writer *w)
{
	int grouped = draw(&w->way, 4) == 0;

	put(w, grouped ? "(" : "");
	switch (draw(&w->meaning, 6)) {
	case 0:
		put_phrase(w);
		break;
	case 1:
		put(w, "=");
		put_word(w);
		break;
	case 2:
		put(w, "zarq*");
		break;
	default:
		put_word(w);
	}
	put(w, grouped ? " )" : "");
}

static void put_field(struct writer *w)
{
	switch (draw(&w->meaning, 3)) {
	case 0:
		PUT_ONE(w, "title:", "Title:", "TITLE:");
		break;
	case 1:
		PUT_ONE(w, "author:", "by:", "Author:");
		break;
	default:
		PUT_ONE(w, "tag:", "tags:", "category:");
	}
	put_leaf(w);
}

static void put_near(struct writer *w)
{
	put_word(w);
	put(w, " ");
	PUT_ONE(w, "NEAR/10", "NEAR");
	put(w, " ");
	put_word(w);
}

static void put_any(struct writer *w, int depth);

static void put_or(struct writer *w, int depth)
{
	unsigned n = 2 + draw(&w->meaning, 2);

	put(w, "(");
	for (unsigned i = 0; i < n; i++) {
		if (i)
			PUT_ONE(w, " OR ", "  OR ");
		put_any(w, depth + 1);
	}
	put(w, ")");
}

static void put_and(struct writer *w, int depth)
{
	unsigned n = 2 + draw(&w->meaning, 2);

	put(w, "(");
	for (unsigned i = 0; i < n; i++) {
		if (i)
			PUT_ONE(w, " ", "  ", " AND ");
		if (i && draw(&w->meaning, 5) == 0)
			PUT_ONE(w, "-", "NOT ");
		put_any(w, depth + 1);
	}
	put(w, ")");
}

static void put_any(struct writer *w, int depth)
{
	unsigned kind = draw(&w->meaning, 8);

	if (depth < DEPTH_MAX && kind < 2)
		put_and(w, depth);
	else if (depth < DEPTH_MAX && kind < 4)
		put_or(w, depth);
	else if (kind == 4)
		put_field(w);
	else if (kind == 5 && depth < DEPTH_MAX) {
		put(w, "(");
		put_near(w);
		put(w, ")");
	} else
		put_leaf(w);
}

static void write_down(struct buf *out, unsigned meaning, unsigned way)
{
	struct writer w = {{meaning}, {way + 77}, BUF_INIT(64 << 10)};

	/* The first numbers of near seeds are near. */
	for (int i = 0; i < 8; i++) {
		draw(&w.meaning, 2);
		draw(&w.way, 2);
	}
	PUT_ONE(&w, "", " ", "(");
	put_any(&w, 0);
	/* A group that is not closed ends with the query. */
	PUT_ONE(&w, "", " ");
	*out = w.text;
}

static void read_back(struct buf *out, struct str text)
{
	struct error err = ERROR_INIT;
	struct tree tree;

	assert_int_equal(tree_parse(&tree, text, &limits, &err), ST_OK);
	assert_int_equal(tree_print(out, tree.root, &err), ST_OK);
	tree_free(&tree);
}

static void equal_meanings_give_equal_trees(void **state)
{
	int faults = 0;

	(void)state;
	for (unsigned i = 0; i < MEANINGS && faults < 10; i++) {
		struct buf text[2], tree[2];

		for (unsigned k = 0; k < 2; k++) {
			tree[k] = (struct buf)BUF_INIT(64 << 10);
			write_down(&text[k], i, 2 * i + k);
			read_back(&tree[k], buf_str(&text[k]));
		}
		if (!str_eq(buf_str(&tree[0]), buf_str(&tree[1]))) {
			printf("%.*s\n%.*s\n  are read as\n%.*s\n%.*s\n\n",
			       (int)text[0].len, text[0].p, (int)text[1].len,
			       text[1].p, (int)tree[0].len, tree[0].p,
			       (int)tree[1].len, tree[1].p);
			faults++;
		}
		for (unsigned k = 0; k < 2; k++) {
			buf_free(&text[k]);
			buf_free(&tree[k]);
		}
	}
	assert_int_equal(faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_meanings_give_equal_trees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
