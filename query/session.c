#include "query/session.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/base/buf.h"
#include "common/index/place.h"

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

const struct option_row session_rows[SESSION_ROWS] = {
	{.name = "db",
	 .kind = OPT_TEXT,
	 .arg = "DIR",
	 .help = "the index; default $NISBA_DB, then nisba.conf's",
	 .offset = offsetof(struct common_values, db)},
	{.name = "names",
	 .key = "search.names",
	 .kind = OPT_TEXT,
	 .arg = "FILE",
	 .help = "a table of names to use instead of your own",
	 .offset = offsetof(struct common_values, names)},
	{.name = "no-table",
	 .kind = OPT_FLAG,
	 .help = "use no table of names, not even the one built in",
	 .offset = offsetof(struct common_values, no_table)},
	{.name = "color",
	 .key = "search.color",
	 .kind = OPT_CHOICE,
	 .choices = "auto always never",
	 .help = "colour what was found",
	 .offset = offsetof(struct common_values, colour)},
	{.name = "shard-timeout",
	 .key = "search.shard-timeout",
	 .kind = OPT_NUMBER,
	 .arg = "MS",
	 .help = "leave out shards that do not answer for MS milliseconds",
	 .offset = offsetof(struct common_values, timeout),
	 .min = 10,
	 .max = 600000},
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

/*
 * Terminals do not say whether they know hyperlinks; those that do leave a
 * trace in the environment. FORCE_HYPERLINK is what other programs ask, too.
 */
static int use_links(void)
{
	static const char *const traces[] = {
		"VTE_VERSION",         "KONSOLE_VERSION", "WT_SESSION",
		"KITTY_WINDOW_ID",     "WEZTERM_PANE",    "ITERM_SESSION_ID",
		"ALACRITTY_WINDOW_ID", "GHOSTTY_BIN_DIR", "DOMTERM"};
	const char *force = getenv("FORCE_HYPERLINK");
	const char *term = getenv("TERM");

	if (force && *force)
		return strcmp(force, "0") != 0;
	/* tmux and screen hand on what they were started in, not links. */
	if (!isatty(STDOUT_FILENO) || !term || getenv("TMUX") || getenv("STY"))
		return 0;
	if (strncmp(term, "foot", 4) == 0 ||
	    strncmp(term, "xterm-kitty", 11) == 0)
		return 1;
	for (size_t i = 0; i < sizeof(traces) / sizeof(traces[0]); i++)
		if (getenv(traces[i]))
			return 1;
	return 0;
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
	const struct shards_far far = {
		.timeout_ms = values->timeout ? (unsigned)values->timeout
					      : SHARDS_TIMEOUT_MS};
	struct buf dir = BUF_INIT(4096);
	enum status st = ST_OK;

	*out = (struct session){.archive = {.gen = GENERATION_INIT},
				.tables = NAME_TABLES_INIT,
				.render = {.colour = use_colour(values),
					   .links = use_links(),
					   .width = terminal_width(),
					   .heading = isatty(STDOUT_FILENO)}};
	if (!values->no_table)
		st = name_tables_load(&out->tables, values->names, err);
	if (st == ST_OK)
		st = index_place(&dir, values->db, values->command.file, err);
	if (st == ST_OK)
		st = archive_open(&out->archive, dir.p, &far, err);
	buf_free(&dir);
	return st;
}

void session_close(struct session *s)
{
	archive_close(&s->archive);
	name_tables_free(&s->tables);
}
