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

/* Occurrences of the first term that has positions. */
static Xapian::termcount some_positions(const Xapian::Database &db,
					Xapian::docid id)
{
	for (Xapian::TermIterator t = db.termlist_begin(id),
				  end = db.termlist_end(id);
	     t != end; ++t)
		if (t.positionlist_count())
			return t.positionlist_count();
	return 0;
}

static bool same_document(const Xapian::Database &a, const Xapian::Database &b,
			  Xapian::docid id)
{
	Xapian::Document p = a.get_document(id), q = b.get_document(id);

	return p.get_data() == q.get_data() &&
	       p.termlist_count() == q.termlist_count() &&
	       p.values_count() == q.values_count() &&
	       some_positions(a, id) == some_positions(b, id);
}

/*
 * Xapian opens most tables when it first needs them, and takes one that does
 * not open (no file left, an I/O error) for one that was never written:
 * compaction then loses all its posts' texts and succeeds. So the first
 * document is looked for in the outcome.
 */
static enum status verify(const char *from, const char *dest, struct error *err)
{
	return guard(err, dest, [&] {
		const Xapian::Database source(from), packed(dest);
		Xapian::PostingIterator p = source.postlist_begin("");

		if (p != source.postlist_end("") &&
		    !same_document(source, packed, *p))
			return error_set(err, ST_IO,
					 "%s: not all of %s was copied", dest,
					 from);
		if (packed.get_doccount() != source.get_doccount())
			return error_set(err, ST_IO,
					 "%s: not all documents were copied",
					 dest);
		return ST_OK;
	});
}

enum status xap_compact(const char *source, const char *dest, struct error *err)
{
	xap_db *from;
	enum status st;

	/* Xapian would overwrite what is there. */
	if (exists(dest))
		return error_set(err, ST_USAGE, "%s: exists", dest);
	st = xap_db_open(&from, source, err);
	if (st != ST_OK)
		return st;
	sync_forget();
	st = guard(err, dest, [&] {
		from->db.compact(dest, Xapian::Compactor::FULL |
					       Xapian::DBCOMPACT_NO_RENUMBER);
		return ST_OK;
	});
	if (st == ST_OK && sync_failure())
		st = error_set(err, ST_IO, "%s: %s", dest,
			       strerror(sync_failure()));
	xap_db_free(from);
	return st == ST_OK ? verify(source, dest, err) : st;
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
