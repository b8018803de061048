#include "common/index/schema.h"

const struct schema_row schema[FIELD_COUNT] = {
	[FIELD_TITLE] = {"title", "S", NULL},
	[FIELD_AUTHOR] = {"author", "XA", "A"},
	[FIELD_TAG] = {"tag", "XG", "K"},
	[FIELD_SERIES] = {"series", "XE", "E"},
	[FIELD_SITE] = {"site", "XH", "H"},
	[FIELD_COMMENT] = {"comment", "XC", NULL},
	[FIELD_LANG] = {"lang", NULL, "L"},
	[FIELD_ID] = {"id", NULL, "Q"},
	[FIELD_YEAR] = {"year", NULL, "Y"},
	[FIELD_MONTH] = {"month", NULL, "M"},
	[FIELD_DAY] = {"day", NULL, "D"},
};
