#ifndef COMMON_XAP_FAMILY_HH
#define COMMON_XAP_FAMILY_HH

/* Terms that count as one word, within one database: for synonyms.cc. */

#include "common/xapian-c/types.hh"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>

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
inline double rarity(double have, double documents)
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

/* The documents that have any of the terms, in their order. */
class family
{
	static constexpr Xapian::termcount COUNTS_MAX = 32; /* told apart */

	std::vector<Xapian::PostingIterator> at;
	std::vector<Xapian::docid> heads;     /* where those are */
	Xapian::termcount wdf = 0, first = 0; /* of all, of the first */
	double bounds[COUNTS_MAX];            /* by `wdf` */
	double shortest;                      /* document */

	double at_most(double all, double of_first) const
	{
		return terms->at_most(terms->any, all, shortest) +
		       terms->at_most(terms->first, of_first, shortest);
	}

	void look(size_t i)
	{
		heads[i] = at[i] == Xapian::PostingIterator() ? END : *at[i];
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

      public:
	static constexpr Xapian::docid END = UINT32_MAX;

	std::shared_ptr<const synonym_terms> terms;
	Xapian::doccount least = 0, most = 0, likely = 0; /* documents */
	double max_weight = 0;
	Xapian::docid current = 0;
	size_t any = 0; /* a term that is at `current` */

	family(std::shared_ptr<const synonym_terms> t,
	       const Xapian::Database &shard)
	    : heads(t->v.size()), shortest(shard.get_doclength_lower_bound()),
	      terms(std::move(t))
	{
		Xapian::termcount bound = 0, bound_first = 0;
		union_size size(shard.get_doccount());

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
		max_weight = at_most(bound, bound_first);
	}

	/* Before bound() is asked for. */
	void make_bounds()
	{
		for (Xapian::termcount n = 0; n < COUNTS_MAX; n++)
			bounds[n] = std::min(at_most(n, n), max_weight);
	}

	void next()
	{
		for (size_t i = 0; current && i < heads.size(); i++)
			if (heads[i] == current) {
				++at[i];
				look(i);
			}
		gather();
	}

	void skip_to(Xapian::docid to)
	{
		for (size_t i = 0; i < heads.size(); i++)
			if (heads[i] < to) {
				at[i].skip_to(to);
				look(i);
			}
		gather();
	}

	/* What the current document weighs if it is as short as any. */
	double bound() const
	{
		return wdf < COUNTS_MAX ? bounds[wdf] : max_weight;
	}

	double weigh(double length) const
	{
		const struct bm25 &bm25 = terms->bm25;
		double w = bm25.of(terms->any, std::min((double)wdf, length),
				   length);

		return first ? w + bm25.of(terms->first, first, length) : w;
	}

	/* As Xapian has it. */
	double length() const
	{
		return at[any].get_doclength();
	}
};

#endif
