#include "indexer/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <libexttextcat/textcat.h>

#include "common/text/stem.h"
#include "indexer/markup/ascii.h"

#define MODELS "/usr/share/libexttextcat/"

enum {
	LOOK = 600,    /* bytes of a text that are looked at; 300 and 1,000
			  of them differ by 1 % */
	ENOUGH = 100,  /* bytes, for the detector */
	WORDS_MIN = 3, /* English ones */
	PROSE = 80, /* percent of bytes in words and spaces: less is a list, a
		       program, a log, which detectors take for any language */
	ENGLISH_MIN = 4 /* percent of words */
};

/*
 * Languages in Latin letters that posts are read in: those with stems, and
 * neighbours that would be taken for them. Fewer models are faster and err
 * less.
 */
static const char *const codes[] = {
	"ca", "cs", "da", "de", "en", "eo", "es", "fi", "fr",
	"hr", "hu", "id", "it", "la", "nb", "nl", "pl", "pt",
	"ro", "so", "sq", "sv", "sw", "tr", "vi",
};

/* What other languages have none or little of, as many as make up a tenth of
 * English prose. */
static const char *const english[] = {"the",  "of",   "and", "that", "with",
				      "this", "from", "are", "have", "you"};

enum {
	CODES = sizeof(codes) / sizeof(codes[0]),
	ENGLISH = sizeof(english) / sizeof(english[0])
};

struct language {
	void *models; /* NULL: there are none */
};

/* The library takes its list of models from a file only. */
static int write_list(void)
{
	int fd = memfd_create("languages", MFD_CLOEXEC);

	for (size_t i = 0; fd >= 0 && i < CODES; i++)
		if (dprintf(fd, "%s.lm\t%s\n", codes[i], codes[i]) < 0) {
			close(fd);
			return -1;
		}
	return fd;
}

enum status language_new(struct language **out, struct error *err)
{
	struct language *l = calloc(1, sizeof(*l));
	char list[40];
	int fd;

	*out = l;
	if (!l)
		return error_set(err, ST_MEMORY, "out of memory");
	fd = write_list();
	if (fd < 0)
		return ST_OK;
	snprintf(list, sizeof(list), "/proc/self/fd/%d", fd);
	if (access(list, R_OK) == 0 && access(MODELS "en.lm", R_OK) == 0)
		l->models = special_textcat_Init(list, MODELS);
	close(fd);
	return ST_OK;
}

void language_free(struct language *l)
{
	if (!l)
		return;
	if (l->models)
		textcat_Done(l->models);
	free(l);
}

/* Not within a character. */
static struct str beginning(struct str text)
{
	if (text.len <= LOOK)
		return text;
	text.len = LOOK;
	while (text.len && ((unsigned char)text.p[text.len] & 0xC0) == 0x80)
		text.len--;
	return text;
}

static int is_english(struct str word)
{
	for (size_t i = 0; i < ENGLISH; i++)
		if (ascii_equal(word,
				(struct str){english[i], strlen(english[i])}))
			return 1;
	return 0;
}

static size_t word_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && (ascii_alpha(s.p[n]) || (s.p[n] & 0x80)))
		n++;
	return n;
}

/* Percent of the words; 0 when they are too few to say. */
static unsigned english_words(struct str text)
{
	unsigned words = 0, hits = 0;

	while (text.len) {
		size_t n = word_length(text);

		if (n) {
			words++;
			hits += (unsigned)is_english((struct str){text.p, n});
		} else {
			n = 1;
		}
		text = (struct str){text.p + n, text.len - n};
	}
	return hits < WORDS_MIN ? 0 : hits * 100 / words;
}

static int is_prose(struct str text)
{
	size_t plain = 0;

	for (size_t i = 0; i < text.len; i++)
		plain += ascii_alpha(text.p[i]) || ascii_space(text.p[i]) ||
			 (text.p[i] & 0x80);
	return plain * 100 >= text.len * PROSE;
}

/* "[de][nl]": the likeliest stands first. "UNKNOWN", "SHORT": neither. */
static struct str detected(struct language *l, struct str text)
{
	const char *answer = NULL;

	if (l->models && text.len >= ENOUGH && is_prose(text))
		answer = textcat_Classify(l->models, text.p, text.len);
	if (!answer || answer[0] != '[')
		return STR("en");
	/* Norwegian is stemmed as such, whichever of its forms. */
	if (strncmp(answer + 1, "nb", 2) == 0)
		return STR("no");
	for (size_t i = 0; i < CODES; i++)
		if (strncmp(answer + 1, codes[i], 2) == 0)
			return (struct str){codes[i], 2};
	return STR("en");
}

static int has_latin_script(struct str lang)
{
	for (size_t i = 0; i < CODES; i++)
		if (str_eq(lang, (struct str){codes[i], 2}))
			return 1;
	return 0;
}

struct str language_of(struct language *l, struct str declared, struct str text)
{
	struct str script, head;

	if (declared.len && !has_latin_script(declared))
		return declared;
	script = lang_by_script(text);
	if (script.len)
		return script;
	if (declared.len)
		return declared;
	head = beginning(text);
	/* So it is already, whatever the detector would make of it. */
	if (english_words(head) >= ENGLISH_MIN)
		return STR("en");
	return detected(l, head);
}
