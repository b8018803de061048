#include "common/xapian-c/types.hh"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <vector>

/* A hit that is handed out. */
struct kept_hit {
	Xapian::MSetIterator at;
	Xapian::Document doc; /* from afar it would come twice */
	uint32_t copies;
};

struct xap_matches {
	Xapian::MSet mset;
	std::vector<kept_hit> kept;
	sequence<std::vector<kept_hit>::const_iterator> seq{kept.cbegin(),
							    kept.cend()};
	uint32_t dropped = 0; /* copies that no total counts */
	bool with_data = true;
	bool stopped = false; /* time was up */
	std::string data;     /* what the caller borrowed */
};

/* A C callback as Xapian wants it. */
class spy_caller final : public Xapian::MatchSpy
{
	const struct xap_spy *spy;
	struct error *err;

      public:
	spy_caller(const struct xap_spy *s, struct error *e) : spy(s), err(e)
	{
	}

	void operator()(const Xapian::Document &doc, double) override
	{
		std::string value = doc.get_value(spy->slot);
		enum status st = spy->see(spy->ctx, borrow(value), 1, err);

		if (st != ST_OK)
			throw callback_failed{st};
	}
};

/* Servers know this one by name; what they counted is told at the end. */
class remote_spy final
{
	const struct xap_spy *spy;
	Xapian::ValueCountMatchSpy counted;

      public:
	explicit remote_spy(const struct xap_spy *s)
	    : spy(s), counted(s ? s->slot : 0)
	{
	}
	Xapian::MatchSpy *get()
	{
		return &counted;
	}
	void see(struct str value, size_t documents, struct error *err) const
	{
		enum status st =
			spy->see(spy->ctx, value, (uint32_t)documents, err);

		if (st != ST_OK)
			throw callback_failed{st};
	}
	void tell(struct error *err) const
	{
		size_t without = counted.get_total();

		for (auto at = counted.values_begin();
		     at != counted.values_end(); ++at) {
			std::string value = *at;

			see(borrow(value), at.get_termfreq(), err);
			without -= at.get_termfreq();
		}
		if (without)
			see(STR(""), without, err);
	}
};

/* When a search has to end, and whether it had to. */
struct watch {
	std::chrono::steady_clock::time_point end;
	bool passed;
};

/*
 * Every document, until time is up: then there are none any more. What is
 * searched together with it ends there, and keeps what it has found. Looks at
 * the clock now and then.
 */
class until final : public Xapian::PostingSource
{
	watch *clock;
	Xapian::doccount count = 0;
	Xapian::docid at = 0, last = 0;
	unsigned calls = 0;

	void look()
	{
		if (calls++ % 64 == 0 &&
		    std::chrono::steady_clock::now() >= clock->end)
			clock->passed = true;
	}

      public:
	explicit until(watch *w) : clock(w)
	{
	}
	PostingSource *clone() const override
	{
		return new until(clock);
	}
	void init(const Xapian::Database &db) override
	{
		count = db.get_doccount();
		last = db.get_lastdocid();
		at = 0;
	}
	Xapian::doccount get_termfreq_min() const override
	{
		return count;
	}
	Xapian::doccount get_termfreq_est() const override
	{
		return count;
	}
	Xapian::doccount get_termfreq_max() const override
	{
		return count;
	}
	void next(double) override
	{
		at++;
		look();
	}
	void skip_to(Xapian::docid to, double) override
	{
		if (to > at)
			at = to;
		look();
	}
	bool at_end() const override
	{
		return clock->passed || at > last;
	}
	Xapian::docid get_docid() const override
	{
		return at;
	}
};

/* 0 stands for the default, so that a zeroed struct is a sane search. */
static double parameter(double given, double otherwise)
{
	if (given == 0)
		return otherwise;
	return given < 0 ? 0 : given;
}

static enum status check(const struct xap_search *how, struct error *err)
{
	if (!std::isfinite(how->k1) || !std::isfinite(how->b) || how->b > 1)
		return error_set(err, ST_USAGE, "BM25 with k1 %g, b %g",
				 how->k1, how->b);
	if (how->count > XAP_MATCHES_MAX ||
	    how->first > XAP_MATCHES_MAX - how->count)
		return error_set(err, ST_LIMIT, "more than %d matches",
				 XAP_MATCHES_MAX);
	return ST_OK;
}

static void set_order(Xapian::Enquire &enquire, const struct xap_search *how)
{
	switch (how->order) {
	case XAP_BY_RELEVANCE:
		return;
	case XAP_BY_VALUE_ASC:
		enquire.set_sort_by_value_then_relevance(how->sort_slot, false);
		return;
	case XAP_BY_VALUE_DESC:
		enquire.set_sort_by_value_then_relevance(how->sort_slot, true);
		return;
	}
	assert(!"an order we know");
}

static bool collapses(const struct xap_search *how)
{
	return how->collapse && how->count &&
	       how->first + how->count <= XAP_COLLAPSE_MAX;
}

