#include "query/eval_judged.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

enum { COLUMNS_MAX = 6, NUMBER_MAX = 40 };

static int is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The columns of a line; those past COLUMNS_MAX are counted only. */
static size_t split(struct str out[COLUMNS_MAX], struct str line)
{
	size_t n = 0, at = 0, begin;

	for (;;) {
		while (at < line.len && is_space(line.p[at]))
			at++;
		if (at == line.len)
			return n;
		begin = at;
		while (at < line.len && !is_space(line.p[at]))
			at++;
		if (n < COLUMNS_MAX)
			out[n] = (struct str){line.p + begin, at - begin};
		n++;
	}
}

static int read_number(double *out, struct str s)
{
	char copy[NUMBER_MAX], *end;

	if (s.len == 0 || s.len >= sizeof(copy))
		return 0;
	memcpy(copy, s.p, s.len);
	copy[s.len] = '\0';
	*out = strtod(copy, &end);
	return *end == '\0' && isfinite(*out);
}

static int compare(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_id(const void *a, const void *b)
{
	const struct eval_row *x = a, *y = b;
	int order = compare(x->qid, y->qid);

	return order ? order : compare(x->id, y->id);
}

static int by_score(const void *a, const void *b)
{
	const struct eval_row *x = a, *y = b;
	int order = compare(x->qid, y->qid);

	if (order)
		return order;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

static struct str next_line(struct str *rest)
{
	const char *end = memchr(rest->p, '\n', rest->len);
	size_t n = end ? (size_t)(end - rest->p) : rest->len;
	struct str line = {rest->p, n};

	rest->p += n + (end != NULL);
	rest->len -= n + (end != NULL);
	return line;
}

static size_t count_lines(struct str text)
{
	size_t n = 0;

	while (text.len) {
		next_line(&text);
		n++;
	}
	return n;
}

/* What a table's rows are made of. */
struct shape {
	size_t columns, value; /* how many; which one is the number, from 0 */
	const char *wanted;
	int (*order)(const void *a, const void *b);
};

static enum status read_table(struct eval_table *out, struct arena *arena,
			      struct str text, const struct shape *shape,
			      struct error *err)
{
	size_t lines = count_lines(text), number = 0;
	enum status st;

	out->n = 0;
	if (lines > EVAL_ROWS_MAX)
		return error_set(err, ST_LIMIT, "more than %d lines",
				 EVAL_ROWS_MAX);
	st = arena_array(&out->v, arena, lines, sizeof(*out->v), err);
	while (st == ST_OK && text.len) {
		struct str column[COLUMNS_MAX];
		size_t n = split(column, next_line(&text));
		struct eval_row *row = &out->v[out->n];
		double value;

		number++;
		if (n == 0)
			continue;
		if (n != shape->columns ||
		    !read_number(&value, column[shape->value]))
			return error_set(err, ST_INPUT, "line %zu is not '%s'",
					 number, shape->wanted);
		*row = (struct eval_row){.qid = column[0],
					 .id = column[2],
					 .value = value > 0 && value < 1000
							  ? (long)value
							  : value > 0,
					 .score = value,
					 .line = number};
		out->n++;
	}
	if (st == ST_OK)
		qsort(out->v, out->n, sizeof(*out->v), shape->order);
	return st;
}

enum status eval_read_judged(struct eval_table *out, struct arena *arena,
			     struct str text, struct error *err)
{
	static const struct shape shape = {4, 3, "query 0 post grade", by_id};

	return read_table(out, arena, text, &shape, err);
}

enum status eval_read_run(struct eval_table *out, struct arena *arena,
			  struct str text, struct error *err)
{
	static const struct shape shape = {
		6, 4, "query Q0 post rank score name", by_score};

	return read_table(out, arena, text, &shape, err);
}

struct eval_rows eval_rows_of(const struct eval_table *t, struct str qid)
{
	struct eval_rows rows = {NULL, 0};
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare(t->v[mid].qid, qid) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	while (low + rows.n < t->n && str_eq(t->v[low + rows.n].qid, qid))
		rows.n++;
	if (rows.n)
		rows.v = t->v + low;
	return rows;
}

long eval_grade(const struct eval_rows *judged, struct str id)
{
	size_t low = 0, high = judged->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = compare(judged->v[mid].id, id);

		if (order == 0)
			return judged->v[mid].value;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}
