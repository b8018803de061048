#include "common/xapian-c/types.hh"

#include <memory>

enum status xap_db_open(xap_db **out, const char *path, struct error *err)
{
	*out = nullptr;
	return guard(err, path, [&] {
		*out = new xap_db{Xapian::Database(path)};
		return ST_OK;
	});
}

enum status xap_db_open_many(xap_db **out, const char *const *paths, size_t n,
			     struct error *err)
{
	const char *at = "open";

	*out = nullptr;
	if (n == 0)
		return error_set(err, ST_USAGE, "no database to open");
	try {
		auto db = std::make_unique<xap_db>();

		for (size_t i = 0; i < n; i++) {
			at = paths[i];
			db->db.add_database(Xapian::Database(at));
		}
		*out = db.release();
		return ST_OK;
	} catch (...) {
		return xap_translate(err, at);
	}
}

enum status xap_db_open_remote(xap_db **out, const char *host, uint16_t port,
			       uint32_t timeout_ms, struct error *err)
{
	*out = nullptr;
	return guard(err, "connect", [&] {
		*out = new xap_db{Xapian::Remote::open(host, port, timeout_ms,
						       timeout_ms),
				  true};
		return ST_OK;
	});
}

enum status xap_db_join(xap_db **out, xap_db *const *parts, size_t n,
			struct error *err)
{
	*out = nullptr;
	if (n == 0)
		return error_set(err, ST_USAGE, "no database to open");
	return guard(err, "open", [&] {
		auto db = std::make_unique<xap_db>();

		for (size_t i = 0; i < n; i++) {
			db->db.add_database(parts[i]->db);
			db->is_remote |= parts[i]->is_remote;
		}
		*out = db.release();
		return ST_OK;
	});
}

int xap_db_is_remote(const xap_db *db)
{
	return db->is_remote;
}

size_t xap_db_parts(const xap_db *db)
{
	return db->db.size();
}

enum status xap_db_ping(xap_db *db, struct error *err)
{
	return guard(err, "ask for a sign of life", [&] {
		db->db.keep_alive();
		return ST_OK;
	});
}

void xap_db_free(xap_db *db)
{
	delete db;
}

enum status xap_db_doc_count(const xap_db *db, uint32_t *out, struct error *err)
{
	return guard(err, "count documents", [&] {
		*out = db->db.get_doccount();
		return ST_OK;
	});
}

enum status xap_db_last_docid(const xap_db *db, uint32_t *out,
			      struct error *err)
{
	return guard(err, "last document", [&] {
		*out = db->db.get_lastdocid();
		return ST_OK;
	});
}

enum status xap_db_average_length(const xap_db *db, double *out,
				  struct error *err)
{
	return guard(err, "average length", [&] {
		*out = db->db.get_avlength();
		return ST_OK;
	});
}

enum status xap_db_term_freq(const xap_db *db, struct str term, uint32_t *out,
			     struct error *err)
{
	enum status st = xap_check_term(term, err);

	if (st != ST_OK)
		return st;
	return guard(err, "term frequency", [&] {
		*out = db->db.get_termfreq(own(term));
		return ST_OK;
	});
}

enum status xap_db_coll_freq(const xap_db *db, struct str term, uint32_t *out,
			     struct error *err)
{
	enum status st = xap_check_term(term, err);

	if (st != ST_OK)
		return st;
	return guard(err, "collection frequency", [&] {
		*out = db->db.get_collection_freq(own(term));
		return ST_OK;
	});
}

enum status xap_db_metadata(const xap_db *db, struct str key, struct buf *out,
			    struct error *err)
{
	enum status st = xap_check_key(key, err);

	if (st != ST_OK)
		return st;
	return guard(err, "read metadata", [&] {
		return fill(out, db->db.get_metadata(own(key)), err);
	});
}

/* Number 0 is one that Xapian takes for a programming error. */
static Xapian::Document document(const xap_db *db, uint32_t docid)
{
	if (docid == 0)
		throw Xapian::DocNotFoundError("no document 0");
	return db->db.get_document(docid);
}

enum status xap_db_doc_data(const xap_db *db, uint32_t docid, struct buf *out,
			    struct error *err)
{
	return guard(err, "read document", [&] {
		return fill(out, document(db, docid).get_data(), err);
	});
}

enum status xap_db_doc_value(const xap_db *db, uint32_t docid, uint32_t slot,
			     struct buf *out, struct error *err)
{
	return guard(err, "read value", [&] {
		return fill(out, document(db, docid).get_value(slot), err);
	});
}
