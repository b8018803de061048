#include "common/xapian-c/types.hh"

#include <sys/stat.h>

#include <sstream>

static bool exists(const char *path)
{
	struct stat s;

	return lstat(path, &s) == 0;
}

enum status xap_compact(const char *const *sources, size_t n, const char *dest,
			struct error *err)
{
	xap_db *all;
	enum status st;

	/* Xapian would overwrite what is there. */
	if (exists(dest))
		return error_set(err, ST_USAGE, "%s: exists", dest);
	st = xap_db_open_many(&all, sources, n, err);
	if (st != ST_OK)
		return st;
	st = guard(err, dest, [&] {
		all->db.compact(dest, Xapian::Compactor::FULL);
		return ST_OK;
	});
	xap_db_free(all);
	return st;
}

/* What Xapian printed, without the lines that say all is well. */
static std::string first_complaint(std::istream &report)
{
	std::string line;

	while (std::getline(report, line))
		if (!line.empty() && line.find("no errors") == line.npos &&
		    line.back() != ':')
			return line;
	return "check found errors";
}

enum status xap_check(const char *path, struct error *err)
{
	return guard(err, path, [&] {
		std::stringstream report;

		if (Xapian::Database::check(path, 0, &report) == 0)
			return ST_OK;
		return error_set(err, ST_CORRUPT, "%s: %s", path,
				 first_complaint(report).c_str());
	});
}
