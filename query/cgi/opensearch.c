#include "query/cgi/opensearch.h"

#include <stdio.h>

#include "common/out/html.h"
#include "common/out/json.h"

/* The standard's ceilings, in characters; bytes are safe. */
enum { SHORT_NAME_MAX = 16, LONG_NAME_MAX = 48 };

static void put_name(struct sink *out, struct str title, size_t max)
{
	if (title.len > max)
		title = STR("Archive");
	html_text(out, title);
}

static void put_address(struct sink *out, const char *type, struct str base,
			const char *query)
{
	html_raw(out, "  <Url type=\"");
	html_raw(out, type);
	html_raw(out, "\" template=\"");
	url_whole(out, base);
	html_raw(out, query);
	html_raw(out, "\"/>\n");
}

void opensearch_describe(struct sink *out, struct str title,
			 struct str base_url)
{
	html_raw(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		      "<OpenSearchDescription "
		      "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
		      "  <ShortName>");
	put_name(out, title, SHORT_NAME_MAX);
	html_raw(out, "</ShortName>\n  <LongName>");
	put_name(out, title, LONG_NAME_MAX);
	html_raw(out, "</LongName>\n"
		      "  <Description>Posts under any spelling of the names in "
		      "them</Description>\n");
	put_address(out, "text/html", base_url, "?q={searchTerms}");
	put_address(out, "application/atom+xml", base_url,
		    "?q={searchTerms}&amp;page={startPage?}&amp;format=atom");
	put_address(out, "application/x-suggestions+json", base_url,
		    "?q={searchTerms}&amp;format=suggest");
	html_raw(out, "  <InputEncoding>UTF-8</InputEncoding>\n"
		      "</OpenSearchDescription>\n");
}

void opensearch_suggest(struct sink *out, struct str typed,
			const struct completions *found)
{
	struct json j = JSON_INIT(out, JSON_DENSE);
	char line[64];

	j.no_tags = 1;
	json_put_array(&j);
	json_put_string(&j, typed);
	json_put_array(&j);
	for (size_t i = 0; i < found->n; i++)
		json_put_string(&j, found->v[i].text);
	json_put_end(&j);
	json_put_array(&j);
	for (size_t i = 0; i < found->n; i++) {
		snprintf(line, sizeof(line), "%s, %u post%s",
			 completion_kind_name(found->v[i].kind),
			 found->v[i].posts, found->v[i].posts == 1 ? "" : "s");
		json_put_string(&j, (struct str){line, strlen(line)});
	}
	json_put_end(&j);
	json_put_end(&j);
	json_put_newline(&j);
}
