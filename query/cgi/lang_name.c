#include "query/cgi/lang_name.h"

#include <string.h>

/* Those that posts of the archives we know are in, or quote. */
static const struct {
	const char *code, *name;
} rows[] = {
	{"ar", "Arabic"},   {"bg", "Bulgarian"},  {"cs", "Czech"},
	{"da", "Danish"},   {"de", "German"},     {"el", "Greek"},
	{"en", "English"},  {"es", "Spanish"},    {"fa", "Persian"},
	{"fi", "Finnish"},  {"fr", "French"},     {"he", "Hebrew"},
	{"hi", "Hindi"},    {"hu", "Hungarian"},  {"id", "Indonesian"},
	{"it", "Italian"},  {"ja", "Japanese"},   {"ko", "Korean"},
	{"ku", "Kurdish"},  {"nl", "Dutch"},      {"no", "Norwegian"},
	{"pl", "Polish"},   {"ps", "Pashto"},     {"pt", "Portuguese"},
	{"ro", "Romanian"}, {"ru", "Russian"},    {"sr", "Serbian"},
	{"sv", "Swedish"},  {"tr", "Turkish"},    {"uk", "Ukrainian"},
	{"ur", "Urdu"},     {"vi", "Vietnamese"}, {"zh", "Chinese"},
};

static struct str borrow(const char *s)
{
	return (struct str){s, strlen(s)};
}

struct str lang_name(struct str code)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_eq(borrow(rows[i].code), code))
			return borrow(rows[i].name);
	return code;
}