/* The first of each value, with how many there are. */
static std::vector<kept_hit> without_copies(const Xapian::MSet &mset,
					    uint32_t slot)
{
	std::map<std::string, size_t> seen;
	std::vector<kept_hit> kept;

	for (auto at = mset.begin(); at != mset.end(); ++at) {
		Xapian::Document doc = at.get_document();
		std::string value = doc.get_value(slot);
		auto [found, is_new] = seen.emplace(value, kept.size());

		if (value.empty() || is_new)
			kept.push_back({at, doc, 1});
		else
			kept[found->second].copies++;
	}
	return kept;
}

/* As many as are wanted, though some are copies: each look into a value takes
 * as long as weighing fifty hits, so few more than that are looked at. */
static std::unique_ptr<xap_matches>
search_collapsing(Xapian::Enquire &enquire, const struct xap_search *how,
		  const watch &clock)
{
	auto m = std::make_unique<xap_matches>();
	size_t wanted = how->first + how->count;
	uint32_t window = (uint32_t)wanted + XAP_COLLAPSE_BEHIND;

	for (;; window *= 2) {
		m->mset = enquire.get_mset(0, window, how->check_at_least);
		m->kept = without_copies(m->mset, how->collapse_slot);
		if (m->kept.size() >= wanted || m->mset.size() < window ||
		    window > XAP_COLLAPSE_MAX || clock.passed)
			break;
		enquire.clear_matchspies(); /* they have seen all */
	}
	if (m->mset.size() < window)
		m->dropped = m->mset.size() - (uint32_t)m->kept.size();
	m->kept.erase(m->kept.begin() +
			      (ptrdiff_t)std::min(wanted, m->kept.size()),
		      m->kept.end());
	m->kept.erase(m->kept.begin(),
		      m->kept.begin() +
			      std::min<ptrdiff_t>(how->first,
						  (ptrdiff_t)m->kept.size()));
	return m;
}

static std::unique_ptr<xap_matches> search_plainly(Xapian::Enquire &enquire,
						   const struct xap_search *how)
{
	auto m = std::make_unique<xap_matches>();

	m->mset = enquire.get_mset(how->first, how->count, how->check_at_least);
	for (auto at = m->mset.begin(); at != m->mset.end(); ++at)
		m->kept.push_back({at, Xapian::Document(), 1});
	return m;
}

enum status xap_search(xap_matches **out, const xap_db *db, const xap_query *q,
		       const struct xap_search *how, struct error *err)
{
	enum status st = check(how, err);

	*out = nullptr;
	if (st != ST_OK)
		return st;
	/* A new Enquire each: it remembers sorters from one to the next. */
	return guard(err, "search", [&] {
		const bool remote = db->is_remote;
		spy_caller spy(how->spy, err);
		remote_spy far_spy(how->spy);
		Xapian::Enquire enquire(db->db);
		std::unique_ptr<xap_matches> found;
		watch clock{std::chrono::steady_clock::now() +
				    std::chrono::milliseconds(how->limit_ms),
			    false};
		until source(&clock);

		enquire.set_query(
			how->limit_ms && !remote
				? Xapian::Query(Xapian::Query::OP_FILTER,
						q->query,
						Xapian::Query(&source))
				: q->query);
		enquire.set_weighting_scheme(
			Xapian::BM25Weight(parameter(how->k1, 1.0), 0, 1,
					   parameter(how->b, 0.5), 0.5));
		set_order(enquire, how);
		if (how->spy)
			enquire.add_matchspy(remote ? far_spy.get() : &spy);
		found = collapses(how) ? search_collapsing(enquire, how, clock)
				       : search_plainly(enquire, how);
		if (how->spy && remote)
			far_spy.tell(err);
		found->with_data = !how->without_data;
		found->stopped = clock.passed;
		found->seq = {found->kept.cbegin(), found->kept.cend()};
		*out = found.release();
		return ST_OK;
	});
}

enum status xap_matches_next(xap_matches *m, struct xap_hit *hit,
			     struct error *err)
{
	return m->seq.step(
		err, "read match",
		[&](const std::vector<kept_hit>::const_iterator &kept) {
			const Xapian::MSetIterator &at = kept->at;

			if (m->with_data && kept->doc.get_docid())
				m->data = kept->doc.get_data();
			else if (m->with_data)
				m->data = at.get_document().get_data();
			*hit = {*at, at.get_rank(), at.get_weight(),
				kept->copies, borrow(m->data)};
		});
}

void xap_matches_count(const xap_matches *m, uint32_t *lower,
		       uint32_t *estimate, uint32_t *upper)
{
	*lower = m->mset.get_matches_lower_bound() - m->dropped;
	*estimate = m->mset.get_matches_estimated() - m->dropped;
	*upper = m->mset.get_matches_upper_bound() - m->dropped;
}

int xap_matches_stopped(const xap_matches *m)
{
	return m->stopped;
}

void xap_matches_free(xap_matches *m)
{
	delete m;
}
