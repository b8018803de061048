#include "common/xapian-c/types.hh"

#include <memory>

struct xap_writer {
	Xapian::WritableDatabase db;
	enum status failed = ST_OK; /* sticks: Xapian dropped our changes */
	/* Of what has changed: no more than one database has documents. */
	std::map<Xapian::docid, Xapian::termcount> lengths;

	explicit xap_writer(const char *path)
	    : db(path, Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS)
	{
	}
};

/*
 * Run one change. Xapian cancels all changes since the last commit when one
 * throws; going on would commit the rest as if nothing were missing.
 */
template <typename Body>
static enum status change(xap_writer *w, struct error *err, const char *what,
			  Body &&body)
{
	enum status st;

	if (w->failed != ST_OK)
		return error_set(err, w->failed, "%s: a write failed before",
				 what);
	st = guard(err, what, [&] {
		body();
		return ST_OK;
	});
	w->failed = st;
	return st;
}

enum status xap_writer_open(xap_writer **out, const char *path,
			    struct error *err)
{
	*out = nullptr;
	return guard(err, path, [&] {
		auto w = std::make_unique<xap_writer>(path);

		w->db.begin_transaction();
		*out = w.release();
		return ST_OK;
	});
}

static Xapian::Document xapian_document(const xap_doc *d)
{
	Xapian::Document doc;

	for (uint32_t i = 0; i < d->term_count; i++) {
		const xap_doc_term &t = d->terms[d->sorted[i].term];
		const std::string term(d->sorted[i].p, t.len);

		if (t.kept == 0)
			doc.add_term(term, t.wdf);
		for (uint32_t k = 0; k < t.kept; k++)
			doc.add_posting(term, d->positions[t.begin + k],
					k == 0 ? t.wdf : 0);
	}
	for (uint32_t i = 0; i < d->value_count; i++)
		doc.add_value(d->values[i].slot,
			      own(xap_doc_value_bytes(d, &d->values[i])));
	doc.set_data(own(buf_str(&d->data)));
	return doc;
}

enum status xap_writer_add(xap_writer *w, xap_doc *doc, uint32_t *docid,
			   struct error *err)
{
	enum status st = xap_doc_sort(doc, err);

	if (st != ST_OK)
		return st;
	return change(w, err, "add document", [&] {
		Xapian::docid id = w->db.add_document(xapian_document(doc));

		w->lengths[id] = w->db.get_doclength(id);
		if (docid)
			*docid = id;
	});
}

enum status xap_writer_replace_at(xap_writer *w, uint32_t docid, xap_doc *doc,
				  struct error *err)
{
	enum status st = xap_doc_sort(doc, err);

	if (st != ST_OK)
		return st;
	if (docid == 0)
		return error_set(err, ST_USAGE, "document 0");
	return change(w, err, "replace document", [&] {
		w->db.replace_document(docid, xapian_document(doc));
		w->lengths[docid] = w->db.get_doclength(docid);
	});
}

enum status xap_writer_delete_at(xap_writer *w, uint32_t docid,
				 struct error *err)
{
	if (docid == 0)
		return error_set(err, ST_USAGE, "document 0");
	return change(w, err, "delete document", [&] {
		try {
			w->db.delete_document(docid);
			w->lengths[docid] = 0;
		} catch (const Xapian::DocNotFoundError &) {
		}
	});
}

enum status xap_writer_set_metadata(xap_writer *w, struct str key,
				    struct str value, struct error *err)
{
	enum status st = xap_check_key(key, err);

	if (st == ST_OK)
		st = xap_check_size("metadata", value, XAP_DATA_MAX, err);
	if (st == ST_OK && lengths_is_key(key))
		st = error_set(err, ST_USAGE,
			       "metadata key of lengths of documents");
	if (st != ST_OK)
		return st;
	return change(w, err, "set metadata",
		      [&] { w->db.set_metadata(own(key), own(value)); });
}

/* Blocks with what has changed since the last commit. */
static void set_lengths(xap_writer *w)
{
	for (auto at = w->lengths.cbegin(); at != w->lengths.cend();) {
		const Xapian::docid number = at->first / LENGTHS_BLOCK;
		char key[LENGTHS_KEY], block[LENGTHS_BYTES] = {0};

		lengths_key(key, at->first);
		const std::string name(key, LENGTHS_KEY);

		w->db.get_metadata(name).copy(block, LENGTHS_BYTES);
		for (; at != w->lengths.cend() &&
		       at->first / LENGTHS_BLOCK == number;
		     ++at)
			lengths_put(block, at->first, at->second);
		w->db.set_metadata(name, own(lengths_stored(block)));
	}
	w->lengths.clear();
}

enum status xap_writer_commit(xap_writer *w, struct error *err)
{
	return change(w, err, "commit", [&] {
		set_lengths(w);
		w->db.commit_transaction();
		w->db.begin_transaction();
	});
}

/*
 * Xapian's destructor commits, and swallows what fails, unless a transaction
 * is open: then it drops. One always is, but for a commit that failed half
 * way; then open one that does not begin by committing.
 */
void xap_writer_free(xap_writer *w)
{
	if (w && w->failed != ST_OK)
		(void)guard(nullptr, "close", [&] {
			w->db.begin_transaction(false);
			return ST_OK;
		});
	delete w;
}
