#include "indexer/markup/sections.h"

#include "indexer/markup/ascii.h"

enum {
	HEADING_MAX = 80, /* bytes */
	LABEL_MAX = 40,   /* characters of a heading that is none by its name */
	BEFORE_MIN = 140, /* bytes of a post before its comments */
	ITEM_MIN = 25     /* characters; less between links is a label */
};

enum section {
	SECTION_NONE,
	SECTION_LINKS,    /* to other posts, to places to share this one */
	SECTION_COMMENTS, /* what others say of it */
	SECTION_REPLY     /* a form to say something */
};

/* How headings begin, in lower case but for letters beyond ASCII. */
static const struct opening {
	const char *text;
	enum section section;
} openings[] = {
	{"about the author", SECTION_LINKS},
	{"also read", SECTION_LINKS},
	{"archives", SECTION_LINKS},
	{"articles r\xC3\xA9"
	 "cents",
	 SECTION_LINKS},
	{"articles similaires", SECTION_LINKS},
	{"art\xC3\xAD"
	 "culos relacionados",
	 SECTION_LINKS},
	{"auch interessant", SECTION_LINKS},
	{"blogroll", SECTION_LINKS},
	{"categories", SECTION_LINKS},
	{"das k\xC3\xB6nnte ", SECTION_LINKS},
	{"entradas recientes", SECTION_LINKS},
	{"entradas relacionadas", SECTION_LINKS},
	{"filed under", SECTION_LINKS},
	{"follow ", SECTION_LINKS},
	{"latest ", SECTION_LINKS},
	{"lesen sie auch", SECTION_LINKS},
	{"like this", SECTION_LINKS},
	{"lire aussi", SECTION_LINKS},
	{"mehr zum thema", SECTION_LINKS},
	{"more from ", SECTION_LINKS},
	{"more in ", SECTION_LINKS},
	{"more on ", SECTION_LINKS},
	{"more posts", SECTION_LINKS},
	{"more stories", SECTION_LINKS},
	{"most popular", SECTION_LINKS},
	{"most read", SECTION_LINKS},
	{"partager", SECTION_LINKS},
	{"popular ", SECTION_LINKS},
	{"previous posts", SECTION_LINKS},
	{"read more", SECTION_LINKS},
	{"read next", SECTION_LINKS},
	{"recent ", SECTION_LINKS},
	{"recommended", SECTION_LINKS},
	{"related", SECTION_LINKS},
	{"share", SECTION_LINKS},
	{"similar posts", SECTION_LINKS},
	{"sur le m\xC3\xAAme sujet", SECTION_LINKS},
	{"tags", SECTION_LINKS},
	{"tambi\xC3\xA9n te puede", SECTION_LINKS},
	{"te puede interesar", SECTION_LINKS},
	{"teilen", SECTION_LINKS},
	{"trending", SECTION_LINKS},
	{"verwandte ", SECTION_LINKS},
	{"weitere artikel", SECTION_LINKS},
	{"you may also", SECTION_LINKS},
	{"you might also", SECTION_LINKS},
	{"\xC3\x80 lire aussi", SECTION_LINKS},
	{"\xC3\xA0 lire aussi", SECTION_LINKS},
	{"\xC3\x84hnliche ", SECTION_LINKS},
	{"\xC3\xA4hnliche ", SECTION_LINKS},
	/* "related articles", "read also", "you may like", in Arabic */
	{"\xD9\x85\xD9\x82\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAA "
	 "\xD8\xB0\xD8\xA7\xD8\xAA \xD8\xB5\xD9\x84\xD8\xA9",
	 SECTION_LINKS},
	{"\xD8\xA7\xD9\x82\xD8\xB1\xD8\xA3 \xD8\xA3\xD9\x8A\xD8\xB6",
	 SECTION_LINKS},
	{"\xD9\x82\xD8\xAF \xD9\x8A\xD8\xB9\xD8\xAC\xD8\xA8\xD9\x83",
	 SECTION_LINKS},

	{"add a comment", SECTION_REPLY},
	{"comentarios", SECTION_COMMENTS},
	{"commentaires", SECTION_COMMENTS},
	{"comments", SECTION_COMMENTS},
	{"deja un comentario", SECTION_REPLY},
	{"deja una respuesta", SECTION_REPLY},
	{"join the conversation", SECTION_REPLY},
	{"kommentar schreiben", SECTION_REPLY},
	{"kommentare", SECTION_COMMENTS},
	{"laisser un commentaire", SECTION_REPLY},
	{"leave a comment", SECTION_REPLY},
	{"leave a reply", SECTION_REPLY},
	{"post a comment", SECTION_REPLY},
	{"reader comments", SECTION_COMMENTS},
	{"schreibe einen kommentar", SECTION_REPLY},
	/* "comments", "leave a comment", "leave a reply", in Arabic */
	{"\xD8\xA7\xD9\x84\xD8\xAA\xD8\xB9\xD9\x84\xD9\x8A\xD9\x82\xD8\xA7"
	 "\xD8\xAA",
	 SECTION_COMMENTS},
	{"\xD8\xA7\xD8\xAA\xD8\xB1\xD9\x83 \xD8\xAA\xD8\xB9\xD9\x84\xD9\x8A"
	 "\xD9\x82",
	 SECTION_REPLY},
	{"\xD8\xA7\xD8\xAA\xD8\xB1\xD9\x83 \xD8\xB1\xD8\xAF", SECTION_REPLY},
};

