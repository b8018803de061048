#include "common/xapian-c/types.hh"

#include <algorithm>
#include <cmath>

/*
 * A weight that halves with age. What a shard's copy adds depends on nothing
 * but the document, so that many shards rank as one.
 */
class recency final : public Xapian::ValuePostingSource
{
	double now, half_life, most;

      public:
	recency(Xapian::valueno dates, double at, double half, double weight)
	    : ValuePostingSource(dates), now(at), half_life(half), most(weight)
	{
	}
	PostingSource *clone() const override
	{
		return new recency(get_slot(), now, half_life, most);
	}
	void init(const Xapian::Database &shard) override
	{
		ValuePostingSource::init(shard);
		set_maxweight(most);
	}
	double get_weight() const override
	{
		double at = Xapian::sortable_unserialise(get_value());
		double age = std::max(0.0, now - at);

		return most * std::exp2(-age / half_life);
	}
};

enum status xap_query_recency(xap_query **out, uint32_t slot, double now,
			      double half_life, double most, struct error *err)
{
	*out = nullptr;
	if (!(half_life > 0 && most >= 0 && most <= XAP_FACTOR_MAX))
		return error_set(err, ST_USAGE,
				 "weight %g that halves in %g seconds", most,
				 half_life);
	return guard(err, "recency", [&] {
		recency source(slot, now, half_life, most); /* cloned */

		*out = new xap_query{
			Xapian::Query(&source), shape::other, true, 1, 1, {}};
		return ST_OK;
	});
}
