#include "indexer/formats/mt_split.h"

#include "indexer/formats/mt_entry.h"
#include "indexer/markup/ascii.h"

#define SEPARATOR STR("--------")

enum {
	HELD_MAX = 2 * MT_ENTRY_MAX, /* an entry, and a piece behind it */
	AHEAD = 4 << 10              /* bytes behind a separator that decide */
};

void mt_split_begin(struct mt_split *m, const struct stream *in,
		    struct diag *diag)
{
	*m = (struct mt_split){.held = BUF_INIT(HELD_MAX)};
	charset_stream_begin(&m->utf8, in, diag);
}

void mt_split_end(struct mt_split *m)
{
	charset_stream_end(&m->utf8);
	buf_free(&m->held);
}

/* What was handed out goes, and a piece is added. */
static enum status read_more(struct mt_split *m, struct error *err)
{
	struct str piece;
	enum status st = charset_stream_next(&m->utf8, &piece, err);

	if (st == ST_END)
		m->ended = 1;
	if (st != ST_OK)
		return st == ST_END ? ST_OK : st;
	if (m->begin) {
		memmove(m->held.p, m->held.p + m->begin,
			m->held.len - m->begin);
		m->held.len -= m->begin;
		m->scanned -= m->begin;
		m->begin = 0;
	}
	return buf_add(&m->held, piece, err);
}

/* Does the text behind a separator begin an entry? */
static int begins_entry(struct str s)
{
	struct str line = {"", 0}, value;

	while (s.len && !line.len)
		line = ascii_trim(mt_line(&s));
	return !line.len || mt_key_of(line, &value) != MT_NO_KEY;
}

/*
 * The next separator from m->scanned on that can be decided, as offset of its
 * line and of what follows; 0: none yet.
 */
static int find_separator(struct mt_split *m, size_t *line, size_t *behind)
{
	struct str all = buf_str(&m->held), rest;

	while (m->scanned < all.len) {
		struct str s = {all.p + m->scanned, all.len - m->scanned};

		rest = s;
		if (!memchr(s.p, '\n', s.len) && !m->ended)
			return 0;
		if (str_eq(ascii_trim(mt_line(&rest)), SEPARATOR)) {
			if (rest.len < AHEAD && !m->ended)
				return 0;
			*line = m->scanned;
			*behind = (size_t)(rest.p - all.p);
			if (rest.len > AHEAD)
				rest.len = AHEAD;
			if (begins_entry(rest)) {
				m->scanned = *behind;
				return 1;
			}
			rest.p = all.p + *behind;
		}
		m->scanned = (size_t)(rest.p - all.p);
	}
	return 0;
}

/* Keep nothing of an entry that is too long but its end. */
static int is_too_long(struct mt_split *m)
{
	if (m->scanned - m->begin <= MT_ENTRY_MAX)
		return 0;
	m->begin = m->scanned;
	return 1;
}

static enum status next(struct mt_split *m, struct str *entry, int *cut,
			struct error *err)
{
	size_t line, behind;
	enum status st = ST_OK;

	while (!find_separator(m, &line, &behind)) {
		*cut |= is_too_long(m);
		if (!m->ended) {
			st = read_more(m, err);
			if (st != ST_OK)
				return st;
			continue;
		}
		if (m->begin == m->held.len)
			return ST_END;
		line = behind = m->held.len;
		break;
	}
	*entry = (struct str){m->held.p + m->begin, line - m->begin};
	m->begin = behind;
	*cut |= entry->len > MT_ENTRY_MAX;
	return ST_OK;
}

enum status mt_split_next(struct mt_split *m, struct str *entry,
			  struct error *err)
{
	enum status st;
	int cut = 0;

	do
		st = next(m, entry, &cut, err);
	while (st == ST_OK && !cut && !ascii_trim(*entry).len);
	if (st == ST_OK && cut)
		return error_set(err, ST_LIMIT,
				 "an entry of more than %d bytes",
				 MT_ENTRY_MAX);
	return st;
}
