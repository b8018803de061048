#include "query/formats.h"

#include "query/pager.h"

const struct format formats[FORMAT_COUNT] = {
	[FORMAT_TEXT] = {.name = "text",
			 .answer = render_text,
			 .media_type = "text/plain; charset=utf-8",
			 .for_people = 1},
	[FORMAT_TEXT0] = {.name = "text0",
			  .answer = render_text0,
			  .media_type = "text/plain; charset=utf-8"},
	[FORMAT_JSON] = {.name = "json",
			 .answer = render_json,
			 .media_type = "application/json",
			 .has_notes = 1},
	[FORMAT_JSONL] = {.name = "jsonl",
			  .answer = render_jsonl,
			  .media_type = "application/jsonl"},
	[FORMAT_ATOM] = {.name = "atom",
			 .answer = render_atom,
			 .media_type = "application/atom+xml"},
	[FORMAT_HTML] = {.name = "html",
			 .answer = render_html,
			 .media_type = "text/html; charset=utf-8",
			 .has_notes = 1},
	[FORMAT_TREC] = {.name = "trec",
			 .answer = render_trec,
			 .media_type = "text/plain; charset=utf-8",
			 .ids_only = 1},
};

/* In the order of the table; a test compares them. */
const char format_choices[] = "text text0 json jsonl atom html trec";

enum status format_answer(int format, const struct answer *a,
			  const struct render_options *options,
			  struct error *err)
{
	struct sink sink = SINK_FILE(stdout);
	struct pager pager = PAGER_NONE;
	enum status st;

	if (formats[format].for_people && a->n)
		pager_open(&pager);
	formats[format].answer(&sink, a, options);
	st = sink_finish(&sink, err);
	return pager_close(&pager) ? ST_OK : st;
}
