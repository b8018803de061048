#include "common/glass/run.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/glass/pack.h"

enum {
	WINDOW = (16 << 10) - 1, /* bytes read at a time; a buf adds one */
	WINDOW_MAX = 1 << 30
};

void glass_totals_add(struct glass_totals *t, const struct glass_totals *more)
{
	t->documents += more->documents;
	t->length += more->length;
	if (more->least_length &&
	    (!t->least_length || more->least_length < t->least_length))
		t->least_length = more->least_length;
	if (more->greatest_length > t->greatest_length)
		t->greatest_length = more->greatest_length;
	if (more->greatest_wdf > t->greatest_wdf)
		t->greatest_wdf = more->greatest_wdf;
}

static enum status failed(const char *path, struct error *err)
{
	return error_set(err, ST_IO, "%s: %s", path, strerror(errno));
}

enum status glass_run_create(struct glass_run_writer *w, const char *path,
			     struct error *err)
{
	*w = (struct glass_run_writer){path, fopen(path, "wxe"), 0};
	return w->file ? ST_OK : failed(path, err);
}

enum status glass_run_put(struct glass_run_writer *w, struct str bytes,
			  struct error *err)
{
	if (bytes.len == 0)
		return ST_OK;
	w->bytes += bytes.len;
	return fwrite_unlocked(bytes.p, 1, bytes.len, w->file) == bytes.len
		       ? ST_OK
		       : failed(w->path, err);
}

enum status glass_run_put_uint(struct glass_run_writer *w, uint64_t n,
			       struct error *err)
{
	unsigned char bytes[PACK_UINT_MAX];
	const unsigned char *end = pack_uint(bytes, n);

	return glass_run_put(
		w, (struct str){(char *)bytes, (size_t)(end - bytes)}, err);
}

enum status glass_run_put_bytes(struct glass_run_writer *w, struct str bytes,
				struct error *err)
{
	enum status st = glass_run_put_uint(w, bytes.len, err);

	return st == ST_OK ? glass_run_put(w, bytes, err) : st;
}

enum status glass_run_end(struct glass_run_writer *w,
			  struct glass_totals *totals, struct error *err)
{
	FILE *file = w->file;
	enum status st;

	totals->bytes = w->bytes;
	st = glass_run_put(w, (struct str){(char *)totals, sizeof(*totals)},
			   err);
	w->file = NULL;
	if (fclose(file) != 0 && st == ST_OK)
		st = failed(w->path, err);
	return st;
}

void glass_run_close(struct glass_run_writer *w)
{
	if (w->file)
		fclose(w->file);
	w->file = NULL;
}

static enum status cut_off(const struct glass_run_reader *r, struct error *err)
{
	return error_set(err, ST_CORRUPT, "%s: cut off", r->path);
}

static enum status read_totals(struct glass_run_reader *r, struct error *err)
{
	struct glass_totals *t = &r->totals;
	struct stat s;
	ssize_t got;

	if (fstat(r->fd, &s) != 0)
		return failed(r->path, err);
	if (s.st_size < (off_t)sizeof(*t))
		return cut_off(r, err);
	got = pread(r->fd, t, sizeof(*t), s.st_size - (off_t)sizeof(*t));
	if (got < 0)
		return failed(r->path, err);
	if (got != (ssize_t)sizeof(*t) ||
	    t->bytes != (uint64_t)s.st_size - sizeof(*t) ||
	    t->bounds > t->bytes || t->lengths > t->bytes)
		return cut_off(r, err);
	return ST_OK;
}

enum status glass_run_open(struct glass_run_reader *r, const char *path,
			   struct error *err)
{
	enum status st;

	*r = (struct glass_run_reader){.path = path,
				       .fd = open(path, O_RDONLY | O_CLOEXEC),
				       .window = BUF_INIT(WINDOW_MAX)};
	st = r->fd < 0 ? failed(path, err) : read_totals(r, err);
	r->left = r->totals.bytes;
	return st;
}

void glass_run_reader_close(struct glass_run_reader *r)
{
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
	buf_free(&r->window);
}

enum status glass_run_seek(struct glass_run_reader *r, uint64_t to,
			   struct error *err)
{
	buf_clear(&r->window);
	r->at = 0;
	r->left = r->totals.bytes - to;
	return lseek(r->fd, (off_t)to, SEEK_SET) < 0 ? failed(r->path, err)
						     : ST_OK;
}

/* At least `n` bytes from `at` on, or all that there are. */
static enum status fill(struct glass_run_reader *r, size_t n, struct error *err)
{
	struct buf *w = &r->window;
	const size_t kept = w->len - r->at;
	const size_t wanted = n > WINDOW ? n : WINDOW;
	enum status st =
		buf_reserve(w, wanted > w->len ? wanted - w->len : 0, err);

	if (st != ST_OK)
		return st;
	memmove(w->p, w->p + r->at, kept);
	w->len = kept;
	r->at = 0;
	while (w->len < n && r->left) {
		size_t room = wanted - w->len;
		ssize_t got;

		if (room > r->left)
			room = (size_t)r->left;
		got = read(r->fd, w->p + w->len, room);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return failed(r->path, err);
		if (got == 0)
			return cut_off(r, err);
		w->len += (size_t)got;
		r->left -= (size_t)got;
	}
	return ST_OK;
}

enum status glass_run_get_uint(uint64_t *out, struct glass_run_reader *r,
			       struct error *err)
{
	uint64_t n = 0;

	if (r->window.len - r->at < PACK_UINT_MAX) {
		enum status st = fill(r, PACK_UINT_MAX, err);

		if (st != ST_OK)
			return st;
	}
	for (unsigned shift = 0; r->at < r->window.len && shift < 64;
	     shift += 7) {
		const unsigned char c = (unsigned char)r->window.p[r->at++];

		n |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80) {
			*out = n;
			return ST_OK;
		}
	}
	return cut_off(r, err);
}

enum status glass_run_get_32(uint32_t *out, struct glass_run_reader *r,
			     struct error *err)
{
	uint64_t n = 0;
	enum status st = glass_run_get_uint(&n, r, err);

	*out = (uint32_t)n;
	return st == ST_OK && n > UINT32_MAX ? cut_off(r, err) : st;
}

enum status glass_run_get_bytes(struct str *out, struct glass_run_reader *r,
				struct error *err)
{
	uint64_t n;
	enum status st = glass_run_get_uint(&n, r, err);

	if (st != ST_OK)
		return st;
	if (n > r->left + (r->window.len - r->at))
		return cut_off(r, err);
	if (n > r->window.len - r->at)
		st = fill(r, (size_t)n, err);
	if (st != ST_OK)
		return st;
	*out = (struct str){r->window.p + r->at, (size_t)n};
	r->at += (size_t)n;
	return ST_OK;
}

enum status glass_run_get_some(struct str *out, struct glass_run_reader *r,
			       uint64_t n, struct error *err)
{
	enum status st = r->at == r->window.len ? fill(r, 1, err) : ST_OK;

	if (st != ST_OK)
		return st;
	if (r->at == r->window.len)
		return cut_off(r, err);
	*out = (struct str){r->window.p + r->at, r->window.len - r->at};
	if (out->len > n)
		out->len = (size_t)n;
	r->at += out->len;
	return ST_OK;
}