/* What is counted: "3 comments", "One response to ..." */
static const char *const counted[] = {
	"comment",     "response",  "repl",      "thought",    "reaction",
	"commentaire", "trackback", "kommentar", "comentario",
};

/* "3 ", "one "; else nothing is taken. */
static int skip_number(struct str *s)
{
	size_t n = 0;

	while (n < s->len && ascii_digit(s->p[n]))
		n++;
	if (!n && ascii_begins(*s, STR("one ")))
		n = 3;
	if (!n || n == s->len || s->p[n] != ' ')
		return 0;
	*s = (struct str){s->p + n + 1, s->len - n - 1};
	return 1;
}

/* Does a heading say no more than that, or of what post? "Comments (3)",
 * "2 thoughts on "A plot"", but not "Comments on the plot". */
static int says_no_more(struct str rest)
{
	if (memmem(rest.p, rest.len, "\xE2\x80\x9C", 3) ||
	    memchr(rest.p, '"', rest.len))
		return 1;
	for (size_t i = 0; i < rest.len; i++)
		if (ascii_alpha(rest.p[i]) || (rest.p[i] & 0x80))
			return 0;
	return 1;
}

static struct str behind(struct str s, const char *word)
{
	size_t n = strlen(word);

	return (struct str){s.p + n, s.len - n};
}

/* "comments", "replies" */
static int is_counted(struct str text)
{
	for (size_t i = 0; i < sizeof(counted) / sizeof(*counted); i++) {
		struct str word = {counted[i], strlen(counted[i])};
		struct str rest;

		if (!ascii_begins(text, word))
			continue;
		rest = behind(text, counted[i]);
		while (rest.len && ascii_alpha(rest.p[0]))
			rest = (struct str){rest.p + 1, rest.len - 1};
		return says_no_more(rest);
	}
	return 0;
}

static enum section section_of(struct str text)
{
	text = ascii_trim(text);
	if (!text.len || text.len > HEADING_MAX)
		return SECTION_NONE;
	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
		const struct opening *o = &openings[i];

		if (!ascii_begins(text, (struct str){o->text, strlen(o->text)}))
			continue;
		return o->section != SECTION_COMMENTS ||
				       says_no_more(behind(text, o->text))
			       ? o->section
			       : SECTION_NONE;
	}
	return skip_number(&text) && is_counted(text) ? SECTION_COMMENTS
						      : SECTION_NONE;
}

/* The section that a block heads. */
static enum section heads(const struct block *block, struct str raw)
{
	struct str text = {raw.p + block->from, block->to - block->from};
	enum section section;

	if (block->kind != BLOCK_HEADING &&
	    (!block_is_paragraph(block) || block->sums.chars > LABEL_MAX))
		return SECTION_NONE;
	section = section_of(text);
	if (section > SECTION_LINKS &&
	    (block->kind != BLOCK_HEADING || block->from < BEFORE_MIN))
		return SECTION_NONE;
	return section;
}

/* The outermost element whose only text this is. */
static uint32_t outermost(const struct blocks *b, uint32_t at)
{
	uint32_t around = b->v[at].parent;

	while (around && b->v[around].sums.chars == b->v[at].sums.chars) {
		at = around;
		around = b->v[at].parent;
	}
	return at;
}

static int is_links(const struct block *b)
{
	return b->sums.chars < ITEM_MIN || block_link_density(b) > .5F;
}

/* Leave out what follows `at` in its parent; how many elements that are. */
static size_t leave_out_behind(struct blocks *b, uint32_t at,
			       enum section section)
{
	uint32_t end = b->v[b->v[at].parent].end;
	size_t n = 0;

	for (uint32_t i = b->v[at].end; i < end; i = b->v[i].end) {
		struct block *block = &b->v[i];

		if (section == SECTION_LINKS &&
		    (block->kind == BLOCK_HEADING || !is_links(block)))
			break;
		n += block->sums.chars > 0;
		block->gone = 1;
	}
	return n;
}

void sections_leave_out(struct blocks *b, struct str raw)
{
	for (uint32_t i = 1; i < b->n; i++) {
		struct block *block = &b->v[i];
		enum section section;
		uint32_t at;

		if (block->gone) {
			i = block->end - 1;
			continue;
		}
		section = heads(block, raw);
		if (section == SECTION_NONE)
			continue;
		at = outermost(b, i);
		if (leave_out_behind(b, at, section) ||
		    section != SECTION_LINKS)
			b->v[at].gone = 1;
	}
	blocks_measure(b, NULL);
}
