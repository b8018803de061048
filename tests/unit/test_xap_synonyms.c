/* Several terms as one: the same weights as Xapian's SYNONYM, and the same
 * hits, though most documents are never weighed. */
#include "tests/unit/xap_fixture.h"

#include <math.h>

enum { DOCS = 1500, WORDS = 40, SHARDS = 3, HITS = 12, KINDS = 19 };

static const struct xap_weighing ranked = {3, 0.75, 0.3};

/* The n-th word is in every (n + 1)-th document or so. */
static void fill(xap_doc *d, unsigned doc)
{
	char text[4000];
	size_t len = 0;
	unsigned seed = doc * 2654435761u + 12345;

	for (unsigned w = 0; w < WORDS; w++) {
		seed = seed * 1664525u + 1013904223u;
		for (unsigned n = seed >> 8; n % (w + 2) == 0 && n % 8 < 5;
		     n /= w + 2)
			len += (size_t)snprintf(text + len, sizeof(text) - len,
						"w%02u ", w);
	}
	for (unsigned n = seed >> 16 & 255; n; n--)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "the ");
	fill_doc(d, text);
}

static xap_db *make(unsigned shards)
{
	static const char *const names[] = {"a", "b", "c"};
	const char *paths[SHARDS];
	xap_writer *w;
	xap_doc *d;
	xap_db *db;

	OK(xap_doc_new(&d, NULL));
	for (unsigned s = 0; s < shards; s++) {
		paths[s] = path(names[s]);
		OK(xap_writer_open(&w, paths[s], NULL));
		for (unsigned i = s; i < DOCS; i += shards) {
			fill(d, i);
			OK(xap_writer_add(w, d, NULL, NULL));
		}
		OK(xap_writer_commit(w, NULL));
		xap_writer_free(w);
	}
	xap_doc_free(d);
	OK(xap_db_open_many(&db, paths, shards, NULL));
	return db;
}

/* What is asked for: w<from>, w<from + 1> ... as one word. */
struct asked {
	unsigned from, n;
};

static xap_query *combine(enum xap_op op, xap_query *a, xap_query *b)
{
	xap_query *const parts[] = {a, b};
	xap_query *q;

	OK(xap_query_combine(&q, op, parts, 2, 0, NULL));
	xap_query_free(a);
	xap_query_free(b);
	return q;
}

static xap_query *scaled(xap_query *q, double factor)
{
	xap_query *out;

	OK(xap_query_scale(&out, q, factor, NULL));
	xap_query_free(q);
	return out;
}

static xap_query *ours(const xap_db *db, struct asked a)
{
	char words[WORDS][8];
	struct str terms[WORDS];
	xap_query *q;

	for (unsigned i = 0; i < a.n; i++)
		terms[i] = (struct str){
			words[i],
			(size_t)snprintf(words[i], 8, "w%02u", a.from + i)};
	OK(xap_query_synonyms(&q, db, terms, a.n, &ranked, NULL));
	return q;
}

static xap_query *theirs(const xap_db *db, struct asked a)
{
	xap_query *parts[WORDS], *all, *first;
	char word[8];

	(void)db;
	for (unsigned i = 0; i < a.n; i++) {
		snprintf(word, sizeof(word), "w%02u", a.from + i);
		OK(xap_query_term(&parts[i], str_of(word), 1, NULL));
	}
	OK(xap_query_combine(&all, XAP_SYNONYM, parts, a.n, 0, NULL));
	OK(xap_query_scale(&first, parts[0], ranked.first, NULL));
	for (unsigned i = 0; i < a.n; i++)
		xap_query_free(parts[i]);
	return combine(XAP_AND_MAYBE, all, first);
}

typedef xap_query *maker(const xap_db *db, struct asked a);

/* Documents that have all of several words: one source of them. */
static xap_query *and_kind(unsigned number, const xap_db *db, maker *word)
{
	const struct asked some = {3, 3}, common = {0, 4}, rare = {30, 6},
			   one = {8, 1}, other = {12, 5};
	xap_query *two = combine(XAP_AND, word(db, one), word(db, common));

	switch (number) {
	case 11:
		return combine(XAP_AND, two, word(db, some));
	case 12:
		return combine(
			XAP_AND, two,
			combine(XAP_AND, word(db, some), word(db, other)));
	case 13:
		return combine(XAP_AND, two, word(db, one));
	case 14:
		return combine(XAP_OR, scaled(two, 5), word(db, rare));
	case 15:
		return combine(XAP_AND_NOT, two, word(db, rare));
	case 16:
		return combine(XAP_AND_MAYBE, word(db, some), two);
	case 17:
		return combine(XAP_AND_MAYBE, two, word(db, rare));
	case 18:
		return combine(XAP_AND, scaled(word(db, other), 2), two);
	default:
		xap_query_free(two);
		return NULL;
	}
}

