#include "common/xapian-c/types.hh"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>

/*
 * Terms weighed as if they were one, as SYNONYM does, at a fraction of its
 * cost. Xapian looks up the length of every document before it weighs it; here
 * a document that has the terms too seldom to be among the best at any length
 * is passed over (Macdonald, Tonellotto, Ounis: Upper-bound Approximations for
 * Dynamic Pruning, ACM TOIS 29(4), 2011).
 */

/* BM25 as Xapian's BM25Weight has it with k2 0, k3 1 and min_normlen 0.5. */
struct bm25 {
	double k1, b;
	double mean; /* length of a document */

	double of(double rarity, double wdf, double length) const
	{
		double norm = std::max(length / mean, 0.5);

		if (wdf == 0)
			return 0;
		return rarity * (k1 + 1) * wdf /
		       (k1 * (norm * b + 1 - b) + wdf);
	}
};

/* The weight of a term that so many of all documents have. */
static double rarity(double have, double documents)
{
	double odds = (documents - have + 0.5) / (have + 0.5);

	return std::log(odds < 2 ? odds * 0.5 + 1 : odds);
}

/* What is asked for; the copies of a source, one a shard, share it. */
struct synonym_terms {
	std::vector<std::string> v;
	struct bm25 bm25;
	double any, first; /* factors: of them all, of the first alone */
	double slack = 1;  /* what weights are scaled by, at most */
	std::shared_ptr<lengths_of_parts> lengths;

	/* No document is shorter than what it counts. */
	double at_most(double factor, double wdf, double shortest) const
	{
		return bm25.of(factor, wdf, std::max(shortest, wdf));
	}
};

/*
 * How many documents have one of several terms that know nothing of each other:
 * the two rarest together, rounded, count as one, and so on. Xapian does it so,
 * and shards on other machines weigh by it.
 */
class union_size
{
	double documents;
	std::priority_queue<double, std::vector<double>, std::greater<>> of;

      public:
	Xapian::doccount least = 0, most = 0;

	explicit union_size(Xapian::doccount n) : documents(n)
	{
	}
	void add(Xapian::doccount have)
	{
		of.push(have);
		least = std::max(least, have);
		most = (Xapian::doccount)std::min(documents,
						  (double)most + have);
	}
	/* Once, when all are added. */
	Xapian::doccount likely()
	{
		while (of.size() > 1 && documents > 0) {
			double a = of.top(), b;

			of.pop();
			b = of.top();
			of.pop();
			of.push(std::floor(a + b - a * b / documents + 0.5));
		}
		return (Xapian::doccount)of.top();
	}
};

namespace
{

class synonyms final : public Xapian::PostingSource
{
	static constexpr Xapian::docid END = UINT32_MAX;
	static constexpr Xapian::termcount COUNTS_MAX = 64; /* told apart */

	std::shared_ptr<const synonym_terms> terms;
	std::shared_ptr<doc_lengths> lengths;
	std::vector<Xapian::PostingIterator> at;
	std::vector<Xapian::docid> heads;                 /* where those are */
	Xapian::doccount least = 0, most = 0, likely = 0; /* documents */
	double shortest = 0;
	Xapian::docid current = 0;
	Xapian::termcount wdf = 0, first = 0; /* of all, of the first */
	size_t any = 0;                       /* one that is at `current` */
	double asked = 0;                     /* weight that is enough, */
	Xapian::termcount least_wdf = 0;      /* and what it takes */

	double weigh(double length) const
	{
		const struct bm25 &bm25 = terms->bm25;
		double w = bm25.of(terms->any, std::min((double)wdf, length),
				   length);

		return first ? w + bm25.of(terms->first, first, length) : w;
	}

	void look(size_t i)
	{
		heads[i] = at[i] == Xapian::PostingIterator() ? END : *at[i];
	}

	void leave()
	{
		for (size_t i = 0; i < heads.size(); i++)
			if (heads[i] == current) {
				++at[i];
				look(i);
			}
	}

	/* The first document from here on, and what it counts. */
	void gather()
	{
		current = END;
		wdf = first = 0;
		for (size_t i = 0; i < heads.size(); i++) {
			if (heads[i] > current || heads[i] == END)
				continue;
			if (heads[i] < current) {
				current = heads[i];
				wdf = first = 0;
			}
			any = i;
			wdf += at[i].get_wdf();
			if (i == 0)
				first = wdf;
		}
	}

	/* The least count that may weigh `enough`, in the shortest document. */
	void raise(double enough)
	{
		if (enough < asked)
			least_wdf = 0;
		asked = enough;
		while (least_wdf < COUNTS_MAX &&
		       (terms->at_most(terms->any, least_wdf, shortest) +
			terms->at_most(terms->first, least_wdf, shortest)) *
				       terms->slack <
			       enough)
			least_wdf++;
	}

