#include "common/xapian-c/types.hh"

struct xap_terms {
	sequence<Xapian::TermIterator> seq;
	enum { IN_POSTS, OF_DOCUMENT, KEYS } kind; /* what freq is */
	std::string term; /* what the caller borrowed */
};

struct xap_postings {
	sequence<Xapian::PostingIterator> seq;
};

struct xap_positions {
	sequence<Xapian::PositionIterator> seq;
};

enum status xap_terms_open(xap_terms **out, const xap_db *db, struct str prefix,
			   struct error *err)
{
	*out = nullptr;
	return guard(err, "read terms", [&] {
		std::string p = own(prefix);

		*out = new xap_terms{
			{db->db.allterms_begin(p), db->db.allterms_end(p)},
			xap_terms::IN_POSTS,
			{}};
		return ST_OK;
	});
}

enum status xap_doc_terms_open(xap_terms **out, const xap_db *db,
			       uint32_t docid, struct error *err)
{
	*out = nullptr;
	return guard(err, "read document's terms", [&] {
		if (docid == 0)
			throw Xapian::DocNotFoundError("no document 0");
		*out = new xap_terms{{db->db.termlist_begin(docid),
				      db->db.termlist_end(docid)},
				     xap_terms::OF_DOCUMENT,
				     {}};
		return ST_OK;
	});
}

enum status xap_keys_open(xap_terms **out, const xap_db *db, struct str prefix,
			  struct error *err)
{
	*out = nullptr;
	return guard(err, "read metadata keys", [&] {
		std::string p = own(prefix);

		*out = new xap_terms{{db->db.metadata_keys_begin(p),
				      db->db.metadata_keys_end(p)},
				     xap_terms::KEYS,
				     {}};
		return ST_OK;
	});
}

enum status xap_terms_next(xap_terms *t, struct xap_term *out,
			   struct error *err)
{
	return t->seq.step(err, "read terms",
			   [&](const Xapian::TermIterator &at) {
				   t->term = *at;
				   out->term = borrow(t->term);
				   out->freq = t->kind == xap_terms::OF_DOCUMENT
						       ? at.get_wdf()
					       : t->kind == xap_terms::IN_POSTS
						       ? at.get_termfreq()
						       : 0;
			   });
}

void xap_terms_free(xap_terms *t)
{
	delete t;
}

enum status xap_postings_open(xap_postings **out, const xap_db *db,
			      struct str term, struct error *err)
{
	enum status st = term.len ? xap_check_term(term, err) : ST_OK;

	*out = nullptr;
	if (st != ST_OK)
		return st;
	return guard(err, "read postings", [&] {
		std::string t = own(term);

		*out = new xap_postings{
			{db->db.postlist_begin(t), db->db.postlist_end(t)}};
		return ST_OK;
	});
}

enum status xap_postings_next(xap_postings *p, struct xap_posting *out,
			      struct error *err)
{
	return p->seq.step(err, "read postings",
			   [&](const Xapian::PostingIterator &at) {
				   out->docid = *at;
				   out->wdf = at.get_wdf();
			   });
}

void xap_postings_free(xap_postings *p)
{
	delete p;
}

enum status xap_positions_open(xap_positions **out, const xap_db *db,
			       uint32_t docid, struct str term,
			       struct error *err)
{
	enum status st = xap_check_term(term, err);

	*out = nullptr;
	if (st != ST_OK)
		return st;
	return guard(err, "read positions", [&] {
		Xapian::PositionIterator none;
		std::string t = own(term);

		*out = new xap_positions{
			{docid ? db->db.positionlist_begin(docid, t) : none,
			 none}};
		return ST_OK;
	});
}

enum status xap_positions_next(xap_positions *p, uint32_t *out,
			       struct error *err)
{
	return p->seq.step(
		err, "read positions",
		[&](const Xapian::PositionIterator &at) { *out = *at; });
}

void xap_positions_free(xap_positions *p)
{
	delete p;
}
