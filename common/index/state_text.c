#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/index/state.h"

static const char HEAD[] = "nisba-state 1\n";

/* The last field of a line, and its end. */
static enum status add_text(struct buf *out, struct str text, struct error *err)
{
	static const char escaped[] = "\t\n\\", letter[] = "tn\\";
	enum status st = ST_OK;

	while (st == ST_OK && text.len) {
		size_t n = 0;
		const char *e = NULL;

		while (n < text.len &&
		       !(text.p[n] && (e = strchr(escaped, text.p[n]))))
			n++;
		st = buf_add(out, (struct str){text.p, n}, err);
		if (st == ST_OK && n < text.len) {
			char pair[2] = {'\\', letter[e - escaped]};

			st = buf_add(out, (struct str){pair, 2}, err);
			n++;
		}
		text = (struct str){text.p + n, text.len - n};
	}
	return st == ST_OK ? buf_add(out, STR("\n"), err) : st;
}

static enum status format_file(struct buf *out, const struct state *s,
			       const struct state_file *f, struct error *err)
{
	enum status st = buf_addf(out, err,
				  "f\t%" PRIu64 "\t%" PRId64 "\t%" PRId64
				  "\t%016" PRIx64 "\t",
				  f->size, f->mtime_ns, f->ctime_ns, f->hash);

	if (st == ST_OK)
		st = add_text(out, f->path, err);
	for (size_t i = 0; st == ST_OK && i < f->count; i++) {
		const struct state_post *p = &s->posts[f->first + i];

		st = buf_addf(out, err, "p\t%u\t%u\t%016" PRIx64 "\t", p->shard,
			      p->docid, p->hash);
		if (st == ST_OK)
			st = add_text(out, p->unique, err);
	}
	return st;
}

static enum status format_source(struct buf *out, const struct state *s,
				 const struct state_source *source,
				 struct error *err)
{
	enum status st = buf_add(out, STR("s\t"), err);

	if (st == ST_OK)
		st = add_text(out, source->path, err);
	for (size_t i = 0; st == ST_OK && i < source->count; i++)
		st = format_file(out, s, &s->files[source->first + i], err);
	return st;
}

static enum status format_packed(struct buf *out, const struct state_packed *p,
				 struct error *err)
{
	enum status st = buf_addf(out, err, "b\t%" PRIu64 "\t%" PRIu64 "\t",
				  p->bytes, p->items);

	return st == ST_OK ? add_text(out, p->name, err) : st;
}

enum status state_format(struct buf *out, const struct state *s,
			 struct error *err)
{
	enum status st = buf_addf(out, err, "%so\t", HEAD);

	if (st == ST_OK)
		st = add_text(out, s->options, err);
	if (st == ST_OK)
		st = buf_addf(out, err, "t\t%" PRId64 "\n", s->began_ns);
	for (size_t i = 0; st == ST_OK && i < s->packed_count; i++)
		st = format_packed(out, &s->packed[i], err);
	for (size_t i = 0; st == ST_OK && i < s->source_count; i++)
		st = format_source(out, s, &s->sources[i], err);
	if (st == ST_OK)
		st = buf_addf(out, err, "e\t%016" PRIx64 "\n",
			      XXH3_64bits(out->p, out->len));
	return st;
}

struct lines {
	struct str rest;
	struct buf text; /* of the line's last field */
	unsigned number;
};

static enum status bad(const struct lines *l, struct error *err)
{
	return error_set(err, ST_CORRUPT, "line %u is not understood",
			 l->number);
}

/* A field before a tab, as a number; 0: it is none. */
static int take_number(struct str *line, int base, int is_signed, uint64_t *out)
{
	const char *tab = line->len ? memchr(line->p, '\t', line->len) : NULL;
	char digits[24], *end;
	size_t n = tab ? (size_t)(tab - line->p) : 0;

	if (n == 0 || n >= sizeof(digits) ||
	    (line->p[0] == '-' && !is_signed) || line->p[0] == '+' ||
	    line->p[0] == ' ')
		return 0;
	memcpy(digits, line->p, n);
	digits[n] = '\0';
	*out = is_signed ? (uint64_t)strtoll(digits, &end, base)
			 : strtoull(digits, &end, base);
	line->p += n + 1;
	line->len -= n + 1;
	return *end == '\0';
}

static enum status take_text(struct lines *l, struct str line, struct str *out,
			     struct error *err)
{
	enum status st = ST_OK;

	buf_clear(&l->text);
	for (size_t i = 0; st == ST_OK && i < line.len; i++) {
		char c = line.p[i];

		if (c == '\\') {
			if (++i == line.len)
				return bad(l, err);
			c = line.p[i] == 't'   ? '\t'
			    : line.p[i] == 'n' ? '\n'
					       : line.p[i];
		}
		st = buf_add(&l->text, (struct str){&c, 1}, err);
	}
	*out = buf_str(&l->text);
	return st;
}

