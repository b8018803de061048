#include "common/out/json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "common/out/chars.h"

static void put(struct json *j, const char *text)
{
	sink_add(j->sink, (struct str){text, strlen(text)});
}

static void indent(struct json *j)
{
	if (j->layout == JSON_DENSE)
		return;
	put(j, "\n");
	sink_fill(j->sink, ' ', 2 * (size_t)j->depth);
}

/* A list in a list is a pair or the like: it stays on one line. */
static int is_inner_list(const struct json *j, int depth)
{
	return depth >= 2 && j->ends[depth - 1] == ']' &&
	       j->ends[depth - 2] == ']';
}

/* What stands before a member of the innermost object or array. */
static void separate(struct json *j)
{
	if (j->depth == 0)
		return;
	if (j->some)
		put(j, ",");
	if (!is_inner_list(j, j->depth))
		indent(j);
	else if (j->some && j->layout == JSON_PRETTY)
		put(j, " ");
	j->some = 1;
}

static void before_value(struct json *j)
{
	assert(j->depth == 0 || (j->ends[j->depth - 1] == '}') == j->keyed);
	if (!j->keyed)
		separate(j);
	j->keyed = 0;
}

static void open_with(struct json *j, const char *start, char end)
{
	before_value(j);
	assert(j->depth < JSON_DEPTH_MAX);
	put(j, start);
	j->ends[j->depth++] = end;
	j->some = 0;
}

void json_put_object(struct json *j)
{
	open_with(j, "{", '}');
}

void json_put_array(struct json *j)
{
	open_with(j, "[", ']');
}

void json_put_end(struct json *j)
{
	assert(j->depth > 0 && !j->keyed);
	j->depth--;
	if (j->some && !is_inner_list(j, j->depth + 1))
		indent(j);
	sink_add(j->sink, (struct str){&j->ends[j->depth], 1});
	j->some = 1; /* at least what ends here */
}

void json_put_key(struct json *j, const char *key)
{
	assert(j->depth > 0 && j->ends[j->depth - 1] == '}' && !j->keyed);
	separate(j);
	put(j, "\"");
	put(j, key);
	put(j, j->layout == JSON_DENSE ? "\":" : "\": ");
	j->keyed = 1;
}

static void put_code_unit(struct json *j, unsigned unit)
{
	char text[8];

	snprintf(text, sizeof(text), "\\u%04X", unit & 0xFFFF);
	put(j, text);
}

static void put_escaped(struct json *j, uint32_t c)
{
	static const char letters[] = "btn?fr"; /* from U+0008 on */

	if (c == '"' || c == '\\') {
		char text[2] = {'\\', (char)c};

		sink_add(j->sink, (struct str){text, 2});
	} else if (c >= 8 && c <= 13 && c != 11) {
		char text[2] = {'\\', letters[c - 8]};

		sink_add(j->sink, (struct str){text, 2});
	} else if (c >= 0x10000) {
		put_code_unit(j, 0xD7C0 + (c >> 10));
		put_code_unit(j, 0xDC00 | (c & 0x3FF));
	} else {
		put_code_unit(j, c);
	}
}

/* Must not stand in a string as it is. */
static int needs_escape(uint32_t c)
{
	return c == '"' || c == '\\' ||
	       (c != ' ' && char_kind(c) != CHAR_PLAIN);
}

void json_put_string(struct json *j, struct str s)
{
	size_t from = 0, at = 0, i = 0; /* [from, at) waits to be written */
	uint32_t c;

	if (!s.len)
		s = STR(""); /* its p may be NULL, which nothing is added to */
	before_value(j);
	put(j, "\"");
	for (; i < s.len; at = i) {
		c = char_next(s, &i);
		if (c != 0xFFFD && !needs_escape(c) &&
		    !(c == '<' && j->no_tags))
			continue;
		sink_add(j->sink, (struct str){s.p + from, at - from});
		if (c == 0xFFFD) /* in the text, or for what is ill-formed */
			put(j, "\uFFFD");
		else
			put_escaped(j, c);
		from = i;
	}
	sink_add(j->sink, (struct str){s.p + from, s.len - from});
	put(j, "\"");
}

void json_put_int(struct json *j, int64_t value)
{
	char text[24];

	before_value(j);
	snprintf(text, sizeof(text), "%" PRId64, value);
	put(j, text);
}

void json_put_double(struct json *j, double value, int digits)
{
	char text[40], *comma;

	assert(digits >= 1 && digits <= 17);
	if (!isfinite(value)) {
		json_put_null(j);
		return;
	}
	before_value(j);
	snprintf(text, sizeof(text), "%.*g", digits, value);
	comma = strchr(text, ','); /* a locale's decimal point */
	if (comma)
		*comma = '.';
	put(j, text);
}

void json_put_bool(struct json *j, int value)
{
	before_value(j);
	put(j, value ? "true" : "false");
}

void json_put_null(struct json *j)
{
	before_value(j);
	put(j, "null");
}

void json_put_newline(struct json *j)
{
	assert(j->depth == 0 && !j->keyed);
	put(j, "\n");
	j->some = 0;
}

void json_put_member_string(struct json *j, const char *key, struct str s)
{
	json_put_key(j, key);
	json_put_string(j, s);
}

void json_put_member_int(struct json *j, const char *key, int64_t value)
{
	json_put_key(j, key);
	json_put_int(j, value);
}