/* Queries of all kinds, of words that `make_word` makes. */
static xap_query *kind(unsigned number, const xap_db *db, maker *word)
{
	const struct asked some = {3, 3}, common = {0, 4}, rare = {30, 6},
			   one = {8, 1};

	switch (number) {
	case 0:
		return word(db, some);
	case 1:
		return word(db, common);
	case 2:
		return word(db, one);
	case 3:
		return combine(XAP_AND, word(db, some), word(db, common));
	case 4:
		return combine(XAP_OR, word(db, rare), word(db, common));
	case 5:
		return combine(XAP_AND_NOT, word(db, common), word(db, rare));
	case 6:
		return combine(XAP_OR, scaled(word(db, some), 3),
			       word(db, rare));
	case 7:
		return combine(XAP_AND, scaled(word(db, rare), 0.1),
			       scaled(scaled(word(db, some), 2), 4));
	case 8:
		return combine(XAP_FILTER, word(db, rare), word(db, common));
	case 9:
		return combine(XAP_AND_MAYBE, word(db, common), word(db, rare));
	case 10:
		return combine(XAP_OR, scaled(word(db, common), 0),
			       scaled(word(db, some), 3));
	default:
		return and_kind(number, db, word);
	}
}

static size_t ask(struct xap_hit hits[HITS], uint32_t *total, const xap_db *db,
		  xap_query *q, uint32_t at_least)
{
	struct xap_search how = XAP_SEARCH_INIT;
	uint32_t lower, upper;
	xap_matches *m;
	size_t n = 0;

	how.k1 = ranked.k1;
	how.b = ranked.b;
	how.count = HITS;
	how.check_at_least = at_least;
	how.without_data = 1;
	OK(xap_search(&m, db, q, &how, NULL));
	while (n < HITS && xap_matches_next(m, &hits[n], NULL) == ST_OK)
		n++;
	xap_matches_count(m, &lower, total, &upper);
	if (at_least >= DOCS)
		assert_true(lower == *total && upper == *total);
	else
		assert_true(lower <= *total && *total <= upper);
	xap_matches_free(m);
	xap_query_free(q);
	return n;
}

static void same(const struct xap_hit *got, const struct xap_hit *want,
		 unsigned number)
{
	if (got->docid != want->docid ||
	    fabs(got->weight / want->weight - 1) > 1e-12)
		fail_msg("kind %u: document %u weighs %g instead of %g", number,
			 got->docid, got->weight, want->weight);
}

/* Passing over documents changes nothing. */
static size_t both_ways(struct xap_hit got[HITS], uint32_t *total,
			const xap_db *db, unsigned number)
{
	struct xap_hit all[HITS];
	uint32_t about;
	size_t n = ask(got, &about, db, kind(number, db, ours), 0);

	assert_int_equal(ask(all, total, db, kind(number, db, ours), 2 * DOCS),
			 n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(got[i].docid, all[i].docid);
		assert_true(got[i].weight == all[i].weight);
	}
	return n;
}

static void is_as_synonym(const xap_db *db, unsigned number)
{
	struct xap_hit got[HITS], want[HITS];
	uint32_t total, wanted;
	size_t n = both_ways(got, &total, db, number);

	assert_int_equal(
		ask(want, &wanted, db, kind(number, db, theirs), 2 * DOCS), n);
	assert_int_equal(total, wanted);
	assert_true(n > HITS / 3);
	while (n--)
		same(&got[n], &want[n], number);
}

static void weights_are_those_of_synonym(void **state)
{
	xap_db *db = make(1);

	(void)state;
	for (unsigned i = 0; i < KINDS; i++)
		is_as_synonym(db, i);
	xap_db_free(db);
}

/* Documents go, change and come; one is longer than two bytes can say. */
static void change(const char *name)
{
	xap_writer *w;
	xap_doc *d;

	OK(xap_doc_new(&d, NULL));
	OK(xap_writer_open(&w, path(name), NULL));
	for (unsigned i = 1; i < DOCS; i += 7) {
		fill(d, i + DOCS);
		OK(xap_writer_replace_at(w, i, d, NULL));
		OK(xap_writer_delete_at(w, i + 3, NULL));
		OK(xap_writer_add(w, d, NULL, NULL));
	}
	for (unsigned i = 0; i < WORDS; i++) {
		char word[8];

		snprintf(word, sizeof(word), "w%02u", i);
		OK(xap_doc_add_term(d, str_of(word), 1700, NULL));
	}
	OK(xap_writer_commit(w, NULL));
	OK(xap_writer_add(w, d, NULL, NULL));
	fill(d, 77);
	OK(xap_writer_replace_at(w, 2, d, NULL));
	OK(xap_writer_commit(w, NULL));
	/* And what is dropped. */
	OK(xap_writer_delete_at(w, 1, NULL));
	OK(xap_writer_replace_at(w, 3, d, NULL));
	xap_doc_free(d);
	xap_writer_free(w);
}

