#include "common/index/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/buf.h"
#include "common/base/heap.h"

struct head {
	uint32_t key, value; /* bytes of each, which follow */
};

struct run_writer {
	FILE *file;
	char *path;
	char buffer[RUN_BUFFER];
};

enum status run_writer_open(struct run_writer **out, const char *path,
			    struct error *err)
{
	struct run_writer *w = calloc(1, sizeof(*w));

	*out = w;
	if (!w)
		return error_set(err, ST_MEMORY, "out of memory");
	w->path = strdup(path);
	w->file = fopen(path, "we");
	if (!w->file)
		return error_set(err, ST_IO, "%s: %s", path, strerror(errno));
	setvbuf(w->file, w->buffer, _IOFBF, sizeof(w->buffer));
	return ST_OK;
}

enum status run_writer_add(struct run_writer *w, struct str key,
			   struct str value, struct error *err)
{
	struct head head = {(uint32_t)key.len, (uint32_t)value.len};

	if (key.len > RUN_RECORD_MAX || value.len > RUN_RECORD_MAX - key.len)
		return error_set(err, ST_LIMIT, "%s: a record of %zu bytes",
				 w->path, key.len + value.len);
	fwrite_unlocked(&head, sizeof(head), 1, w->file);
	fwrite_unlocked(key.p, 1, key.len, w->file);
	fwrite_unlocked(value.p, 1, value.len, w->file);
	if (ferror_unlocked(w->file))
		return error_set(err, ST_IO, "%s: %s", w->path,
				 strerror(errno));
	return ST_OK;
}

enum status run_writer_end(struct run_writer *w, struct error *err)
{
	int failed = fclose(w->file) != 0;

	w->file = NULL;
	return failed ? error_set(err, ST_IO, "%s: %s", w->path,
				  strerror(errno))
		      : ST_OK;
}

void run_writer_free(struct run_writer *w)
{
	if (!w)
		return;
	if (w->file)
		fclose(w->file);
	free(w->path);
	free(w);
}

struct input {
	FILE *file;
	char *path;
	struct buf bytes; /* of the record: key, then value */
	struct str key, value;
	uint64_t start; /* of the key: str_start() */
};

struct run_merge {
	struct input inputs[RUN_MERGE_MAX];
	void *heap[RUN_MERGE_MAX]; /* of inputs that are not over */
	size_t opened, n;
	int taken; /* the first one's record is the caller's */
};

static enum status cut_off(const struct input *in, struct error *err)
{
	return error_set(err, ST_CORRUPT, "%s: cut off", in->path);
}

/* ST_END: this run is over. */
static enum status read_record(struct input *in, struct error *err)
{
	struct head head;
	size_t len, n = fread_unlocked(&head, 1, sizeof(head), in->file);

	if (n == 0 && feof_unlocked(in->file))
		return ST_END;
	if (n < sizeof(head) || head.key > RUN_RECORD_MAX ||
	    head.value > RUN_RECORD_MAX - head.key)
		return cut_off(in, err);
	len = (size_t)head.key + head.value;
	if (len >= in->bytes.size) {
		char *p = realloc(in->bytes.p, 2 * len + 64);

		if (!p)
			return error_set(err, ST_MEMORY, "out of memory");
		in->bytes.p = p;
		in->bytes.size = 2 * len + 64;
	}
	if (fread_unlocked(in->bytes.p, 1, len, in->file) != len)
		return cut_off(in, err);
	in->key = (struct str){in->bytes.p, head.key};
	in->start = str_start(in->key);
	in->value = (struct str){in->bytes.p + head.key, head.value};
	return ST_OK;
}

/* Inputs stand in one array, in their order. */
static int is_before(const void *x, const void *y)
{
	const struct input *a = x, *b = y;
	int order = str_order_from(a->start, a->key, b->start, b->key);

	return order ? order < 0 : a < b;
}

enum status run_merge_open(struct run_merge **out, const char *const *paths,
			   size_t n, struct error *err)
{
	struct run_merge *m = calloc(1, sizeof(*m));
	enum status st = ST_OK;

	*out = m;
	if (!m)
		return error_set(err, ST_MEMORY, "out of memory");
	if (n > RUN_MERGE_MAX)
		return error_set(err, ST_LIMIT, "%zu runs to merge", n);
	for (; st == ST_OK && m->opened < n; m->opened++) {
		struct input *in = &m->inputs[m->opened];

		in->path = strdup(paths[m->opened]);
		in->file = in->path ? fopen(in->path, "re") : NULL;
		if (!in->file)
			return error_set(err, ST_IO, "%s: %s", paths[m->opened],
					 strerror(errno));
		setvbuf(in->file, NULL, _IOFBF, RUN_BUFFER);
		st = read_record(in, err);
		if (st == ST_OK)
			heap_add(m->heap, m->n++, in, is_before);
		else if (st == ST_END)
			st = ST_OK;
	}
	return st;
}

enum status run_merge_next(struct run_merge *m, struct str *key,
			   struct str *value, struct error *err)
{
	const struct input *first;
	enum status st = ST_OK;

	if (m->taken) {
		st = read_record(m->heap[0], err);
		if (st == ST_END)
			m->heap[0] = m->heap[--m->n];
		else if (st != ST_OK)
			return st;
		m->taken = 0;
		if (m->n)
			heap_sink(m->heap, m->n, 0, is_before);
	}
	if (!m->n)
		return ST_END;
	first = m->heap[0];
	*key = first->key;
	*value = first->value;
	m->taken = 1;
	return ST_OK;
}

void run_merge_free(struct run_merge *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < RUN_MERGE_MAX; i++) {
		if (m->inputs[i].file)
			fclose(m->inputs[i].file);
		free(m->inputs[i].path);
		free(m->inputs[i].bytes.p);
	}
	free(m);
}
