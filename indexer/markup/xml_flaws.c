#include "indexer/markup/xml_flaws.h"

#include <stdio.h>

static const struct {
	enum diag_severity severity;
	const char *message;
} flaws[XML_FLAWS] = {
	[XML_FLAW_CHARACTER] = {DIAG_NOTE, "characters XML does not allow"},
	[XML_FLAW_AMPERSAND] = {DIAG_NOTE, "'&' without a reference"},
	[XML_FLAW_LESS] = {DIAG_NOTE, "'<' without a tag"},
	[XML_FLAW_BALANCE] = {DIAG_NOTE, "tags without a counterpart"},
	[XML_FLAW_ATTRIBUTE] = {DIAG_NOTE, "attributes dropped"},
	[XML_FLAW_DEPTH] = {DIAG_WARNING, "elements nested too deeply"},
	[XML_FLAW_CDATA] = {DIAG_WARNING, "CDATA sections without an end"},
	[XML_FLAW_ENTITIES] = {DIAG_WARNING,
			       "document types with declarations: ignored"},
	[XML_FLAW_END] = {DIAG_WARNING, "the file ends too early"},
};

size_t xml_count_lines(const char *p, const char *end)
{
	size_t n = 0;

	for (; p < end; p++)
		n += *p == '\n';
	return n;
}

void xml_flaws_add(struct xml_flaws *f, enum xml_flaw flaw, size_t line,
		   const char *base, const char *at)
{
	if (f->count[flaw]++ == 0)
		f->first_line[flaw] = line + xml_count_lines(base, at);
}

void xml_flaws_report(const struct xml_flaws *f, struct diag *diag)
{
	char item[40];

	for (int i = 0; i < XML_FLAWS; i++) {
		if (!f->count[i])
			continue;
		snprintf(item, sizeof(item), "line %zu", f->first_line[i]);
		diag_report(diag, flaws[i].severity, item, "%s (%zu in all)",
			    flaws[i].message, f->count[i]);
	}
}