static void and_after_changes(void **state)
{
	xap_db *db = make(1);

	(void)state;
	xap_db_free(db);
	change("a");
	db = open_db("a");
	for (unsigned i = 0; i < KINDS; i++)
		is_as_synonym(db, i);
	xap_db_free(db);
}

/* A copy has the name that Xapian gave the other. */
static void and_in_copies_that_differ(void **state)
{
	const char *paths[2] = {path("a"), path("copy")};
	enum { ONE_TERM = 2 };
	char command[300];
	xap_db *db = make(1);

	(void)state;
	xap_db_free(db);
	snprintf(command, sizeof(command), "cp -r %s %s", paths[0], paths[1]);
	assert_int_equal(system(command), 0);
	change("copy");
	OK(xap_db_open_many(&db, paths, 2, NULL));
	is_as_synonym(db, ONE_TERM);
	xap_db_free(db);
}

/* Xapian's own differ a little: a shard guesses how many have any term. */
static void and_the_same_in_shards(void **state)
{
	struct xap_hit a[KINDS][HITS], b[HITS];
	uint32_t total[KINDS], in_shards;
	size_t n[KINDS];
	xap_db *db = make(1);

	(void)state;
	for (unsigned i = 0; i < KINDS; i++)
		n[i] = both_ways(a[i], &total[i], db, i);
	xap_db_free(db);
	assert_int_equal(remove_folder(NULL), 0);
	assert_int_equal(mkdir(folder, 0700), 0);
	db = make(SHARDS);
	for (unsigned i = 0; i < KINDS; i++) {
		assert_int_equal(both_ways(b, &in_shards, db, i), n[i]);
		assert_int_equal(in_shards, total[i]);
		for (size_t k = 0; k < n[i]; k++)
			same(&b[k], &a[i][k], i);
	}
	xap_db_free(db);
}

/* Nor does a part without documents, or an index without any. */
static void nothing_is_found_in_nothing(void **state)
{
	struct str term = STR("w03");
	struct xap_hit hits[HITS];
	const char *paths[2];
	xap_db *full = make(1), *db;
	uint32_t total, with_empty;
	xap_writer *w;
	xap_query *q;

	(void)state;
	ask(hits, &total, full, ours(full, (struct asked){3, 3}), DOCS);
	xap_db_free(full);
	paths[0] = path("none");
	paths[1] = path("a");
	OK(xap_writer_open(&w, paths[0], NULL));
	OK(xap_writer_commit(w, NULL));
	xap_writer_free(w);
	OK(xap_db_open_many(&db, paths, 2, NULL));
	assert_int_equal(ask(hits, &with_empty, db,
			     ours(db, (struct asked){3, 3}), DOCS),
			 HITS);
	assert_int_equal(with_empty, total);
	xap_db_free(db);
	db = open_db("none");
	OK(xap_query_synonyms(&q, db, &term, 1, &ranked, NULL));
	assert_int_equal(ask(hits, &total, db, q, 0), 0);
	xap_db_free(db);
}

static void what_cannot_be_asked_is_refused(void **state)
{
	const struct xap_weighing negative = {1, 0.5, -1};
	struct error err = ERROR_INIT;
	char longest[XAP_TERM_MAX + 2];
	struct str term = {longest, sizeof(longest)};
	xap_query *q, *two[2];
	xap_db *db = make(1);

	(void)state;
	memset(longest, 'a', sizeof(longest));
	assert_int_equal(xap_query_synonyms(&q, db, NULL, 0, &ranked, &err),
			 ST_USAGE);
	assert_int_equal(xap_query_synonyms(&q, db, &term, 1, &ranked, &err),
			 ST_LIMIT);
	term = STR("w01");
	assert_int_equal(xap_query_synonyms(&q, db, &term, 1, &negative, &err),
			 ST_USAGE);
	two[0] = two[1] = ours(db, (struct asked){1, 2});
	assert_int_equal(xap_query_combine(&q, XAP_SYNONYM, two, 2, 0, &err),
			 ST_USAGE);
	assert_int_equal(xap_query_combine(&q, XAP_PHRASE, two, 2, 0, &err),
			 ST_USAGE);
	xap_query_free(two[0]);
	xap_db_free(db);
}

static void terms_that_no_document_has_find_none(void **state)
{
	struct xap_hit hits[HITS];
	struct str term = STR("nowhere");
	xap_db *db = make(SHARDS);
	uint32_t total;
	xap_query *q;

	(void)state;
	OK(xap_query_synonyms(&q, db, &term, 1, &ranked, NULL));
	assert_int_equal(ask(hits, &total, db, q, 0), 0);
	assert_int_equal(total, 0);
	xap_db_free(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		xap_test(weights_are_those_of_synonym),
		xap_test(and_after_changes),
		xap_test(and_in_copies_that_differ),
		xap_test(and_the_same_in_shards),
		xap_test(nothing_is_found_in_nothing),
		xap_test(what_cannot_be_asked_is_refused),
		xap_test(terms_that_no_document_has_find_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
