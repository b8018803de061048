#include "common/text/stop_words.h"

#include <stdlib.h>
#include <string.h>

/* In byte order: they are searched by halves. */
static const char *const words[] = {
	"a",          "about",   "all",     "also",    "although", "am",
	"an",         "and",     "any",     "are",     "arent",    "as",
	"at",         "be",      "because", "been",    "being",    "both",
	"but",        "by",      "could",   "did",     "didnt",    "do",
	"does",       "doesnt",  "doing",   "dont",    "each",     "either",
	"every",      "for",     "from",    "had",     "has",      "have",
	"having",     "he",      "her",     "hers",    "herself",  "hes",
	"him",        "himself", "his",     "how",     "however",  "i",
	"if",         "im",      "in",      "into",    "is",       "isnt",
	"it",         "its",     "itself",  "ive",     "just",     "me",
	"more",       "most",    "much",    "my",      "myself",   "of",
	"on",         "only",    "or",      "other",   "our",      "ours",
	"ourselves",  "quite",   "rather",  "really",  "same",     "she",
	"shes",       "should",  "so",      "some",    "such",     "than",
	"that",       "thats",   "the",     "their",   "theirs",   "them",
	"themselves", "then",    "there",   "these",   "they",     "theyre",
	"this",       "those",   "though",  "through", "to",       "too",
	"upon",       "very",    "was",     "wasnt",   "we",       "were",
	"werent",     "what",    "whats",   "when",    "where",    "whether",
	"which",      "while",   "who",     "whom",    "whose",    "why",
	"with",       "would",   "you",     "your",    "youre",    "yours",
	"yourself",   "اذا",     "التي",    "الذي",    "الذين",    "الى",
	"ان",         "او",      "تلك",     "ثم",      "حتى",      "ذلك",
	"على",        "عن",      "عند",     "في",      "قد",       "كان",
	"كانت",       "كل",      "كما",     "لا",      "لكن",      "لم",
	"لن",         "ما",      "مع",      "من",      "هذا",      "هذه",
	"هم",         "هو",      "هي",      "و",
};

static int compare(const void *key, const void *row)
{
	const struct str *term = key;
	const char *word = *(const char *const *)row;
	size_t n = strlen(word);
	int order = memcmp(term->p, word, term->len < n ? term->len : n);

	return order ? order : (term->len > n) - (term->len < n);
}

int stop_word(struct str term)
{
	return term.len && bsearch(&term, words, sizeof(words) / sizeof(*words),
				   sizeof(*words), compare) != NULL;
}
