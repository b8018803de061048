#include "indexer/permalink.h"

#include <time.h>

#include "common/base/date.h"
#include "indexer/formats/path_facts.h"
#include "indexer/markup/ascii.h"

/* What names are filled from. */
struct facts {
	struct str folders; /* of the file, without '/' at its end */
	struct str name;
	struct tm date;
	int has_date;
};

struct name {
	const char *name;
	enum status (*add)(struct buf *out, const struct facts *f,
			   struct error *err); /* NULL: a number of the date */
	size_t at;                             /* its place in struct tm */
	int plus, width;
};

static int is_safe(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || (c && strchr("-._~/", c));
}

static enum status add_escaped(struct buf *out, struct str s, struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < s.len; i++)
		st = is_safe(s.p[i])
			     ? buf_add(out, (struct str){s.p + i, 1}, err)
			     : buf_addf(out, err, "%%%02X",
					(unsigned char)s.p[i]);
	return st;
}

static enum status add_title(struct buf *out, const struct facts *f,
			     struct error *err)
{
	return add_escaped(out, f->name, err);
}

static enum status add_folders(struct buf *out, const struct facts *f,
			       struct error *err)
{
	return add_escaped(out, f->folders, err);
}

static enum status add_section(struct buf *out, const struct facts *f,
			       struct error *err)
{
	const char *slash = f->folders.len
				    ? memchr(f->folders.p, '/', f->folders.len)
				    : NULL;
	struct str first = f->folders;

	if (slash)
		first.len = (size_t)(slash - first.p);
	return add_escaped(out, first, err);
}

static enum status add_month_name(struct buf *out, const struct facts *f,
				  struct error *err)
{
	static const char *const months[] = {"January", "February", "March",
					     "April",   "May",      "June",
					     "July",    "August",   "September",
					     "October", "November", "December"};

	if (!f->has_date)
		return ST_NOTFOUND;
	return buf_addf(out, err, "%s", months[f->date.tm_mon]);
}

static enum status add_short_year(struct buf *out, const struct facts *f,
				  struct error *err)
{
	if (!f->has_date)
		return ST_NOTFOUND;
	return buf_addf(out, err, "%02d", (f->date.tm_year % 100 + 100) % 100);
}

#define NUMBER(member, plus, width)                                            \
	NULL, offsetof(struct tm, member), plus, width
#define WORD(add) add, 0, 0, 0

static const struct name names[] = {
	{"day", NUMBER(tm_mday, 0, 2)},
	{"filename", WORD(add_title)},
	{"hour", NUMBER(tm_hour, 0, 2)},
	{"i_day", NUMBER(tm_mday, 0, 1)},
	{"i_month", NUMBER(tm_mon, 1, 1)},
	{"minute", NUMBER(tm_min, 0, 2)},
	{"month", NUMBER(tm_mon, 1, 2)},
	{"monthname", WORD(add_month_name)},
	{"second", NUMBER(tm_sec, 0, 2)},
	{"section", WORD(add_section)},
	{"sections", WORD(add_folders)},
	{"short_year", WORD(add_short_year)},
	{"slug", WORD(add_title)},
	{"title", WORD(add_title)},
	{"y_day", NUMBER(tm_yday, 1, 3)},
	{"year", NUMBER(tm_year, 1900, 4)},
	{"yearday", NUMBER(tm_yday, 1, 1)},
};

static const struct {
	const char *name, *pattern;
} styles[] = {
	{"date", "/:year/:month/:day/:title.html"},
	{"pretty", "/:year/:month/:day/:title/"},
	{"ordinal", "/:year/:y_day/:title.html"},
	{"none", "/:title.html"},
};

enum {
	NAMES = sizeof(names) / sizeof(names[0]),
	STYLES = sizeof(styles) / sizeof(styles[0])
};

static const char *without_style(const char *pattern)
{
	for (size_t i = 0; i < STYLES; i++)
		if (strcmp(pattern, styles[i].name) == 0)
			return styles[i].pattern;
	return pattern;
}

/* Behind a ':'; letters and '_', as many as there are. NULL: unknown. */
static const struct name *find_name(const char *at, size_t *len)
{
	size_t n = 0;

	while (ascii_alpha(at[n]) || at[n] == '_')
		n++;
	*len = n;
	for (size_t i = 0; i < NAMES; i++)
		if (strlen(names[i].name) == n &&
		    memcmp(names[i].name, at, n) == 0)
			return &names[i];
	return NULL;
}

static enum status unknown(const char *at, size_t n, struct error *err)
{
	struct buf known = BUF_INIT(1 << 10);
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < NAMES; i++)
		st = buf_addf(&known, err, "%s:%s", i ? " " : "",
			      names[i].name);
	if (st == ST_OK)
		st = error_set(err, ST_USAGE,
			       "permalink: no name ':%.*s'; there are %s",
			       (int)n, at, known.p);
	buf_free(&known);
	return st;
}

/* The ':' of "https://" is none. */
static int begins_name(const char *p)
{
	return *p == ':' && (ascii_alpha(p[1]) || p[1] == '_');
}

enum status permalink_check(const char *pattern, struct error *err)
{
	size_t n;

	pattern = without_style(pattern);
	if (!strchr(pattern, '/'))
		return error_set(err, ST_USAGE,
				 "permalink: '%s' has no '/'; it should be "
				 "like '/:year/:month/:title/'",
				 pattern);
	for (; *pattern; pattern++)
		if (begins_name(pattern) && !find_name(pattern + 1, &n))
			return unknown(pattern + 1, n, err);
	return ST_OK;
}

static struct facts facts_of(struct str path, int64_t published)
{
	const char *slash = path.len ? memrchr(path.p, '/', path.len) : NULL;
	struct facts f = {.folders = {path.p, 0}, .name = path_name(path)};
	const time_t seconds = (time_t)published;

	if (slash)
		f.folders.len = (size_t)(slash - path.p);
	f.has_date = published != DATE_NONE && gmtime_r(&seconds, &f.date);
	return f;
}

static enum status add_name(struct buf *out, const struct name *name,
			    const struct facts *f, struct error *err)
{
	int number;

	if (name->add)
		return name->add(out, f, err);
	if (!f->has_date)
		return ST_NOTFOUND;
	memcpy(&number, (const char *)&f->date + name->at, sizeof(number));
	return buf_addf(out, err, "%0*d", name->width, number + name->plus);
}

enum status permalink_make(struct buf *out, const char *pattern,
			   struct str path, int64_t published,
			   struct error *err)
{
	const struct facts facts = facts_of(path, published);
	enum status st = ST_OK;

	buf_clear(out);
	pattern = without_style(pattern);
	while (st == ST_OK && *pattern) {
		const struct name *name = NULL;
		size_t n = 0;

		if (begins_name(pattern))
			name = find_name(pattern + 1, &n);
		st = name ? add_name(out, name, &facts, err)
			  : buf_add(out, (struct str){pattern, 1}, err);
		pattern += name ? n + 1 : 1;
	}
	if (st != ST_NOTFOUND && st != ST_LIMIT)
		return st;
	buf_clear(out);
	return ST_OK;
}