static enum status parse_file(struct state *s, struct lines *l, struct str line,
			      struct error *err)
{
	struct state_file f = {.size = 0};
	uint64_t mtime, ctime;
	enum status st;

	if (!take_number(&line, 10, 0, &f.size) ||
	    !take_number(&line, 10, 1, &mtime) ||
	    !take_number(&line, 10, 1, &ctime) ||
	    !take_number(&line, 16, 0, &f.hash))
		return bad(l, err);
	f.mtime_ns = (int64_t)mtime;
	f.ctime_ns = (int64_t)ctime;
	st = take_text(l, line, &f.path, err);
	return st == ST_OK ? state_add_file(s, &f, err) : st;
}

static enum status parse_post(struct state *s, struct lines *l, struct str line,
			      struct error *err)
{
	struct state_post p = {.shard = 0};
	uint64_t shard, docid;
	enum status st;

	if (!take_number(&line, 10, 0, &shard) ||
	    !take_number(&line, 10, 0, &docid) ||
	    !take_number(&line, 16, 0, &p.hash) || shard > UINT32_MAX ||
	    docid > UINT32_MAX || docid == 0)
		return bad(l, err);
	p.shard = (uint32_t)shard;
	p.docid = (uint32_t)docid;
	st = take_text(l, line, &p.unique, err);
	return st == ST_OK ? state_add_post(s, &p, err) : st;
}

static enum status parse_packed(struct state *s, struct lines *l,
				struct str line, struct error *err)
{
	struct state_packed p = {.bytes = 0};
	enum status st;

	if (!take_number(&line, 10, 0, &p.bytes) ||
	    !take_number(&line, 10, 0, &p.items))
		return bad(l, err);
	st = take_text(l, line, &p.name, err);
	return st == ST_OK ? state_add_packed(s, &p, err) : st;
}

static enum status parse_began(struct state *s, struct lines *l,
			       struct str line, struct error *err)
{
	char text[32];
	struct str padded = {text, line.len + 1};
	uint64_t began;

	if (line.len >= sizeof(text))
		return bad(l, err);
	memcpy(text, line.p, line.len);
	text[line.len] = '\t';
	if (!take_number(&padded, 10, 1, &began))
		return bad(l, err);
	s->began_ns = (int64_t)began;
	return ST_OK;
}

static enum status parse_line(struct state *s, struct lines *l, struct str line,
			      struct error *err)
{
	struct str text, body = {line.p + 2, line.len - 2};
	enum status st;

	switch (line.p[0]) {
	case 'b':
		return parse_packed(s, l, body, err);
	case 'f':
		return parse_file(s, l, body, err);
	case 'p':
		return parse_post(s, l, body, err);
	case 't':
		return parse_began(s, l, body, err);
	case 'o':
		st = take_text(l, body, &text, err);
		return st == ST_OK ? state_set_options(s, text, err) : st;
	case 's':
		st = take_text(l, body, &text, err);
		return st == ST_OK ? state_add_source(s, text, err) : st;
	default:
		return bad(l, err);
	}
}

/* Off with the last line, if it tells the truth about the others. */
static enum status check_sum(struct str *text, struct error *err)
{
	enum { LAST = 2 + 16 + 1 };
	const size_t head = sizeof(HEAD) - 1;
	char want[LAST + 1];

	if (text->len < head + LAST || memcmp(text->p, HEAD, head) != 0)
		return error_set(err, ST_CORRUPT, "not a state of an index");
	text->len -= LAST;
	snprintf(want, sizeof(want), "e\t%016" PRIx64 "\n",
		 XXH3_64bits(text->p, text->len));
	if (memcmp(want, text->p + text->len, LAST) != 0)
		return error_set(err, ST_CORRUPT, "damaged or cut off");
	text->p += head;
	text->len -= head;
	return ST_OK;
}

enum status state_parse(struct state *out, struct str text, struct error *err)
{
	struct lines l = {.text = BUF_INIT(STATE_MAX), .number = 1};
	enum status st = check_sum(&text, err);

	while (st == ST_OK && text.len) {
		const char *end = memchr(text.p, '\n', text.len);
		struct str line = {text.p, end ? (size_t)(end - text.p) : 0};

		l.number++;
		if (line.len < 2 || line.p[1] != '\t') {
			st = bad(&l, err);
			break;
		}
		st = parse_line(out, &l, line, err);
		text.p += line.len + 1;
		text.len -= line.len + 1;
	}
	buf_free(&l.text);
	return st;
}
