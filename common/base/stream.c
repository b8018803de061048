#include "common/base/stream.h"

#include <errno.h>
#include <unistd.h>

enum status stream_fill(const struct stream *s, char *out, size_t size,
			size_t *n, struct error *err)
{
	enum status st = ST_OK;
	size_t got;

	*n = 0;
	while (st == ST_OK && *n < size) {
		st = s->read(s->ctx, out + *n, size - *n, &got, err);
		if (st == ST_OK)
			*n += got;
	}
	return st == ST_END || *n ? ST_OK : st;
}

static enum status read_bytes(void *ctx, char *out, size_t size, size_t *n,
			      struct error *err)
{
	struct str *rest = ctx;

	(void)err;
	if (!rest->len)
		return ST_END;
	*n = rest->len < size ? rest->len : size;
	memcpy(out, rest->p, *n);
	*rest = (struct str){rest->p + *n, rest->len - *n};
	return ST_OK;
}

struct stream stream_bytes(struct str *rest)
{
	return (struct stream){read_bytes, rest};
}

static enum status read_file(void *ctx, char *out, size_t size, size_t *n,
			     struct error *err)
{
	struct stream_file *file = ctx;
	ssize_t got;

	do
		got = pread(file->fd, out, size, (off_t)file->at);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return error_set(err, ST_IO, "%s", strerror(errno));
	if (got == 0)
		return ST_END;
	*n = (size_t)got;
	file->at += got;
	return ST_OK;
}

struct stream stream_file(struct stream_file *file)
{
	return (struct stream){read_file, file};
}
