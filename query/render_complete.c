#include "query/render_complete.h"

#include <stdio.h>

#include "common/out/json.h"
#include "common/out/text.h"

void completions_text(struct sink *out, const struct completions *c,
		      const struct render_options *options)
{
	struct text t = TEXT_INIT(out, options->colour);
	char line[40];

	for (size_t i = 0; i < c->n; i++) {
		snprintf(line, sizeof(line), "%7u  %-6s  ", c->v[i].posts,
			 completion_kind_name(c->v[i].kind));
		text_style(&t, TEXT_FAINT);
		text_words(&t, line);
		text_style(&t, TEXT_NORMAL);
		text_field(&t, c->v[i].text);
		text_words(&t, "\n");
	}
	text_free(&t);
}

void completions_json(struct sink *out, struct str query,
		      const struct completions *c)
{
	struct json j = JSON_INIT(out, JSON_PRETTY);

	json_put_object(&j);
	json_put_member_int(&j, "schema", 1);
	json_put_member_string(&j, "query", query);
	json_put_key(&j, "completions");
	json_put_array(&j);
	for (size_t i = 0; i < c->n; i++) {
		const char *kind = completion_kind_name(c->v[i].kind);

		json_put_object(&j);
		json_put_member_string(&j, "text", c->v[i].text);
		json_put_member_string(&j, "kind",
				       (struct str){kind, strlen(kind)});
		json_put_member_int(&j, "posts", c->v[i].posts);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
	json_put_newline(&j);
}
