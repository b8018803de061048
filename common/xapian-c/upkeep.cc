#include "common/xapian-c/types.hh"

#include <sys/stat.h>

#include <sstream>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN
#endif

#ifdef WITH_ASAN
/*
 * Xapian's own check (1.4.22) deletes a table as the class it derives from.
 * That is harmless with any allocator we use, but ends a sanitized program;
 * the report comes from inside the library, so only the runtime can be told.
 */
extern "C" __attribute__((visibility("default"))) const char *
__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}
#endif

static bool exists(const char *path)
{
	struct stat s;

	return lstat(path, &s) == 0;
}

static enum status compact(const char *const *sources, size_t n,
			   const char *dest, unsigned flags, struct error *err)
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
		all->db.compact(dest, flags);
		return ST_OK;
	});
	xap_db_free(all);
	return st;
}

enum status xap_compact(const char *const *sources, size_t n, const char *dest,
			struct error *err)
{
	return compact(sources, n, dest, Xapian::Compactor::FULL, err);
}

enum status xap_compact_one(const char *source, const char *dest,
			    struct error *err)
{
	return compact(&source, 1, dest,
		       Xapian::Compactor::FULL | Xapian::DBCOMPACT_NO_RENUMBER,
		       err);
}

/* What Xapian printed, without the lines that say all is well. */
static std::string first_complaint(std::istream &report)
{
	std::string line;

	while (std::getline(report, line))
		if (!line.empty() && line.back() != ':' &&
		    line.find("checked OK") == line.npos &&
		    line.find("Lazily created") == line.npos)
			return line;
	return "check found errors";
}

enum status xap_check(const char *path, struct error *err)
{
	if (!exists(path))
		return error_set(err, ST_NOTFOUND, "%s: no database", path);
	return guard(err, path, [&] {
		std::stringstream report;

		if (Xapian::Database::check(path, 0, &report) == 0)
			return ST_OK;
		return error_set(err, ST_CORRUPT, "%s: %s", path,
				 first_complaint(report).c_str());
	});
}
