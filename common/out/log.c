#include "common/out/log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/base/date.h"
#include "common/out/json.h"
#include "common/out/text.h"

static enum log_style style = LOG_TEXT;

void log_set_style(enum log_style wanted)
{
	style = wanted;
}

/* systemd sets JOURNAL_STREAM to "device:inode" of what it gave us; we may
 * have been given something else since. */
static int is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	uintmax_t device, inode;
	struct stat sb;

	return stream &&
	       sscanf(stream, "%" SCNuMAX ":%" SCNuMAX, &device, &inode) == 2 &&
	       fstat(STDERR_FILENO, &sb) == 0 && sb.st_dev == device &&
	       sb.st_ino == inode;
}

static struct str borrow(const char *s)
{
	return (struct str){s, s ? strlen(s) : 0};
}

static void write_text(struct sink *sink, const char *program,
		       enum diag_severity severity, struct str path,
		       struct str item, struct str message)
{
	/* LOG_INFO, LOG_WARNING and LOG_ERR of syslog(3). */
	static const char *const priorities[] = {"<6>", "<4>", "<3>"};
	const struct str parts[] = {borrow(program), path, item};
	struct text text = TEXT_INIT(sink, 0);

	if (is_journal())
		text_words(&text, priorities[severity]);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!parts[i].len)
			continue;
		text_field(&text, parts[i]);
		text_words(&text, ": ");
	}
	text_field(&text, message);
	text_words(&text, "\n");
	text_free(&text);
}

static void write_json(struct sink *sink, const char *program,
		       enum diag_severity severity, struct str path,
		       struct str item, struct str message)
{
	struct json j = JSON_INIT(sink, JSON_DENSE);
	char now[DATE_MAX_LEN];

	date_format_iso(now, (int64_t)time(NULL));
	json_put_object(&j);
	json_put_member_string(&j, "time", borrow(now));
	json_put_member_string(&j, "severity",
			       borrow(diag_severity_name(severity)));
	json_put_member_string(&j, "program", borrow(program));
	if (path.len)
		json_put_member_string(&j, "path", path);
	if (item.len)
		json_put_member_string(&j, "item", item);
	json_put_member_string(&j, "message", message);
	json_put_end(&j);
	json_put_newline(&j);
}

/* Without memory: what is not ASCII comes as question marks, as do quotes. */
static void write_bare(const char *program, const char *message)
{
	char text[512], line[640];
	int n;

	snprintf(text, sizeof(text), "%s", message);
	for (char *c = text; *c; c++)
		if (*c < ' ' || *c > '~' || *c == '"' || *c == '\\')
			*c = '?';
	n = snprintf(line, sizeof(line),
		     style == LOG_JSON ? "{\"severity\":\"error\",\"program\":"
					 "\"%s\",\"message\":\"%s\"}\n"
				       : "%s: %s\n",
		     program, text);
	if (n > 0 && write(STDERR_FILENO, line, strlen(line)) < 0)
		return; /* nowhere left to say so */
}

void log_line(const char *program, enum diag_severity severity, struct str path,
	      const char *item, const char *message)
{
	struct sink sink = SINK_FILE(stderr);
	struct error ignored = ERROR_INIT;

	if (style == LOG_JSON)
		write_json(&sink, program, severity, path, borrow(item),
			   borrow(message));
	else
		write_text(&sink, program, severity, path, borrow(item),
			   borrow(message));
	if (sink_finish(&sink, &ignored) == ST_MEMORY)
		write_bare(program, message);
}
