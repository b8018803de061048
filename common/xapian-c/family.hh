#ifndef COMMON_XAP_FAMILY_HH
#define COMMON_XAP_FAMILY_HH

/* Terms that count as one word, within one database: for synonyms.cc. */

#include <algorithm>

#include "common/xapian-c/bm25.hh"
#include "common/xapian-c/types.hh"
#include "common/xapian-c/union_size.hh"

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

/* The documents that have any of the terms, in their order. */
class family
{
	static constexpr Xapian::termcount COUNTS_MAX = 32; /* told apart */

	Xapian::Database shard;
	std::vector<Xapian::PostingIterator> at; /* empty: not open */
	std::vector<Xapian::docid> heads;        /* where those are */
	Xapian::termcount wdf = 0, first = 0;    /* of all, of the first */
	double bounds[COUNTS_MAX] = {};          /* by `wdf` */
	double shortest;                         /* document */

	double at_most(double all, double of_first) const
	{
		return terms->at_most(terms->any, all, shortest) +
		       terms->at_most(terms->first, of_first, shortest);
	}

	void look(size_t i)
	{
		heads[i] = at[i] == Xapian::PostingIterator() ? END : *at[i];
	}

	/* A list is blocks in memory. */
	void open()
	{
		at.resize(heads.size());
		for (size_t i = 0; i < heads.size(); i++)
			if (heads[i] != END) {
				at[i] = shard.postlist_begin(terms->v[i]);
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

      public:
	static constexpr Xapian::docid END = UINT32_MAX;

	std::shared_ptr<const synonym_terms> terms;
	Xapian::doccount least = 0, most = 0, likely = 0; /* documents */
	double max_weight = 0;
	Xapian::docid current = 0;
	size_t any = 0; /* a term that is at `current` */

	family(std::shared_ptr<const synonym_terms> t,
	       const Xapian::Database &s)
	    : shard(s), heads(t->v.size()),
	      shortest(shard.get_doclength_lower_bound()), terms(std::move(t))
	{
		double bound = 0, bound_first = 0;
		union_size size(shard.get_doccount());

		for (size_t i = 0; i < heads.size(); i++) {
			const Xapian::doccount have =
				shard.get_termfreq(terms->v[i]);

			size.add(have);
			heads[i] = have ? 0 : END;
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
		if (at.empty())
			open();
		for (size_t i = 0; current && i < heads.size(); i++)
			if (heads[i] == current) {
				++at[i];
				look(i);
			}
		gather();
	}

	void skip_to(Xapian::docid to)
	{
		if (at.empty())
			open();
		for (size_t i = 0; i < heads.size(); i++)
			if (heads[i] < to) {
				at[i].skip_to(to);
				look(i);
			}
		gather();
	}

	/* There is no other document. */
	void close()
	{
		current = END;
		at.clear();
		std::fill(heads.begin(), heads.end(), END);
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
