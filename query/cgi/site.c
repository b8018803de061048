#include "query/cgi/site.h"

#include <stdlib.h>

#include "common/base/file.h"
#include "common/index/place.h"
#include "query/cgi/page.h"
#include "query/cgi/parts.h"

static struct str borrow(const char *s)
{
	return (struct str){s, s ? strlen(s) : 0};
}

static enum status read_template(struct site *s, struct error *err)
{
	const char *path = config_get(&s->config, "web.template");
	enum status st;

	if (!path)
		return ST_OK;
	st = file_read(&s->template, path, err);
	return st == ST_OK ? template_check(buf_str(&s->template), page_holes,
					    path, err)
			   : st;
}

/*
 * Files of a home are a person's. What a web server's environment says of one
 * is an accident of how it was started, often a folder that we may not read.
 */
static void leave_home(void)
{
	unsetenv("HOME");
	unsetenv("XDG_CONFIG_HOME");
	setenv("XDG_DATA_HOME", "/var/lib", 1); /* as for root: index_place() */
}

enum status site_open(struct site *out, struct error *err)
{
	const char *title;
	enum status st;

	leave_home();
	*out = (struct site){.config = CONFIG_INIT,
			     .dir = BUF_INIT(4096),
			     .template = BUF_INIT(256 << 10),
			     .names = NAME_TABLES_INIT};
	st = config_load(&out->config, NULL, err);
	if (st == ST_OK)
		st = index_place(&out->dir, NULL, &out->config, err);
	if (st == ST_OK)
		st = read_template(out, err);
	if (st == ST_OK)
		st = name_tables_load(&out->names,
				      config_get(&out->config, "search.names"),
				      err);
	title = config_get(&out->config, "web.title");
	out->title = title ? borrow(title) : STR("Archive");
	out->base_url = borrow(config_get(&out->config, "web.base-url"));
	return st;
}

void site_close(struct site *s)
{
	name_tables_free(&s->names);
	buf_free(&s->template);
	buf_free(&s->dir);
	config_free(&s->config);
}

struct str site_template(const struct site *s)
{
	return s->template.len ? buf_str(&s->template) : part_page;
}
