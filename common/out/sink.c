#include "common/out/sink.h"

#include <errno.h>
#include <string.h>

static void stream_failed(struct sink *s)
{
	error_set(&s->failed, ST_IO, "cannot write the output: %s",
		  strerror(errno));
}

void sink_add(struct sink *s, struct str bytes)
{
	if (s->failed.status != ST_OK || bytes.len == 0)
		return;
	if (!s->file) {
		s->failed.status = buf_add(s->buf, bytes, &s->failed);
		return;
	}
	if (fwrite(bytes.p, 1, bytes.len, s->file) != bytes.len)
		stream_failed(s);
}

void sink_fill(struct sink *s, char c, size_t n)
{
	char some[64];

	memset(some, c, sizeof(some));
	for (; n > sizeof(some); n -= sizeof(some))
		sink_add(s, (struct str){some, sizeof(some)});
	sink_add(s, (struct str){some, n});
}

void sink_fail(struct sink *s, const struct error *why)
{
	if (s->failed.status == ST_OK)
		s->failed = *why;
}

enum status sink_finish(struct sink *s, struct error *err)
{
	if (s->failed.status == ST_OK && s->file && fflush(s->file) != 0)
		stream_failed(s);
	if (s->failed.status == ST_OK)
		return ST_OK;
	return error_set(err, s->failed.status, "%s", s->failed.msg);
}
