/*
 * The promise of the whole program: every word of every sample post, typed as
 * it stands in the text, finds its post and is marked there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/index/tree.h"
#include "common/text/words.h"
#include "indexer/rebuild.h"
#include "query/answer.h"

static char dir[] = "/tmp/test_findable.XXXXXX";

static int index_corpus(void **state)
{
	static char source[] = "corpus/posts";
	char *sources[] = {source};
	const struct rebuild_options options = {.keep = 0};
	struct rebuild_result result;
	struct error err = ERROR_INIT;

	(void)state;
	if (!mkdtemp(dir))
		return -1;
	if (rebuild(&result, dir, sources, 1, &options, NULL, &err) == ST_OK)
		return 0;
	print_error("%s\n", err.msg);
	return -1;
}

static int remove_index(void **state)
{
	(void)state;
	return tree_remove(dir, NULL) == ST_OK ? 0 : -1;
}

static int is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* What one would copy out of the text: no punctuation around it. */
static struct str trim(struct str s)
{
	struct words w;
	struct word word;
	size_t begin = s.len, end = 0;

	words_begin(&w, s, 1);
	while (words_next(&w, &word)) {
		if (word.begin < begin)
			begin = word.begin;
		if (word.end > end)
			end = word.end;
	}
	if (begin >= end)
		return (struct str){s.p, 0};
	return (struct str){s.p + begin, end - begin};
}

static int found_and_marked(struct archive *archive, struct str word,
			    struct str id)
{
	const struct answer_options options = {
		.limit = 100, .match = MATCH_ALL, .limits = QUERY_LIMITS_SHELL};
	struct error err = ERROR_INIT;
	struct answer a;
	int found = 0;

	if (answer_query(&a, archive, word, &options, &err) != ST_OK)
		print_error("%s\n", err.msg);
	for (size_t i = 0; i < a.n; i++) {
		const struct result *r = &a.results[i];

		if (str_eq(r->post.id, id))
			found = r->snippet.mark_count > 0 ||
				r->title.mark_count > 0;
	}
	answer_free(&a);
	return found;
}

/* Words that were asked already, for any post: a hash set would be more. */
static int asked(struct str word)
{
	enum { SLOTS = 1 << 16 };
	static char *table[SLOTS];
	size_t h = 5381;

	for (size_t i = 0; i < word.len; i++)
		h = h * 33 + (unsigned char)word.p[i];
	for (h %= SLOTS; table[h]; h = (h + 1) % SLOTS)
		if (strlen(table[h]) == word.len &&
		    !memcmp(table[h], word.p, word.len))
			return 1;
	table[h] = strndup(word.p, word.len);
	return 0;
}

static size_t check_text(struct archive *archive, struct str text,
			 struct str id, size_t *failures)
{
	size_t checked = 0;

	for (size_t i = 0, end; i < text.len; i = end) {
		struct str word;

		end = i + 1;
		while (end < text.len && !is_space(text.p[end]))
			end++;
		word = trim((struct str){text.p + i, end - i});
		if (!word.len || asked(word))
			continue;
		checked++;
		if (found_and_marked(archive, word, id))
			continue;
		(*failures)++;
		print_error("'%.*s' of %.*s\n", (int)word.len, word.p,
			    (int)id.len, id.p);
	}
	return checked;
}

static void every_word_finds_its_post(void **state)
{
	const struct posts_options options = {.format = NULL};
	struct error err = ERROR_INIT;
	struct posts_item item;
	struct posts *posts = NULL;
	struct archive archive;
	size_t failures = 0, checked = 0;

	(void)state;
	assert_int_equal(archive_open(&archive, dir, NULL, &err), ST_OK);
	assert_int_equal(
		posts_open(&posts, "corpus/posts", &options, NULL, &err),
		ST_OK);
	while (posts_next(posts, &item, &err) == ST_OK) {
		checked += check_text(&archive, item.post.title, item.post.id,
				      &failures);
		checked += check_text(&archive, item.post.text, item.post.id,
				      &failures);
	}
	posts_free(posts);
	archive_close(&archive);
	print_message("%zu words, %zu not found\n", checked, failures);
	assert_int_equal(failures, 0);
	assert_true(checked > 4000);
}

static size_t count_repeats(const struct answer *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < i; k++)
			n += a->results[i].docid == a->results[k].docid;
	return n;
}

static size_t ask_for_repeats(struct archive *archive, struct str query)
{
	const struct answer_options options = {
		.limit = 20, .match = MATCH_BEST, .limits = QUERY_LIMITS_SHELL};
	struct error err = ERROR_INIT;
	struct answer a;
	size_t n;

	assert_int_equal(answer_query(&a, archive, query, &options, &err),
			 ST_OK);
	n = count_repeats(&a);
	if (n)
		print_error("%.*s: %zu twice\n", (int)query.len, query.p, n);
	answer_free(&a);
	return n;
}

/* Posts with all words and posts with some of them are different posts. */
static void no_post_comes_twice(void **state)
{
	const struct posts_options options = {.format = NULL};
	struct error err = ERROR_INIT;
	struct posts_item item;
	struct posts *posts = NULL;
	struct archive archive;
	size_t n;

	(void)state;
	assert_int_equal(archive_open(&archive, dir, NULL, &err), ST_OK);
	assert_int_equal(
		posts_open(&posts, "corpus/posts", &options, NULL, &err),
		ST_OK);
	n = ask_for_repeats(&archive, STR("Khazraji coup"));
	n += ask_for_repeats(&archive, STR("names -(spelling names)"));
	while (posts_next(posts, &item, &err) == ST_OK)
		n += ask_for_repeats(&archive, item.post.title);
	posts_free(posts);
	archive_close(&archive);
	assert_int_equal(n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_finds_its_post),
		cmocka_unit_test(no_post_comes_twice),
	};

	return cmocka_run_group_tests(tests, index_corpus, remove_index);
}
