/*
 * tests/spec/names.txt: which spellings of a name are found, as examples. Its
 * head says how they are written.
 */
#include "query/spellings.h"
#include "tests/unit/small_archive.h"

static const char SPEC[] = "tests/spec/names.txt";

enum { POSTS_MAX = 200, TEXT_MAX = 64 << 10 };

static struct small_archive archive;

struct spec {
	char *text;
	struct small_post posts[POSTS_MAX];
	size_t post_count;
};

static char *read_spec(void)
{
	FILE *f = fopen(SPEC, "r");
	char *text = calloc(1, TEXT_MAX + 1);

	assert_non_null(f);
	assert_non_null(text);
	assert_true(fread(text, 1, TEXT_MAX, f) < TEXT_MAX);
	fclose(f);
	return text;
}

/* Every line with '+' is a post. */
static int index_sentences(void **state)
{
	static struct small_post posts[POSTS_MAX];
	static char names[POSTS_MAX][16];
	char *text = read_spec(), *rest = text, *line;
	size_t n = 0;
	int status;

	(void)state;
	while ((line = strsep(&rest, "\n"))) {
		if (strncmp(line, "+ ", 2) != 0)
			continue;
		assert_true(n < POSTS_MAX);
		snprintf(names[n], sizeof(names[n]), "p%zu.md", n);
		posts[n] = (struct small_post){names[n], line + 2};
		n++;
	}
	status = small_open(&archive, posts, n);
	free(text);
	return status;
}

static int close_archive(void **state)
{
	(void)state;
	return small_close(&archive);
}

/* "text | why" of each spelling that is not the name itself, in lines. */
static void answer(struct buf *out, const char *name)
{
	struct kin_tables tables = {{name_table_builtin()}, 1};
	struct arena arena = ARENA_INIT(64 << 20);
	struct error err = ERROR_INIT;
	struct spellings s;

	buf_clear(out);
	assert_int_equal(spellings_of(&s, &arena, archive.open.vocab, &tables,
				      (struct str){name, strlen(name)}, &err),
			 ST_OK);
	for (size_t i = 0; i < s.n; i++) {
		const struct sought_term *kin = s.v[i].kin;

		if (strcmp(kin->by, "exact") == 0)
			continue;
		assert_int_equal(buf_addf(out, &err, "%.*s%s%.*s\n",
					  (int)s.v[i].text.len, s.v[i].text.p,
					  kin->why.len ? " | " : "",
					  (int)kin->why.len, kin->why.p),
				 ST_OK);
	}
	arena_free(&arena);
}

struct example {
	unsigned line;
	const char *name;
	struct buf want;
};

static int check(struct example *e)
{
	struct buf got = BUF_INIT(TEXT_MAX);
	int fault;

	if (!e->name)
		return 0;
	answer(&got, e->name);
	fault = !str_eq(buf_str(&e->want), buf_str(&got));
	if (fault)
		print_error("%s:%u: %s\nwanted:\n%.*sgot:\n%.*s\n", SPEC,
			    e->line, e->name, (int)e->want.len,
			    buf_str(&e->want).p, (int)got.len, buf_str(&got).p);
	buf_clear(&e->want);
	buf_free(&got);
	return fault;
}

static void the_examples_are_true(void **state)
{
	struct example e = {0, NULL, BUF_INIT(TEXT_MAX)};
	char *text = read_spec(), *rest = text, *line;
	unsigned number = 0, faults = 0, cases = 0;

	(void)state;
	while ((line = strsep(&rest, "\n"))) {
		number++;
		if (strncmp(line, "? ", 2) == 0) {
			faults += (unsigned)check(&e);
			e.name = line + 2;
			e.line = number;
			cases++;
		} else if (strncmp(line, "= ", 2) == 0) {
			assert_int_equal(
				buf_addf(&e.want, NULL, "%s\n", line + 2),
				ST_OK);
		}
	}
	faults += (unsigned)check(&e);
	buf_free(&e.want);
	free(text);
	print_message("%u examples, %u faults\n", cases, faults);
	assert_true(cases > 10);
	assert_int_equal(faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_examples_are_true),
	};

	return cmocka_run_group_tests(tests, index_sentences, close_archive);
}
