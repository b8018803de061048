#include "common/xapian-c/family.hh"

#include <algorithm>
#include <cmath>

/*
 * Terms weighed as if they were one, as SYNONYM does, at a fraction of its
 * cost. Xapian looks up the length of every document before it weighs it; here
 * a document that has the terms too seldom to be among the best at any length
 * is passed over (Macdonald, Tonellotto, Ounis: Upper-bound Approximations for
 * Dynamic Pruning, ACM TOIS 29(4), 2011). Several such words of which documents
 * must have all are one source: what a document has of one says how much it
 * needs of the others.
 */

using words = std::vector<std::shared_ptr<synonym_terms>>;

namespace
{

class synonyms final : public Xapian::PostingSource
{
	static constexpr double ROUNDING = 1 + 1e-12;

	words all;
	std::vector<family> families; /* the rarest first: it leads */
	std::shared_ptr<doc_lengths> lengths;
	double documents = 0, slack = 1;
	double others = 0; /* what all but the lead weigh at most */
	bool bounded = false;

	family &lead()
	{
		return families.front();
	}
	const family &lead() const
	{
		return families.front();
	}

	/* From the lead's document on to the first one that has all. */
	void meet()
	{
		for (size_t i = 1; i < families.size() && !at_end();) {
			family &f = families[i];

			if (f.current < lead().current)
				f.skip_to(lead().current);
			if (f.current == lead().current) {
				i++;
			} else if (f.current == family::END) {
				lead().close();
			} else {
				lead().skip_to(f.current);
				i = 1;
			}
		}
	}

	/* When first needed: while fewer hits are found than wanted, any
	 * weight is enough, and of rare words it stays so. */
	void make_bounds()
	{
		if (bounded)
			return;
		for (family &f : families)
			f.make_bounds();
		bounded = true;
	}

	/* 1: what the lead has may be, be all it lacks as good as can be. */
	bool may_lead(double enough) const
	{
		return (lead().bound() + others) * slack >= enough;
	}

	/* 1: what all have may be, if the document is as short as any. */
	bool may_weigh(double enough) const
	{
		double w = 0;

		for (const family &f : families)
			w += f.bound();
		return w * slack >= enough;
	}

	/* Parts are searched one after the other: the next one's lists may
	 * have the memory of these. */
	void close_at_end()
	{
		if (!at_end())
			return;
		for (family &f : families)
			f.close();
	}

	/* At the first document from here on that may weigh so much. */
	void settle(double enough)
	{
		const bool any = enough <= 0;

		if (!any)
			make_bounds();
		for (;; lead().next()) {
			while (!any && !at_end() && !may_lead(enough))
				lead().next();
			meet();
			if (any || at_end() || may_weigh(enough))
				return;
		}
	}

      public:
	explicit synonyms(words w) : all(std::move(w))
	{
	}
	PostingSource *clone() const override
	{
		return new synonyms(all);
	}
	void init(const Xapian::Database &shard) override
	{
		lengths = all[0]->lengths->of(shard);
		documents = shard.get_doccount();
		families.clear();
		families.reserve(all.size());
		slack = 1;
		bounded = false;
		for (const auto &terms : all) {
			families.emplace_back(terms, shard);
			slack = std::max(slack, terms->slack);
		}
		std::stable_sort(families.begin(), families.end(),
				 [](const family &a, const family &b) {
					 return a.likely < b.likely;
				 });
		others = 0;
		for (size_t i = 1; i < families.size(); i++)
			others += families[i].max_weight;
		/* Sums of the same round differently. */
		slack *= ROUNDING;
		set_maxweight((lead().max_weight + others) * ROUNDING);
	}
	/* As Xapian counts what all of several have. */
	Xapian::doccount get_termfreq_min() const override
	{
		double have = documents;

		for (const family &f : families)
			have += f.least - documents;
		return (Xapian::doccount)std::max(have, 0.0);
	}
	Xapian::doccount get_termfreq_est() const override
	{
		double have = documents;

		for (const family &f : families)
			have *= documents ? f.likely / documents : 0;
		return (Xapian::doccount)(have + 0.5);
	}
	Xapian::doccount get_termfreq_max() const override
	{
		Xapian::doccount have = lead().most;

		for (const family &f : families)
			have = std::min(have, f.most);
		return have;
	}
	void next(double enough) override
	{
		lead().next();
		settle(enough);
		close_at_end();
	}
	void skip_to(Xapian::docid to, double) override
	{
		if (lead().current < to)
			lead().skip_to(to);
		meet();
		close_at_end();
	}
	/* What cannot weigh enough never will: the next question is for as
	 * much or more, and goes on behind it. */
	bool check(Xapian::docid to, double enough) override
	{
		skip_to(to, enough);
		if (enough <= 0 || at_end())
			return true;
		make_bounds();
		return may_weigh(enough);
	}
	bool at_end() const override
	{
		return lead().current == family::END;
	}
	Xapian::docid get_docid() const override
	{
		return lead().current;
	}
	double get_weight() const override
	{
		const uint32_t known = lengths->of(lead().current);
		const double length = known ? known : lead().length();
		double w = 0;

		for (const family &f : families)
			w += f.weigh(length);
		return w;
	}
	std::string get_description() const override
	{
		std::string out;

		for (const auto &terms : all) {
			std::string one;

			for (const std::string &term : terms->v)
				one += (one.empty() ? "" : " SYNONYM ") + term;
			out += (out.empty() ? "(" : " AND (") + one + ")";
		}
		return out;
	}
};

} // namespace

Xapian::Query synonyms_all(const words &w)
{
	return Xapian::Query((new synonyms(w))->release());
}

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
		*out = new xap_query{synonyms_all({made}),
				     shape::synonyms,
				     true,
				     1,
				     n,
				     {made}};
		return ST_OK;
	});
}
