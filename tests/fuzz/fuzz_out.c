#include <stdint.h>
#include <stdlib.h>

#include <jansson.h>

#include "common/out/chars.h"
#include "common/out/html.h"
#include "common/out/json.h"
#include "common/out/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As in assert(), but also where NDEBUG is set. */
static void must(int truth)
{
	if (!truth)
		abort();
}

/* Nothing but printable text, and \n only where lines are wanted. */
static void is_harmless(struct str s, int lines)
{
	uint32_t c;
	size_t was;

	for (size_t i = 0; i < s.len;) {
		was = i;
		c = char_next(s, &i);
		must(c != 0xFFFD || i - was == 3);
		if (c == '\n')
			must(lines);
		else if (c != ' ' && c != 0x2066 && c != 0x2067 && c != 0x2069)
			must(char_kind(c) == CHAR_PLAIN);
	}
}

/* The first four bytes choose marks and widths. */
static void text(const uint8_t *data, size_t size)
{
	struct text_mark marks[2] = {{data[0], data[1] / 4},
				     {data[0] + data[1] / 4u, data[2]}};
	struct str s = {(const char *)data + 4, size - 4};
	struct buf buf = BUF_INIT(16 << 20);
	struct sink sink = SINK_BUF(&buf);
	struct text t = TEXT_INIT(&sink, 0);
	struct error err = ERROR_INIT;

	text_field(&t, s);
	must(sink_finish(&sink, &err) == ST_OK);
	is_harmless(buf_str(&buf), 0);
	must(text_width(s) == text_width(buf_str(&buf)));
	buf_clear(&buf);
	text_paragraph(&t, s, marks, 2, data[3] % 5, data[3]);
	is_harmless(buf_str(&buf), 1);
	t.colour = 1;
	text_paragraph(&t, s, marks, 2, data[3] % 5, data[3]);
	must(sink_finish(&sink, &err) == ST_OK);
	text_free(&t);
	buf_free(&buf);
}

/* No markup comes of a text, and nothing that XML forbids. */
static void html(struct str s)
{
	struct buf buf = BUF_INIT(64 << 20);
	struct sink sink = SINK_BUF(&buf);
	struct str out;

	html_text(&sink, s);
	must(sink_finish(&sink, NULL) == ST_OK);
	out = buf_str(&buf);
	for (size_t i = 0; i < out.len;) {
		uint32_t c = char_next(out, &i);

		must(c != '<' && c != '>' && c != '"' && c != '\'');
		must(char_kind(c) == CHAR_PLAIN || char_kind(c) == CHAR_SPACE);
		must(c >= ' ' || c == '\n' || c == '\t');
	}
	buf_clear(&buf);
	url_whole(&sink, s);
	must(sink_finish(&sink, NULL) == ST_OK);
	out = buf_str(&buf);
	for (size_t i = 0; i < out.len; i++)
		must(out.p[i] > ' ' && out.p[i] < 0x7F &&
		     !strchr("<>\"'", out.p[i]));
	(void)url_is_safe(s);
	buf_free(&buf);
}

static void json(struct str s, enum json_layout layout)
{
	struct buf buf = BUF_INIT(16 << 20);
	struct sink sink = SINK_BUF(&buf);
	struct json j = JSON_INIT(&sink, layout);
	struct error err = ERROR_INIT;
	json_t *root;

	json_put_object(&j);
	json_put_member_string(&j, "text", s);
	json_put_key(&j, "list");
	json_put_array(&j);
	json_put_string(&j, s);
	json_put_end(&j);
	json_put_end(&j);
	must(sink_finish(&sink, &err) == ST_OK);
	is_harmless(buf_str(&buf), layout == JSON_PRETTY);
	root = json_loadb(buf.p, buf.len, JSON_ALLOW_NUL, NULL);
	must(root != NULL);
	must(json_string_length(json_object_get(root, "text")) >= s.len / 2);
	json_decref(root);
	buf_free(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 4 || size > 1 << 16)
		return 0;
	text(data, size);
	json((struct str){(const char *)data, size}, JSON_DENSE);
	json((struct str){(const char *)data, size}, JSON_PRETTY);
	html((struct str){(const char *)data, size});
	return 0;
}
