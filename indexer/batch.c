#include "indexer/batch.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/index/record.h"

struct head {
	uint32_t record, comments, unique; /* bytes of each, which follow */
};

void batch_init(struct batch *b, uint64_t archive)
{
	const uint64_t share = archive / BATCH_SHARE;

	*b = (struct batch){.bytes = BUF_INIT(BATCH_MOST + BATCH_POST_MAX),
			    .full = share < BATCH_LEAST  ? BATCH_LEAST
				    : share > BATCH_MOST ? BATCH_MOST
							 : (size_t)share};
}

enum status batch_add(struct batch *b, struct str record, struct str comments,
		      struct str unique, struct error *err)
{
	const struct head head = {(uint32_t)record.len, (uint32_t)comments.len,
				  (uint32_t)unique.len};
	enum status st;

	if (record.len > BATCH_POST_MAX || comments.len > BATCH_POST_MAX)
		return error_set(err, ST_LIMIT, "a post of %zu bytes",
				 record.len + comments.len);
	st = buf_add(&b->bytes, (struct str){(const char *)&head, sizeof(head)},
		     err);
	if (st == ST_OK)
		st = buf_add(&b->bytes, record, err);
	if (st == ST_OK)
		st = buf_add(&b->bytes, comments, err);
	if (st == ST_OK)
		st = buf_add(&b->bytes, unique, err);
	b->posts++;
	return st;
}

int batch_is_full(const struct batch *b)
{
	return b->bytes.len >= b->full;
}

void batch_clear(struct batch *b)
{
	/* One huge post should not cost its memory for ever. */
	if (b->bytes.size > 4 * BATCH_MOST)
		buf_free(&b->bytes);
	buf_clear(&b->bytes);
	b->posts = 0;
}

void batch_free(struct batch *b)
{
	buf_free(&b->bytes);
}

static int write_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.p, bytes.len);

		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0)
			bytes = (struct str){bytes.p + n,
					     bytes.len - (size_t)n};
	}
	return 0;
}

enum status batch_file(int *fd, const struct batch *b, struct error *err)
{
	enum status st;

	*fd = memfd_create("nisba-batch", MFD_CLOEXEC);
	if (*fd >= 0 && write_all(*fd, buf_str(&b->bytes)) == 0)
		return ST_OK;
	st = error_set(err, ST_IO, "cannot pass on posts: %s", strerror(errno));
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
	return st;
}

enum status batch_reader_open(struct batch_reader *r, int fd, struct error *err)
{
	struct stat s;
	void *p;

	*r = (struct batch_reader){.arena = ARENA_INIT(64 << 20)};
	if (fstat(fd, &s) != 0 || s.st_size <= 0)
		return error_set(err, ST_IO, "no posts came");
	p = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return error_set(err, ST_IO, "cannot take posts: %s",
				 strerror(errno));
	r->bytes = (struct str){p, (size_t)s.st_size};
	return ST_OK;
}

/* NULL: so many are not there. */
static const char *take(struct batch_reader *r, size_t n)
{
	const char *p = r->bytes.p + r->at;

	if (n > r->bytes.len - r->at)
		return NULL;
	r->at += n;
	return p;
}

enum status batch_reader_next(struct batch_reader *r, struct post *post,
			      struct str *unique, struct error *err)
{
	const char *p, *record, *comments, *id;
	struct head head;
	enum status st;

	if (r->at == r->bytes.len)
		return ST_END;
	p = take(r, sizeof(head));
	if (!p)
		return error_set(err, ST_INTERNAL, "half a post");
	memcpy(&head, p, sizeof(head));
	record = take(r, head.record);
	comments = take(r, head.comments);
	id = take(r, head.unique);
	if (!record || !comments || !id)
		return error_set(err, ST_INTERNAL, "half a post");
	arena_clear(&r->arena);
	st = record_decode(post, &r->arena, (struct str){record, head.record},
			   err);
	post->comments = (struct str){comments, head.comments};
	*unique = (struct str){id, head.unique};
	return st;
}

void batch_reader_close(struct batch_reader *r)
{
	if (r->bytes.p)
		munmap((void *)(uintptr_t)r->bytes.p, r->bytes.len);
	arena_free(&r->arena);
}
