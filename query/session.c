#include "query/session.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/base/buf.h"
#include "common/index/place.h"

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

const struct option_row session_rows[SESSION_ROWS] = {
	{.name = "db",
	 .kind = OPT_TEXT,
	 .arg = "DIR",
	 .help = "the index; default $NISBA_DB",
	 .offset = offsetof(struct common_values, db)},
	{.name = "names",
	 .kind = OPT_TEXT,
	 .arg = "FILE",
	 .help = "a table of names to use instead of your own",
	 .offset = offsetof(struct common_values, names)},
	{.name = "no-table",
	 .kind = OPT_FLAG,
	 .help = "use no table of names, not even the one built in",
	 .offset = offsetof(struct common_values, no_table)},
	{.name = "color",
	 .kind = OPT_CHOICE,
	 .choices = "auto always never",
	 .help = "colour what was found",
	 .offset = offsetof(struct common_values, colour)},
	{.name = "exact",
	 .kind = OPT_FLAG,
	 .help = "search words as they are written, without their kin",
	 .offset = offsetof(struct common_values, exact)},
};

static int use_colour(const struct common_values *v)
{
	const char *no = getenv("NO_COLOR");

	if (v->colour != COLOUR_AUTO)
		return v->colour == COLOUR_ALWAYS;
	return isatty(STDOUT_FILENO) && !(no && *no);
}

static size_t terminal_width(void)
{
	struct winsize size;

	if (!isatty(STDOUT_FILENO) ||
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0)
		return 0;
	return size.ws_col > 100 ? 100 : size.ws_col;
}

enum status session_open(struct session *out,
			 const struct common_values *values, struct error *err)
{
	struct buf dir = BUF_INIT(4096);
	enum status st = ST_OK;

	*out = (struct session){.archive = {.gen = GENERATION_INIT},
				.tables = NAME_TABLES_INIT,
				.render = {.colour = use_colour(values),
					   .width = terminal_width(),
					   .heading = isatty(STDOUT_FILENO)}};
	if (!values->no_table)
		st = name_tables_load(&out->tables, values->names, err);
	if (st == ST_OK)
		st = index_place(&dir, values->db, err);
	if (st == ST_OK)
		st = archive_open(&out->archive, dir.p, err);
	buf_free(&dir);
	return st;
}

void session_close(struct session *s)
{
	archive_close(&s->archive);
	name_tables_free(&s->tables);
}
