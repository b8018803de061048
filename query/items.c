#include "query/render_parts.h"

/* Columns of our own words: letters, points, spaces. */
static size_t columns(const char *words)
{
	size_t n = 0;

	for (; *words; words++)
		n += ((unsigned char)*words & 0xC0) != 0x80;
	return n;
}

void items_begin(struct items *f, struct text *text, size_t indent,
		 size_t width)
{
	*f = (struct items){.text = text,
			    .indent = indent,
			    .width = width,
			    .column = indent};
	sink_fill(text->sink, ' ', indent);
}

void items_add(struct items *f, const char *separator, struct str item,
	       const char *behind)
{
	size_t before = f->some ? columns(separator) : 0;
	size_t n = text_width(item) + columns(behind);

	if (f->some && f->width && f->column + before + n > f->width) {
		text_words(f->text, separator[0] == ',' ? ",\n" : "\n");
		sink_fill(f->text->sink, ' ', f->indent);
		f->column = f->indent;
	} else if (f->some) {
		text_words(f->text, separator);
		f->column += before;
	}
	text_field(f->text, item);
	f->column += n;
	f->some = 1;
	if (!behind[0])
		return;
	text_style(f->text, TEXT_FAINT);
	text_words(f->text, behind);
	text_style(f->text, TEXT_NORMAL);
}

void items_end(struct items *f)
{
	text_words(f->text, "\n");
}
