#include "indexer/formats/entry_split.h"

#include "indexer/markup/ascii.h"

enum {
	HELD_MAX = ENTRY_MAX + 4 * ENTRY_PIECE /* an entry, and what follows */
};

void entry_split_begin(struct entry_split *s)
{
	s->held = (struct buf)BUF_INIT(HELD_MAX);
	s->begin = s->scanned = 0;
	s->ended = 0;
}

void entry_split_end(struct entry_split *s)
{
	buf_free(&s->held);
}

struct str entry_line(struct str *s)
{
	const char *end = s->len ? memchr(s->p, '\n', s->len) : NULL;
	size_t n = end ? (size_t)(end - s->p) : s->len;
	struct str line = {s->p, n};

	n += end != NULL;
	*s = (struct str){s->p + n, s->len - n};
	return line;
}

/* What was handed out goes, and a piece is added. */
static enum status read_more(struct entry_split *s, struct error *err)
{
	struct str piece;
	enum status st = s->piece(s->ctx, &piece, err);

	if (st == ST_END)
		s->ended = 1;
	if (st != ST_OK)
		return st == ST_END ? ST_OK : st;
	if (s->begin) {
		memmove(s->held.p, s->held.p + s->begin,
			s->held.len - s->begin);
		s->held.len -= s->begin;
		s->scanned -= s->begin;
		s->begin = 0;
	}
	return buf_add(&s->held, piece, err);
}

/*
 * The next separator from s->scanned on that can be decided, as offset of its
 * line and of what follows; 0: none yet.
 */
static int find_separator(struct entry_split *s, size_t *line, size_t *behind)
{
	struct str all = buf_str(&s->held), rest;

	while (s->scanned < all.len) {
		rest = (struct str){all.p + s->scanned, all.len - s->scanned};
		if (!memchr(rest.p, '\n', rest.len) && !s->ended)
			return 0;
		if (s->is_separator(entry_line(&rest))) {
			if (rest.len < ENTRY_AHEAD && !s->ended)
				return 0;
			*line = s->scanned;
			*behind = (size_t)(rest.p - all.p);
			if (rest.len > ENTRY_AHEAD)
				rest.len = ENTRY_AHEAD;
			if (s->begins(rest)) {
				s->scanned = *behind;
				return 1;
			}
			rest.p = all.p + *behind;
		}
		s->scanned = (size_t)(rest.p - all.p);
	}
	return 0;
}

/* Keep nothing of an entry that is too long but its last line, and not even
 * that if it is a whole entry long. */
static int is_too_long(struct entry_split *s)
{
	if (s->held.len - s->begin <= ENTRY_MAX)
		return 0;
	if (s->scanned == s->begin)
		s->scanned = s->held.len;
	s->begin = s->scanned;
	return 1;
}

static enum status next(struct entry_split *s, struct str *entry, int *cut,
			struct error *err)
{
	size_t line, behind;
	enum status st = ST_OK;

	while (!find_separator(s, &line, &behind)) {
		*cut |= is_too_long(s);
		if (!s->ended) {
			st = read_more(s, err);
			if (st != ST_OK)
				return st;
			continue;
		}
		if (s->begin == s->held.len)
			return ST_END;
		line = behind = s->held.len;
		break;
	}
	*entry = (struct str){s->held.p + s->begin, line - s->begin};
	s->begin = behind;
	*cut |= entry->len > ENTRY_MAX;
	return ST_OK;
}

enum status entry_split_next(struct entry_split *s, struct str *entry,
			     struct error *err)
{
	enum status st;
	int cut = 0;

	do
		st = next(s, entry, &cut, err);
	while (st == ST_OK && !cut && !ascii_trim(*entry).len);
	if (st == ST_OK && cut)
		return error_set(err, ST_LIMIT,
				 "an entry of more than %d bytes", ENTRY_MAX);
	return st;
}
