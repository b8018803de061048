#include "indexer/formats/text_lines.h"

#include "indexer/markup/ascii.h"

int text_line_next(struct text_line *line, struct str text, size_t *offset)
{
	int gap = *offset == 0;

	while (*offset < text.len) {
		const char *p = text.p + *offset;
		const char *eol = memchr(p, '\n', text.len - *offset);
		size_t n = eol ? (size_t)(eol - p) : text.len - *offset;
		struct str s = ascii_trim((struct str){p, n});

		*offset += n + (eol ? 1 : 0);
		if (s.len) {
			*line = (struct text_line){s, gap, *offset};
			return 1;
		}
		gap = 1;
	}
	return 0;
}

static int is_start(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

/* The offset of character `max`, or s.len. */
static size_t offset_of(struct str s, size_t max)
{
	size_t n = 0, i = 0;

	for (; i < s.len; i++)
		if (is_start(s.p[i]) && n++ == max)
			break;
	return i;
}

int text_is_long(struct str s)
{
	return offset_of(s, TEXT_LONG_LINE) < s.len;
}

struct str text_cut(struct str s)
{
	size_t n = offset_of(s, TEXT_LONG_LINE), end = n;

	if (n == s.len)
		return s;
	while (end && !ascii_space(s.p[end]))
		end--;
	return ascii_trim((struct str){s.p, end ? end : n});
}

/* "- item", "* item", "12. item". */
static int is_item(struct str s)
{
	size_t n = 0;

	if (s.len > 1 && strchr("-*+", s.p[0]))
		return s.p[1] == ' ';
	while (n < s.len && n < 3 && ascii_digit(s.p[n]))
		n++;
	return n && n + 1 < s.len && strchr(".)", s.p[n]) && s.p[n + 1] == ' ';
}

enum status text_add_paragraphs(struct buf *out, struct str text,
				struct error *err)
{
	struct text_line line;
	size_t offset = 0;
	enum status st = ST_OK;
	int was_long = 0;

	while (st == ST_OK && text_line_next(&line, text, &offset)) {
		if (out->len && (line.gap || was_long))
			st = buf_add(out, STR("\n\n"), err);
		else if (out->len)
			st = buf_add(out,
				     is_item(line.text) ? STR("\n") : STR(" "),
				     err);
		if (st == ST_OK)
			st = buf_add(out, line.text, err);
		was_long = text_is_long(line.text);
	}
	return st;
}