	/* At the first document from here on that may weigh so much. */
	void settle(double enough)
	{
		if (enough != asked)
			raise(enough);
		for (gather(); wdf < least_wdf && current != END; gather())
			leave();
	}

      public:
	explicit synonyms(std::shared_ptr<const synonym_terms> t)
	    : terms(std::move(t))
	{
	}
	PostingSource *clone() const override
	{
		return new synonyms(terms);
	}
	void init(const Xapian::Database &shard) override
	{
		Xapian::termcount bound = 0, bound_first = 0;
		union_size size(shard.get_doccount());

		lengths = terms->lengths->of(shard);
		shortest = shard.get_doclength_lower_bound();
		current = least_wdf = 0;
		asked = 0;
		at.clear();
		heads.assign(terms->v.size(), 0);
		for (size_t i = 0; i < heads.size(); i++) {
			at.push_back(shard.postlist_begin(terms->v[i]));
			look(i);
			size.add(shard.get_termfreq(terms->v[i]));
			bound += shard.get_wdf_upper_bound(terms->v[i]);
			if (i == 0)
				bound_first = bound;
		}
		least = size.least;
		most = size.most;
		likely = size.likely();
		set_maxweight(
			terms->at_most(terms->any, bound, shortest) +
			terms->at_most(terms->first, bound_first, shortest));
	}
	Xapian::doccount get_termfreq_min() const override
	{
		return least;
	}
	Xapian::doccount get_termfreq_est() const override
	{
		return likely;
	}
	Xapian::doccount get_termfreq_max() const override
	{
		return most;
	}
	void next(double enough) override
	{
		if (current)
			leave();
		settle(enough);
	}
	void skip_to(Xapian::docid to, double) override
	{
		for (size_t i = 0; i < heads.size(); i++)
			if (heads[i] < to) {
				at[i].skip_to(to);
				look(i);
			}
		gather();
	}
	/* What lies between this and the next question is nobody's concern. */
	bool check(Xapian::docid to, double enough) override
	{
		skip_to(to, enough);
		if (enough != asked)
			raise(enough);
		return current == END || wdf >= least_wdf;
	}
	bool at_end() const override
	{
		return current == END;
	}
	Xapian::docid get_docid() const override
	{
		return current;
	}
	double get_weight() const override
	{
		const uint32_t length = lengths->of(current);

		return weigh(length ? length : at[any].get_doclength());
	}
	std::string get_description() const override
	{
		std::string all;

		for (const std::string &term : terms->v)
			all += (all.empty() ? "" : " SYNONYM ") + term;
		return "(" + all + ")";
	}
};

} // namespace

/* A source is told how much its documents have to weigh, but not that what it
 * says is multiplied. */
void synonyms_scale(const xap_query *q, double factor)
{
	for (const auto &terms : q->synonyms)
		terms->slack *= std::max(factor, 1.0);
}

static enum status check(const xap_db *db, const struct str *terms, size_t n,
			 const struct xap_weighing *how, struct error *err)
{
	enum status st = ST_OK;

	if (db->is_remote || n == 0 ||
	    !(how->first >= 0 && how->first <= XAP_FACTOR_MAX) ||
	    !(how->k1 >= 0 && std::isfinite(how->k1)) ||
	    !(how->b >= 0 && how->b <= 1))
		return error_set(
			err, ST_USAGE,
			"%zu synonyms with k1 %g, b %g, the first %g more%s", n,
			how->k1, how->b, how->first,
			db->is_remote ? ", on other machines" : "");
	if (n > XAP_QUERY_LEAVES_MAX)
		return error_set(err, ST_LIMIT, "query of more than %d terms",
				 XAP_QUERY_LEAVES_MAX);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = xap_check_term(terms[i], err);
	return st;
}

enum status xap_query_synonyms(xap_query **out, const xap_db *db,
			       const struct str *terms, size_t n,
			       const struct xap_weighing *how,
			       struct error *err)
{
	enum status st = check(db, terms, n, how, err);

	*out = nullptr;
	if (st != ST_OK)
		return st;
	return guard(err, "synonyms", [&] {
		auto made = std::make_shared<synonym_terms>();
		double documents = db->db.get_doccount();
		union_size size((Xapian::doccount)documents);

		made->lengths = db->lengths;
		made->bm25 = {how->k1, how->b,
			      std::max(db->db.get_avlength(), 1e-9)};
		for (size_t i = 0; i < n; i++) {
			made->v.push_back(own(terms[i]));
			size.add(db->db.get_termfreq(made->v[i]));
			if (i == 0)
				made->first = how->first *
					      rarity(size.most, documents);
		}
		made->any = rarity(size.likely(), documents);
		auto *source = new synonyms(made);
		*out = new xap_query{Xapian::Query(source->release()),
				     shape::other,
				     true,
				     1,
				     n,
				     {made}};
		return ST_OK;
	});
}
