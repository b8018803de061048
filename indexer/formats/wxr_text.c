#include "indexer/formats/wxr_text.h"

#include "indexer/markup/ascii.h"

enum { SHORTCODE_MAX = 1 << 10 /* bytes of one tag */ };

/* Of WordPress and of what many sites add; a '*' stands for any ending. */
static const char *const names[] = {
	"audio",        "blockquote",  "caption",    "code",
	"contact-form", "dailymotion", "embed",      "et_pb_*",
	"flickr",       "fusion_*",    "gallery",    "gist",
	"googlevideo",  "latex",       "nggallery",  "playlist",
	"polldaddy",    "scribd",      "slideshare", "slideshow",
	"soundcloud",   "sourcecode",  "vc_*",       "video",
	"videopress",   "vimeo",       "wp_caption", "wpvideo",
	"youtube",
};

static int is_shortcode(struct str name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct str known = {names[i], strlen(names[i])};
		int any = known.p[known.len - 1] == '*';

		known.len -= (size_t)any;
		if (any ? ascii_begins(name, known) : ascii_equal(name, known))
			return 1;
	}
	return 0;
}

/* "[:en]", "[:]" */
static size_t language_length(struct str s)
{
	if (s.len >= 3 && s.p[2] == ']')
		return 3;
	return s.len >= 5 && s.p[4] == ']' && ascii_alpha(s.p[2]) &&
			       ascii_alpha(s.p[3])
		       ? 5
		       : 0;
}

/* Bytes of the shortcode at the start of `s`, which begins with '['. */
static size_t shortcode_length(struct str s)
{
	size_t slash = s.len > 1 && s.p[1] == '/', n = 1 + slash;
	struct str name = {s.p + n, 0};
	const char *end;

	if (s.len > 1 && s.p[1] == ':')
		return language_length(s);
	while (n < s.len &&
	       (ascii_alpha(s.p[n]) || s.p[n] == '_' || s.p[n] == '-'))
		n++;
	name.len = n - 1 - slash;
	if (n == s.len || !is_shortcode(name) ||
	    (s.p[n] != ']' && s.p[n] != '/' && !ascii_space(s.p[n])))
		return 0;
	end = memchr(s.p + n, ']',
		     s.len - n < SHORTCODE_MAX ? s.len - n : SHORTCODE_MAX);
	return end ? (size_t)(end + 1 - s.p) : 0;
}

/* Bytes of white space; *blank: there is a blank line in it. */
static size_t space_length(struct str s, int *blank)
{
	int lines = 0;
	size_t n = 0;

	for (; n < s.len && ascii_space(s.p[n]); n++)
		lines += s.p[n] == '\n';
	*blank = lines > 1;
	return n;
}

enum status wxr_text(struct buf *out, struct str stored, struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && stored.len) {
		size_t n = 0, used;
		int blank = 0;

		while (n < stored.len && stored.p[n] != '[' &&
		       stored.p[n] != '\n')
			n++;
		st = buf_add(out, (struct str){stored.p, n}, err);
		stored = (struct str){stored.p + n, stored.len - n};
		if (st != ST_OK || !stored.len)
			break;
		if (stored.p[0] == '[') {
			used = shortcode_length(stored);
			n = used ? 0 : 1;
		} else {
			used = n = space_length(stored, &blank);
		}
		st = buf_add(out, (struct str){stored.p, n}, err);
		if (st == ST_OK && blank)
			st = buf_add(out, STR("<p>"), err);
		used = used ? used : n;
		stored = (struct str){stored.p + used, stored.len - used};
	}
	return st;
}
