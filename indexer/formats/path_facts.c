#include "indexer/formats/path_facts.h"

#include "common/base/date.h"

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int digits(struct str s, size_t at, size_t n)
{
	for (size_t i = at; i < at + n; i++)
		if (!is_digit(s.p[i]))
			return 0;
	return 1;
}

enum { DAY_LEN = 10 /* "2006-06-14" */ };

/* "2006-06-14", "2006/06/14", "2006_06_14" at the start of s. */
static int day_at(int64_t *date, struct str s)
{
	char iso[DAY_LEN];

	if (s.len < DAY_LEN || !digits(s, 0, 4) || !digits(s, 5, 2) ||
	    !digits(s, 8, 2) || (s.len > DAY_LEN && is_digit(s.p[DAY_LEN])))
		return 0;
	if (s.p[4] != s.p[7] || !strchr("-/_", s.p[4]) || !s.p[4])
		return 0;
	memcpy(iso, s.p, DAY_LEN);
	iso[4] = iso[7] = '-';
	return date_parse(date, (struct str){iso, DAY_LEN});
}

int64_t path_date(struct str path)
{
	int64_t found = DATE_NONE;

	for (size_t i = 0; i < path.len; i++)
		if (i == 0 || path.p[i - 1] == '/')
			day_at(&found, (struct str){path.p + i, path.len - i});
	return found;
}

static struct str last_part(struct str path)
{
	const char *slash = path.len ? memrchr(path.p, '/', path.len) : NULL;
	size_t n = slash ? (size_t)(slash - path.p) + 1 : 0;

	return (struct str){path.p + n, path.len - n};
}

static int is_index(struct str name)
{
	return str_eq(name, STR("index")) || str_eq(name, STR("_index"));
}

static struct str without_suffix(struct str name)
{
	const char *dot = name.len ? memrchr(name.p, '.', name.len) : NULL;

	if (dot && dot > name.p)
		name.len = (size_t)(dot - name.p);
	return name;
}

static struct str without_day(struct str name)
{
	int64_t date;

	if (!day_at(&date, name) || name.len == DAY_LEN)
		return name;
	return (struct str){name.p + DAY_LEN, name.len - DAY_LEN};
}

/* Hyphens to spaces, none at the ends, one in a row; words with capitals. */
static size_t words(char *to, struct str name)
{
	size_t n = 0;
	int gap = 1;

	for (size_t i = 0; i < name.len; i++) {
		char c = name.p[i];

		if (strchr("-_ \t", c) || !c) {
			gap = 1;
			continue;
		}
		if (gap && n)
			to[n++] = ' ';
		to[n++] =
			gap && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
		gap = 0;
	}
	return n;
}

struct str path_name(struct str path)
{
	struct str name;

	if (path.len > 3 && memcmp(path.p + path.len - 3, ".gz", 3) == 0)
		path.len -= 3;
	name = without_suffix(last_part(path));
	if (is_index(name)) {
		path.len -= last_part(path).len;
		if (path.len)
			path.len--;
		name = last_part(path);
	}
	name = without_day(name);
	while (name.len && (name.p[0] == '-' || name.p[0] == '_'))
		name = (struct str){name.p + 1, name.len - 1};
	return name;
}

enum status path_title(struct str *out, struct str path, struct arena *arena,
		       struct error *err)
{
	struct str name = path_name(path);
	enum status st;
	char *to = NULL;

	*out = STR("");
	if (name.len == 0)
		return ST_OK;
	st = arena_alloc(&to, arena, name.len * 2, err);
	if (st == ST_OK)
		*out = (struct str){to, words(to, name)};
	return st;
}
